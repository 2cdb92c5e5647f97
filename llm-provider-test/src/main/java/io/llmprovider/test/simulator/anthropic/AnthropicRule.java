package io.llmprovider.test.simulator.anthropic;

import io.llmprovider.test.simulator.ProviderRule;

/**
 * What Anthropic demands of a request.
 */
public enum AnthropicRule implements ProviderRule {

	/** Only POST is accepted. */
	POST("A message is asked for by POST.", Documents.CREATE),

	/** A known key. */
	KEY("Every request carries a known key as x-api-key, or a token as Bearer, and not both.", Documents.OVERVIEW),

	/** The version header. */
	VERSION("Every request says anthropic-version 2023-06-01.", "https://platform.claude.com/docs/en/api/versioning"),

	/** Betas are known. */
	KNOWN_BETA("The header anthropic-beta has only features that there are.", Documents.BETAS),

	/** Features that need a beta. */
	BETA_FEATURE("A member that belongs to a beta comes only with the beta's header.", Documents.BETAS),

	/** The body is JSON text. */
	JSON_BODY("The body is a JSON object in well-formed UTF-8, without halves of surrogate pairs.", Documents.ERRORS),

	/** The model is there. */
	MODEL("The request names a model that there is.", Documents.ERRORS),

	/** How long a conversation may be. */
	CONTEXT_WINDOW("A conversation fits into the context window of its model.",
			"https://platform.claude.com/docs/en/build-with-claude/context-windows"),

	/** Members that must be there. */
	REQUIRED("Members that the reference calls required are there, max_tokens among them.", Documents.CREATE),

	/** Members that are not known. */
	UNKNOWN_MEMBER("There are no members that the reference does not have, null ones included.", Documents.CREATE),

	/** A member's type. */
	TYPE("Every member has the type that the reference gives it.", Documents.CREATE),

	/** A member's value. */
	VALUE("A member with a list of values has one of them.", Documents.CREATE),

	/** A string's pattern. */
	TOOL_ID("Ids of tool calls are 1 to 64 letters, digits, underscores and dashes.", Documents.MESSAGES),

	/** A tool's name. */
	TOOL_NAME("Names of tools are 1 to 128 letters, digits, underscores and dashes, and differ.", Documents.TOOLS),

	/** A number's range. */
	RANGE("Numbers are within their range.", Documents.CREATE),

	/** The longest answer. */
	MAX_TOKENS("max_tokens is at most what the model can give.", Documents.MODELS),

	/** There is a message. */
	MESSAGES("There is at least one message.", Documents.CREATE),

	/** Which roles there are. */
	ROLE("A message is from the user or the assistant; the system prompt has a member of its own.", Documents.MESSAGES),

	/** The first message. */
	FIRST_MESSAGE("The first message is from the user.", Documents.MESSAGES),

	/** Messages say something. */
	CONTENT("Every message has content, except the assistant's at the end.", Documents.MESSAGES),

	/** Texts say something. */
	EMPTY_TEXT("No text is empty or nothing but white space.", Documents.MESSAGES),

	/** The end of a prefill. */
	TRAILING_WHITE_SPACE("An assistant's message at the end does not end in white space.", Documents.PREFILL),

	/** Whether a prefill is taken. */
	PREFILL("The conversation ends with the user, for models from 4.6 on and where the model thinks or is held to a "
			+ "schema.", Documents.PREFILL),

	/** Which role may say what. */
	BLOCK_ROLE("Only users send images, documents and results of tools, only the assistant thinks and calls tools.",
			Documents.MESSAGES),

	/** Calls have different ids. */
	UNIQUE_CALL("Each tool call has an id of its own.", Documents.TOOLS_RESULTS),

	/** Calls are answered. */
	CALLS_ANSWERED("Each tool call is answered in the very next message.", Documents.TOOLS_RESULTS),

	/** Results come first. */
	RESULTS_FIRST("Results of tools come before anything else in their message.", Documents.TOOLS_RESULTS),

	/** Results have a call. */
	RESULT_HAS_CALL("A result answers a call of the message before it, once.", Documents.TOOLS_RESULTS),

	/** Results of the provider's own tools. */
	SERVER_RESULT_HAS_CALL("The result of a tool that Anthropic runs follows its call in the same message.",
			"https://platform.claude.com/docs/en/agents-and-tools/tool-use/server-tools"),

	/** The error of a tool. */
	ERROR_HAS_CONTENT("A result that is an error says something.", Documents.TOOLS_RESULTS),

	/** How many marks. */
	CACHE_MARKS("There are at most four cache marks.", Documents.CACHE),

