package io.llmprovider.protocol;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

import io.llmprovider.json.Json;
import io.llmprovider.model.ThinkingLevel;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.annotation.JsonDeserialize;
import tools.jackson.databind.annotation.JsonPOJOBuilder;

/**
 * The dialect of a server that speaks a known API with deviations. Each flag may be left
 * open; an open one is taken from the provider's preset, then from the protocol's
 * default. What a user sets is never overridden by a guess.
 *
 * @param supportsDeveloperRole whether the server knows the role {@code developer} for
 * the system prompt of reasoning models; else {@code system} is sent
 * @param supportsStore whether the server knows {@code store}; if so {@code store: false}
 * is sent
 * @param supportsReasoningEffort whether the server knows {@code reasoning_effort}
 * @param reasoningEffortMap what a thinking level is called on the wire, where it is not
 * the level's own name
 * @param thinkingFormat how thinking is switched on, off and to a level
 * @param supportsUsageInStreaming whether the server knows
 * {@code stream_options.include_usage}
 * @param maxTokensField the field that limits the answer: {@code max_completion_tokens}
 * or {@code max_tokens}
 * @param supportsStrictMode whether the server knows {@code strict} in a tool's
 * declaration
 * @param supportsParallelToolCalls whether the server knows {@code parallel_tool_calls}
 * @param supportsToolChoice whether the server knows {@code tool_choice}
 * @param supportsNamedToolChoice whether a {@code tool_choice} may name the tool that is
 * to be called; else that tool alone is offered, and one has to be called
 * @param supportsJsonSchema whether the server can hold an answer to a JSON schema; else
 * any JSON object is asked for
 * @param supportsSeed whether the server knows {@code seed}
 * @param supportsCacheControl whether the server knows {@code cache_control} on parts of
 * the prompt
 * @param supportsPromptCacheKey whether the server knows {@code prompt_cache_key} and its
 * retention
 * @param supportsImagesInToolResults whether a tool's result may hold images; else they
 * follow in a message of the user's
 * @param requiresToolResultName whether a tool's result must repeat the tool's name
 * @param requiresAssistantAfterToolResult whether an assistant message must stand between
 * a tool's result and the user's next message
 * @param requiresAlternatingRoles whether the user speaks first and no two messages of
 * one speaker may follow each other; those that do are sent as one
 * @param requiresThinkingAsText whether earlier reasoning goes back as plain text at the
 * head of the message
 * @param requiresReasoningContent whether earlier reasoning of a tool loop must go back,
 * empty if there was none
 * @param requiresToolsWithHistory whether {@code tools: []} must be sent when the history
 * has tool calls and no tools are offered
 * @param requiresMistralToolIds whether ids of tool calls must be nine letters or digits
 * @param toolIdMaxLength how many characters an id of a tool call may have; left open it
 * holds only for ids that another provider made
 * @param reasoningField the field in which earlier reasoning goes back:
 * {@code reasoning_content}, {@code reasoning}, {@code reasoning_text}, or {@code none}
 * to send none; left open it is the field in which it came
 * @param sessionAffinityHeader a header that carries the session id, for servers that
 * route by it
 * @param unsupportedSchemaKeywords words of JSON schema that the server refuses, such as
 * {@code $schema}; they are taken out of tools and response formats
 * @param unsupportedParameters members of a request's body that the server does not know,
 * such as {@code stop}; they are left out with a warning
 * @param openRouterRouting openRouter's {@code provider} object
 * @param vercelGatewayRouting vercel AI Gateway's {@code providerOptions.gateway} object
 */
