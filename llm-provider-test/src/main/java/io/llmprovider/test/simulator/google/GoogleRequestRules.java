package io.llmprovider.test.simulator.google;

import java.util.List;
import java.util.Set;

import io.llmprovider.test.simulator.Setup;
import io.llmprovider.test.simulator.dialect.Fields;
import tools.jackson.databind.JsonNode;

/**
 * Checks a request.
 */
final class GoogleRequestRules {

	private static final Set<String> BODY = Set.of("contents", "systemInstruction", "tools", "toolConfig",
			"safetySettings", "generationConfig", "cachedContent", "serviceTier", "store", "model");

	private static final Set<String> CONFIG = Set.of("maxOutputTokens", "temperature", "topP", "topK", "stopSequences",
			"candidateCount", "seed", "presencePenalty", "frequencyPenalty", "responseMimeType", "responseSchema",
			"responseJsonSchema", "responseModalities", "thinkingConfig", "mediaResolution", "imageConfig",
			"speechConfig", "responseLogprobs", "logprobs", "enableEnhancedCivicAnswers");

	private final JsonNode json;

	private final String model;

	private final Generation generation;

	private final Setup setup;

	private final Set<String> extra;

	/**
	 * Creates the rules for one request.
	 * @param json the request
	 * @param model the model that the address names
	 * @param setup what the simulator was told to be
	 * @param extra members that the endpoint has beside the Gemini API's
	 */
	GoogleRequestRules(JsonNode json, String model, Setup setup, Set<String> extra) {
		this.json = json;
		this.model = model;
		this.generation = Generation.of(model);
		this.setup = setup;
		this.extra = extra;
	}

	void check() {
		Fields body = GoogleRefusals.fields(this.json, "");
		Set<String> known = new java.util.HashSet<>(this.setup.extraMembers());
		known.addAll(this.extra);
		body.onlyKnows(BODY, known);
		JsonNode contents = body.get("contents");
		if (contents == null) {
			throw GoogleRefusals.refusal(GoogleRule.CONTENTS,
					"* GenerateContentRequest.contents: contents is not specified");
		}
		body.filledArray("contents", "an array");
		if (body.has("systemInstruction")) {
			body.requiredObject("systemInstruction").filledArray("parts", "an array");
		}
		body.oneOf("serviceTier", List.of("standard", "flex", "priority"));
		GoogleToolRules tools = new GoogleToolRules(body, this.generation);
		tools.check();
		if (body.has("cachedContent")
				&& (body.has("systemInstruction") || body.has("tools") || body.has("toolConfig"))) {
			throw GoogleRefusals.refusal(GoogleRule.CACHE, "CachedContent can not be used with GenerateContent request"
					+ " setting system_instruction, tools or tool_config.");
		}
		if (body.has("generationConfig")) {
			config(body.requiredObject("generationConfig"), tools.hasFunctions());
		}
		new GoogleContentRules(contents, this.model, this.setup).check();
	}

	private void config(Fields config, boolean functions) {
		config.onlyKnows(CONFIG, this.setup.extraMembers());
		config.number("temperature", 0, 2);
		config.number("topP", 0, 1);
		config.integer("topK", 1, Integer.MAX_VALUE);
		config.integer("maxOutputTokens", 1, Integer.MAX_VALUE);
		config.integer("seed", Integer.MIN_VALUE, Integer.MAX_VALUE);
		config.oneOf("responseMimeType",
				List.of("text/plain", "application/json", "text/x.enum", "application/yaml", "application/xml"));
		JsonNode stop = config.get("stopSequences");
		if (stop != null && stop.size() > 5) {
			throw GoogleRefusals.refusal(GoogleRule.RANGE,
					"* GenerateContentRequest.generation_config.stop_sequences: at most 5");
		}
		form(config, functions);
		if (config.has("thinkingConfig")) {
			thinking(config.requiredObject("thinkingConfig"));
		}
	}

	private void form(Fields config, boolean functions) {
		boolean json = "application/json".equals(config.text("responseMimeType"));
		boolean schema = config.has("responseSchema") || config.has("responseJsonSchema");
		if (schema && !json && !"text/x.enum".equals(config.text("responseMimeType"))) {
			throw GoogleRefusals.refusal(GoogleRule.SCHEMA_FORM,
					"* GenerateContentRequest.generation_config.response_schema: only allowed with application/json");
		}
		if (config.has("responseSchema") && config.has("responseJsonSchema")) {
			throw GoogleRefusals.refusal(GoogleRule.ONE_SCHEMA,
					"response_schema and response_json_schema are mutually exclusive.");
		}
		if (config.has("responseSchema")) {
			GoogleSchemaRules.check(config.required("responseSchema"), config.path("responseSchema"), false);
		}
		if (json && functions && !this.generation.isThird()) {
			throw GoogleRefusals.refusal(GoogleRule.FORMAT_WITH_TOOLS,
					"Function calling with a response mime type: 'application/json' is unsupported");
		}
	}

	private void thinking(Fields thinking) {
		thinking.onlyKnows(Set.of("includeThoughts", "thinkingBudget", "thinkingLevel"), Set.of());
		thinking.flag("includeThoughts");
		if (!this.generation.thinks()) {
			throw GoogleRefusals.refusal(GoogleRule.THINKING, "Thinking is not enabled for models/" + this.model);
		}
		boolean both = thinking.has("thinkingBudget") && thinking.has("thinkingLevel");
		if (both || thinking.has("thinkingLevel") && !this.generation.isThird()) {
			throw GoogleRefusals.refusal(GoogleRule.THINKING_KIND,
					both ? "You can only set only one of thinking budget and thinking level."
							: "Thinking level is not supported for this model.");
		}
		Integer budget = thinking.integer("thinkingBudget", -1, Integer.MAX_VALUE);
		boolean smallest = this.generation.pro() && !this.generation.isThird();
		if (budget != null && (budget > 32_768 || smallest && budget >= 0 && budget < 128)) {
			throw GoogleRefusals.refusal(GoogleRule.THINKING_RANGE,
					"The thinking budget " + budget + " is invalid. Please choose a value between 128 and 32768.");
		}
		thinking.oneOf("thinkingLevel", List.of("MINIMAL", "LOW", "MEDIUM", "HIGH"));
		if (this.generation.pro() && "MINIMAL".equals(thinking.text("thinkingLevel"))) {
			throw GoogleRefusals.refusal(GoogleRule.THINKING_RANGE,
					"Thinking level MINIMAL is not supported for this model.");
		}
	}

}
