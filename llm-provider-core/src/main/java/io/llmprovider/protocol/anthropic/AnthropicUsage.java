package io.llmprovider.protocol.anthropic;

import java.util.LinkedHashMap;
import java.util.Map;

import io.llmprovider.model.Usage;
import org.jspecify.annotations.Nullable;

/**
 * Collects what an answer used. Counts are cumulative, so that a later one replaces an
 * earlier one; one that is missing, null or no number later leaves it.
 */
final class AnthropicUsage {

	private final Map<String, @Nullable Object> raw = new LinkedHashMap<>();

	void add(Map<String, @Nullable Object> usage) {
		usage.forEach((name, value) -> {
			boolean worse = this.raw.get(name) instanceof Number && !(value instanceof Number);
			if (value != null && !worse) {
				this.raw.put(name, value);
			}
		});
	}

	/**
	 * The counts so far. Anthropic's input does not hold what was read from the cache or
	 * written to it; ours does.
	 */
	Usage toUsage() {
		Long plain = count(this.raw, "input_tokens");
		Long read = count(this.raw, "cache_read_input_tokens");
		Long written = count(this.raw, "cache_creation_input_tokens");
		boolean known = plain != null || read != null || written != null;
		Object details = this.raw.get("output_tokens_details");
		return Usage.builder()
			.inputTokens(known ? Long.valueOf(orZero(plain) + orZero(read) + orZero(written)) : null)
			.outputTokens(count(this.raw, "output_tokens"))
			.cacheReadTokens(read)
			.cacheWriteTokens(written)
			.cacheWriteHourTokens((this.raw.get("cache_creation") instanceof Map<?, ?> lives)
					? count(lives, "ephemeral_1h_input_tokens") : null)
			.reasoningTokens((details instanceof Map<?, ?> map) ? count(map, "thinking_tokens") : null)
			.raw(this.raw)
			.build();
	}

	private static long orZero(@Nullable Long count) {
		return (count != null) ? count : 0;
	}

	private static @Nullable Long count(Map<?, ?> usage, String name) {
		return (usage.get(name) instanceof Number number) ? Long.valueOf(number.longValue()) : null;
	}

}
