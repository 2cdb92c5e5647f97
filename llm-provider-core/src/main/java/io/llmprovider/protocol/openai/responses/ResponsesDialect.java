package io.llmprovider.protocol.openai.responses;

import java.net.URI;
import java.util.Map;

import io.llmprovider.model.Capabilities;
import io.llmprovider.model.ThinkingLevel;
import io.llmprovider.protocol.ChatCall;
import io.llmprovider.protocol.Compat;
import io.llmprovider.protocol.HandoverRules;
import io.llmprovider.protocol.PromptRetention;
import io.llmprovider.protocol.ToolIdForm;
import org.jspecify.annotations.Nullable;

/**
 * A server's dialect with nothing left open: what nobody said is as OpenAI has it.
 *
 * @param compat what was said
 * @param openAi whether it is OpenAI's own server, or one that OpenAI's models run on
 * with the same rules
 * @param stateful whether the server keeps the conversation
 * @param systemApart whether the system prompt is no part of the conversation anyway
 * @param usual what is known of models of which nobody says it
 * @param account to whom encrypted reasoning is bound beside provider and model, or null
 */
record ResponsesDialect(Compat compat, boolean openAi, boolean stateful, boolean systemApart, Capabilities usual,
		@Nullable String account) {

	private static final int MAX_ID_LENGTH = 64;

	static ResponsesDialect of(ChatCall call, OpenAiResponsesProtocol protocol) {
		Map<String, @Nullable Object> own = call.options().providerOptions();
		boolean stateful = own.get(ResponsesOptions.PREVIOUS_RESPONSE_ID) != null
				|| own.get(ResponsesOptions.CONVERSATION) != null
				|| "true".equals(String.valueOf(own.get(ResponsesOptions.STORE)));
		return new ResponsesDialect(call.compat(), protocol.isOpenAi(call), stateful, protocol.keepsSystemApart(call),
				protocol.usualCapabilities(call), protocol.account(call));
	}

	static boolean isOpenAi(String baseUrl) {
		return isOwnHost(baseUrl) || host(baseUrl).contains(".openai.azure.");
	}

	private static boolean isOwnHost(String baseUrl) {
		String host = host(baseUrl);
		return host.equals("api.openai.com") || host.endsWith(".api.openai.com");
	}

	private static String host(String baseUrl) {
		try {
			String host = URI.create(baseUrl).getHost();
			return (host != null) ? host : "";
		}
		catch (IllegalArgumentException ex) {
			// Said by whoever tries to reach it.
			return "";
		}
	}

	/**
	 * Whether the system prompt stands beside the conversation. A server that keeps the
	 * conversation would keep a message too, and have it twice after the next call.
	 */
	boolean systemIsBeside() {
		return this.stateful || this.systemApart;
	}

	boolean supportsDeveloperRole() {
		return or(this.compat.supportsDeveloperRole(), true);
	}

	boolean supportsStore() {
		return or(this.compat.supportsStore(), true);
	}

	boolean supportsReasoningEffort() {
		return or(this.compat.supportsReasoningEffort(), true);
	}

	Map<ThinkingLevel, String> reasoningEffortMap() {
		return this.compat.reasoningEffortMap();
	}

	boolean supportsJsonSchema() {
		return or(this.compat.supportsJsonSchema(), true);
	}

	boolean supportsPromptCacheKey() {
		return or(this.compat.supportsPromptCacheKey(), true);
	}

	/** A day's retention is known to be understood by OpenAI only. */
	boolean supportsPromptCacheRetention() {
		return or(this.compat.supportsPromptCacheKey(), this.openAi) && this.openAi;
	}

	/**
	 * Whether parts of the prompt may be marked for the cache. Only OpenAI's own address
	 * is known to take marks; the back end of plans refuses them.
	 */
	boolean hasBreakpoints(ChatCall call) {
		return supportsPromptCacheRetention() && isOwnHost(call.baseUrl())
				&& PromptRetention.hasBreakpoints(call.model().id());
	}

	/** What the server demands of a conversation. */
	HandoverRules handover() {
		Integer length = this.compat.toolIdMaxLength();
		return HandoverRules.builder()
			.toolIds(ToolIdForm.upTo((length != null) ? length : MAX_ID_LENGTH))
			.media(ResponsesContent::refusal)
			.mediaInResults(or(this.compat.supportsImagesInToolResults(), true))
			.earlierMessagesKnown(this.stateful)
			.blankText(true)
			.thoughtLast(false)
			.build();
	}

	/** OpenAI's models that think refuse what steers the choice of tokens. */
	boolean refusesSampling(@Nullable Boolean temperature) {
		return (temperature != null) ? !temperature : this.openAi;
	}

	/** The least limit of output tokens, below which the server refuses the call. */
	int leastMaxTokens() {
		return this.openAi ? 16 : 1;
	}

	@Nullable String sessionAffinityHeader() {
		return this.compat.sessionAffinityHeader();
	}

	private static boolean or(@Nullable Boolean flag, boolean otherwise) {
		return (flag != null) ? flag : otherwise;
	}

}
