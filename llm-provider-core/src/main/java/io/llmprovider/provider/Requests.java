package io.llmprovider.provider;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import io.llmprovider.chat.ChatOptions;
import io.llmprovider.chat.ChatRequest;
import io.llmprovider.chat.Tool;
import io.llmprovider.error.ErrorDetails;
import io.llmprovider.error.ErrorKind;
import io.llmprovider.error.LlmException;
import io.llmprovider.protocol.ChatCall;
import io.llmprovider.protocol.OptionSpec;
import io.llmprovider.protocol.WireRequest;
import org.jspecify.annotations.Nullable;

/**
 * What is the same for all protocols before and after a call is written.
 */
final class Requests {

	private Requests() {
	}

	/**
	 * The request with all options merged, after it was looked over.
	 * @param request what the caller asks
	 * @param lower options of lower rank
	 * @param spec the protocol's own options
	 * @return the request as the protocol sees it
	 */
	static ChatRequest checked(ChatRequest request, ChatOptions lower, OptionSpec spec) {
		if (request.messages().isEmpty()) {
			throw invalid("The request has no messages", "Add at least one, as ChatRequest.of(\"…\") does.");
		}
		request.tools().forEach(Requests::check);
		ChatOptions options = request.options().orElse(lower);
		if (!options.providerOptions().isEmpty()) {
			try {
				options = options.toBuilder().providerOptions(spec.check(options.providerOptions())).build();
			}
			catch (IllegalArgumentException ex) {
				throw invalid(String.valueOf(ex.getMessage()),
						"Correct the options of the call, mode, model or provider.");
			}
		}
		return request.withOptions(options);
	}

	/**
	 * Adds what the user set: members of the body and headers.
	 * @param request what the protocol wrote
	 * @param call the call
	 * @return what is sent, but for credentials
	 */
	static WireRequest finish(WireRequest request, ChatCall call) {
		WireRequest finished = call.warnings().isEmpty() ? request : request.withWarnings(call.warnings());
		Map<String, @Nullable Object> extra = call.options().extraBody();
		if (!extra.isEmpty() && request.body() != null) {
			finished = finished.withBody(merged(request.body(), extra));
		}
		Headers.check(call.headers(), "the headers of the call or of provider '" + call.provider() + "'");
		for (Map.Entry<String, String> header : call.headers().entrySet()) {
			if (!isMerged(finished, header.getKey(), header.getValue())) {
				finished = finished.header(header.getKey(), header.getValue());
			}
		}
		return finished;
	}

	/** Whether the protocol has put the user's value into a list of its own. */
	private static boolean isMerged(WireRequest request, String name, String value) {
		for (Map.Entry<String, String> written : request.headers().entrySet()) {
			if (written.getKey().equalsIgnoreCase(name)) {
				return items(written.getValue()).containsAll(items(value));
			}
		}
		return false;
	}

	private static Set<String> items(String list) {
		return Arrays.stream(list.split(",")).map(String::strip).collect(Collectors.toSet());
	}

	private static void check(Tool tool) {
		Object type = tool.inputSchema().get("type");
		if (!"object".equals(type)) {
			throw invalid("The schema of tool '" + tool.name() + "' is not of type object but " + type,
					"Write {\"type\":\"object\",\"properties\":{…}} and put the value into a property.");
		}
	}

	/**
	 * Objects merge member by member, null takes a member out, anything else replaces.
	 */
	private static Map<String, @Nullable Object> merged(Map<?, ?> low, Map<?, ?> high) {
		Map<String, @Nullable Object> merged = new LinkedHashMap<>();
		low.forEach((name, value) -> merged.put(String.valueOf(name), value));
		high.forEach((key, value) -> {
			String name = String.valueOf(key);
			if (value == null) {
				merged.remove(name);
			}
			else if (value instanceof Map<?, ?> nested && merged.get(name) instanceof Map<?, ?> there) {
				merged.put(name, merged(there, nested));
			}
			else {
				merged.put(name, value);
			}
		});
		return merged;
	}

	private static LlmException invalid(String message, String action) {
		return ErrorKind.INVALID_REQUEST.exception(ErrorDetails.of(message, action)).attempts(0);
	}

}
