package io.llmprovider.protocol.ollama;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

import io.llmprovider.chat.ChatOptions;
import io.llmprovider.protocol.OptionSpec;
import io.llmprovider.protocol.OptionSpec.Option;
import io.llmprovider.protocol.OptionSpec.Type;
import org.jspecify.annotations.Nullable;

/**
 * Ollama's own options, and where each belongs: those of the engine inside
 * {@code options}, the others beside it. What is set here counts more than the same
 * setting in our words.
 */
final class OllamaOptions {

	static final String THINK = "think";

	static final String NUM_CTX = "num_ctx";

	private static final String KEEP_ALIVE = "keep_alive";

	private static final Set<String> BESIDE = Set.of(KEEP_ALIVE, "truncate", "shift", "logprobs", "top_logprobs");

	private static final Pattern NUMBER = Pattern.compile("[+-]?\\d{1,18}");

	private static final Pattern FRACTION = Pattern.compile("[+-]?\\d{0,18}\\.\\d{1,9}");

	static final OptionSpec SPEC = OptionSpec.of(
			new Option(NUM_CTX, Type.INTEGER,
					"The size of the context in tokens, 4096 or more by the server's memory if"
							+ " left open; a change makes the server load the model anew."),
			new Option("num_predict", Type.INTEGER, "How many tokens the answer may have; -1 for no limit."),
			new Option("num_keep", Type.INTEGER, "How many tokens of the prompt stay when the context is shifted."),
			new Option("seed", Type.INTEGER, "A number that makes sampling repeatable."),
			new Option("temperature", Type.NUMBER, "How freely the model chooses, 0 or more."),
			new Option("top_k", Type.INTEGER, "From how many of the likeliest tokens the model chooses."),
			new Option("top_p", Type.NUMBER, "The share of probability from which tokens are chosen, 0 to 1."),
			new Option("min_p", Type.NUMBER, "The least probability relative to the likeliest token, 0 to 1."),
			new Option("typical_p", Type.NUMBER, "How typical a token must be, 0 to 1."),
			new Option("repeat_last_n", Type.INTEGER,
					"How many tokens back repetition counts; 0 for none, -1 for the whole context."),
			new Option("repeat_penalty", Type.NUMBER, "How much repetition counts against a token; 1 for not at all."),
			new Option("presence_penalty", Type.NUMBER, "How much it counts against a token that it was used at all."),
			new Option("frequency_penalty", Type.NUMBER, "How much a token's earlier uses count against it."),
			new Option("stop", Type.TEXTS, "Texts at which the answer ends."),
			new Option("num_batch", Type.INTEGER, "How many tokens of the prompt are read at once."),
			new Option("num_gpu", Type.INTEGER, "How many layers of the model go to the GPU."),
			new Option("main_gpu", Type.INTEGER, "The GPU that holds what is not split."),
			new Option("num_thread", Type.INTEGER, "How many threads compute."),
			new Option("use_mmap", Type.FLAG, "Whether the model's file is mapped into memory."),
			new Option("draft_num_predict", Type.INTEGER, "How many tokens a draft model guesses ahead."),
			new Option(KEEP_ALIVE, Type.ANY,
					"How long the model stays loaded: seconds, or a duration such as 10m; -1 for"
							+ " ever, 0 to unload it after the answer."),
			new Option(THINK, Type.ANY,
					"Whether the model thinks: true, false, low, medium, high or max; counts more than"
							+ " the thinking level."),
			new Option("truncate", Type.FLAG,
					"Whether a conversation longer than the context loses its oldest messages, or is refused."),
			new Option("shift", Type.FLAG,
					"Whether an answer that fills the context pushes out the oldest tokens, or ends."),
			new Option("logprobs", Type.FLAG, "Whether the probabilities of tokens are sent; they arrive as events."),
			new Option("top_logprobs", Type.INTEGER, "For how many alternatives, 0 to 20."));

	private OllamaOptions() {
	}

	/**
	 * The members of {@code options}.
	 * @param options the merged options of the call
	 * @return names and values, without those that are left open
	 */
	static Map<String, @Nullable Object> engine(ChatOptions options) {
		Map<String, @Nullable Object> engine = new LinkedHashMap<>();
		engine.put("num_predict", options.maxTokens());
		engine.put("temperature", options.temperature());
		engine.put("top_p", options.topP());
		engine.put("seed", options.seed());
		List<String> stop = options.stop();
		// An empty list would take the model file's own words away.
		engine.put("stop", (stop != null && !stop.isEmpty()) ? stop : null);
		engine.put("frequency_penalty", options.frequencyPenalty());
		engine.put("presence_penalty", options.presencePenalty());
		options.providerOptions().forEach((name, value) -> {
			if (value != null && !name.equals(THINK) && !BESIDE.contains(name)) {
				engine.put(name, value);
			}
		});
		engine.values().removeIf((value) -> value == null);
		return engine;
	}

	/**
	 * The options that stand beside {@code options}; {@code think} is not among them.
	 * @param options the merged options of the call
	 * @return names and values, without those that are left open
	 */
	static Map<String, @Nullable Object> beside(ChatOptions options) {
		Map<String, @Nullable Object> beside = new LinkedHashMap<>();
		options.providerOptions().forEach((name, value) -> {
			if (value != null && BESIDE.contains(name)) {
				beside.put(name, name.equals(KEEP_ALIVE) ? keepAlive(value) : value);
			}
		});
		return beside;
	}

	/**
	 * The server takes a number or a duration, but no number in quotes, as properties
	 * files have it.
	 */
	private static Object keepAlive(Object value) {
		if (value instanceof Duration duration) {
			// A part of a second must not become 0, which unloads the model.
			return (duration.getNano() == 0) ? (Object) duration.toSeconds() : duration.toMillis() + "ms";
		}
		return (value instanceof String text) ? number(text.trim()) : value;
	}

	private static Object number(String text) {
		if (NUMBER.matcher(text).matches()) {
			return Long.valueOf(text);
		}
		return FRACTION.matcher(text).matches() ? (Object) Double.valueOf(text) : text;
	}

}