@JsonDeserialize(builder = Compat.Builder.class)
public record Compat(@Nullable Boolean supportsDeveloperRole, @Nullable Boolean supportsStore,
		@Nullable Boolean supportsReasoningEffort, Map<ThinkingLevel, String> reasoningEffortMap,
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
		Set<String> unsupportedSchemaKeywords, Set<String> unsupportedParameters,
		Map<String, @Nullable Object> openRouterRouting, Map<String, @Nullable Object> vercelGatewayRouting) {

	/** Everything is left open. */
	public static final Compat NONE = builder().build();

	public Compat {
		reasoningEffortMap = Map.copyOf(reasoningEffortMap);
		unsupportedSchemaKeywords = Set.copyOf(unsupportedSchemaKeywords);
		unsupportedParameters = Set.copyOf(unsupportedParameters);
		openRouterRouting = Json.frozen(openRouterRouting);
		vercelGatewayRouting = Json.frozen(vercelGatewayRouting);
	}

	/**
	 * Starts flags that are all left open.
	 * @return a builder
	 */
	public static Builder builder() {
		return new Builder();
	}

	/**
	 * These flags, and the others' where these are left open; maps merge by key.
	 * @param other flags of lower rank
	 * @return the merged flags
	 */
	public Compat orElse(Compat other) {
		if (this == NONE || other == NONE) {
			return (this == NONE) ? other : this;
		}
		return new Compat(first(this.supportsDeveloperRole, other.supportsDeveloperRole),
				first(this.supportsStore, other.supportsStore),
				first(this.supportsReasoningEffort, other.supportsReasoningEffort),
				merge(other.reasoningEffortMap, this.reasoningEffortMap),
				first(this.thinkingFormat, other.thinkingFormat),
				first(this.supportsUsageInStreaming, other.supportsUsageInStreaming),
				first(this.maxTokensField, other.maxTokensField),
				first(this.supportsStrictMode, other.supportsStrictMode),
				first(this.supportsParallelToolCalls, other.supportsParallelToolCalls),
				first(this.supportsToolChoice, other.supportsToolChoice),
				first(this.supportsNamedToolChoice, other.supportsNamedToolChoice),
				first(this.supportsJsonSchema, other.supportsJsonSchema), first(this.supportsSeed, other.supportsSeed),
				first(this.supportsCacheControl, other.supportsCacheControl),
				first(this.supportsPromptCacheKey, other.supportsPromptCacheKey),
				first(this.supportsImagesInToolResults, other.supportsImagesInToolResults),
				first(this.requiresToolResultName, other.requiresToolResultName),
				first(this.requiresAssistantAfterToolResult, other.requiresAssistantAfterToolResult),
				first(this.requiresAlternatingRoles, other.requiresAlternatingRoles),
				first(this.requiresThinkingAsText, other.requiresThinkingAsText),
				first(this.requiresReasoningContent, other.requiresReasoningContent),
				first(this.requiresToolsWithHistory, other.requiresToolsWithHistory),
				first(this.requiresMistralToolIds, other.requiresMistralToolIds),
				first(this.toolIdMaxLength, other.toolIdMaxLength), first(this.reasoningField, other.reasoningField),
				first(this.sessionAffinityHeader, other.sessionAffinityHeader),
				this.unsupportedSchemaKeywords.isEmpty() ? other.unsupportedSchemaKeywords
						: this.unsupportedSchemaKeywords,
				this.unsupportedParameters.isEmpty() ? other.unsupportedParameters : this.unsupportedParameters,
				merge(other.openRouterRouting, this.openRouterRouting),
				merge(other.vercelGatewayRouting, this.vercelGatewayRouting));
	}

	private static <T> @Nullable T first(@Nullable T one, @Nullable T other) {
		return (one != null) ? one : other;
	}

	private static <K, V extends @Nullable Object> Map<K, V> merge(Map<K, V> low, Map<K, V> high) {
		Map<K, V> merged = new LinkedHashMap<>(low);
		merged.putAll(high);
		return merged;
	}

	/**
	 * Builds {@link Compat}; what is not set is left open.
	 */
	@JsonPOJOBuilder(withPrefix = "")
	public static final class Builder {

		private @Nullable Boolean supportsDeveloperRole;

		private @Nullable Boolean supportsStore;

		private @Nullable Boolean supportsReasoningEffort;

		private Map<ThinkingLevel, String> reasoningEffortMap = Map.of();

		private @Nullable ThinkingFormat thinkingFormat;

		private @Nullable Boolean supportsUsageInStreaming;

		private @Nullable String maxTokensField;

		private @Nullable Boolean supportsStrictMode;

		private @Nullable Boolean supportsParallelToolCalls;

		private @Nullable Boolean supportsToolChoice;

		private @Nullable Boolean supportsNamedToolChoice;

		private @Nullable Boolean supportsJsonSchema;

		private @Nullable Boolean supportsSeed;

		private @Nullable Boolean supportsCacheControl;

		private @Nullable Boolean supportsPromptCacheKey;

		private @Nullable Boolean supportsImagesInToolResults;

		private @Nullable Boolean requiresToolResultName;

		private @Nullable Boolean requiresAssistantAfterToolResult;

		private @Nullable Boolean requiresAlternatingRoles;

		private @Nullable Boolean requiresThinkingAsText;

		private @Nullable Boolean requiresReasoningContent;

		private @Nullable Boolean requiresToolsWithHistory;

		private @Nullable Boolean requiresMistralToolIds;

		private @Nullable Integer toolIdMaxLength;

		private @Nullable String reasoningField;

		private @Nullable String sessionAffinityHeader;

		private Set<String> unsupportedSchemaKeywords = Set.of();

		private Set<String> unsupportedParameters = Set.of();

		private Map<String, @Nullable Object> openRouterRouting = Map.of();

		private Map<String, @Nullable Object> vercelGatewayRouting = Map.of();

		private Builder() {
		}

		/**
		 * Whether the server knows the role {@code developer} for the system prompt of
		 * reasoning models; else {@code system} is sent.
		 * @param supportsDeveloperRole the value, or null to leave it open
		 * @return this builder
		 */
		public Builder supportsDeveloperRole(@Nullable Boolean supportsDeveloperRole) {
			this.supportsDeveloperRole = supportsDeveloperRole;
			return this;
		}

		/**
		 * Whether the server knows {@code store}; if so {@code store: false} is sent.
		 * @param supportsStore the value, or null to leave it open
		 * @return this builder
		 */
		public Builder supportsStore(@Nullable Boolean supportsStore) {
			this.supportsStore = supportsStore;
			return this;
		}

		/**
		 * Whether the server knows {@code reasoning_effort}.
		 * @param supportsReasoningEffort the value, or null to leave it open
		 * @return this builder
		 */
		public Builder supportsReasoningEffort(@Nullable Boolean supportsReasoningEffort) {
			this.supportsReasoningEffort = supportsReasoningEffort;
			return this;
		}

		/**
		 * What a thinking level is called on the wire, where it is not the level's own
		 * name.
		 * @param reasoningEffortMap the value
		 * @return this builder
		 */
		public Builder reasoningEffortMap(Map<ThinkingLevel, String> reasoningEffortMap) {
			this.reasoningEffortMap = reasoningEffortMap;
			return this;
		}

		/**
		 * How thinking is switched on, off and to a level.
		 * @param thinkingFormat the value, or null to leave it open
		 * @return this builder
		 */
		public Builder thinkingFormat(@Nullable ThinkingFormat thinkingFormat) {
			this.thinkingFormat = thinkingFormat;
			return this;
		}

		/**
		 * Whether the server knows {@code stream_options.include_usage}.
		 * @param supportsUsageInStreaming the value, or null to leave it open
		 * @return this builder
		 */
		public Builder supportsUsageInStreaming(@Nullable Boolean supportsUsageInStreaming) {
			this.supportsUsageInStreaming = supportsUsageInStreaming;
			return this;
		}

		/**
		 * The field that limits the answer: {@code max_completion_tokens} or
		 * {@code max_tokens}.
		 * @param maxTokensField the value, or null to leave it open
		 * @return this builder
		 */
		public Builder maxTokensField(@Nullable String maxTokensField) {
			this.maxTokensField = maxTokensField;
			return this;
		}

		/**
		 * Whether the server knows {@code strict} in a tool's declaration.
		 * @param supportsStrictMode the value, or null to leave it open
		 * @return this builder
		 */
		public Builder supportsStrictMode(@Nullable Boolean supportsStrictMode) {
			this.supportsStrictMode = supportsStrictMode;
			return this;
		}

		/**
		 * Whether the server knows {@code parallel_tool_calls}.
		 * @param supportsParallelToolCalls the value, or null to leave it open
		 * @return this builder
		 */
		public Builder supportsParallelToolCalls(@Nullable Boolean supportsParallelToolCalls) {
			this.supportsParallelToolCalls = supportsParallelToolCalls;
			return this;
		}

		/**
		 * Whether the server knows {@code tool_choice}.
		 * @param supportsToolChoice the value, or null to leave it open
		 * @return this builder
		 */
		public Builder supportsToolChoice(@Nullable Boolean supportsToolChoice) {
			this.supportsToolChoice = supportsToolChoice;
			return this;
		}

		/**
		 * Whether a {@code tool_choice} may name the tool that is to be called; else that
		 * tool alone is offered, and one has to be called.
		 * @param supportsNamedToolChoice the value, or null to leave it open
		 * @return this builder
		 */
		public Builder supportsNamedToolChoice(@Nullable Boolean supportsNamedToolChoice) {
			this.supportsNamedToolChoice = supportsNamedToolChoice;
			return this;
		}

		/**
		 * Whether the server can hold an answer to a JSON schema; else any JSON object is
		 * asked for.
		 * @param supportsJsonSchema the value, or null to leave it open
		 * @return this builder
		 */
		public Builder supportsJsonSchema(@Nullable Boolean supportsJsonSchema) {
			this.supportsJsonSchema = supportsJsonSchema;
			return this;
		}

		/**
		 * Whether the server knows {@code seed}.
		 * @param supportsSeed the value, or null to leave it open
		 * @return this builder
		 */
		public Builder supportsSeed(@Nullable Boolean supportsSeed) {
			this.supportsSeed = supportsSeed;
			return this;
		}

		/**
		 * Whether the server knows {@code cache_control} on parts of the prompt.
		 * @param supportsCacheControl the value, or null to leave it open
		 * @return this builder
		 */
		public Builder supportsCacheControl(@Nullable Boolean supportsCacheControl) {
			this.supportsCacheControl = supportsCacheControl;
			return this;
		}

		/**
		 * Whether the server knows {@code prompt_cache_key} and its retention.
		 * @param supportsPromptCacheKey the value, or null to leave it open
		 * @return this builder
		 */
		public Builder supportsPromptCacheKey(@Nullable Boolean supportsPromptCacheKey) {
			this.supportsPromptCacheKey = supportsPromptCacheKey;
			return this;
		}

		/**
		 * Whether a tool's result may hold images; else they follow in a message of the
		 * user's.
		 * @param supportsImagesInToolResults the value, or null to leave it open
		 * @return this builder
		 */
		public Builder supportsImagesInToolResults(@Nullable Boolean supportsImagesInToolResults) {
			this.supportsImagesInToolResults = supportsImagesInToolResults;
			return this;
		}

		/**
		 * Whether a tool's result must repeat the tool's name.
		 * @param requiresToolResultName the value, or null to leave it open
		 * @return this builder
		 */
		public Builder requiresToolResultName(@Nullable Boolean requiresToolResultName) {
			this.requiresToolResultName = requiresToolResultName;
			return this;
		}

		/**
		 * Whether an assistant message must stand between a tool's result and the user's
		 * next message.
		 * @param requiresAssistantAfterToolResult the value, or null to leave it open
		 * @return this builder
		 */
		public Builder requiresAssistantAfterToolResult(@Nullable Boolean requiresAssistantAfterToolResult) {
			this.requiresAssistantAfterToolResult = requiresAssistantAfterToolResult;
			return this;
		}

		/**
		 * Whether the user speaks first and no two messages of one speaker may follow
		 * each other; those that do are sent as one.
		 * @param requiresAlternatingRoles the value, or null to leave it open
		 * @return this builder
		 */
		public Builder requiresAlternatingRoles(@Nullable Boolean requiresAlternatingRoles) {
			this.requiresAlternatingRoles = requiresAlternatingRoles;
			return this;
		}

		/**
		 * Whether earlier reasoning goes back as plain text at the head of the message.
		 * @param requiresThinkingAsText the value, or null to leave it open
		 * @return this builder
		 */
		public Builder requiresThinkingAsText(@Nullable Boolean requiresThinkingAsText) {
			this.requiresThinkingAsText = requiresThinkingAsText;
			return this;
		}

		/**
		 * Whether earlier reasoning of a tool loop must go back, empty if there was none.
		 * @param requiresReasoningContent the value, or null to leave it open
		 * @return this builder
		 */
		public Builder requiresReasoningContent(@Nullable Boolean requiresReasoningContent) {
			this.requiresReasoningContent = requiresReasoningContent;
			return this;
		}

		/**
		 * Whether {@code tools: []} must be sent when the history has tool calls and no
		 * tools are offered.
		 * @param requiresToolsWithHistory the value, or null to leave it open
		 * @return this builder
		 */
		public Builder requiresToolsWithHistory(@Nullable Boolean requiresToolsWithHistory) {
			this.requiresToolsWithHistory = requiresToolsWithHistory;
			return this;
		}

		/**
		 * Whether ids of tool calls must be nine letters or digits.
		 * @param requiresMistralToolIds the value, or null to leave it open
		 * @return this builder
		 */
		public Builder requiresMistralToolIds(@Nullable Boolean requiresMistralToolIds) {
			this.requiresMistralToolIds = requiresMistralToolIds;
			return this;
		}

		/**
		 * How many characters an id of a tool call may have.
		 * @param toolIdMaxLength the value, or null to leave it open
		 * @return this builder
		 */
		public Builder toolIdMaxLength(@Nullable Integer toolIdMaxLength) {
			this.toolIdMaxLength = toolIdMaxLength;
			return this;
		}

		/**
		 * The field in which earlier reasoning goes back: {@code reasoning_content},
		 * {@code reasoning}, {@code reasoning_text}.
		 * @param reasoningField the value, or null to leave it open
		 * @return this builder
		 */
		public Builder reasoningField(@Nullable String reasoningField) {
			this.reasoningField = reasoningField;
			return this;
		}

		/**
		 * A header that carries the session id, for servers that route by it.
		 * @param sessionAffinityHeader the value, or null to leave it open
		 * @return this builder
		 */
		public Builder sessionAffinityHeader(@Nullable String sessionAffinityHeader) {
			this.sessionAffinityHeader = sessionAffinityHeader;
			return this;
		}

		/**
		 * Words of JSON schema that the server refuses, such as {@code $schema}; they are
		 * taken out of tools and response formats.
		 * @param unsupportedSchemaKeywords the value
		 * @return this builder
		 */
		public Builder unsupportedSchemaKeywords(Set<String> unsupportedSchemaKeywords) {
			this.unsupportedSchemaKeywords = unsupportedSchemaKeywords;
			return this;
		}

		/**
		 * Members of a request's body that the server does not know, such as
		 * {@code stop}; they are left out with a warning.
		 * @param unsupportedParameters the value
		 * @return this builder
		 */
		public Builder unsupportedParameters(Set<String> unsupportedParameters) {
			this.unsupportedParameters = unsupportedParameters;
			return this;
		}

		/**
		 * OpenRouter's {@code provider} object.
		 * @param openRouterRouting the value
		 * @return this builder
		 */
		public Builder openRouterRouting(Map<String, @Nullable Object> openRouterRouting) {
			this.openRouterRouting = openRouterRouting;
			return this;
		}

		/**
		 * Vercel AI Gateway's {@code providerOptions.gateway} object.
		 * @param vercelGatewayRouting the value
		 * @return this builder
		 */
		public Builder vercelGatewayRouting(Map<String, @Nullable Object> vercelGatewayRouting) {
			this.vercelGatewayRouting = vercelGatewayRouting;
			return this;
		}

		/**
		 * Builds the flags.
		 * @return the flags
		 */
		public Compat build() {
			return new Compat(this.supportsDeveloperRole, this.supportsStore, this.supportsReasoningEffort,
					this.reasoningEffortMap, this.thinkingFormat, this.supportsUsageInStreaming, this.maxTokensField,
					this.supportsStrictMode, this.supportsParallelToolCalls, this.supportsToolChoice,
					this.supportsNamedToolChoice, this.supportsJsonSchema, this.supportsSeed, this.supportsCacheControl,
					this.supportsPromptCacheKey, this.supportsImagesInToolResults, this.requiresToolResultName,
					this.requiresAssistantAfterToolResult, this.requiresAlternatingRoles, this.requiresThinkingAsText,
					this.requiresReasoningContent, this.requiresToolsWithHistory, this.requiresMistralToolIds,
					this.toolIdMaxLength, this.reasoningField, this.sessionAffinityHeader,
					this.unsupportedSchemaKeywords, this.unsupportedParameters, this.openRouterRouting,
					this.vercelGatewayRouting);
		}

	}

}
