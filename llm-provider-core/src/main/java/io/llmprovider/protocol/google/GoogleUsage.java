package io.llmprovider.protocol.google;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.llmprovider.model.Usage;
import org.jspecify.annotations.Nullable;

/**
 * Collects what an answer used. Each report is a snapshot that replaces the one before;
 * one whose counts do not make up its total has left some out, and those that came before
 * still hold.
 *
 * @see <a href=
 * "https://ai.google.dev/api/generate-content#UsageMetadata">UsageMetadata</a>
 */
final class GoogleUsage {

	private static final String PROMPT = "promptTokenCount";

	private static final String ANSWER = "candidatesTokenCount";

	private static final String THOUGHTS = "thoughtsTokenCount";

	private static final String TOOLS = "toolUsePromptTokenCount";

	private static final String TOTAL = "totalTokenCount";

	private Map<String, @Nullable Object> raw = new LinkedHashMap<>();

	void report(Map<String, @Nullable Object> snapshot) {
		Long total = count(snapshot, TOTAL);
		boolean whole = total != null && total == sum(snapshot, PROMPT) + sum(snapshot, ANSWER)
				+ sum(snapshot, THOUGHTS) + sum(snapshot, TOOLS);
		if (whole) {
			this.raw = snapshot;
			return;
		}
		snapshot.forEach((name, value) -> {
			if (value != null) {
				this.raw.put(name, value);
			}
		});
	}

	/**
	 * The counts so far. Google's prompt holds what was read from the cache but not what
	 * its own tools read; its answer does not hold the thoughts. Ours do.
	 */
	Usage toUsage() {
		Long prompt = count(this.raw, PROMPT);
		Long tools = count(this.raw, TOOLS);
		Long answer = count(this.raw, ANSWER);
		Long thoughts = count(this.raw, THOUGHTS);
		boolean counted = prompt != null && this.raw.get(TOTAL) != null;
		return Usage.builder()
			.inputTokens((prompt != null || tools != null) ? Long.valueOf(sum(this.raw, PROMPT) + sum(this.raw, TOOLS))
					: null)
			.outputTokens((answer != null || thoughts != null || counted)
					? Long.valueOf(sum(this.raw, ANSWER) + sum(this.raw, THOUGHTS)) : null)
			.cacheReadTokens(count(this.raw, "cachedContentTokenCount"))
			.reasoningTokens(thoughts)
			.inputAudioTokens(audio("promptTokensDetails"))
			.outputAudioTokens(audio("candidatesTokensDetails"))
			.raw(this.raw)
			.build();
	}

	private @Nullable Long audio(String details) {
		if (this.raw.get(details) instanceof List<?> modalities) {
			for (Object each : modalities) {
				if (each instanceof Map<?, ?> counts && "AUDIO".equals(counts.get("modality"))
						&& counts.get("tokenCount") instanceof Number number) {
					return number.longValue();
				}
			}
		}
		return null;
	}

	private static long sum(Map<String, @Nullable Object> counts, String name) {
		Long count = count(counts, name);
		return (count != null) ? count : 0;
	}

	private static @Nullable Long count(Map<String, @Nullable Object> counts, String name) {
		return (counts.get(name) instanceof Number number) ? Long.valueOf(number.longValue()) : null;
	}

}
