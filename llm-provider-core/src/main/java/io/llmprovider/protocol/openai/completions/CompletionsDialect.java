package io.llmprovider.protocol.openai.completions;

import java.util.Map;
import java.util.Set;

import io.llmprovider.model.ThinkingLevel;
import io.llmprovider.protocol.ChatCall;
import io.llmprovider.protocol.Compat;
import io.llmprovider.protocol.HandoverRules;
import io.llmprovider.protocol.PromptRetention;
import io.llmprovider.protocol.ReasoningReplay;
import io.llmprovider.protocol.ThinkingFormat;
import io.llmprovider.protocol.ToolIdForm;
import org.jspecify.annotations.Nullable;

/**
 * A server's dialect with nothing left open: what nobody said is as OpenAI has it, except
 * for what is a cause of refusals elsewhere and means nothing there.
 */
record CompletionsDialect(Compat compat, boolean openAi) {

	/** The value of {@code reasoning-field} that keeps reasoning from going back. */
	static final String NO_FIELD = "none";

	static CompletionsDialect of(ChatCall call) {
		return new CompletionsDialect(call.compat(), call.baseUrl().startsWith("https://api.openai.com/"));
	}

	boolean supportsDeveloperRole() {
		return or(this.compat.supportsDeveloperRole(), this.openAi);
	}

	/** Many compatibles refuse it, and not to store is what all but OpenAI do anyway. */
	boolean supportsStore() {
		return or(this.compat.supportsStore(), this.openAi);
	}

	boolean supportsReasoningEffort() {
		return or(this.compat.supportsReasoningEffort(), true);
	}

	/** Whether a switch may be accompanied by an effort: only if somebody said so. */
	boolean isKnownToSupportReasoningEffort() {
		return or(this.compat.supportsReasoningEffort(), false);
	}

	Map<ThinkingLevel, String> reasoningEffortMap() {
		return this.compat.reasoningEffortMap();
	}

	ThinkingFormat thinkingFormat() {
		ThinkingFormat format = this.compat.thinkingFormat();
		return (format != null) ? format : ThinkingFormat.OPENAI;
	}

	boolean supportsUsageInStreaming() {
		return or(this.compat.supportsUsageInStreaming(), true);
	}

	String maxTokensField() {
		String field = this.compat.maxTokensField();
		return (field != null) ? field : "max_completion_tokens";
	}

	boolean supportsJsonSchema() {
		return or(this.compat.supportsJsonSchema(), true);
	}

	boolean supportsSeed() {
		return or(this.compat.supportsSeed(), true);
	}

	boolean supportsNamedToolChoice() {
		return or(this.compat.supportsNamedToolChoice(), true);
	}

	boolean supportsCacheControl() {
		return or(this.compat.supportsCacheControl(), false);
	}

	/** OpenAI's own marks, which it takes of its newer models only. */
	boolean hasBreakpoints(String model) {
		return this.openAi && supportsPromptCacheKey() && !supportsCacheControl()
				&& PromptRetention.hasBreakpoints(model);
	}

	boolean supportsPromptCacheKey() {
		return or(this.compat.supportsPromptCacheKey(), this.openAi);
	}

	boolean requiresToolResultName() {
		return or(this.compat.requiresToolResultName(), false);
	}

	/** Whoever says that none goes back has the last word. */
	boolean requiresReasoningContent() {
		return or(this.compat.requiresReasoningContent(), false) && !NO_FIELD.equals(reasoningField());
	}

	boolean requiresToolsWithHistory() {
		return or(this.compat.requiresToolsWithHistory(), false);
	}

	/**
	 * What the server demands of a conversation. Ids of tool calls that its provider made
	 * go back as they came unless somebody set a limit: some gateways hide signatures in
	 * them.
	 */
	HandoverRules handover() {
		Integer length = this.compat.toolIdMaxLength();
		ToolIdForm ids = (length != null) ? ToolIdForm.upTo(length) : ToolIdForm.USUAL;
		boolean limited = length != null || this.openAi;
		boolean nine = or(this.compat.requiresMistralToolIds(), false);
		boolean alternating = or(this.compat.requiresAlternatingRoles(), false);
		return HandoverRules.builder()
			.toolIds(nine ? ToolIdForm.NINE_LETTERS_OR_DIGITS : limited ? ids : ids.keepingOwn())
			.reasoning(or(this.compat.requiresThinkingAsText(), false) ? ReasoningReplay.NONE : ReasoningReplay.MARKED)
			.mediaInResults(or(this.compat.supportsImagesInToolResults(), false))
			.userAfterResult(!or(this.compat.requiresAssistantAfterToolResult(), false))
			.userFirst(alternating)
			.alternating(alternating)
			.blankText(true)
			.build();
	}

	/** The field in which reasoning goes back; null for the one in which it came. */
	@Nullable String reasoningField() {
		return this.compat.reasoningField();
	}

	@Nullable String sessionAffinityHeader() {
		return this.compat.sessionAffinityHeader();
	}

	Set<String> unsupportedParameters() {
		return this.compat.unsupportedParameters();
	}

	Map<String, @Nullable Object> openRouterRouting() {
		return this.compat.openRouterRouting();
	}

	Map<String, @Nullable Object> vercelGatewayRouting() {
		return this.compat.vercelGatewayRouting();
	}

	private static boolean or(@Nullable Boolean flag, boolean otherwise) {
		return (flag != null) ? flag : otherwise;
	}

}
