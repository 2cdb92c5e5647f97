package io.llmprovider.test.simulator.ollama;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

import io.llmprovider.test.simulator.Refusal;
import io.llmprovider.test.simulator.SimulatedError;
import io.llmprovider.test.simulator.wire.WireJson;
import tools.jackson.databind.JsonNode;

/**
 * Ollama's model options and their types, after
 * https://github.com/ollama/ollama/blob/main/docs/modelfile.mdx and {@code Options} in
 * https://github.com/ollama/ollama/blob/main/api/types.go. An unknown option is logged by
 * the server and ignored; one of the wrong type is answered with status 500, because the
 * server finds it only when it prepares the runner.
 */
final class OllamaOptions {

	private static final Map<String, List<String>> TYPES = Map.of("integer",
			List.of("num_keep", "seed", "num_predict", "top_k", "repeat_last_n", "num_ctx", "num_batch", "num_gpu",
					"main_gpu", "num_thread", "draft_num_predict"),
			"float32", List.of("top_p", "min_p", "typical_p", "temperature", "repeat_penalty", "presence_penalty",
					"frequency_penalty"),
			"boolean", List.of("use_mmap"), "array", List.of("stop"));

	private static final Map<String, Predicate<JsonNode>> CHECKS = Map.of("integer", JsonNode::isNumber, "float32",
			JsonNode::isNumber, "boolean", JsonNode::isBoolean, "array", JsonNode::isArray);

	private static final Set<String> REQUEST = Set.of("model", "messages", "stream", "format", "keep_alive", "tools",
			"options", "think", "truncate", "shift", "logprobs", "top_logprobs", "_debug_render_only");

	private OllamaOptions() {
	}

	static void check(JsonNode options) {
		TYPES.forEach((type, names) -> {
			for (String name : names) {
				JsonNode value = WireJson.member(options, name);
				if (value != null && !CHECKS.getOrDefault(type, (any) -> true).test(value)) {
					throw refusal(name, "of type " + type);
				}
			}
		});
		if (options.path("stop").values().stream().anyMatch((text) -> !text.isString())) {
			throw refusal("stop", "of an array of strings");
		}
	}

	private static Refusal refusal(String name, String type) {
		return new Refusal(OllamaRule.OPTION_TYPE, SimulatedError.of(500, "option \"" + name + "\" must be " + type));
	}

	static List<String> ignored(JsonNode body) {
		List<String> ignored = new ArrayList<>();
		for (String name : body.propertyNames()) {
			if (!REQUEST.contains(name)) {
				ignored.add(name);
			}
		}
		for (String name : body.path("options").propertyNames()) {
			if (TYPES.values().stream().noneMatch((names) -> names.contains(name))) {
				ignored.add("options." + name);
			}
		}
		return ignored;
	}

}
