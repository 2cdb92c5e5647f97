package io.llmprovider.test.simulator.openai;

import java.util.LinkedHashSet;
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
import tools.jackson.databind.JsonNode;

/**
 * What OpenAI's server demands of a request for a response as a whole, after
 * https://platform.openai.com/docs/api-reference/responses/create.
 */
final class ResponsesRequestRules {

	private static final Set<String> MEMBERS = Set.of("background", "context_management", "conversation", "include",
			"input", "instructions", "max_output_tokens", "max_tool_calls", "metadata", "model", "moderation",
			"parallel_tool_calls", "previous_response_id", "prompt", "prompt_cache_key", "prompt_cache_options",
			"prompt_cache_retention", "reasoning", "safety_identifier", "service_tier", "store", "stream",
			"stream_options", "temperature", "text", "tool_choice", "tools", "top_logprobs", "top_p", "truncation",
			"user");

	private static final Pattern NAME = Pattern.compile("^[a-zA-Z0-9_-]+$");

	private static final String ENCRYPTED = "reasoning.encrypted_content";

	private final Fields body;

	private final Setup setup;

	ResponsesRequestRules(JsonNode body, Setup setup) {
		this.body = OpenAiRefusals.fields(body, "");
		this.setup = setup;
	}

	void check() {
		checkModel();
		for (String name : this.body.names()) {
			if (!MEMBERS.contains(name) && !this.setup.extraMembers().contains(name)
					&& !this.setup.extraMembers().contains(Setup.ANY_MEMBER)) {
				throw OpenAiRefusals.refusal(OpenAiRule.UNKNOWN_MEMBER, "Unknown parameter: '" + name + "'.", name,
						"unknown_parameter");
			}
		}
		checkState();
		checkReasoning();
		checkInput();
		checkTools();
		checkNumbers();
		checkStream();
		checkText();
	}

	private void checkModel() {
		String model = this.body.text("model");
		if (model == null || model.isBlank()) {
			throw OpenAiRefusals.FIELDS.missing("model");
		}
		if (!this.setup.anyModel() && this.setup.model(model) == null) {
			throw new Refusal(OpenAiRule.MODEL,
					new SimulatedError(400, "The requested model '" + model + "' does not exist.",
							"invalid_request_error", "model_not_found", "model"));
		}
	}

	private void checkInput() {
		if (this.body.has("prompt") && !this.body.has("input")) {
			return;
		}
		JsonNode input = this.body.required("input");
		if (input.isString()) {
			return;
		}
		if (!input.isArray()) {
			throw OpenAiRefusals.FIELDS.type("input", "one of a string or array of input items", input);
		}
		new ResponsesItemRules(this.body, this.setup).check(input);
	}

	private void checkState() {
		boolean stored = !this.body.has("store") || this.body.flag("store");
		String previous = this.body.text("previous_response_id");
		if (previous != null && this.body.has("conversation")) {
			throw OpenAiRefusals.refusal(ResponsesRule.ONE_STATE,
					"Mutually exclusive parameters: 'previous_response_id' and 'conversation'. Only one may be provided.",
					null, "mutually_exclusive_parameters");
		}
		if (previous != null && !new ResponsesIds(this.setup.issued()).isIssued(previous)) {
			throw OpenAiRefusals.refusal(ResponsesRule.PREVIOUS_RESPONSE,
					"Previous response with id '" + previous + "' not found.", "previous_response_id",
					"previous_response_not_found");
		}
		if (this.body.flag("background") && !stored) {
			throw OpenAiRefusals.refusal(ResponsesRule.BACKGROUND_IS_STORED,
					"Background mode requires the response to be stored.", "background", null);
		}
	}

	private void checkReasoning() {
		Fields reasoning = this.body.has("reasoning") ? this.body.requiredObject("reasoning") : null;
		String effort = null;
		if (reasoning != null) {
			reasoning.onlyKnows(Set.of("effort", "summary", "generate_summary", "mode", "context"), Set.of());
			reasoning.oneOf("effort", List.of("none", "minimal", "low", "medium", "high", "xhigh", "max"));
			reasoning.oneOf("summary", List.of("auto", "concise", "detailed"));
			effort = reasoning.text("effort");
		}
		SimulatedModel model = this.setup.anyModel() ? null : this.setup.model(this.body.requiredText("model"));
		if (model == null || model.anyAbility()) {
			return;
		}
		if (!model.thinking()) {
			withoutReasoning(reasoning);
			return;
		}
		for (String name : List.of("temperature", "top_p")) {
			if (this.body.has(name) && !"none".equals(effort)) {
				throw unsupported(ResponsesRule.SAMPLING, name);
			}
		}
	}

