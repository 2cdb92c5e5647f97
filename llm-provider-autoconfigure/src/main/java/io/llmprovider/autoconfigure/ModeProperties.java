package io.llmprovider.autoconfigure;

import java.lang.reflect.Type;
import java.util.List;
import java.util.Map;

import io.llmprovider.chat.CacheRetention;
import io.llmprovider.model.ThinkingLevel;
import io.llmprovider.provider.CallSettings;
import io.llmprovider.provider.Mode;
import io.llmprovider.provider.ModeSettings;
import io.llmprovider.retry.RetrySettings;
import io.llmprovider.transport.TimeoutSettings;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationPropertiesSource;
import org.springframework.boot.context.properties.NestedConfigurationProperty;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Which model a mode uses, and how. The options stand beside the model, without a level
 * of their own.
 *
 * @param model Model as 'provider:model', or the id or alias of one that a single
 * provider lists. The default model if not set.
 * @param fallbacks Models that are asked, in this order, if the one before could not
 * answer. None if nobody says otherwise.
 * @param timeouts Time limits, over the provider's. That for connecting can only be
 * shorter than the provider's.
 * @param retry When and how a failed call is tried again, over the provider's.
 * @param headers Headers of every call, over the provider's and the model's. Their values
 * are treated as secrets.
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
 * @param providerOptions Options that only the model's API type has, by the names that it
 * declares; others are refused at the start.
 * @param extraBody Members added to the request's body as they are, over those that the
 * library writes.
 */
@ConfigurationPropertiesSource
record ModeProperties(@Nullable String model, @DefaultValue List<String> fallbacks,
		@NestedConfigurationProperty @Nullable TimeoutsProperties timeouts,
		@NestedConfigurationProperty @Nullable RetryProperties retry, @DefaultValue Map<String, String> headers,
		@Nullable Double temperature, @Nullable Double topP, @Nullable Integer maxTokens, @Nullable List<String> stop,
		@Nullable Long seed, @Nullable Double frequencyPenalty, @Nullable Double presencePenalty,
		@Nullable ThinkingLevel thinking, @DefaultValue Map<ThinkingLevel, Integer> thinkingBudgets,
		@Nullable String toolChoice, @Nullable Boolean parallelToolCalls, @Nullable CacheRetention cacheRetention,
		@DefaultValue Map<String, Object> providerOptions, @DefaultValue Map<String, Object> extraBody) {

	ModeSettings toSettings(Mode mode, PropertyPath path, @Nullable String defaultModel) {
		String own = PropertyPath.text(this.model);
		String reference = (own != null) ? own : defaultModel;
		if (reference == null) {
			throw PropertyPath.wrong("Mode '" + mode + "' has no model, and there is no default model",
					"Set " + path.child("model") + " to provider:model, as in 'anthropic:claude-sonnet-5'.");
		}
		return new ModeSettings(mode, reference, hasOptions() ? options().toSettings(path) : null,
				(this.timeouts != null || this.retry != null || !this.headers.isEmpty()) ? call(path) : null,
				this.fallbacks);
	}

	private CallSettings call(PropertyPath path) {
		return CallSettings.builder()
			.timeouts((this.timeouts != null) ? this.timeouts.toSettings(path.child("timeouts")) : TimeoutSettings.NONE)
			.retry((this.retry != null) ? this.retry.toSettings(path.child("retry")) : RetrySettings.NONE)
			.headers(this.headers)
			.build();
	}

	private boolean hasOptions() {
		@Nullable Object[] plain = { this.temperature, this.topP, this.maxTokens, this.stop, this.seed, this.frequencyPenalty,
				this.presencePenalty, this.thinking, this.toolChoice, this.parallelToolCalls, this.cacheRetention };
		for (Object value : plain) {
			if (value != null) {
				return true;
			}
		}
		return !this.thinkingBudgets.isEmpty() || !this.providerOptions.isEmpty() || !this.extraBody.isEmpty();
	}

	OptionsProperties options() {
		return new OptionsProperties(this.temperature, this.topP, this.maxTokens, this.stop, this.seed,
				this.frequencyPenalty, this.presencePenalty, this.thinking, this.thinkingBudgets, this.toolChoice,
				this.parallelToolCalls, this.cacheRetention, this.providerOptions, this.extraBody);
	}

	@Override
	public String toString() {
		return "ModeProperties[" + this.model + "]";
	}

	/** How it is read. */
	static final class Shape implements SettingShape {

		@Override
		public Object create(SettingValues in) {
			return new ModeProperties(in.value("model"), in.list("fallbacks"), in.value("timeouts"), in.value("retry"),
					in.map("headers"), in.value("temperature"), in.value("top-p"), in.value("max-tokens"),
					in.value("stop"), in.value("seed"), in.value("frequency-penalty"), in.value("presence-penalty"),
					in.value("thinking"), in.map("thinking-budgets"), in.value("tool-choice"),
					in.value("parallel-tool-calls"), in.value("cache-retention"), in.map("provider-options"),
					in.map("extra-body"));
		}

		@Override
		public Type type(String name) {
			return switch (name) {
				case "fallbacks", "stop" -> SettingShape.listOf(String.class);
				case "timeouts" -> TimeoutsProperties.class;
				case "retry" -> RetryProperties.class;
				case "headers" -> SettingShape.mapOf(String.class, String.class);
				case "temperature", "top-p", "frequency-penalty", "presence-penalty" -> Double.class;
				case "max-tokens" -> Integer.class;
				case "seed" -> Long.class;
				case "thinking" -> ThinkingLevel.class;
				case "thinking-budgets" -> SettingShape.mapOf(ThinkingLevel.class, Integer.class);
				case "parallel-tool-calls" -> Boolean.class;
				case "cache-retention" -> CacheRetention.class;
				case "provider-options", "extra-body" -> SettingShape.mapOf(String.class, Object.class);
				default -> String.class;
			};
		}

	}

}
