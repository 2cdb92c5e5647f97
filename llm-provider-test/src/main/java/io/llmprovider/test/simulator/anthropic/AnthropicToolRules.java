package io.llmprovider.test.simulator.anthropic;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

import io.llmprovider.test.simulator.Setup;
import io.llmprovider.test.simulator.dialect.Fields;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What Anthropic demands of tools, their choice, and schemas that are held.
 */
final class AnthropicToolRules {

	static final Pattern NAME = Pattern.compile("^[a-zA-Z0-9_-]{1,128}$");

	static final int MAX_NAME = 128;

	private static final Set<String> MEMBERS = Set.of("type", "name", "description", "input_schema", "cache_control",
			"strict", "eager_input_streaming", "defer_loading", "allowed_callers", "input_examples");

	private static final List<String> BOUNDS = List.of("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum",
			"multipleOf", "minLength", "maxLength", "maxItems", "minProperties", "maxProperties", "oneOf");

	private final Fields body;

	private final Setup setup;

	private final AnthropicBetas betas;

	AnthropicToolRules(Fields body, Setup setup, AnthropicBetas betas) {
		this.body = body;
		this.setup = setup;
		this.betas = betas;
	}

	void check(boolean thinks) {
		Set<String> names = new LinkedHashSet<>();
		JsonNode tools = this.body.get("tools");
		if (tools != null && !tools.isArray()) {
			throw AnthropicRefusals.FIELDS.type("tools", "an array", tools);
		}
		for (int i = 0; tools != null && i < tools.size(); i++) {
			String name = checkTool(this.body.element("tools", tools, i));
			if (!names.add(name)) {
				throw AnthropicRefusals.refusal(AnthropicRule.TOOL_NAME, "tools: Tool names must be unique.");
			}
		}
		checkChoice(names, thinks);
	}

	private String checkTool(Fields tool) {
		String type = tool.text("type");
		if (type != null && !type.equals("custom")) {
			return checkServerTool(tool, type);
		}
		tool.onlyKnows(MEMBERS, this.setup.extraMembers());
		tool.matches("name", NAME, MAX_NAME);
		tool.text("description");
		for (String member : List.of("defer_loading", "allowed_callers", "input_examples")) {
			if (tool.has(member)) {
				this.betas.require("advanced-tool-use-2025-11-20", tool.path(member));
			}
		}
		Fields schema = tool.requiredObject("input_schema");
		JsonNode schemaType = schema.required("type");
		if (!schemaType.asString("").equals("object")) {
			throw AnthropicRefusals.refusal(AnthropicRule.INPUT_SCHEMA,
					schema.path("type") + ": Input should be 'object'");
		}
		if (schema.has("oneOf") || schema.has("allOf") || schema.has("anyOf")) {
			throw AnthropicRefusals.refusal(AnthropicRule.INPUT_SCHEMA,
					schema.path() + ": input_schema does not support oneOf, allOf, or anyOf at the top level");
		}
		if (tool.flag("strict")) {
			checkNotRecursive(schema.path(), tool.required("input_schema"));
			checkStrict(schema.path(), tool.required("input_schema"));
		}
		return tool.requiredText("name");
	}

	private String checkServerTool(Fields tool, String type) {
		this.betas.checkTool(type, tool.path());
		if (type.startsWith("mcp_toolset")) {
			return tool.requiredText("mcp_server_name");
		}
		if (type.startsWith("computer_")) {
			tool.required("display_width_px");
		}
		return tool.requiredText("name");
	}

	private void checkChoice(Set<String> names, boolean thinks) {
		if (!this.body.has("tool_choice")) {
			return;
		}
		Fields choice = this.body.requiredObject("tool_choice");
		String type = choice.requiredText("type");
		choice.oneOf("type", List.of("auto", "any", "tool", "none"));
		choice.onlyKnows(Set.of("type", "name", "disable_parallel_tool_use"), this.setup.extraMembers());
		choice.flag("disable_parallel_tool_use");
		if (names.isEmpty()) {
			throw AnthropicRefusals.refusal(AnthropicRule.CHOICE_NEEDS_TOOLS,
					"tool_choice may only be specified while providing tools");
		}
		if (thinks && (type.equals("any") || type.equals("tool"))) {
			throw AnthropicRefusals.refusal(AnthropicRule.FORCED_WITH_THINKING,
					"Thinking may not be enabled when tool_choice forces tool use.");
		}
		if (type.equals("tool") && !names.contains(choice.requiredText("name"))) {
			throw AnthropicRefusals.refusal(AnthropicRule.CHOSEN_TOOL,
					"Tool '" + choice.requiredText("name") + "' not found in provided tools");
		}
	}

	/**
	 * Schemas that answers are held to do not lead back to themselves.
	 * @param path where the schema is
	 * @param schema the schema
	 */
	static void checkNotRecursive(String path, JsonNode schema) {
		if (leadsBack(schema, schema, new LinkedHashSet<>())) {
			throw AnthropicRefusals.refusal(AnthropicRule.STRICT_SCHEMA,
					path + ": Recursive schemas are not supported");
		}
	}

	private static boolean leadsBack(JsonNode root, JsonNode schema, Set<String> open) {
		String reference = schema.path("$ref").asString("");
		if (!reference.equals("#") && !reference.startsWith("#/")) {
			return schema.values().stream().anyMatch((nested) -> leadsBack(root, nested, open));
		}
		if (!open.add(reference)) {
			return true;
		}
		boolean back = leadsBack(root, root.at(reference.substring(1)), open);
		open.remove(reference);
		return back;
	}

	/**
	 * Schemas that answers are held to know neither bounds nor open objects.
	 * @param path where the schema is
	 * @param schema the schema
	 */
	static void checkStrict(String path, @Nullable JsonNode schema) {
		if (schema == null || !schema.isObject()) {
			return;
		}
		String type = schema.path("type").asString("");
		JsonNode additional = schema.path("additionalProperties");
		if (type.equals("object") && (!additional.isBoolean() || additional.booleanValue())) {
			throw AnthropicRefusals.refusal(AnthropicRule.STRICT_SCHEMA,
					path + ": For 'object' type, 'additionalProperties' must be explicitly set to false");
		}
		for (String bound : BOUNDS) {
			if (schema.has(bound)) {
				throw AnthropicRefusals.refusal(AnthropicRule.STRICT_SCHEMA,
						path + ": For '" + type + "' type, property '" + bound + "' is not supported");
			}
		}
		for (String named : List.of("properties", "$defs", "definitions")) {
			schema.path(named).properties().forEach((entry) -> checkStrict(path, entry.getValue()));
		}
		checkStrict(path, schema.get("items"));
		for (String choices : List.of("anyOf", "allOf")) {
			schema.path(choices).values().forEach((choice) -> checkStrict(path, choice));
		}
	}

}
