package io.llmprovider.test.simulator.openai;

import io.llmprovider.test.simulator.ProviderRule;

/**
 * What OpenAI demands of a request.
 */
public enum OpenAiRule implements ProviderRule {

	/** Only POST is accepted. */
	POST("A completion is asked for by POST.", Documents.CREATE),

	/** A known key. */
	KEY("Every request carries a key of the account as Bearer token.", Documents.AUTHENTICATION),

	/** The content type is JSON. */
	CONTENT_TYPE("The content type is application/json.", Documents.CREATE),

	/** The body is JSON text. */
	JSON_BODY("The body is a JSON object in well-formed UTF-8, without halves of surrogate pairs.", Documents.ERRORS),

	/** The model is there. */
	MODEL("The request names a model that there is.", Documents.ERRORS),

	/** How long a conversation may be. */
	CONTEXT_WINDOW("A conversation fits into the context window of its model.", Documents.ERRORS),

	/** A member that must be there. */
	REQUIRED("Members that the reference calls required are there.", Documents.CREATE),

	/** A member that is not known. */
	UNKNOWN_MEMBER("There are no members that the reference does not have.", Documents.CREATE),

	/** A member's type. */
	TYPE("Every member has the type that the reference gives it.", Documents.CREATE),

	/** A member's value. */
	VALUE("A member with a list of values has one of them.", Documents.CREATE),

	/** A string's pattern. */
	PATTERN("Names have only letters, digits, underscores and dashes.", Documents.FUNCTIONS),

	/** A string's or array's length. */
	LENGTH("Strings and arrays are neither empty nor longer than allowed: ids 40, names 64, tools 128, stops 4.",
			Documents.CREATE),

	/** A number's range. */
	RANGE("Numbers are within their range.", Documents.CREATE),

	/** The content of a message. */
	CONTENT("Every message has content, except an assistant's that calls tools, refuses or speaks.",
			Documents.MESSAGES),

	/** Calls are answered. */
	CALLS_ANSWERED("Each tool call is answered by a tool message before any other message.", Documents.FUNCTIONS),

	/** Answers have a call. */
	ANSWER_HAS_CALL("A tool message answers a call of the assistant message before it, once.", Documents.FUNCTIONS),

	/** Where images may be. */
	IMAGE_ROLE("Only users send images.", Documents.IMAGES),

	/** How images are given. */
	IMAGE_URL("An image is an http address or a data URL with base64.", Documents.IMAGES),

	/** Which images there are. */
	IMAGE_FORMAT("An image is PNG, JPEG, GIF or WebP.", Documents.IMAGES),

	/** Audio is base64. */
	AUDIO("Audio is base64.", "https://platform.openai.com/docs/guides/audio"),

	/** What needs tools. */
	ONLY_WITH_TOOLS("Tool choice and parallel calls come only with tools.", Documents.FUNCTIONS),

	/** The chosen tool is there. */
	CHOSEN_TOOL("The tool that must be called is one of those offered.", Documents.FUNCTIONS),

	/** Schemas of tools and answers. */
	SCHEMA("A schema is an object with properties, and an array's has items.", Documents.SCHEMAS),

	/** Schemas in strict mode. */
	STRICT_SCHEMA("In strict mode every property is required and no other is allowed.", Documents.SCHEMAS),

	/** JSON mode wants the word. */
	JSON_WORD("JSON mode wants the word JSON in the conversation.",
			"https://platform.openai.com/docs/guides/structured-outputs#json-mode"),

	/** The limits of an answer. */
	ONE_LIMIT("There is one limit of the answer's length, and a reasoning model's is max_completion_tokens.",
			Documents.REASONING),

	/** Sampling with reasoning. */
	NO_SAMPLING_WITH_REASONING(
			"A reasoning model takes only the usual temperature and top_p unless it is told not to think, and no penalties.",
			Documents.REASONING),

	/** Effort without reasoning. */
	EFFORT_WITH_REASONING("Only a reasoning model takes a reasoning effort.", Documents.REASONING),

	/** Log probabilities. */
	LOGPROBS("top_logprobs comes only with logprobs.", Documents.CREATE),

	/** Options of streams. */
	STREAM_OPTIONS("stream_options comes only with stream.", Documents.CREATE),

	/** Metadata. */
	METADATA("Metadata has at most 16 entries.", Documents.CREATE);

	private final String text;

	private final String document;

	OpenAiRule(String text, String document) {
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

		static final String CREATE = "https://platform.openai.com/docs/api-reference/chat/create";

		static final String MESSAGES = CREATE + "#chat-create-messages";

		static final String AUTHENTICATION = "https://platform.openai.com/docs/api-reference/authentication";

		static final String ERRORS = "https://platform.openai.com/docs/guides/error-codes/api-errors";

		static final String FUNCTIONS = "https://platform.openai.com/docs/guides/function-calling";

		static final String IMAGES = "https://platform.openai.com/docs/guides/images-vision";

		static final String SCHEMAS = "https://platform.openai.com/docs/guides/structured-outputs#supported-schemas";

		static final String REASONING = "https://platform.openai.com/docs/guides/reasoning";

	}

}
