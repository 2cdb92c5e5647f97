package io.llmprovider.test.simulator.google;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

import io.llmprovider.test.simulator.dialect.Fields;
import tools.jackson.databind.JsonNode;

/**
 * Checks the tools and how the model is to choose among them.
 */
final class GoogleToolRules {

	private static final String FUNCTIONS = "functionDeclarations";

	private static final Set<String> KINDS = Set.of(FUNCTIONS, "googleSearch", "urlContext", "codeExecution",
			"fileSearch", "googleMaps", "computerUse", "googleSearchRetrieval", "enterpriseWebSearch", "retrieval");

	private static final Pattern NAME = Pattern.compile("[a-zA-Z_][a-zA-Z0-9_.:-]*");

	private final Fields body;

	private final Generation generation;

	private final Set<String> names = new HashSet<>();

	private boolean others;

	GoogleToolRules(Fields body, Generation generation) {
		this.body = body;
		this.generation = generation;
	}

	void check() {
		JsonNode tools = this.body.get("tools");
		if (tools != null) {
			for (int i = 0; i < tools.size(); i++) {
				tool(this.body.element("tools", tools, i));
			}
		}
		if (!this.names.isEmpty() && this.others && !this.generation.isThird()) {
			throw GoogleRefusals.refusal(GoogleRule.TOOLS_MIX,
					"Built-in tools and Function Calling cannot be combined in the same request.");
		}
		if (this.body.has("toolConfig")) {
			config(this.body.requiredObject("toolConfig"));
		}
	}

	boolean hasFunctions() {
		return !this.names.isEmpty();
	}

	private void tool(Fields tool) {
		tool.onlyKnows(KINDS, Set.of());
		for (String kind : tool.names()) {
			this.others |= !kind.equals(FUNCTIONS);
		}
		JsonNode functions = tool.get(FUNCTIONS);
		for (int i = 0; functions != null && i < functions.size(); i++) {
			function(tool.element(FUNCTIONS, functions, i));
		}
	}

	private void function(Fields function) {
		function.onlyKnows(Set.of("name", "description", "behavior", "parameters", "parametersJsonSchema", "response",
				"responseJsonSchema"), Set.of());
		function.matches("name", NAME, 128);
		if (!this.names.add(function.requiredText("name"))) {
			throw GoogleRefusals.refusal(GoogleRule.UNIQUE_FUNCTION,
					"Duplicate function declaration found: " + function.requiredText("name"));
		}
		if (function.has("parameters") && function.has("parametersJsonSchema")) {
			throw GoogleRefusals.refusal(GoogleRule.ONE_SCHEMA,
					"parameters and parameters_json_schema are mutually exclusive.");
		}
		if (function.has("parameters")) {
			GoogleSchemaRules.check(function.required("parameters"), function.path("parameters"), true);
		}
	}

	private void config(Fields config) {
		config.onlyKnows(Set.of("functionCallingConfig", "retrievalConfig", "includeServerSideToolInvocations"),
				Set.of());
		config.flag("includeServerSideToolInvocations");
		if (!config.has("functionCallingConfig")) {
			return;
		}
		Fields calling = config.requiredObject("functionCallingConfig");
		calling.onlyKnows(Set.of("mode", "allowedFunctionNames", "streamFunctionCallArguments"), Set.of());
		calling.oneOf("mode", List.of("AUTO", "ANY", "NONE", "VALIDATED"));
		JsonNode allowed = calling.get("allowedFunctionNames");
		String mode = calling.text("mode");
		boolean forced = "ANY".equals(mode) || "VALIDATED".equals(mode);
		if (allowed != null
				&& (!forced || !allowed.values().stream().allMatch((name) -> this.names.contains(name.asString(""))))) {
			throw GoogleRefusals.refusal(GoogleRule.ALLOWED_NAMES, "Please ensure that allowed_function_names are names"
					+ " of function_declarations, and that the function calling mode is ANY or VALIDATED.");
		}
	}

}
