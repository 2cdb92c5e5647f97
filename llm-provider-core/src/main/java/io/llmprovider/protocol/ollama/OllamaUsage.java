package io.llmprovider.protocol.ollama;

import java.util.LinkedHashMap;
import java.util.Map;

import io.llmprovider.model.Usage;
import org.jspecify.annotations.Nullable;

/**
 * The counts and durations of the last line. A server that had the prompt in its cache
 * may leave {@code prompt_eval_count} out: it is then unknown, not zero. The output
 * includes thinking; durations are nanoseconds.
 */
final class OllamaUsage {

	private final Map<String, @Nullable Object> counts = new LinkedHashMap<>();

	private final Map<String, Object> durations = new LinkedHashMap<>();

	static boolean isCount(String name) {
		return name.equals("prompt_eval_count") || name.equals("eval_count");
	}

	static boolean isDuration(String name) {
		return name.endsWith("_duration");
	}

	void put(String name, long value) {
		if (isCount(name)) {
			this.counts.put(name, value);
		}
		else {
			this.durations.put(name, value);
		}
	}

	@Nullable Long input() {
		return (Long) this.counts.get("prompt_eval_count");
	}

	@Nullable Long output() {
		return (Long) this.counts.get("eval_count");
	}

	/**
	 * The usage in our words.
	 * @return the usage, or null if the server gave no counts
	 */
	@Nullable Usage toUsage() {
		return this.counts.isEmpty() ? null
				: Usage.builder().inputTokens(input()).outputTokens(output()).raw(this.counts).build();
	}

	Map<String, Object> durations() {
		return this.durations;
	}

}
