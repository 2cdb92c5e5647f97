package io.llmprovider.protocol.google;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.llmprovider.chat.ChatOptions;
import io.llmprovider.chat.ResponseFormat;
import io.llmprovider.chat.Warning;
import io.llmprovider.protocol.ChatCall;
import io.llmprovider.protocol.StrictSchemas;
import org.jspecify.annotations.Nullable;

/**
 * Writes {@code generationConfig}: how the answer is made, and what form it has.
 *
 * @see <a href=
 * "https://ai.google.dev/api/generate-content#generationconfig">GenerationConfig</a>
 */
final class GoogleGenerationConfig {

	private static final int MOST_STOP_SEQUENCES = 5;

	private static final double HIGHEST_TEMPERATURE = 2;

	private final ChatCall call;

	private final ChatOptions options;

	private final GoogleModel model;

	private final Map<String, @Nullable Object> own;

	private final List<Warning> warnings;

	private final Map<String, @Nullable Object> config = new LinkedHashMap<>();

	GoogleGenerationConfig(ChatCall call, Map<String, @Nullable Object> own, List<Warning> warnings) {
		this.call = call;
		this.options = call.options();
		this.model = GoogleModel.of(call.model().id());
		this.own = own;
		this.warnings = warnings;
	}

	@Nullable Map<String, @Nullable Object> wire() {
		put("maxOutputTokens", this.options.maxTokens());
		put("temperature", temperature());
		put("topP", this.options.topP());
		GoogleOptions.GENERATION.forEach((name) -> put(name, this.own.get(name)));
		put("stopSequences", stop());
		put("seed", seed());
		put("presencePenalty", this.options.presencePenalty());
		put("frequencyPenalty", this.options.frequencyPenalty());
		format();
		put("thinkingConfig", new GoogleThinking(this.call, this.own, this.warnings).wire());
		return this.config.isEmpty() ? null : this.config;
	}

	private @Nullable Double temperature() {
		Double wanted = this.options.temperature();
		if (wanted != null && wanted > HIGHEST_TEMPERATURE) {
			this.warnings.add(new Warning("temperature-clipped", "The temperature is at most 2: that was sent"));
			return HIGHEST_TEMPERATURE;
		}
		return wanted;
	}

	private @Nullable List<String> stop() {
		List<String> wanted = this.options.stop();
		if (wanted == null) {
			return null;
		}
		List<String> words = wanted.stream().filter((word) -> !word.isEmpty()).limit(MOST_STOP_SEQUENCES).toList();
		if (words.size() < wanted.size()) {
			this.warnings
				.add(Warning.leftOut("a stop sequence", "it is empty, or there are more than " + MOST_STOP_SEQUENCES));
		}
		return words.isEmpty() ? null : words;
	}

	/** The seed has 32 bits. */
	private @Nullable Integer seed() {
		Long wanted = this.options.seed();
		if (wanted != null && wanted != wanted.intValue()) {
			this.warnings.add(
					new Warning("seed-changed", "The seed is larger than 32 bits: " + wanted.intValue() + " was sent"));
		}
		return (wanted != null) ? Integer.valueOf(wanted.intValue()) : null;
	}

	private void format() {
		ResponseFormat format = this.options.responseFormat();
		if (format == null) {
			return;
		}
		if (!this.call.request().tools().isEmpty() && !this.model.combinesTools()) {
			this.warnings.add(new Warning("response-format-left-out",
					"The response format was left out: the model does not take it together with tools"));
			return;
		}
		put("responseMimeType", "application/json");
		if (format instanceof ResponseFormat.JsonSchema wanted) {
			GoogleSchema schema = GoogleSchema.of(StrictSchemas.understood(wanted.schema(), this.call), this.model);
			put(schema.isFull() ? "responseJsonSchema" : "responseSchema", schema.schema());
			schema.warn("response format '" + wanted.name() + "'", this.warnings);
		}
	}

	private void put(String name, @Nullable Object value) {
		if (value != null) {
			this.config.put(name, value);
		}
	}

}
