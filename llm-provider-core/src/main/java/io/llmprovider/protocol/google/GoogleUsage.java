package io.llmprovider.protocol.google;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.llmprovider.model.Usage;
import io.llmprovider.protocol.FrameTemplate;
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

	/**
	 * Whether the last report told all, so that another one of the same form would, too.
	 */
	private boolean whole;

	private long missing;

	/** Holds the counts of the last chunk, as long as nobody asked for them. */
	private @Nullable FrameTemplate latest;

	void report(Map<String, @Nullable Object> snapshot) {
		settle();
		Long total = count(snapshot, TOTAL);
		this.whole = total != null && total == sum(snapshot, PROMPT) + sum(snapshot, ANSWER) + sum(snapshot, THOUGHTS)
				+ sum(snapshot, TOOLS);
		if (this.whole) {
			this.raw = snapshot;
			return;
		}
		snapshot.forEach((name, value) -> {
			if (value != null) {
				this.raw.put(name, value);
			}
		});
	}

	boolean isWhole() {
		return this.whole;
	}

	/**
	 * Takes the counts of a chunk that is as the one before but for its numbers.
	 * @return whether they are all; if not, nothing has happened
	 */
	boolean recount(FrameTemplate counts) {
		this.missing = 0;
		counts.numbers(this::sumUp);
		if (this.missing != 0) {
			return false;
		}
		this.latest = counts;
		return true;
	}

	/**
	 * Takes over the counts of the last chunk, before its pattern is replaced.
	 */
	void settle() {
		FrameTemplate counts = this.latest;
		if (counts != null) {
			this.latest = null;
			counts.numbers(this::replace);
		}
	}

	private void sumUp(String name, long count) {
		switch (name) {
			case TOTAL -> this.missing += count;
			case PROMPT, ANSWER, THOUGHTS, TOOLS -> this.missing -= count;
			default -> {
			}
		}
	}

	private void replace(String name, long count) {
		boolean small = count <= Integer.MAX_VALUE;
		this.raw.put(name, small ? (Object) (int) count : (Object) count);
	}

	/**
	 * The counts so far. Google's prompt holds what was read from the cache but not what
	 * its own tools read; its answer does not hold the thoughts. Ours do.
	 */
	Usage toUsage() {
		settle();
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
