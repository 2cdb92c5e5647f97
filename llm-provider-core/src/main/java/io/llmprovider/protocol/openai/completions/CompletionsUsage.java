package io.llmprovider.protocol.openai.completions;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;

import io.llmprovider.model.Usage;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;

/**
 * Reads the usage object in the forms in which the providers have it.
 *
 * @see <a href="https://platform.openai.com/docs/api-reference/chat/object">The chat
 * completion object</a>
 */
final class CompletionsUsage {

	static final TypeReference<LinkedHashMap<String, @Nullable Object>> OBJECT = new TypeReference<>() {
	};

	/** xAI counts its prices in ticks of a ten-thousand-millionth of a dollar. */
	private static final BigDecimal TICKS_PER_DOLLAR = BigDecimal.valueOf(10_000_000_000L);

	private CompletionsUsage() {
	}

	/** Whether the object counts anything: some servers send one that is empty. */
	static boolean counts(@Nullable Map<String, @Nullable Object> usage) {
		return usage != null && (count(usage, "prompt_tokens") != null || count(usage, "completion_tokens") != null
				|| count(usage, "total_tokens") != null);
	}

	static Usage read(Map<String, @Nullable Object> usage) {
		Map<?, ?> prompt = details(usage, "prompt_tokens_details");
		Map<?, ?> completion = details(usage, "completion_tokens_details");
		Long reasoning = first(count(completion, "reasoning_tokens"), count(usage, "reasoning_tokens"));
		Long cacheRead = first(count(prompt, "cached_tokens"), count(usage, "prompt_cache_hit_tokens"),
				count(usage, "cached_tokens"), count(usage, "cache_read_input_tokens"),
				count(details(usage, "prompt_token_details"), "cached_tokens"), count(usage, "num_cached_tokens"));
		Long cacheWrite = first(count(prompt, "cache_write_tokens"), count(usage, "cache_creation_input_tokens"));
		return Usage.builder()
			.inputTokens(count(usage, "prompt_tokens"))
			.outputTokens(output(usage, reasoning))
			.cacheReadTokens(cacheRead)
			.cacheWriteTokens(cacheWrite)
			.inputAudioTokens(count(prompt, "audio_tokens"))
			.outputAudioTokens(count(completion, "audio_tokens"))
			.reasoningTokens(reasoning)
			.totalTokens(count(usage, "total_tokens"))
			.raw(usage)
			.build();
	}

	/**
	 * With most providers the completion holds the reasoning; with xAI it does not, as
	 * the total tells, and it cannot where the reasoning is longer.
	 */
	private static @Nullable Long output(Map<?, ?> usage, @Nullable Long reasoning) {
		Long input = count(usage, "prompt_tokens");
		Long output = count(usage, "completion_tokens");
		if (output == null || reasoning == null || reasoning <= 0) {
			return output;
		}
		Long total = count(usage, "total_tokens");
		if (total == null || input == null || total == input + output) {
			return output;
		}
		boolean apart = total == input + output + reasoning || reasoning > output;
		return apart ? Long.valueOf(output + reasoning) : output;
	}

	/**
	 * What the provider says the call cost: OpenRouter and Vercel in dollars, Perplexity
	 * as an object, xAI in ticks. Where OpenRouter uses the customer's own key at the
	 * model's host, its own price does not hold the host's.
	 * @return US dollars, or null if the provider does not say
	 */
	static @Nullable BigDecimal cost(Map<String, @Nullable Object> usage) {
		Object cost = usage.get("cost");
		if (cost instanceof Map<?, ?> parts) {
			return decimal(parts.get("total_cost"));
		}
		BigDecimal dollars = decimal(cost);
		BigDecimal ticks = decimal(usage.get("cost_in_usd_ticks"));
		if (dollars == null && ticks != null) {
			return ticks.divide(TICKS_PER_DOLLAR);
		}
		BigDecimal upstream = decimal(details(usage, "cost_details").get("upstream_inference_cost"));
		boolean ownKey = Boolean.TRUE.equals(usage.get("is_byok"));
		return (dollars != null && upstream != null && ownKey) ? dollars.add(upstream) : dollars;
	}

	private static Map<?, ?> details(Map<?, ?> usage, String name) {
		return (usage.get(name) instanceof Map<?, ?> details) ? details : Map.of();
	}

	private static @Nullable Long count(Map<?, ?> usage, String name) {
		BigDecimal number = decimal(usage.get(name));
		return (number != null) ? Long.valueOf(number.longValue()) : null;
	}

	private static @Nullable BigDecimal decimal(@Nullable Object value) {
		if (value instanceof Number || value instanceof String) {
			try {
				return new BigDecimal(value.toString().trim());
			}
			catch (NumberFormatException ex) {
				// A count that is no number is one that was not given.
				return null;
			}
		}
		return null;
	}

	private static @Nullable Long first(@Nullable Long... counts) {
		for (Long count : counts) {
			if (count != null) {
				return count;
			}
		}
		return null;
	}

}
