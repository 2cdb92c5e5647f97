package io.llmprovider.test.simulator.anthropic;

import java.util.ArrayList;
import java.util.List;

import io.llmprovider.model.Usage;
import io.llmprovider.test.simulator.Setup;
import io.llmprovider.test.simulator.SimulatedRequest;
import io.llmprovider.test.simulator.dialect.Transcript;
import io.llmprovider.test.simulator.wire.PromptCache;
import io.llmprovider.test.simulator.wire.WireJson;
import io.llmprovider.test.simulator.wire.Words;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What an answer used: input that was neither read from the cache nor written to it, what
 * was read, and what was written for five minutes and for an hour.
 *
 * @see <a href=
 * "https://platform.claude.com/docs/en/build-with-claude/prompt-caching">Prompt
 * caching</a>
 */
final class AnthropicCounts {

	private final @Nullable Long input;

	private final @Nullable Long read;

	private final long minutes;

	private final long hours;

	private final boolean cached;

	private final @Nullable Long output;

	private final @Nullable Long thinking;

	AnthropicCounts(SimulatedRequest request, Transcript transcript, Setup setup) {
		Usage usage = transcript.usage(request);
		this.output = usage.outputTokens();
		this.thinking = usage.reasoningTokens();
		boolean marked = AnthropicCacheRules.isMarked(request.json())
				|| AnthropicCacheRules.blocks(request.json()).stream().anyMatch(AnthropicCacheRules::isMarked);
		if (transcript.scriptedUsage() == null && marked) {
			Prefixes prefixes = new Prefixes(request, setup.cache());
			this.input = prefixes.input;
			this.read = prefixes.read;
			this.minutes = prefixes.minutes;
			this.hours = prefixes.hours;
			this.cached = true;
			return;
		}
		Long written = usage.cacheWriteTokens();
		this.read = usage.cacheReadTokens();
		this.minutes = orZero(written);
		this.hours = 0;
		this.cached = written != null || this.read != null;
		Long all = usage.inputTokens();
		this.input = (all != null) ? Long.valueOf(all - orZero(this.read) - this.minutes) : null;
	}

	private static long orZero(@Nullable Long count) {
		return (count != null) ? count : 0;
	}

	/** The counts before the answer. */
	ObjectNode atStart() {
		ObjectNode usage = WireJson.object();
		if (this.input == null) {
			return usage;
		}
		usage.put("input_tokens", this.input);
		usage.put("cache_creation_input_tokens", this.cached ? this.minutes + this.hours : 0);
		usage.put("cache_read_input_tokens", orZero(this.read));
		usage.putObject("cache_creation")
			.put("ephemeral_5m_input_tokens", this.minutes)
			.put("ephemeral_1h_input_tokens", this.hours);
		return usage.put("output_tokens", 1).put("service_tier", "standard");
	}

	/** The counts after it. */
	ObjectNode atEnd() {
		ObjectNode usage = atStart();
		usage.remove("output_tokens");
		if (this.output != null) {
			usage.put("output_tokens", this.output);
		}
		if (this.thinking != null && this.thinking > 0) {
			usage.putObject("output_tokens_details").put("thinking_tokens", this.thinking);
		}
		return usage;
	}

	/**
	 * The prompt cut at its blocks.
	 */
	private static final class Prefixes {

		private final List<String> beginnings = new ArrayList<>();

		private final List<Long> tokens = new ArrayList<>();

		private final List<Boolean> marks = new ArrayList<>();

		private long input;

		private long read;

		private long minutes;

		private long hours;

		Prefixes(SimulatedRequest request, PromptCache cache) {
			List<JsonNode> blocks = AnthropicCacheRules.blocks(request.json());
			JsonNode automatic = request.json().path("cache_control");
			StringBuilder beginning = new StringBuilder(Generation.of(request.model()).name());
			long all = 0;
			for (JsonNode block : blocks) {
				String text = text(block);
				all += Words.pieces(text).size();
				this.beginnings.add(beginning.append('\n').append(text).toString());
				this.tokens.add(all);
				this.marks.add(AnthropicCacheRules.isMarked(block));
			}
			int last = automatic.isObject() ? blocks.size() - 1 : this.marks.lastIndexOf(true);
			this.marks.set(last, true);
			int from = lastKept(cache, last);
			this.read = (from < 0) ? 0 : this.tokens.get(from);
			long before = this.read;
			for (int i = from + 1; i <= last; i++) {
				if (this.marks.get(i)) {
					boolean hour = AnthropicCacheRules.isHour(blocks.get(i))
							|| i == last && automatic.path("ttl").asString("").equals("1h");
					this.hours += hour ? this.tokens.get(i) - before : 0;
					this.minutes += hour ? 0 : this.tokens.get(i) - before;
					before = this.tokens.get(i);
					cache.keep(this.beginnings.get(i));
				}
			}
			this.input = all - this.tokens.get(last);
		}

		private int lastKept(PromptCache cache, int last) {
			for (int i = last; i >= 0; i--) {
				if (cache.has(this.beginnings.get(i))) {
					return i;
				}
			}
			return -1;
		}

		private static String text(JsonNode block) {
			ObjectNode plain = WireJson.object();
			block.properties().forEach((member) -> {
				if (!member.getKey().equals("cache_control")) {
					plain.set(member.getKey(), member.getValue());
				}
			});
			return WireJson.text(plain);
		}

	}

}
