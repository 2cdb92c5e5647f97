package io.llmprovider.protocol.openai.codex;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

import io.llmprovider.chat.CacheRetention;
import io.llmprovider.chat.ChatOptions;
import io.llmprovider.chat.ChatRequest;
import io.llmprovider.chat.Tool;
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
 * kept, no limit or sampling, and tools that the model chooses and fills as it likes.
 */
final class CodexRequest {

	private static final String ORIGINATOR = "llm-provider";

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
		CodexAccount account = CodexAccount.of(this.call, this.spec.check(this.call));
		if (account == null) {
			throw wrong("Provider '" + this.call.provider() + "' has no account id, and its token alone is refused",
					"Set llm.providers." + this.call.provider() + ".options.provider-options.account-id to the id of"
							+ " the account that the token was made for.");
		}
		WireRequest plain = codec.apply(fitting());
		Map<String, @Nullable Object> body = new LinkedHashMap<>((plain.body() != null) ? plain.body() : Map.of());
		fit(body);
		this.warnings.addAll(0, plain.warnings());
		WireRequest request = new WireRequest(plain.method(), plain.uri(), plain.headers(), body, true, this.warnings)
			.header("originator", ORIGINATOR);
		return account.byHeader() ? request : request.header(CodexAccount.HEADER, account.id());
	}

	private void fit(Map<String, @Nullable Object> body) {
		body.remove(CodexResponsesProtocol.ACCOUNT_ID);
		body.put("store", false);
		if (body.containsKey("tools")) {
			body.putIfAbsent("tool_choice", "auto");
		}
		if (!body.containsKey("instructions")) {
			body.put("instructions", INSTRUCTIONS);
			this.warnings.add(new Warning("instructions-added",
					"The provider takes no call without a system prompt: '" + INSTRUCTIONS + "' was sent"));
		}
	}

	private ChatCall fitting() {
		List<Tool> tools = this.call.request().tools().stream().map(this::loose).toList();
		ChatRequest request = this.call.request().toBuilder().tools(tools).build();
		return this.call.toBuilder()
			.request(request)
			.compat(this.call.compat().orElse(USUAL))
			.build()
			.withOptions(fitting(this.call.options()));
	}

	private Tool loose(Tool tool) {
		if (!Boolean.TRUE.equals(tool.strict())) {
			return tool;
		}
		leftOut("strict of tool '" + tool.name() + "'", true);
		return new Tool(tool.name(), tool.description(), tool.inputSchema(), false, tool.cache());
	}

	private ChatOptions fitting(ChatOptions options) {
		leftOut("max-tokens", options.maxTokens());
		leftOut("temperature", options.temperature());
		leftOut("top-p", options.topP());
		ChatOptions.Builder fitting = options.toBuilder().maxTokens(null).temperature(null).topP(null);
		// The cache is found by its key; how long it is kept is the plan's.
		return (options.cacheRetention() == CacheRetention.LONG) ? fitting.cacheRetention(CacheRetention.SHORT).build()
				: fitting.build();
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
