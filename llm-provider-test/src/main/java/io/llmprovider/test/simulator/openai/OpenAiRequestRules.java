package io.llmprovider.test.simulator.openai;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

import io.llmprovider.test.simulator.Refusal;
import io.llmprovider.test.simulator.Setup;
import io.llmprovider.test.simulator.SimulatedError;
import io.llmprovider.test.simulator.SimulatedModel;
import io.llmprovider.test.simulator.dialect.Fields;
import io.llmprovider.test.simulator.wire.WireJson;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What OpenAI's server demands of a chat completion request as a whole, after
 * https://platform.openai.com/docs/api-reference/chat/create.
 */
final class OpenAiRequestRules {

	private static final Set<String> MEMBERS = Set.of("audio", "frequency_penalty", "function_call", "functions",
			"logit_bias", "logprobs", "max_completion_tokens", "max_tokens", "messages", "metadata", "modalities",
			"model", "moderation", "n", "parallel_tool_calls", "prediction", "presence_penalty", "prompt_cache_key",
			"prompt_cache_options", "prompt_cache_retention", "reasoning_effort", "response_format",
			"safety_identifier", "seed", "service_tier", "stop", "store", "stream", "stream_options", "temperature",
			"tool_choice", "tools", "top_logprobs", "top_p", "user", "verbosity", "web_search_options");

	private static final Pattern NAME = Pattern.compile("^[a-zA-Z0-9_-]+$");

	private final Fields body;

	private final Setup setup;

	OpenAiRequestRules(JsonNode body, Setup setup) {
		this.body = OpenAiRefusals.fields(body, "");
		this.setup = setup;
	}

	void check() {
		checkModel();
		this.body.onlyKnows(MEMBERS, this.setup.extraMembers());
		new OpenAiMessageRules(this.body, this.setup).check();
		new OpenAiToolRules(this.body, this.setup).check();
		checkLimits();
		checkSampling();
		checkStream();
		checkResponseFormat();
		checkMetadata();
	}

	private void checkModel() {
		String model = this.body.text("model");
		if (model == null || model.isBlank()) {
			throw OpenAiRefusals.refusal(OpenAiRule.MODEL, "you must provide a model parameter", null, null);
		}
		if (this.setup.anyModel()) {
			return;
		}
		SimulatedModel known = this.setup.model(model);
		if (known == null) {
			throw new Refusal(OpenAiRule.MODEL,
					new SimulatedError(404, "The model `" + model + "` does not exist or you do not have access to it.",
							"invalid_request_error", "model_not_found", null));
		}
		if (!known.anyAbility()) {
			checkAbilities(known);
		}
	}

	/**
	 * Reasoning models take neither the old limit nor sampling, others no effort: see
	 * https://platform.openai.com/docs/guides/reasoning. One that is told not to think
	 * may be told how to choose tokens, but not which.
	 */
	private void checkAbilities(SimulatedModel model) {
		if (!model.thinking()) {
			if (this.body.has("reasoning_effort")) {
				throw OpenAiRefusals.refusal(OpenAiRule.EFFORT_WITH_REASONING,
						"Unrecognized request argument supplied: reasoning_effort", null, null);
			}
			return;
		}
		if (this.body.has("max_tokens")) {
			throw OpenAiRefusals.refusal(OpenAiRule.ONE_LIMIT,
					"Unsupported parameter: 'max_tokens' is not supported with this model. Use "
							+ "'max_completion_tokens' instead.",
					"max_tokens", "unsupported_parameter");
		}
		for (String name : List.of("presence_penalty", "frequency_penalty", "logit_bias")) {
			if (this.body.has(name)) {
				throw OpenAiRefusals.refusal(OpenAiRule.NO_SAMPLING_WITH_REASONING,
						"Unsupported parameter: '" + name + "' is not supported with this model.", name,
						"unsupported_parameter");
			}
		}
		boolean thinks = !"none".equals(this.body.text("reasoning_effort"));
		for (String name : List.of("temperature", "top_p")) {
			JsonNode value = this.body.get(name);
			if (thinks && value != null && value.asDouble(1) != 1) {
				throw OpenAiRefusals.refusal(OpenAiRule.NO_SAMPLING_WITH_REASONING,
						"Unsupported value: '" + name + "' does not support " + value.asString()
								+ " with this model. Only the default (1) value is supported.",
						name, "unsupported_value");
			}
		}
	}

