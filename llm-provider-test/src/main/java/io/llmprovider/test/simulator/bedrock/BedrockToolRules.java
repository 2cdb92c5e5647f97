package io.llmprovider.test.simulator.bedrock;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

import io.llmprovider.test.simulator.dialect.Fields;
import tools.jackson.databind.JsonNode;

/**
 * What Bedrock demands of tools.
 */
final class BedrockToolRules {

	static final Pattern NAME = Pattern.compile("[a-zA-Z0-9_-]+");

	static final int MAX_NAME = 64;

	private final Fields body;

	private final BedrockModelId model;

	BedrockToolRules(Fields body, BedrockModelId model) {
		this.body = body;
		this.model = model;
	}

	void check() {
		if (this.body.get("toolConfig") == null) {
			return;
		}
		Fields config = this.body.requiredObject("toolConfig");
		JsonNode tools = config.filledArray("tools", "an array");
		Set<String> names = new HashSet<>();
		for (int i = 0; i < tools.size(); i++) {
			Fields tool = config.element("tools", tools, i);
			BedrockBlockRules.union(tool, List.of("toolSpec", "systemTool", "cachePoint"));
			if (tool.has("toolSpec")) {
				Fields spec = tool.requiredObject("toolSpec");
				spec.matches("name", NAME, MAX_NAME);
				names.add(spec.requiredText("name"));
				spec.requiredObject("inputSchema").requiredObject("json");
				if (spec.has("strict") && this.model.refusesSchemas()) {
					throw BedrockRefusals.refusal(BedrockRule.SCHEMAS, "The model returned the following errors: tools."
							+ i + ".custom.strict: Extra inputs are not permitted");
				}
			}
		}
		if (config.has("toolChoice")) {
			choice(config.requiredObject("toolChoice"), names);
		}
	}

	private void choice(Fields choice, Set<String> names) {
		boolean known = false;
		JsonNode fields = this.body.get("additionalModelRequestFields");
		for (String name : choice.names()) {
			if (fields != null && fields.has("tool_choice")) {
				throw BedrockRefusals.refusal(BedrockRule.CHOICE_ONCE,
						"The additional field tool_choice/type conflicts with the existing field toolConfig.toolChoice."
								+ name + ". Remove tool_choice/type and try again.");
			}
			known |= List.of("auto", "any", "tool").contains(name);
		}
		String named = choice.has("tool") ? choice.requiredObject("tool").requiredText("name") : null;
		boolean offered = named == null || names.contains(named);
		boolean taken = named == null || !this.model.isMistral();
		if (!known || !offered || !taken) {
			throw BedrockRefusals.refusal(BedrockRule.TOOL_CHOICE,
					"The value at toolConfig.toolChoice is not one that this model takes: auto, any or an offered tool");
		}
	}

}
