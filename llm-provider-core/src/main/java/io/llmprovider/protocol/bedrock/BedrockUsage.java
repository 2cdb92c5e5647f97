package io.llmprovider.protocol.bedrock;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.llmprovider.model.Usage;
import org.jspecify.annotations.Nullable;

/**
 * Reads what an answer used.
 */
final class BedrockUsage {

	private BedrockUsage() {
	}

	/**
	 * The counts. Bedrock's input does not hold what was read from the cache or written
	 * to it; ours does.
	 */
	static Usage of(Map<?, ?> usage) {
		Map<String, @Nullable Object> raw = new LinkedHashMap<>();
		usage.forEach((name, value) -> raw.put(String.valueOf(name), value));
		Long plain = count(usage, "inputTokens");
		Long read = count(usage, "cacheReadInputTokens");
		Long written = count(usage, "cacheWriteInputTokens");
		boolean known = plain != null || read != null || written != null;
		return Usage.builder()
			.inputTokens(known ? Long.valueOf(orZero(plain) + orZero(read) + orZero(written)) : null)
			.outputTokens(count(usage, "outputTokens"))
			.cacheReadTokens(read)
			.cacheWriteTokens(written)
			.cacheWriteHourTokens(hour(usage.get("cacheDetails")))
			.raw(raw)
			.build();
	}

	private static @Nullable Long hour(@Nullable Object details) {
		if (details instanceof List<?> lives) {
			for (Object each : lives) {
				if (each instanceof Map<?, ?> life && "1h".equals(life.get("ttl"))) {
					return count(life, "inputTokens");
				}
			}
		}
		return null;
	}

	private static long orZero(@Nullable Long count) {
		return (count != null) ? count : 0;
	}

	private static @Nullable Long count(Map<?, ?> usage, String name) {
		return (usage.get(name) instanceof Number number) ? Long.valueOf(number.longValue()) : null;
	}

}
