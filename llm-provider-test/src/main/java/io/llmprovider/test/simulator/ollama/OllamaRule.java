package io.llmprovider.test.simulator.ollama;

import io.llmprovider.test.simulator.ProviderRule;

/**
 * What Ollama demands of a request. Most is not in its documents, but in the types its
 * server decodes requests into.
 */
public enum OllamaRule implements ProviderRule {

	/** The key, where there is one. */
	KEY("The cloud wants a key as Bearer token.", "https://github.com/ollama/ollama/blob/main/docs/cloud.mdx"),

	/** The body is JSON. */
	JSON_BODY("The body is a JSON object.", Documents.API),

	/** The model is there. */
	MODEL("The request names a model that was pulled.", Documents.API),

	/** A member's type. */
	TYPE("Every member has the type of the server's own struct; content is a string, arguments are an object.",
			Documents.TYPES),

	/** Images are base64. */
	BASE64("An image is padded standard base64 without a data prefix.", Documents.API),

	/** How much to think. */
	THINK("think is a boolean or one of high, medium, low and max.", Documents.TYPES),

	/** Only some models think. */
	THINKING_MODEL("Only a model that can think is told to.",
			"https://github.com/ollama/ollama/blob/main/docs/capabilities/thinking.mdx"),

	/** Only some models call tools. */
	TOOL_MODEL("Only a model that can call tools is given some.",
			"https://github.com/ollama/ollama/blob/main/docs/capabilities/tool-calling.mdx"),

	/** Log probabilities. */
	TOP_LOGPROBS("top_logprobs is between 0 and 20.", Documents.API),

	/** How long to keep the model. */
	KEEP_ALIVE("keep_alive is a number of seconds, or a duration with a unit.",
			"https://github.com/ollama/ollama/blob/main/docs/faq.mdx"),

	/** The types of options. */
	OPTION_TYPE("Every option has its type.", "https://github.com/ollama/ollama/blob/main/docs/modelfile.mdx"),

	/** The answer's format. */
	FORMAT("format is json or a schema.", Documents.API);

	private final String text;

	private final String document;

	OllamaRule(String text, String document) {
		this.text = text;
		this.document = document;
	}

	@Override
	public String text() {
		return this.text;
	}

	@Override
	public String document() {
		return this.document;
	}

	private static final class Documents {

		static final String API = "https://github.com/ollama/ollama/blob/main/docs/api.md#generate-a-chat-completion";

		static final String TYPES = "https://github.com/ollama/ollama/blob/main/api/types.go";

	}

}
