package io.llmprovider.autoconfigure;

import java.util.List;
import java.util.Map;

import io.llmprovider.chat.CacheRetention;
import io.llmprovider.chat.ChatOptions;
import io.llmprovider.chat.ToolChoice;
import io.llmprovider.model.ThinkingLevel;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationPropertiesSource;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How a model should answer. What is not set is taken from the settings of lower rank,
 * and is not sent at all if nobody sets it.
 *
 * @param temperature How freely the model chooses, 0 to 2 with most providers.
 * @param topP Share of probability from which tokens are chosen, 0 to 1.
 * @param maxTokens Number of tokens that an answer may have.
 * @param stop Texts at which an answer ends.
 * @param seed Number that makes sampling repeatable where the provider supports it.
 * @param frequencyPenalty How much a token's earlier uses count against it, -2 to 2 with
 * most providers.
 * @param presencePenalty How much it counts against a token that it was used at all, -2
 * to 2 with most providers.
 * @param thinking How much the model may think before it answers.
 * @param thinkingBudgets Number of tokens that a thinking level stands for, by level, for
 * models that take a budget.
 * @param toolChoice Whether the model may, must or must not call tools: 'auto',
 * 'required', 'none', or the name of the tool that it must call.
 * @param parallelToolCalls Whether the model may call several tools at once.
 * @param cacheRetention How long prompts should stay in the provider's cache where no
 * marks are set by hand.
 * @param providerOptions Options that only this API type has, by the names that it
 * declares; others are refused at the start.
 * @param extraBody Members added to the request's body as they are, over those that the
 * library writes.
 */
@ConfigurationPropertiesSource
record OptionsProperties(@Nullable Double temperature, @Nullable Double topP, @Nullable Integer maxTokens,
		@Nullable List<String> stop, @Nullable Long seed, @Nullable Double frequencyPenalty,
		@Nullable Double presencePenalty, @Nullable ThinkingLevel thinking,
		@DefaultValue Map<ThinkingLevel, Integer> thinkingBudgets, @Nullable String toolChoice,
		@Nullable Boolean parallelToolCalls, @Nullable CacheRetention cacheRetention,
		@DefaultValue Map<String, Object> providerOptions, @DefaultValue Map<String, Object> extraBody) {

	ChatOptions toSettings(PropertyPath path) {
		for (Map.Entry<ThinkingLevel, Integer> budget : this.thinkingBudgets.entrySet()) {
			path.child("thinking-budgets").positive(budget.getKey().wireName(), budget.getValue());
		}
		return ChatOptions.builder()
			.temperature(path.between("temperature", this.temperature, 0, Double.MAX_VALUE))
			.topP(path.between("top-p", this.topP, 0, 1))
			.maxTokens(path.positive("max-tokens", this.maxTokens))
			.stop(this.stop)
			.seed(this.seed)
			.frequencyPenalty(this.frequencyPenalty)
			.presencePenalty(this.presencePenalty)
			.thinking(this.thinking)
			.thinkingBudgets(this.thinkingBudgets)
			.toolChoice(toolChoice(this.toolChoice))
			.parallelToolCalls(this.parallelToolCalls)
			.cacheRetention(this.cacheRetention)
			.providerOptions(BoundValues.plain(this.providerOptions))
			.extraBody(BoundValues.plain(this.extraBody))
			.build();
	}

	private static @Nullable ToolChoice toolChoice(@Nullable String text) {
		if (text == null || text.isBlank()) {
			return null;
		}
		return switch (text) {
			case "auto" -> ToolChoice.AUTO;
			case "required" -> ToolChoice.REQUIRED;
			case "none" -> ToolChoice.NONE;
			default -> ToolChoice.of(text);
		};
	}

	@Override
	public String toString() {
		return toSettings(new PropertyPath("options")).toString();
	}

}
