package io.llmprovider.test.simulator.anthropic;

import java.util.List;
import java.util.Set;

import io.llmprovider.test.simulator.dialect.Fields;
import tools.jackson.databind.JsonNode;

/**
 * What Anthropic demands of thinking, effort and sampling, which exclude each other.
 */
final class AnthropicThinkingRules {

	private static final int LEAST_BUDGET = 1024;

	private static final double LEAST_TOP_P = 0.95;

	private final Fields body;

	private final Generation generation;

	private final int maxTokens;

	private String type = "";

	AnthropicThinkingRules(Fields body, Generation generation, int maxTokens) {
		this.body = body;
		this.generation = generation;
		this.maxTokens = maxTokens;
	}

	boolean thinks() {
		return this.type.equals("enabled") || this.type.equals("adaptive")
				|| this.type.isEmpty() && this.generation.thinksUnasked();
	}

	boolean isBudget() {
		return this.type.equals("enabled");
	}

	void check() {
		if (this.body.has("thinking")) {
			checkThinking(this.body.requiredObject("thinking"));
		}
		checkEffort();
		this.body.number("temperature", 0, 1);
		this.body.number("top_p", 0, 1);
		this.body.integer("top_k", 0, Integer.MAX_VALUE);
		if (!this.generation.sampling()) {
			for (String name : List.of("temperature", "top_p", "top_k")) {
				JsonNode value = this.body.get(name);
				if (value != null && (name.equals("top_k") || value.doubleValue() != 1)) {
					throw AnthropicRefusals.refusal(AnthropicRule.SAMPLING,
							"`" + name + "` is deprecated for this model.");
				}
			}
		}
		if (thinks()) {
			checkSampling();
		}
		if (this.generation.oneSampling() && this.body.has("temperature") && this.body.has("top_p")) {
			throw AnthropicRefusals.refusal(AnthropicRule.ONE_SAMPLING,
					"`temperature` and `top_p` cannot both be specified for this model. Please use only one.");
		}
	}

	private void checkThinking(Fields thinking) {
		this.type = thinking.requiredText("type");
		thinking.oneOf("type", List.of("enabled", "adaptive", "disabled"));
		switch (this.type) {
			case "enabled" -> checkBudget(thinking);
			case "adaptive" -> {
				thinking.onlyKnows(Set.of("type", "display"), Set.of());
				if (!this.generation.adaptive()) {
					throw AnthropicRefusals.refusal(AnthropicRule.THINKING_TYPE,
							"adaptive thinking is not supported on this model");
				}
			}
			default -> {
				thinking.onlyKnows(Set.of("type"), Set.of());
				if (this.generation.alwaysThinks()) {
					throw AnthropicRefusals.refusal(AnthropicRule.ALWAYS_THINKS,
							"\"thinking.type.disabled\" is not supported for this model.");
				}
			}
		}
		thinking.oneOf("display", List.of("summarized", "omitted"));
	}

	private void checkBudget(Fields thinking) {
		thinking.onlyKnows(Set.of("type", "budget_tokens", "display"), Set.of());
		if (!this.generation.budget()) {
			throw AnthropicRefusals.refusal(AnthropicRule.THINKING_TYPE,
					"\"thinking.type.enabled\" is not supported for this model. Use \"thinking.type.adaptive\" and "
							+ "\"output_config.effort\" to control thinking behavior.");
		}
		thinking.required("budget_tokens");
		Integer budget = thinking.integer("budget_tokens", Integer.MIN_VALUE, Integer.MAX_VALUE);
		if (budget == null || budget < LEAST_BUDGET) {
			throw AnthropicRefusals.refusal(AnthropicRule.BUDGET,
					"thinking.enabled.budget_tokens: Input should be greater than or equal to 1024");
		}
		if (budget >= this.maxTokens) {
			throw AnthropicRefusals.refusal(AnthropicRule.BUDGET,
					"`max_tokens` must be greater than `thinking.budget_tokens`. Please consult our documentation at "
							+ "https://docs.claude.com/en/docs/build-with-claude/extended-thinking#max-tokens-and-context-window-size");
		}
	}

	private void checkEffort() {
		if (!this.body.has("output_config")) {
			return;
		}
		Fields config = this.body.requiredObject("output_config");
		config.onlyKnows(Set.of("effort", "format", "task_budget"), Set.of());
		String effort = config.text("effort");
		if (effort == null) {
			return;
		}
		config.oneOf("effort", List.of("low", "medium", "high", "xhigh", "max"));
		boolean tooHigh = this.generation.name().equals("opus-50") && this.type.equals("disabled")
				&& List.of("xhigh", "max").contains(effort);
		if (!this.generation.efforts().contains(effort) || tooHigh) {
			throw AnthropicRefusals.refusal(AnthropicRule.EFFORT,
					this.generation.efforts().isEmpty() ? "This model does not support the effort parameter."
							: "output_config.effort: This model does not support effort level '" + effort + "'.");
		}
	}

	private void checkSampling() {
		JsonNode temperature = this.body.get("temperature");
		if (temperature != null && temperature.doubleValue() != 1) {
			throw refused("`temperature` may only be set to 1 when thinking is enabled or in adaptive mode.");
		}
		if (this.body.has("top_k")) {
			throw refused("`top_k` must be unset when thinking is enabled or in adaptive mode.");
		}
		JsonNode topP = this.body.get("top_p");
		if (topP != null && topP.doubleValue() < LEAST_TOP_P) {
			throw refused("`top_p` must be greater than or equal to 0.95 or unset when thinking is enabled or in "
					+ "adaptive mode.");
		}
	}

	private static RuntimeException refused(String message) {
		return AnthropicRefusals.refusal(AnthropicRule.SAMPLING_WITH_THINKING, message
				+ " Please consult our documentation at https://platform.claude.com/docs/en/build-with-claude/extended-thinking");
	}

}