	private void withoutReasoning(@org.jspecify.annotations.Nullable Fields reasoning) {
		if (reasoning != null && reasoning.has("effort")) {
			throw unsupported(ResponsesRule.EFFORT, "reasoning.effort");
		}
		if (reasoning != null && reasoning.has("summary")) {
			throw unsupported(ResponsesRule.EFFORT, "reasoning.summary");
		}
		if (WireJson.text(this.body.has("include") ? this.body.required("include") : WireJson.object())
			.contains(ENCRYPTED)) {
			throw OpenAiRefusals.refusal(ResponsesRule.INCLUDE, "Encrypted content is not supported with this model.",
					"include", null);
		}
	}

	private static Refusal unsupported(ResponsesRule rule, String name) {
		return OpenAiRefusals.refusal(rule, "Unsupported parameter: '" + name + "' is not supported with this model.",
				name, null);
	}

	private void checkTools() {
		Set<String> names = new LinkedHashSet<>();
		JsonNode tools = this.body.get("tools");
		for (int i = 0; tools != null && i < tools.size(); i++) {
			checkTool(OpenAiRefusals.fields(tools.get(i), "tools[" + i + "]"), names);
		}
		this.body.flag("parallel_tool_calls");
		JsonNode choice = this.body.get("tool_choice");
		if (choice == null) {
			return;
		}
		if (!choice.isObject()) {
			this.body.oneOf("tool_choice", List.of("none", "auto", "required"));
			return;
		}
		Fields fields = OpenAiRefusals.fields(choice, "tool_choice");
		String type = fields.requiredText("type");
		String chosen = type.equals("function") || type.equals("custom") ? fields.requiredText("name") : type;
		if (!type.equals("allowed_tools") && !names.contains(chosen)) {
			throw OpenAiRefusals.refusal(OpenAiRule.CHOSEN_TOOL,
					"Tool choice '" + type + "' not found in 'tools' parameter.", "tool_choice", null);
		}
	}

	/** A tool is flat here; other APIs have its members below {@code function}. */
	private void checkTool(Fields tool, Set<String> names) {
		String type = tool.requiredText("type");
		if (!type.equals("function") && !type.equals("custom")) {
			names.add(type);
			return;
		}
		tool.matches("name", NAME, 64);
		String name = tool.requiredText("name");
		names.add(name);
		tool.text("description");
		JsonNode parameters = tool.get("parameters");
		if (type.equals("function") && parameters != null) {
			tool.onlyKnows(Set.of("type", "name", "description", "parameters", "strict", "defer_loading"),
					this.setup.extraMembers());
			// Left out it means yes.
			boolean strict = !tool.has("strict") || tool.flag("strict");
			new OpenAiSchemaRules("function '" + name + "'", tool.path("parameters"), "invalid_function_parameters")
				.check(parameters, strict);
		}
	}

	private void checkNumbers() {
		this.body.integer("max_output_tokens", 16, Integer.MAX_VALUE);
		this.body.number("temperature", 0, 2);
		this.body.number("top_p", 0, 1);
		this.body.integer("top_logprobs", 0, 20);
		this.body.oneOf("truncation", List.of("auto", "disabled"));
		this.body.oneOf("service_tier", List.of("auto", "default", "flex", "scale", "priority", "fast"));
		this.body.text("prompt_cache_key");
		this.body.text("instructions");
	}

	private void checkStream() {
		boolean stream = this.body.flag("stream");
		if (this.body.has("stream_options") && !stream) {
			throw OpenAiRefusals.refusal(OpenAiRule.STREAM_OPTIONS,
					"The 'stream_options' parameter is only allowed when 'stream' is enabled.", "stream_options", null);
		}
	}

	private void checkText() {
		if (!this.body.has("text")) {
			return;
		}
		Fields text = this.body.requiredObject("text");
		text.onlyKnows(Set.of("format", "verbosity"), Set.of());
		text.oneOf("verbosity", List.of("low", "medium", "high"));
		if (!text.has("format")) {
			return;
		}
		Fields format = text.requiredObject("format");
		format.required("type");
		format.oneOf("type", List.of("json_object", "json_schema", "text"));
		String type = format.requiredText("type");
		boolean said = this.body.has("input")
				&& WireJson.text(this.body.required("input")).toLowerCase(Locale.ROOT).contains("json");
		if (type.equals("json_object") && !said) {
			throw OpenAiRefusals.refusal(ResponsesRule.JSON_INPUT,
					"Response input messages must contain the word 'json' in some form to use 'text.format' of type "
							+ "'json_object'.",
					"input", null);
		}
		if (type.equals("json_schema")) {
			format.matches("name", NAME, 64);
			new OpenAiSchemaRules("response_format '" + format.requiredText("name") + "'", "text.format.schema",
					"invalid_json_schema")
				.check(format.required("schema"), format.flag("strict"));
		}
	}

}
