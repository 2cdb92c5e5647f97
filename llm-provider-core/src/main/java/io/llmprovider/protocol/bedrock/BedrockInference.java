package io.llmprovider.protocol.bedrock;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.llmprovider.chat.ChatOptions;
import io.llmprovider.chat.Warning;
import io.llmprovider.protocol.ChatCall;
import io.llmprovider.protocol.ClaudeSampling;
import org.jspecify.annotations.Nullable;

/**
 * Writes how long an answer may be and how its words are chosen, as far as the model
 * takes it.
 *
 * @see <a href=
 * "https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_InferenceConfiguration.html">Inference
 * configuration</a>
 */
final class BedrockInference {

	private final ChatCall call;

	private final ChatOptions options;

	private final BedrockModel model;

	private final @Nullable Object topK;

	private final List<Warning> warnings;

	private final Map<String, @Nullable Object> fields = new LinkedHashMap<>();

	BedrockInference(ChatCall call, BedrockModel model, @Nullable Object topK, List<Warning> warnings) {
		this.call = call;
		this.options = call.options();
		this.model = model;
		this.topK = topK;
		this.warnings = warnings;
	}

	Map<String, @Nullable Object> config(BedrockThinking thinking) {
		Map<String, @Nullable Object> config = new LinkedHashMap<>();
		if (thinking.isUnlimited()) {
			String why = "a Nova that thinks with effort high does not take it";
			leftOut("max-tokens", this.options.maxTokens(), why);
			noSampling(why);
		}
		else {
			config.put("maxTokens", thinking.maxTokens(this.options.maxTokens()));
			sampling(thinking, config);
		}
		config.put("stopSequences", stop());
		config.values().removeIf((value) -> value == null);
		return config;
	}

	/** What Converse has no word for, in the words of the model's maker. */
	Map<String, @Nullable Object> fields() {
		return this.fields;
	}

	private void sampling(BedrockThinking thinking, Map<String, @Nullable Object> config) {
		if (this.model.isClaude()) {
			ClaudeSampling sampling = new ClaudeSampling(this.call, this.model.claude(), thinking.thinks(), this.topK,
					this.warnings);
			config.put("temperature", sampling.temperature());
			config.put("topP", sampling.topP());
			topK(sampling.topK());
		}
		else if (this.model.takesSampling()) {
			config.put("temperature", temperature());
			config.put("topP", this.options.topP());
			topK(this.topK);
		}
		else {
			noSampling("the model does not take it");
		}
	}

	private void noSampling(String why) {
		leftOut("temperature", this.options.temperature(), why);
		leftOut("top-p", this.options.topP(), why);
		leftOut("top_k", this.topK, why);
	}

	private void topK(@Nullable Object wanted) {
		if (wanted != null && this.model.isNova()) {
			this.fields.put("inferenceConfig", BedrockContent.of("topK", wanted));
		}
		else if (wanted != null) {
			this.fields.put("top_k", wanted);
		}
	}

	private @Nullable Double temperature() {
		Double wanted = this.options.temperature();
		if (wanted == null || wanted <= 1) {
			return wanted;
		}
		this.warnings.add(new Warning("temperature-clipped", "The temperature is at most 1: that was sent"));
		return 1.0;
	}

	private @Nullable List<String> stop() {
		List<String> stop = this.options.stop();
		if (stop == null || stop.isEmpty()) {
			return null;
		}
		if (!this.model.takesSampling()) {
			leftOut("stop", stop, "the model does not take it");
			return null;
		}
		List<String> words = stop.stream()
			.filter((word) -> this.model.isClaude() ? !word.isBlank() : !word.isEmpty())
			.toList();
		if (words.size() < stop.size()) {
			leftOut("a stop sequence", stop, "it is blank");
		}
		return words.isEmpty() ? null : words;
	}

	private void leftOut(String name, @Nullable Object value, String why) {
		if (value != null) {
			this.warnings.add(Warning.leftOut(name, why));
		}
	}

}
