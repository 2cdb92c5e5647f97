package io.llmprovider.chat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.llmprovider.json.Json;
import io.llmprovider.json.Names;
import io.llmprovider.model.ThinkingLevel;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.annotation.JsonDeserialize;
import tools.jackson.databind.annotation.JsonPOJOBuilder;

/**
 * How a model should answer. Every option may be left open; what is open is taken from
 * the mode, then the model, then the provider, then the defaults, and is not sent at all
 * if nobody sets it. Lists replace, maps merge by key.
 */
@JsonDeserialize(builder = ChatOptions.Builder.class)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public final class ChatOptions {

	/** Everything is left open. */
	public static final ChatOptions NONE = new Builder().build();

	private final @Nullable Double temperature;

	private final @Nullable Double topP;

	private final @Nullable Integer maxTokens;

	private final @Nullable List<String> stop;

	private final @Nullable Long seed;

	private final @Nullable Double frequencyPenalty;

	private final @Nullable Double presencePenalty;

	private final @Nullable ThinkingLevel thinking;

	private final Map<ThinkingLevel, Integer> thinkingBudgets;

	private final @Nullable ToolChoice toolChoice;

	private final @Nullable Boolean parallelToolCalls;

	private final @Nullable ResponseFormat responseFormat;

	private final @Nullable CacheRetention cacheRetention;

	private final @Nullable String sessionId;

	private final Map<String, @Nullable Object> providerOptions;

	private final Map<String, @Nullable Object> extraBody;

	private ChatOptions(Builder builder) {
		this.temperature = builder.temperature;
		this.topP = builder.topP;
		this.maxTokens = builder.maxTokens;
		this.stop = (builder.stop != null) ? List.copyOf(builder.stop) : null;
		this.seed = builder.seed;
		this.frequencyPenalty = builder.frequencyPenalty;
		this.presencePenalty = builder.presencePenalty;
		this.thinking = builder.thinking;
		this.thinkingBudgets = Map.copyOf(builder.thinkingBudgets);
		this.toolChoice = builder.toolChoice;
		this.parallelToolCalls = builder.parallelToolCalls;
		this.responseFormat = builder.responseFormat;
		this.cacheRetention = builder.cacheRetention;
		this.sessionId = builder.sessionId;
		this.providerOptions = Json.frozen(builder.providerOptions);
		this.extraBody = Json.frozen(builder.extraBody);
	}

	/**
	 * Starts options that are all left open.
	 * @return a builder
	 */
	public static Builder builder() {
		return new Builder();
	}

	/**
	 * A builder that holds what these options have.
	 * @return a builder
	 */
	public Builder toBuilder() {
		return new Builder().temperature(this.temperature)
			.topP(this.topP)
			.maxTokens(this.maxTokens)
			.stop(this.stop)
			.seed(this.seed)
			.frequencyPenalty(this.frequencyPenalty)
			.presencePenalty(this.presencePenalty)
			.thinking(this.thinking)
			.thinkingBudgets(this.thinkingBudgets)
			.toolChoice(this.toolChoice)
			.parallelToolCalls(this.parallelToolCalls)
			.responseFormat(this.responseFormat)
			.cacheRetention(this.cacheRetention)
			.sessionId(this.sessionId)
			.providerOptions(this.providerOptions)
			.extraBody(this.extraBody);
	}

	/**
	 * These options, and the others' where these are left open. Lists replace, maps merge
	 * by key.
	 * @param other options of lower rank
	 * @return the merged options
	 */
	public ChatOptions orElse(ChatOptions other) {
		if (other == NONE || this == NONE) {
			return (this == NONE) ? other : this;
		}
		return new Builder().temperature(first(this.temperature, other.temperature))
			.topP(first(this.topP, other.topP))
			.maxTokens(first(this.maxTokens, other.maxTokens))
			.stop(first(this.stop, other.stop))
			.seed(first(this.seed, other.seed))
			.frequencyPenalty(first(this.frequencyPenalty, other.frequencyPenalty))
			.presencePenalty(first(this.presencePenalty, other.presencePenalty))
			.thinking(first(this.thinking, other.thinking))
			.thinkingBudgets(merge(other.thinkingBudgets, this.thinkingBudgets))
			.toolChoice(first(this.toolChoice, other.toolChoice))
			.parallelToolCalls(first(this.parallelToolCalls, other.parallelToolCalls))
			.responseFormat(first(this.responseFormat, other.responseFormat))
			.cacheRetention(first(this.cacheRetention, other.cacheRetention))
			.sessionId(first(this.sessionId, other.sessionId))
			.providerOptions(mergeNames(other.providerOptions, this.providerOptions))
			.extraBody(merge(other.extraBody, this.extraBody))
			.build();
	}

	/**
	 * How freely the model chooses.
	 * @return 0 to 2 with most providers, or null if left open
	 */
	@JsonProperty
	public @Nullable Double temperature() {
		return this.temperature;
	}

	/**
	 * The share of probability from which tokens are chosen.
	 * @return 0 to 1, or null if left open
	 */
	@JsonProperty
	public @Nullable Double topP() {
		return this.topP;
	}

	/**
	 * How many tokens the answer may have, reasoning included where the provider counts
	 * it so.
	 * @return a positive number of tokens, or null if left open
	 */
	@JsonProperty
	public @Nullable Integer maxTokens() {
		return this.maxTokens;
	}

	/**
	 * Texts at which the answer ends.
	 * @return the texts, or null if left open
	 */
	@JsonProperty
	public @Nullable List<String> stop() {
		return this.stop;
	}

	/**
	 * A number that makes sampling repeatable where the provider supports it.
	 * @return any number, or null if left open
	 */
	@JsonProperty
	public @Nullable Long seed() {
		return this.seed;
	}

	/**
	 * How much a token's earlier uses count against it.
	 * @return -2 to 2 with most providers, or null if left open
	 */
	@JsonProperty
	public @Nullable Double frequencyPenalty() {
		return this.frequencyPenalty;
	}

	/**
	 * How much it counts against a token that it was used at all.
	 * @return -2 to 2 with most providers, or null if left open
	 */
	@JsonProperty
	public @Nullable Double presencePenalty() {
		return this.presencePenalty;
	}

	/**
	 * How much the model may think before it answers.
	 * @return the level, or null if left open
	 */
	@JsonProperty
	public @Nullable ThinkingLevel thinking() {
		return this.thinking;
	}

	/**
	 * What a thinking level means in tokens, for models that take a budget.
	 * @return positive numbers of tokens by level, or an empty map if left open
	 */
	@JsonProperty
	public Map<ThinkingLevel, Integer> thinkingBudgets() {
		return this.thinkingBudgets;
	}

	/**
	 * Whether the model may, must or must not call tools.
	 * @return the choice, or null if left open
	 */
	@JsonProperty
	public @Nullable ToolChoice toolChoice() {
		return this.toolChoice;
	}

	/**
	 * Whether the model may call several tools at once.
	 * @return whether it may, or null if left open
	 */
	@JsonProperty
	public @Nullable Boolean parallelToolCalls() {
		return this.parallelToolCalls;
	}

	/**
	 * What form the answer's text should have.
	 * @return the form, or null if left open
	 */
	@JsonProperty
	public @Nullable ResponseFormat responseFormat() {
		return this.responseFormat;
	}

	/**
	 * How long the prompt should stay in the provider's cache where no marks are set by
	 * hand.
	 * @return the retention, or null if left open
	 */
	@JsonProperty
	public @Nullable CacheRetention cacheRetention() {
		return this.cacheRetention;
	}

	/**
	 * Names the conversation, for providers that route or cache by it.
	 * @return a name without personal data, or null if left open
	 */
	@JsonProperty
	public @Nullable String sessionId() {
		return this.sessionId;
	}

	/**
	 * Options of one protocol only, by the names that the protocol declares.
	 * @return names and values, or an empty map if left open
	 */
	@JsonProperty
	public Map<String, @Nullable Object> providerOptions() {
		return this.providerOptions;
	}

	/**
	 * Members added to the request's body as they are, over those that the library
	 * writes.
	 * @return a JSON object, or an empty map if left open
	 */
	@JsonProperty
	public Map<String, @Nullable Object> extraBody() {
		return this.extraBody;
	}

	@Override
	public boolean equals(@Nullable Object other) {
		return other instanceof ChatOptions that && values().equals(that.values());
	}

	@Override
	public int hashCode() {
		return values().hashCode();
	}

	@Override
	public String toString() {
		Map<String, @Nullable Object> shown = values();
		shown.values().removeIf((value) -> value == null || value instanceof Map<?, ?> map && map.isEmpty());
		shown.computeIfPresent("extraBody", (name, value) -> ((Map<?, ?>) value).keySet());
		return "ChatOptions" + shown;
	}

	private Map<String, @Nullable Object> values() {
		Map<String, @Nullable Object> values = new LinkedHashMap<>();
		values.put("temperature", this.temperature);
		values.put("topP", this.topP);
		values.put("maxTokens", this.maxTokens);
		values.put("stop", this.stop);
		values.put("seed", this.seed);
		values.put("frequencyPenalty", this.frequencyPenalty);
		values.put("presencePenalty", this.presencePenalty);
		values.put("thinking", this.thinking);
		values.put("thinkingBudgets", this.thinkingBudgets);
		values.put("toolChoice", this.toolChoice);
		values.put("parallelToolCalls", this.parallelToolCalls);
		values.put("responseFormat", this.responseFormat);
		values.put("cacheRetention", this.cacheRetention);
		values.put("sessionId", this.sessionId);
		values.put("providerOptions", this.providerOptions);
		values.put("extraBody", this.extraBody);
		return values;
	}

	private static <T> @Nullable T first(@Nullable T one, @Nullable T other) {
		return (one != null) ? one : other;
	}

	private static Map<String, @Nullable Object> mergeNames(Map<String, @Nullable Object> low,
			Map<String, @Nullable Object> high) {
		Map<String, @Nullable Object> merged = new LinkedHashMap<>(low);
		high.forEach((name, value) -> {
			// top-k in a file and top_k in code are the same option.
			merged.keySet().removeIf((other) -> Names.plain(other).equals(Names.plain(name)));
			merged.put(name, value);
		});
		return merged;
	}

	private static <K, V extends @Nullable Object> Map<K, V> merge(Map<K, V> low, Map<K, V> high) {
		Map<K, V> merged = new LinkedHashMap<>(low);
		merged.putAll(high);
		return merged;
	}

	/**
	 * Builds {@link ChatOptions}; what is not set is left open.
	 */
	@JsonPOJOBuilder(withPrefix = "")
	public static final class Builder {

		private @Nullable Double temperature;

		private @Nullable Double topP;

		private @Nullable Integer maxTokens;

		private @Nullable List<String> stop;

		private @Nullable Long seed;

		private @Nullable Double frequencyPenalty;

		private @Nullable Double presencePenalty;

		private @Nullable ThinkingLevel thinking;

		private Map<ThinkingLevel, Integer> thinkingBudgets = Map.of();

		private @Nullable ToolChoice toolChoice;

		private @Nullable Boolean parallelToolCalls;

		private @Nullable ResponseFormat responseFormat;

		private @Nullable CacheRetention cacheRetention;

		private @Nullable String sessionId;

		private Map<String, @Nullable Object> providerOptions = Map.of();

		private Map<String, @Nullable Object> extraBody = Map.of();

		private Builder() {
		}

		/**
		 * How freely the model chooses.
		 * @param temperature 0 to 2 with most providers, or null to leave it open
		 * @return this builder
		 */
		public Builder temperature(@Nullable Double temperature) {
			this.temperature = temperature;
			return this;
		}

		/**
		 * The share of probability from which tokens are chosen.
		 * @param topP 0 to 1, or null to leave it open
		 * @return this builder
		 */
		public Builder topP(@Nullable Double topP) {
			this.topP = topP;
			return this;
		}

		/**
		 * How many tokens the answer may have, reasoning included where the provider
		 * counts it so.
		 * @param maxTokens a positive number of tokens, or null to leave it open
		 * @return this builder
		 */
		public Builder maxTokens(@Nullable Integer maxTokens) {
			if (maxTokens != null && maxTokens <= 0) {
				throw new IllegalArgumentException("max-tokens must be a positive number, not " + maxTokens);
			}
			this.maxTokens = maxTokens;
			return this;
		}

		/**
		 * Texts at which the answer ends.
		 * @param stop the texts, or null to leave it open
		 * @return this builder
		 */
		public Builder stop(@Nullable List<String> stop) {
			this.stop = stop;
			return this;
		}

		/**
		 * A number that makes sampling repeatable where the provider supports it.
		 * @param seed any number, or null to leave it open
		 * @return this builder
		 */
		public Builder seed(@Nullable Long seed) {
			this.seed = seed;
			return this;
		}

		/**
		 * How much a token's earlier uses count against it.
		 * @param frequencyPenalty -2 to 2 with most providers, or null to leave it open
		 * @return this builder
		 */
		public Builder frequencyPenalty(@Nullable Double frequencyPenalty) {
			this.frequencyPenalty = frequencyPenalty;
			return this;
		}

		/**
		 * How much it counts against a token that it was used at all.
		 * @param presencePenalty -2 to 2 with most providers, or null to leave it open
		 * @return this builder
		 */
		public Builder presencePenalty(@Nullable Double presencePenalty) {
			this.presencePenalty = presencePenalty;
			return this;
		}

		/**
		 * How much the model may think before it answers.
		 * @param thinking the level, or null to leave it open
		 * @return this builder
		 */
		public Builder thinking(@Nullable ThinkingLevel thinking) {
			this.thinking = thinking;
			return this;
		}

		/**
		 * What a thinking level means in tokens, for models that take a budget.
		 * @param thinkingBudgets positive numbers of tokens by level
		 * @return this builder
		 */
		public Builder thinkingBudgets(Map<ThinkingLevel, Integer> thinkingBudgets) {
			this.thinkingBudgets = thinkingBudgets;
			return this;
		}

		/**
		 * Whether the model may, must or must not call tools.
		 * @param toolChoice the choice, or null to leave it open
		 * @return this builder
		 */
		public Builder toolChoice(@Nullable ToolChoice toolChoice) {
			this.toolChoice = toolChoice;
			return this;
		}

		/**
		 * Whether the model may call several tools at once.
		 * @param parallelToolCalls whether it may, or null to leave it open
		 * @return this builder
		 */
		public Builder parallelToolCalls(@Nullable Boolean parallelToolCalls) {
			this.parallelToolCalls = parallelToolCalls;
			return this;
		}

		/**
		 * What form the answer's text should have.
		 * @param responseFormat the form, or null to leave it open
		 * @return this builder
		 */
		public Builder responseFormat(@Nullable ResponseFormat responseFormat) {
			this.responseFormat = responseFormat;
			return this;
		}

		/**
		 * How long the prompt should stay in the provider's cache where no marks are set
		 * by hand.
		 * @param cacheRetention the retention, or null to leave it open
		 * @return this builder
		 */
		public Builder cacheRetention(@Nullable CacheRetention cacheRetention) {
			this.cacheRetention = cacheRetention;
			return this;
		}

		/**
		 * Names the conversation, for providers that route or cache by it.
		 * @param sessionId a name without personal data, or null to leave it open
		 * @return this builder
		 */
		public Builder sessionId(@Nullable String sessionId) {
			this.sessionId = sessionId;
			return this;
		}

		/**
		 * Options of one protocol only, by the names that the protocol declares.
		 * @param providerOptions names and values
		 * @return this builder
		 */
		public Builder providerOptions(Map<String, @Nullable Object> providerOptions) {
			this.providerOptions = providerOptions;
			return this;
		}

		/**
		 * Members added to the request's body as they are, over those that the library
		 * writes.
		 * @param extraBody a JSON object
		 * @return this builder
		 */
		public Builder extraBody(Map<String, @Nullable Object> extraBody) {
			this.extraBody = extraBody;
			return this;
		}

		/**
		 * Builds the options.
		 * @return the options
		 */
		public ChatOptions build() {
			return new ChatOptions(this);
		}

	}

}
