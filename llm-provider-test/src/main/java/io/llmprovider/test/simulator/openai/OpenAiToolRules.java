package io.llmprovider.test.simulator.openai;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

import io.llmprovider.test.simulator.Setup;
import io.llmprovider.test.simulator.dialect.Fields;
import tools.jackson.databind.JsonNode;

/**
 * What OpenAI's server demands of tools and their choice, after
 * https://platform.openai.com/docs/guides/function-calling.
 */
final class OpenAiToolRules {

	private static final Pattern NAME = Pattern.compile("^[a-zA-Z0-9_-]+$");

	private static final int MAX_TOOLS = 128;

	private final Fields body;

	private final Setup setup;

	OpenAiToolRules(Fields body, Setup setup) {
		this.body = body;
		this.setup = setup;
	}

	void check() {
		Set<String> names = new LinkedHashSet<>();
		if (this.body.has("tools")) {
			JsonNode tools = this.body.filledArray("tools", "an array of objects");
			if (tools.size() > MAX_TOOLS) {
				throw OpenAiRefusals.longArray("tools", MAX_TOOLS, tools.size());
			}
			for (int i = 0; i < tools.size(); i++) {
				names.add(checkTool(OpenAiRefusals.fields(tools.get(i), "tools[" + i + "]")));
			}
		}
		for (String member : List.of("tool_choice", "parallel_tool_calls")) {
			if (names.isEmpty() && this.body.has(member)) {
				throw OpenAiRefusals.onlyWithTools(member);
			}
		}
		this.body.flag("parallel_tool_calls");
		checkChoice(names);
	}

	private String checkTool(Fields tool) {
		tool.required("type");
		tool.oneOf("type", List.of("function", "custom"));
		if (tool.requiredText("type").equals("custom")) {
			Fields custom = tool.requiredObject("custom");
			custom.matches("name", NAME, 64);
			return custom.requiredText("name");
		}
		tool.onlyKnows(Set.of("type", "function"), this.setup.extraMembers());
		Fields function = tool.requiredObject("function");
		function.onlyKnows(Set.of("name", "description", "parameters", "strict"), this.setup.extraMembers());
		function.matches("name", NAME, 64);
		function.text("description");
		String name = function.requiredText("name");
		boolean strict = function.flag("strict");
		JsonNode parameters = function.get("parameters");
		if (parameters != null) {
			if (!parameters.isObject()) {
				throw OpenAiRefusals.FIELDS.type(function.path("parameters"), "an object", parameters);
			}
			new OpenAiSchemaRules("function '" + name + "'", function.path("parameters"), "invalid_function_parameters")
				.check(parameters, strict);
		}
		return name;
	}

	private void checkChoice(Set<String> names) {
		JsonNode choice = this.body.get("tool_choice");
		if (choice == null) {
			return;
		}
		if (!choice.isObject()) {
			this.body.oneOf("tool_choice", List.of("none", "auto", "required"));
			return;
		}
		Fields fields = OpenAiRefusals.fields(choice, "tool_choice");
		fields.required("type");
		fields.oneOf("type", List.of("function", "allowed_tools", "custom"));
		String type = fields.requiredText("type");
		if (!type.equals("allowed_tools") && !names.contains(fields.requiredObject(type).requiredText("name"))) {
			throw OpenAiRefusals.refusal(OpenAiRule.CHOSEN_TOOL,
					"Tool choice '" + type + "' not found in 'tools' parameter.", "tool_choice", null);
		}
	}

}