	/** Which marks come first. */
	CACHE_ORDER("Cache marks of an hour come before those of five minutes, tools before system before messages.",
			Documents.CACHE),

	/** What cannot be marked. */
	CACHE_PLACE("Thoughts and what is inside of a result are not marked for the cache.", Documents.CACHE),

	/** Signatures. */
	SIGNATURE("Thoughts come back with the signature that was given for them, by the same model, unchanged.",
			Documents.THINKING),

	/** Redacted thoughts. */
	REDACTED("Redacted thoughts come back as they were given.", Documents.THINKING),

	/** Thoughts are not the end. */
	THOUGHT_AT_END("An assistant's message does not end with a thought.", Documents.THINKING),

	/** Thoughts in a loop of tool calls. */
	THOUGHT_FIRST("With a thinking budget, the assistant's message of a tool loop begins with a thought.",
			Documents.THINKING),

	/** Budgets. */
	BUDGET("A thinking budget has at least 1024 tokens and fewer than max_tokens.", Documents.THINKING),

	/** How the model is told to think. */
	THINKING_TYPE("A model takes thinking as its generation does: a budget up to 4.6, adaptive from 4.6 on.",
			Documents.ADAPTIVE),

	/** Whether thinking can be switched off. */
	ALWAYS_THINKS("A model that always thinks cannot be told not to.", Documents.ADAPTIVE),

	/** Which efforts there are. */
	EFFORT("A model takes the efforts of its generation.",
			"https://platform.claude.com/docs/en/build-with-claude/effort"),

	/** Sampling with thoughts. */
	SAMPLING_WITH_THINKING("A model that thinks takes no temperature but 1, no top_k, and no top_p below 0.95.",
			Documents.THINKING),

	/** Sampling at all. */
	SAMPLING("From 4.7 on a model takes no temperature, top_p or top_k of one's own.",
			"https://platform.claude.com/docs/en/about-claude/models/migration-guide"),

	/** Sampling by two numbers. */
	ONE_SAMPLING("From 4.5 on a model takes only one of temperature and top_p.",
			"https://platform.claude.com/docs/en/about-claude/models/migration-guide"),

	/** Forced calls with thoughts. */
	FORCED_WITH_THINKING("A model that thinks cannot be made to call a tool.", Documents.THINKING),

	/** What needs tools. */
	CHOICE_NEEDS_TOOLS("A tool choice comes only with tools.", Documents.TOOLS),

	/** The chosen tool is there. */
	CHOSEN_TOOL("The tool that must be called is one of those offered.", Documents.TOOLS),

	/** The schemas of inputs. */
	INPUT_SCHEMA("The schema of a tool's input is an object, without alternatives at its top.", Documents.TOOLS),

	/** Schemas that are held. */
	STRICT_SCHEMA("A schema that an answer is held to closes its objects, has no bounds and does not refer to itself.",
			"https://platform.claude.com/docs/en/build-with-claude/structured-outputs"),

	/** Schemas and citations. */
	FORMAT_WITH_CITATIONS("An answer that is held to a schema cites no documents.",
			"https://platform.claude.com/docs/en/build-with-claude/structured-outputs"),

	/** How images are given. */
	IMAGE("An image is JPEG, PNG, GIF or WebP as it says, in base64 or by https.", Documents.VISION),

	/** How large images are. */
	IMAGE_SIZE("An image has at most 5 MB.", Documents.VISION),

	/** How many images. */
	IMAGE_COUNT("A request has at most 100 images.", Documents.VISION),

	/** Stop sequences. */
	STOP("A stop sequence has something that is no white space.", Documents.CREATE);

	private final String text;

	private final String document;

	AnthropicRule(String text, String document) {
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

		private static final String BASE = "https://platform.claude.com/docs/en/";

		static final String CREATE = BASE + "api/messages/create";

		static final String OVERVIEW = BASE + "api/overview";

		static final String BETAS = BASE + "api/beta-headers";

		static final String ERRORS = BASE + "api/errors";

		static final String MESSAGES = BASE + "build-with-claude/working-with-messages";

		static final String MODELS = BASE + "about-claude/models/overview";

		static final String PREFILL = BASE + "build-with-claude/prompt-engineering/prefill-claudes-response";

		static final String TOOLS = BASE + "agents-and-tools/tool-use/define-tools";

		static final String TOOLS_RESULTS = BASE + "agents-and-tools/tool-use/handle-tool-calls";

		static final String CACHE = BASE + "build-with-claude/prompt-caching";

		static final String THINKING = BASE + "build-with-claude/extended-thinking";

		static final String ADAPTIVE = BASE + "build-with-claude/adaptive-thinking";

		static final String VISION = BASE + "build-with-claude/vision";

	}

}
