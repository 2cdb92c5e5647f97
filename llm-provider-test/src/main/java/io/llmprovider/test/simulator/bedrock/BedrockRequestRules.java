package io.llmprovider.test.simulator.bedrock;

import java.util.List;

import io.llmprovider.test.simulator.Setup;
import io.llmprovider.test.simulator.dialect.Fields;
import tools.jackson.databind.JsonNode;

/**
 * What Bedrock demands of a request as a whole. Members that it does not know are
 * ignored, as AWS does.
 */
final class BedrockRequestRules {

	private final JsonNode json;

	private final Fields body;

	private final BedrockModelId model;

	private final BedrockThoughts thoughts;

	BedrockRequestRules(JsonNode body, String model, Setup setup) {
		this.json = body;
		this.body = BedrockRefusals.fields(body, "");
		this.model = BedrockModelId.of(model);
		this.thoughts = new BedrockThoughts(setup.issued(), model);
	}

	void check() {
		checkSystem();
		new BedrockToolRules(this.body, this.model).check();
		new BedrockMessageRules(this.body, this.model, this.thoughts).check();
		checkInference();
		checkThinking();
		checkSchemas();
		BedrockCacheRules.check(this.json, this.model);
		checkRest();
	}

	private void checkSystem() {
		JsonNode system = this.body.get("system");
		for (int i = 0; system != null && i < system.size(); i++) {
			BedrockBlockRules.union(this.body.element("system", system, i),
					List.of("text", "cachePoint", "guardContent"));
			BedrockBlockRules.checkText("system." + i, system.get(i));
		}
	}

	private void checkInference() {
		JsonNode config = this.body.get("inferenceConfig");
		if (config == null) {
			return;
		}
		Fields fields = this.body.requiredObject("inferenceConfig");
		fields.integer("maxTokens", 1, Integer.MAX_VALUE);
		fields.number("temperature", 0, 1);
		fields.number("topP", 0, 1);
		for (JsonNode word : config.path("stopSequences").values()) {
			if (word.asString("").isEmpty()) {
				throw BedrockRefusals.refusal(BedrockRule.STOP, "1 validation error detected: Value at"
						+ " 'inferenceConfig.stopSequences' failed to satisfy constraint: Member must have length"
						+ " greater than or equal to 1");
			}
		}
	}

	private void checkThinking() {
		JsonNode fields = this.json.path("additionalModelRequestFields");
		JsonNode thinking = fields.path("thinking");
		String type = thinking.path("type").asString(this.model.thinksUnasked() ? "adaptive" : "disabled");
		if (!this.model.isClaude() || type.equals("disabled")) {
			return;
		}
		JsonNode config = this.json.path("inferenceConfig");
		if (type.equals("enabled")) {
			int budget = thinking.path("budget_tokens").asInt(0);
			int most = config.path("maxTokens").asInt(Integer.MAX_VALUE);
			if (budget < 1024 || budget >= most) {
				throw BedrockRefusals.refusal(BedrockRule.BUDGET,
						"The model returned the following errors: `max_tokens`"
								+ " must be greater than `thinking.budget_tokens`, which must be at least 1024");
			}
		}
		if (config.has("temperature") || config.has("topP") || fields.has("top_k")) {
			throw BedrockRefusals.refusal(BedrockRule.SAMPLING_WITH_THINKING,
					"The model returned the following errors: `temperature` may only be set to 1 when thinking is"
							+ " enabled");
		}
		JsonNode choice = this.json.path("toolConfig").path("toolChoice");
		String own = fields.path("tool_choice").path("type").asString("");
		if (choice.has("any") || choice.has("tool") || own.equals("any") || own.equals("tool")) {
			throw BedrockRefusals.refusal(BedrockRule.FORCED_WITH_THINKING,
					"The model returned the following errors: Thinking may not be enabled when tool_choice forces tool"
							+ " use.");
		}
	}

	private void checkSchemas() {
		if (this.model.refusesSchemas() && this.json.path("outputConfig").has("textFormat")) {
			throw BedrockRefusals.refusal(BedrockRule.SCHEMAS,
					"The model returned the following errors: output_config.format: Extra inputs are not permitted");
		}
	}

	private void checkRest() {
		enumerated("serviceTier", "type", List.of("default", "flex", "priority", "reserved"));
		enumerated("performanceConfig", "latency", List.of("standard", "optimized"));
		enumerated("guardrailConfig", "trace", List.of("enabled", "disabled", "enabled_full"));
		enumerated("guardrailConfig", "streamProcessingMode", List.of("sync", "async"));
	}

	private void enumerated(String owner, String name, List<String> values) {
		if (this.body.get(owner) != null) {
			this.body.requiredObject(owner).oneOf(name, values);
		}
	}

}
