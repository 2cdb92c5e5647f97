package io.llmprovider.test.simulator.anthropic;

import java.util.List;
import java.util.Set;

import io.llmprovider.test.simulator.Refusal;
import io.llmprovider.test.simulator.Setup;
import io.llmprovider.test.simulator.SimulatedError;
import io.llmprovider.test.simulator.SimulatedModel;
import io.llmprovider.test.simulator.dialect.Fields;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What Anthropic demands of a request as a whole.
 */
final class AnthropicRequestRules {

	private static final Set<String> MEMBERS = Set.of("model", "max_tokens", "messages", "system", "tools",
			"tool_choice", "thinking", "output_config", "temperature", "top_p", "top_k", "stop_sequences",
			"cache_control", "metadata", "service_tier", "stream", "container", "inference_geo", "context_management",
			"mcp_servers", "speed", "fallbacks", "fallback_credit_token", "diagnostics");

	private final JsonNode json;

	private final Fields body;

	private final Setup setup;

	private final AnthropicBetas betas;

	AnthropicRequestRules(JsonNode body, AnthropicBetas betas, Setup setup) {
		this.json = body;
		this.body = AnthropicRefusals.fields(body, "");
		this.setup = setup;
		this.betas = betas;
	}

	void check() {
		String model = this.body.requiredText("model");
		SimulatedModel known = this.setup.model(model);
		if (model.isBlank() || known == null && !this.setup.anyModel()) {
			throw new Refusal(AnthropicRule.MODEL,
					SimulatedError.of(404, "model: " + model).withType("not_found_error"));
		}
		Generation generation = Generation.of(model);
		this.body.onlyKnows(MEMBERS, this.setup.extraMembers());
		this.betas.checkBody(this.json);
		this.body.required("max_tokens");
		int maxTokens = orZero(this.body.integer("max_tokens", 0, Integer.MAX_VALUE));
		if (maxTokens > generation.maxTokens()) {
			throw AnthropicRefusals.refusal(AnthropicRule.MAX_TOKENS, "max_tokens: " + maxTokens + " > "
					+ generation.maxTokens() + ", which is the maximum allowed number of output tokens for " + model);
		}
		AnthropicThinkingRules thinking = new AnthropicThinkingRules(this.body, generation, maxTokens);
		thinking.check();
		checkSystem();
		new AnthropicToolRules(this.body, this.setup, this.betas).check(thinking.thinks());
		new AnthropicMessageRules(this.body, this.setup, this.betas, new Thoughts(this.setup.issued(), model)).check(
				thinking.isBudget(),
				generation.prefill() && !thinking.thinks() && !this.json.path("output_config").has("format"));
		AnthropicCacheRules.check(this.json);
		checkRest();
	}

	private static boolean isWanted(JsonNode citations) {
		return citations.path("enabled").asBoolean(false);
	}

	private static int orZero(@Nullable Integer number) {
		return (number != null) ? number : 0;
	}

	private void checkSystem() {
		JsonNode system = this.body.get("system");
		if (system == null || system.isString()) {
			return;
		}
		if (!system.isArray()) {
			throw AnthropicRefusals.FIELDS.type("system", "an array", system);
		}
		for (int i = 0; i < system.size(); i++) {
			Fields block = this.body.element("system", system, i);
			block.required("type");
			block.oneOf("type", List.of("text"));
			block.onlyKnows(Set.of("type", "text", "cache_control", "citations"), this.setup.extraMembers());
			AnthropicBlockRules.checkText("system", block.requiredText("text"));
		}
	}

	private void checkRest() {
		JsonNode stop = this.body.get("stop_sequences");
		if (stop != null && !stop.isArray()) {
			throw AnthropicRefusals.FIELDS.type("stop_sequences", "an array", stop);
		}
		for (int i = 0; stop != null && i < stop.size(); i++) {
			if (!stop.get(i).isString()) {
				throw AnthropicRefusals.FIELDS.type("stop_sequences." + i, "a string", stop.get(i));
			}
			if (stop.get(i).stringValue().isBlank()) {
				throw AnthropicRefusals.refusal(AnthropicRule.STOP,
						"stop_sequences: each stop sequence must contain non-whitespace");
			}
		}
		this.body.flag("stream");
		this.body.oneOf("service_tier", List.of("auto", "standard_only"));
		this.body.oneOf("speed", List.of("standard", "fast"));
		if (this.body.has("metadata")) {
			Fields metadata = this.body.requiredObject("metadata");
			metadata.onlyKnows(Set.of("user_id"), this.setup.extraMembers());
			metadata.text("user_id");
		}
		JsonNode format = this.json.path("output_config").path("format");
		if (format.isObject()) {
			Fields fields = AnthropicRefusals.fields(format, "output_config.format");
			fields.required("type");
			fields.oneOf("type", List.of("json_schema"));
			fields.onlyKnows(Set.of("type", "schema"), this.setup.extraMembers());
			AnthropicToolRules.checkNotRecursive("output_config.format.schema", fields.required("schema"));
			AnthropicToolRules.checkStrict("output_config.format.schema", fields.required("schema"));
			if (this.json.path("messages").findValues("citations").stream().anyMatch(AnthropicRequestRules::isWanted)) {
				throw AnthropicRefusals.refusal(AnthropicRule.FORMAT_WITH_CITATIONS,
						"output_config.format: Citations cannot be enabled together with structured outputs.");
			}
		}
	}

}
