package io.llmprovider.autoconfigure;

import java.util.Map;
import java.util.Set;

import io.llmprovider.model.ThinkingLevel;
import io.llmprovider.protocol.Compat;
import io.llmprovider.protocol.ThinkingFormat;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationPropertiesSource;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The dialect of a server that speaks a known API with deviations. A flag that is not set
 * is taken from the known provider of the same name, then from the protocol's default.
 *
 * @param supportsDeveloperRole Whether the server knows the role 'developer' for the
 * system prompt of reasoning models; else 'system' is sent.
 * @param supportsStore Whether the server knows 'store'; if so 'store: false' is sent.
 * @param supportsReasoningEffort Whether the server knows 'reasoning_effort'.
 * @param reasoningEffortMap What a thinking level is called on the wire, where it is not
 * the level's own name.
 * @param thinkingFormat How thinking is switched on, off and to a level.
 * @param supportsUsageInStreaming Whether the server knows
 * 'stream_options.include_usage'.
 * @param maxTokensField Field that limits the answer: 'max_completion_tokens' or
 * 'max_tokens'.
 * @param supportsStrictMode Whether the server knows 'strict' in a tool's declaration.
 * @param supportsParallelToolCalls Whether the server knows 'parallel_tool_calls'.
 * @param supportsToolChoice Whether the server knows 'tool_choice'.
 * @param supportsNamedToolChoice Whether a 'tool_choice' may name the tool that is to be
 * called; else that tool alone is offered, and one has to be called.
 * @param supportsJsonSchema Whether the server can hold an answer to a JSON schema; else
 * any JSON object is asked for.
 * @param supportsSeed Whether the server knows 'seed'.
 * @param supportsCacheControl Whether the server knows 'cache_control' on parts of the
 * prompt.
 * @param supportsPromptCacheKey Whether the server knows 'prompt_cache_key' and its
 * retention.
 * @param supportsImagesInToolResults Whether a tool's result may hold images; else they
 * follow in a message of the user's.
 * @param requiresToolResultName Whether a tool's result must repeat the tool's name.
 * @param requiresAssistantAfterToolResult Whether an assistant message must stand between
 * a tool's result and the user's next message.
 * @param requiresAlternatingRoles Whether the user speaks first and no two messages of
 * one speaker may follow each other; those that do are sent as one.
 * @param requiresThinkingAsText Whether earlier reasoning goes back as plain text at the
 * head of the message.
 * @param requiresReasoningContent Whether earlier reasoning of a tool loop must go back,
 * empty if there was none.
 * @param requiresToolsWithHistory Whether 'tools: []' must be sent when the history has
 * tool calls and no tools are offered.
 * @param requiresMistralToolIds Whether ids of tool calls must be nine letters or digits.
 * @param toolIdMaxLength How many characters an id of a tool call may have.
 * @param reasoningField Field in which earlier reasoning goes back: 'reasoning_content',
 * 'reasoning', 'reasoning_text'.
 * @param sessionAffinityHeader Header that carries the session id, for servers that route
 * by it.
 * @param unsupportedSchemaKeywords Words of JSON schema that the server refuses, such as
 * '$schema'; they are taken out of tools and response formats.
 * @param unsupportedParameters Members of a request's body that the server does not know,
 * such as 'stop'; they are left out with a warning.
 * @param openRouterRouting OpenRouter's 'provider' object.
 * @param vercelGatewayRouting Vercel AI Gateway's 'providerOptions.gateway' object.
 */
@ConfigurationPropertiesSource
record CompatProperties(@Nullable Boolean supportsDeveloperRole, @Nullable Boolean supportsStore,
		@Nullable Boolean supportsReasoningEffort, @DefaultValue Map<ThinkingLevel, String> reasoningEffortMap,
		@Nullable ThinkingFormat thinkingFormat, @Nullable Boolean supportsUsageInStreaming,
		@Nullable String maxTokensField, @Nullable Boolean supportsStrictMode,
		@Nullable Boolean supportsParallelToolCalls, @Nullable Boolean supportsToolChoice,
		@Nullable Boolean supportsNamedToolChoice, @Nullable Boolean supportsJsonSchema, @Nullable Boolean supportsSeed,
		@Nullable Boolean supportsCacheControl, @Nullable Boolean supportsPromptCacheKey,
		@Nullable Boolean supportsImagesInToolResults, @Nullable Boolean requiresToolResultName,
		@Nullable Boolean requiresAssistantAfterToolResult, @Nullable Boolean requiresAlternatingRoles,
		@Nullable Boolean requiresThinkingAsText, @Nullable Boolean requiresReasoningContent,
		@Nullable Boolean requiresToolsWithHistory, @Nullable Boolean requiresMistralToolIds,
		@Nullable Integer toolIdMaxLength, @Nullable String reasoningField, @Nullable String sessionAffinityHeader,
		@DefaultValue Set<String> unsupportedSchemaKeywords, @DefaultValue Set<String> unsupportedParameters,
		@DefaultValue Map<String, Object> openRouterRouting, @DefaultValue Map<String, Object> vercelGatewayRouting) {

	Compat toSettings() {
		return Compat.builder()
			.supportsDeveloperRole(this.supportsDeveloperRole)
			.supportsStore(this.supportsStore)
			.supportsReasoningEffort(this.supportsReasoningEffort)
			.reasoningEffortMap(this.reasoningEffortMap)
			.thinkingFormat(this.thinkingFormat)
			.supportsUsageInStreaming(this.supportsUsageInStreaming)
			.maxTokensField(this.maxTokensField)
			.supportsStrictMode(this.supportsStrictMode)
			.supportsParallelToolCalls(this.supportsParallelToolCalls)
			.supportsToolChoice(this.supportsToolChoice)
			.supportsNamedToolChoice(this.supportsNamedToolChoice)
			.supportsJsonSchema(this.supportsJsonSchema)
			.supportsSeed(this.supportsSeed)
			.supportsCacheControl(this.supportsCacheControl)
			.supportsPromptCacheKey(this.supportsPromptCacheKey)
			.supportsImagesInToolResults(this.supportsImagesInToolResults)
			.requiresToolResultName(this.requiresToolResultName)
			.requiresAssistantAfterToolResult(this.requiresAssistantAfterToolResult)
			.requiresAlternatingRoles(this.requiresAlternatingRoles)
			.requiresThinkingAsText(this.requiresThinkingAsText)
			.requiresReasoningContent(this.requiresReasoningContent)
			.requiresToolsWithHistory(this.requiresToolsWithHistory)
			.requiresMistralToolIds(this.requiresMistralToolIds)
			.toolIdMaxLength(this.toolIdMaxLength)
			.reasoningField(this.reasoningField)
			.sessionAffinityHeader(this.sessionAffinityHeader)
			.unsupportedSchemaKeywords(this.unsupportedSchemaKeywords)
			.unsupportedParameters(this.unsupportedParameters)
			.openRouterRouting(BoundValues.plain(this.openRouterRouting))
			.vercelGatewayRouting(BoundValues.plain(this.vercelGatewayRouting))
			.build();
	}

}
