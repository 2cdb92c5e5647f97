package io.llmprovider.test.simulator.mistral;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

import io.llmprovider.test.simulator.Setup;
import io.llmprovider.test.simulator.SimulatedModel;
import io.llmprovider.test.simulator.dialect.Fields;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What Mistral's server demands of a request, after
 * https://docs.mistral.ai/api/#tag/chat/operation/chat_completion_v1_chat_completions_post.
 */
final class MistralRequestRules {

	private static final Set<String> MEMBERS = Set.of("model", "messages", "temperature", "top_p", "max_tokens",
			"stream", "stop", "random_seed", "response_format", "tools", "tool_choice", "presence_penalty",
			"frequency_penalty", "n", "prediction", "parallel_tool_calls", "prompt_mode", "reasoning_effort",
			"safe_prompt", "metadata", "document_image_limit", "document_page_limit", "prompt_cache_key", "guardrails");

	static final Pattern NAME = Pattern.compile("^[a-zA-Z0-9_-]+$");

	private static final double HOTTEST = 1.5;

	private final Fields body;

	private final Setup setup;

	MistralRequestRules(JsonNode body, Setup setup) {
		this.body = MistralRefusals.fields(body, "");
		this.setup = setup;
	}

	void check() {
		this.body.onlyKnows(MEMBERS, this.setup.extraMembers());
		checkModel(this.body.requiredText("model"));
		this.body.flag("stream");
		this.body.flag("safe_prompt");
		this.body.flag("parallel_tool_calls");
		this.body.integer("max_tokens", 0, Integer.MAX_VALUE);
		this.body.integer("random_seed", 0, Integer.MAX_VALUE);
		this.body.integer("n", 1, 128);
		this.body.oneOf("prompt_mode", List.of("reasoning"));
		this.body.oneOf("reasoning_effort", List.of("none", "high"));
		checkSampling();
		checkTools();
		checkFormat();
		new MistralMessageRules(this.body, this.setup).check();
	}

	private void checkModel(String id) {
		SimulatedModel model = this.setup.model(id);
		if (model == null && !this.setup.anyModel()) {
			throw MistralRefusals.refusal(MistralRule.MODEL, "Invalid model: " + id, "invalid_model", "1500");
		}
		if (model != null && !model.anyAbility() && !model.thinking() && this.body.has("reasoning_effort")) {
			throw MistralRefusals.refusal(MistralRule.EFFORT_WITH_REASONING,
					"reasoning_effort is not enabled for this model", "invalid_request_error", "3051");
		}
	}

	private void checkSampling() {
		this.body.number("temperature", 0, 2);
		JsonNode temperature = this.body.get("temperature");
		if (temperature != null && temperature.doubleValue() > HOTTEST) {
			throw MistralRefusals.hot(temperature);
		}
		this.body.number("top_p", 0, 1);
		this.body.number("presence_penalty", -2, 2);
		this.body.number("frequency_penalty", -2, 2);
		JsonNode topP = this.body.get("top_p");
		if (temperature != null && temperature.doubleValue() == 0 && topP != null && topP.doubleValue() != 1) {
			throw MistralRefusals.refusal(MistralRule.GREEDY_TOP_P, "top_p must be 1 when using greedy sampling.",
					"invalid_request_error", "3054");
		}
	}

	private void checkTools() {
		if (this.body.has("tools")) {
			JsonNode tools = this.body.filledArray("tools", "a valid list");
			for (int i = 0; i < tools.size(); i++) {
				Fields function = this.body.element("tools", tools, i).requiredObject("function");
				function.onlyKnows(Set.of("name", "description", "parameters", "strict"), this.setup.extraMembers());
				function.matches("name", NAME, 64);
				function.flag("strict");
				checkSchema(function.requiredText("name"), function.required("parameters"));
			}
		}
		JsonNode choice = this.body.get("tool_choice");
		if (choice != null && choice.isObject()) {
			MistralRefusals.fields(choice, "tool_choice").requiredObject("function").requiredText("name");
		}
		else {
			this.body.oneOf("tool_choice", List.of("auto", "none", "any", "required"));
		}
	}

	private static void checkSchema(String name, JsonNode schema) {
		if (!schema.isObject() || !schema.path("type").asString("object").equals("object")) {
			throw MistralRefusals.refusal(MistralRule.SCHEMA,
					"Invalid tool schema for function '" + name + "': parameters must be of type object",
					"invalid_request_invalid_args", "3100");
		}
	}

	private void checkFormat() {
		if (!this.body.has("response_format")) {
			return;
		}
		Fields format = this.body.requiredObject("response_format");
		format.onlyKnows(Set.of("type", "json_schema"), this.setup.extraMembers());
		format.oneOf("type", List.of("text", "json_object", "json_schema"));
		if ("json_schema".equals(format.text("type"))) {
			Fields schema = format.requiredObject("json_schema");
			schema.requiredText("name");
			schema.requiredObject("schema");
		}
	}

	static @Nullable Integer outputLimit(JsonNode body) {
		JsonNode limit = body.path("max_tokens");
		return limit.isIntegralNumber() ? limit.intValue() : null;
	}

}
