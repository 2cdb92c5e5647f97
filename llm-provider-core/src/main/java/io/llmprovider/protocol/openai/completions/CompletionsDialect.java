package io.llmprovider.protocol.openai.completions;

import java.util.Map;
import java.util.Set;

import io.llmprovider.model.ThinkingLevel;
import io.llmprovider.protocol.ChatCall;
import io.llmprovider.protocol.Compat;
import io.llmprovider.protocol.ThinkingFormat;
import org.jspecify.annotations.Nullable;

/**
 * A server's dialect with nothing left open: what nobody said is as OpenAI has it, except
 * for what is a cause of refusals elsewhere and means nothing there.
 */
record CompletionsDialect(Compat compat, boolean openAi) {

	/** The value of {@code reasoning-field} that keeps reasoning from going back. */
	static final String NO_FIELD = "none";

	private static final int ID_LENGTH = 40;

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

	boolean supportsCacheControl() {
		return or(this.compat.supportsCacheControl(), false);
	}

	boolean supportsPromptCacheKey() {
		return or(this.compat.supportsPromptCacheKey(), this.openAi);
	}

	boolean supportsImagesInToolResults() {
		return or(this.compat.supportsImagesInToolResults(), false);
	}

	boolean requiresToolResultName() {
		return or(this.compat.requiresToolResultName(), false);
	}

	boolean requiresAssistantAfterToolResult() {
		return or(this.compat.requiresAssistantAfterToolResult(), false);
	}

	boolean requiresThinkingAsText() {
		return or(this.compat.requiresThinkingAsText(), false);
	}

	boolean requiresReasoningContent() {
		return or(this.compat.requiresReasoningContent(), false);
	}

	boolean requiresToolsWithHistory() {
		return or(this.compat.requiresToolsWithHistory(), false);
	}

	boolean requiresMistralToolIds() {
		return or(this.compat.requiresMistralToolIds(), false);
	}

	/** How long the ids of tool calls may be that another provider made. */
	int toolIdMaxLength() {
		Integer length = this.compat.toolIdMaxLength();
		return (length != null) ? length : ID_LENGTH;
	}

	/**
	 * Whether the limit holds for the server's own ids too. Where nobody set it they go
	 * back as they came: some gateways hide signatures in them.
	 */
	boolean limitsOwnToolIds() {
		return this.compat.toolIdMaxLength() != null || this.openAi;
	}

	/** The field in which reasoning goes back; null for the one in which it came. */
	@Nullable String reasoningField() {
		return this.compat.reasoningField();
	}

	@Nullable String sessionAffinityHeader() {
		return this.compat.sessionAffinityHeader();
	}

	Set<String> unsupportedSchemaKeywords() {
		return this.compat.unsupportedSchemaKeywords();
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
