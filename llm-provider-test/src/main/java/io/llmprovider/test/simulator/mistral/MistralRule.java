package io.llmprovider.test.simulator.mistral;

import io.llmprovider.test.simulator.ProviderRule;

/**
 * What Mistral demands of a request.
 */
public enum MistralRule implements ProviderRule {

	/** Only POST is accepted. */
	POST("A completion is asked for by POST.", Documents.CHAT),

	/** A known key. */
	KEY("Every request carries a key of the account as Bearer token.", Documents.API),

	/** The body is JSON text. */
	JSON_BODY("The body is a JSON object in well-formed UTF-8, without halves of surrogate pairs.", Documents.CHAT),

	/** The model is there. */
	MODEL("The request names a model that there is.",
			"https://docs.mistral.ai/getting-started/models/models_overview/"),

	/** How long a conversation may be. */
	CONTEXT_WINDOW("A conversation fits into the context window of its model.",
			"https://docs.mistral.ai/getting-started/models/models_overview/"),

	/** A member that must be there. */
	REQUIRED("Members that the reference calls required are there.", Documents.CHAT),

	/** A member that is not known. */
	UNKNOWN_MEMBER("There are no members that the reference does not have.", Documents.CHAT),

	/** A member's type. */
	TYPE("Every member has the type that the reference gives it.", Documents.CHAT),

	/** A member's value. */
	VALUE("A member with a list of values has one of them.", Documents.CHAT),

	/** A name's pattern. */
	PATTERN("Names of functions have only letters, digits, underscores and dashes, 64 at most.", Documents.VALIDATOR),

	/** A list's length. */
	LENGTH("Messages, contents and tools are not empty lists.", Documents.CHAT),

	/** A number's range. */
	RANGE("Numbers are within their range: temperature 0 to 1.5, top_p 0 to 1, penalties -2 to 2.", Documents.CHAT),

	/** Greedy sampling. */
	GREEDY_TOP_P("With temperature 0 there is no top_p but 1.", Documents.CHAT),

	/** Ids of calls. */
	TOOL_ID("The id of a tool call has nine letters and digits.", Documents.VALIDATOR),

	/** Schemas of tools. */
	SCHEMA("The parameters of a function are a JSON schema of an object.", Documents.FUNCTIONS),

	/** An assistant's message says something. */
	CONTENT_OR_CALLS("An assistant's message has content or calls.", Documents.VALIDATOR),

	/** Where a prefix may be. */
	PREFIX_IS_LAST("Only the last message can be a prefix of the answer.", "https://docs.mistral.ai/guides/prefix/"),

	/** The last message. */
	LAST_ROLE("The last message is of the user's, of a tool, or a prefix of the answer.", Documents.VALIDATOR),

	/** Which role follows which. */
	ROLE_ORDER("A system message follows none but system messages, and a tool's follows calls or another tool's.",
			Documents.VALIDATOR),

	/** Calls are answered. */
	CALLS_ANSWERED("After the calls of a message there are as many results as calls.", Documents.VALIDATOR),

	/** Answers have a call. */
	ANSWER_HAS_CALL("A result names one of the calls before it.", Documents.VALIDATOR),

	/** How images are given. */
	IMAGE_URL("An image is an http address or a data URL with base64.", "https://docs.mistral.ai/capabilities/vision/"),

	/** Where thoughts may be. */
	THINKING_ROLE("Only an assistant's message and a system message have thoughts.", Documents.REASONING),

	/** Effort without reasoning. */
	EFFORT_WITH_REASONING("Only a model that reasons takes an effort.", Documents.REASONING);

	private final String text;

	private final String document;

	MistralRule(String text, String document) {
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

		static final String API = "https://docs.mistral.ai/api/";

		static final String CHAT = API + "#tag/chat/operation/chat_completion_v1_chat_completions_post";

		static final String FUNCTIONS = "https://docs.mistral.ai/capabilities/function_calling/";

		static final String REASONING = "https://docs.mistral.ai/capabilities/reasoning/";

		static final String VALIDATOR = "https://github.com/mistralai/mistral-common/blob/main/src/mistral_common/protocol/instruct/validator.py";

	}

}
