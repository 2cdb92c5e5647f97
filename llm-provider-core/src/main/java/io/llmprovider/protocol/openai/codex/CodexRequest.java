package io.llmprovider.protocol.openai.codex;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

import io.llmprovider.chat.ChatOptions;
import io.llmprovider.chat.Warning;
import io.llmprovider.error.ErrorDetails;
import io.llmprovider.error.ErrorKind;
import io.llmprovider.error.LlmException;
import io.llmprovider.protocol.ChatCall;
import io.llmprovider.protocol.Compat;
import io.llmprovider.protocol.OptionSpec;
import io.llmprovider.protocol.WireRequest;
import org.jspecify.annotations.Nullable;

/**
 * A call held to what this back end takes: instructions always, a stream always, nothing
 * kept, and no limit or sampling.
 */
final class CodexRequest {

	static final String ACCOUNT_HEADER = "chatgpt-account-id";

	/** It refuses a call without instructions, and these instruct nothing. */
	private static final String INSTRUCTIONS = "You are a helpful assistant.";

	private static final String NOT_TAKEN = "plans do not take it";

	/** Where the cache of a conversation is found again. */
	private static final Compat USUAL = Compat.builder()
		.sessionAffinityHeader("session_id")
		.supportsToolChoice(false)
		.build();

	private final ChatCall call;

	private final OptionSpec spec;

	private final List<Warning> warnings = new ArrayList<>();

	private CodexRequest(ChatCall call, OptionSpec spec) {
		this.call = call;
		this.spec = spec;
	}

	static CodexRequest of(ChatCall call, OptionSpec spec) {
		return new CodexRequest(call, spec);
	}

	WireRequest encode(Function<ChatCall, WireRequest> codec) {
		if (!this.call.streaming()) {
			throw wrong("The back end of ChatGPT plans only streams", "Take llm.providers." + this.call.provider()
					+ ".wire-streaming out; chat() puts streams together.");
		}
		Map<String, @Nullable Object> own = this.spec.check(this.call);
		String account = account(own.remove(CodexResponsesProtocol.ACCOUNT_ID));
		ChatOptions options = fitting(this.call.options()).toBuilder().providerOptions(own).build();
		WireRequest plain = codec
			.apply(this.call.withOptions(options).toBuilder().compat(this.call.compat().orElse(USUAL)).build());
		Map<String, @Nullable Object> body = new LinkedHashMap<>((plain.body() != null) ? plain.body() : Map.of());
		body.remove("prompt_cache_retention");
		body.put("store", false);
		if (!body.containsKey("instructions")) {
			body.put("instructions", INSTRUCTIONS);
			this.warnings.add(new Warning("instructions-added",
					"The provider takes no call without a system prompt: '" + INSTRUCTIONS + "' was sent"));
		}
		this.warnings.addAll(0, plain.warnings());
		WireRequest request = new WireRequest(plain.method(), plain.uri(), plain.headers(), body, true, this.warnings);
		return (account != null) ? request.header(ACCOUNT_HEADER, account) : request;
	}

	/** The account, or null if a header of the user's own names it. */
	private @Nullable String account(@Nullable Object option) {
		if (option != null && !option.toString().isBlank()) {
			return option.toString().strip();
		}
		if (this.call.headers().keySet().stream().anyMatch(ACCOUNT_HEADER::equalsIgnoreCase)) {
			return null;
		}
		throw wrong("Provider '" + this.call.provider() + "' has no account id, and its token alone is refused",
				"Set llm.providers." + this.call.provider() + ".options.provider-options.account-id to the id of the"
						+ " account that the token was made for.");
	}

	private ChatOptions fitting(ChatOptions options) {
		leftOut("max-tokens", options.maxTokens());
		leftOut("temperature", options.temperature());
		leftOut("top-p", options.topP());
		return options.toBuilder().maxTokens(null).temperature(null).topP(null).build();
	}

	private void leftOut(String name, @Nullable Object value) {
		if (value != null) {
			this.warnings.add(Warning.leftOut(name, NOT_TAKEN));
		}
	}

	private static LlmException wrong(String message, String action) {
		return ErrorKind.CONFIGURATION.exception(ErrorDetails.of(message, action)).attempts(0);
	}

}
