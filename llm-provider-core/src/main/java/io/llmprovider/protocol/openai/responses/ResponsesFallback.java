package io.llmprovider.protocol.openai.responses;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.llmprovider.chat.Warning;
import io.llmprovider.error.ErrorKind;
import io.llmprovider.error.LlmException;
import io.llmprovider.protocol.ChatCall;
import io.llmprovider.protocol.WireRequest;
import org.jspecify.annotations.Nullable;

/**
 * What a call becomes that the provider has refused for something that it can do without.
 *
 * @param call the other call
 * @param warning what was changed
 */
record ResponsesFallback(ChatCall call, Warning warning) {

	static Optional<ResponsesFallback> of(ChatCall call, LlmException failure) {
		if (failure.kind() != ErrorKind.INVALID_REQUEST && failure.kind() != ErrorKind.NOT_FOUND) {
			return Optional.empty();
		}
		String told = failure.details().code() + ' ' + failure.details().message() + ' ' + failure.details().body();
		if (isForgotten(told) && OpenAiResponsesMessageMapper.firstNew(call) > 0) {
			Map<String, @Nullable Object> own = options(call);
			own.remove(ResponsesOptions.PREVIOUS_RESPONSE_ID);
			own.putIfAbsent(ResponsesOptions.STORE, true);
			return Optional.of(new ResponsesFallback(with(call, own), new Warning("previous-response-forgotten",
					"The provider has forgotten the answer that the call goes on from: the whole conversation was sent")));
		}
		if (told.contains("reasoning.summary") && call.options().thinking() != null) {
			Map<String, @Nullable Object> own = options(call);
			boolean asked = !"none".equals(own.put(ResponsesOptions.REASONING_SUMMARY, "none"));
			return asked
					? Optional.of(new ResponsesFallback(with(call, own),
							new Warning("summary-left-out",
									"The provider tells nothing of the reasoning: " + failure.details().message())))
					: Optional.empty();
		}
		return Optional.empty();
	}

	private static boolean isForgotten(String told) {
		return told.contains("previous_response_id") || told.contains("previous_response_not_found");
	}

	private static Map<String, @Nullable Object> options(ChatCall call) {
		return new LinkedHashMap<>(call.options().providerOptions());
	}

	private static ChatCall with(ChatCall call, Map<String, @Nullable Object> own) {
		return call.withOptions(call.options().toBuilder().providerOptions(own).build());
	}

	WireRequest warn(WireRequest request) {
		List<Warning> warnings = new ArrayList<>(request.warnings());
		warnings.add(this.warning);
		return new WireRequest(request.method(), request.uri(), request.headers(), request.body(), request.streaming(),
				warnings);
	}

}