	private void checkLimits() {
		this.body.integer("max_tokens", 1, Integer.MAX_VALUE);
		this.body.integer("max_completion_tokens", 1, Integer.MAX_VALUE);
		if (this.body.has("max_tokens") && this.body.has("max_completion_tokens")) {
			throw OpenAiRefusals.refusal(OpenAiRule.ONE_LIMIT,
					"Setting 'max_tokens' and 'max_completion_tokens' at the same time is not supported.", "max_tokens",
					"invalid_parameter_combination");
		}
		this.body.integer("n", 1, 128);
		JsonNode seed = this.body.get("seed");
		if (seed != null && !seed.isIntegralNumber()) {
			throw OpenAiRefusals.FIELDS.type("seed", "an integer", seed);
		}
		checkStop();
	}

	private void checkStop() {
		JsonNode stop = this.body.get("stop");
		if (stop == null || stop.isString()) {
			return;
		}
		if (!stop.isArray() || stop.values().stream().anyMatch((text) -> !text.isString())) {
			throw OpenAiRefusals.FIELDS.type("stop", "one of a string or array of strings", stop);
		}
		if (stop.size() > 4) {
			throw OpenAiRefusals.longArray("stop", 4, stop.size());
		}
	}

	private void checkSampling() {
		this.body.number("temperature", 0, 2);
		this.body.number("top_p", 0, 1);
		this.body.number("presence_penalty", -2, 2);
		this.body.number("frequency_penalty", -2, 2);
		this.body.integer("top_logprobs", 0, 20);
		if (!this.body.flag("logprobs") && this.body.has("top_logprobs")) {
			throw OpenAiRefusals.refusal(OpenAiRule.LOGPROBS,
					"The 'top_logprobs' parameter is only allowed when 'logprobs' is enabled.", "top_logprobs", null);
		}
		this.body.oneOf("reasoning_effort", List.of("none", "minimal", "low", "medium", "high", "xhigh", "max"));
		this.body.oneOf("verbosity", List.of("low", "medium", "high"));
		this.body.oneOf("service_tier", List.of("auto", "default", "flex", "scale", "priority", "fast"));
		this.body.text("user");
		this.body.text("safety_identifier");
		this.body.text("prompt_cache_key");
		this.body.flag("store");
	}

	private void checkStream() {
		boolean stream = this.body.flag("stream");
		JsonNode options = this.body.get("stream_options");
		if (options == null) {
			return;
		}
		if (!stream) {
			throw OpenAiRefusals.refusal(OpenAiRule.STREAM_OPTIONS,
					"The 'stream_options' parameter is only allowed when 'stream' is enabled.", "stream_options", null);
		}
		Fields fields = OpenAiRefusals.fields(options, "stream_options");
		fields.onlyKnows(Set.of("include_usage", "include_obfuscation"), this.setup.extraMembers());
		fields.flag("include_usage");
		fields.flag("include_obfuscation");
	}

	/**
	 * JSON mode wants the word in the conversation, a schema wants to be an object: see
	 * https://platform.openai.com/docs/guides/structured-outputs.
	 */
	private void checkResponseFormat() {
		JsonNode format = this.body.get("response_format");
		if (format == null) {
			return;
		}
		Fields fields = OpenAiRefusals.fields(format, "response_format");
		fields.required("type");
		fields.oneOf("type", List.of("json_object", "json_schema", "text"));
		if (fields.requiredText("type").equals("json_object")
				&& !WireJson.text(this.body.required("messages")).toLowerCase(Locale.ROOT).contains("json")) {
			throw OpenAiRefusals.refusal(OpenAiRule.JSON_WORD,
					"'messages' must contain the word 'json' in some form, to use "
							+ "'response_format' of type 'json_object'.",
					"messages", null);
		}
		if (fields.requiredText("type").equals("json_schema")) {
			Fields schema = fields.requiredObject("json_schema");
			schema.matches("name", NAME, 64);
			new OpenAiSchemaRules("response_format '" + schema.requiredText("name") + "'", "response_format",
					"invalid_json_schema")
				.check(schema.required("schema"), schema.flag("strict"));
		}
	}

	private void checkMetadata() {
		JsonNode metadata = this.body.get("metadata");
		if (metadata == null) {
			return;
		}
		Fields fields = OpenAiRefusals.fields(metadata, "metadata");
		if (metadata.size() > 16) {
			throw OpenAiRefusals.refusal(OpenAiRule.METADATA,
					"Invalid 'metadata': too many properties. Expected an object with at most 16 "
							+ "properties, but got an object with " + metadata.size() + " properties instead.",
					"metadata", "object_above_max_properties");
		}
		for (String name : metadata.propertyNames()) {
			fields.text(name);
			fields.atMost(name, 512);
		}
	}

	static @Nullable Integer outputLimit(JsonNode body) {
		Fields fields = OpenAiRefusals.fields(body, "");
		Integer limit = fields.integer("max_completion_tokens", 1, Integer.MAX_VALUE);
		return (limit != null) ? limit : fields.integer("max_tokens", 1, Integer.MAX_VALUE);
	}

}
