package io.llmprovider.test.simulator.bedrock;

import io.llmprovider.test.simulator.ProviderRule;

/**
 * What Amazon Bedrock demands of a request.
 */
public enum BedrockRule implements ProviderRule {

	/** Only POST is accepted. */
	POST("Converse is asked by POST.", Documents.CONVERSE),

	/** Who asks. */
	AUTHENTICATION("Every request carries a known API key as Bearer, or a signature for the service bedrock.",
			Documents.GUIDE + "api-keys-use.html"),

	/** The body is JSON text. */
	JSON_BODY("The body is a JSON object in well-formed UTF-8, without halves of surrogate pairs.", Documents.ERRORS),

	/** The model is there. */
	MODEL("The path names a model that there is.", Documents.ERRORS),

	/** How long a conversation may be. */
	CONTEXT_WINDOW("A conversation fits into the context window of its model.", Documents.ERRORS),

	/** Newer models are served through profiles only. */
	PROFILE("A Claude from 3.7 on is reached through an inference profile, not by its plain id.",
			Documents.GUIDE + "inference-profiles-support.html"),

	/** Members that must be there. */
	REQUIRED("Members that the reference calls required are there.", Documents.CONVERSE),

	/** A member's type. */
	TYPE("Every member has the type that the reference gives it.", Documents.CONVERSE),

	/** A member's value. */
	VALUE("A member with a list of valid values has one of them.", Documents.CONVERSE),

	/** A number's range. */
	RANGE("Numbers are within their range: temperature and topP from 0 to 1, maxTokens from 1.",
			Documents.REFERENCE + "API_runtime_InferenceConfiguration.html"),

	/** Words to stop at. */
	STOP("A stop sequence has at least one character.",
			Documents.REFERENCE + "API_runtime_InferenceConfiguration.html"),

	/** There is a message. */
	MESSAGES("There is at least one message.", Documents.CALL),

	/** The first message. */
	FIRST_MESSAGE("The conversation starts with a message of the user.", Documents.CALL),

	/** Whose turn it is. */
	ALTERNATE("Messages alternate between user and assistant.", Documents.CALL),

	/** Messages say something. */
	CONTENT("Every message has content.", Documents.MESSAGE),

	/** Texts say something. */
	EMPTY_TEXT("No text is empty or nothing but white space.", Documents.BLOCK),

	/** Unions. */
	ONE_MEMBER("A block is a union: it has exactly one of its members.", Documents.BLOCK),

	/** Which role may say what. */
	BLOCK_ROLE("Only users send images, documents and results of tools, only the assistant thinks and calls tools.",
			Documents.BLOCK),

	/** Ids of calls. */
	TOOL_ID("Ids of tool calls are 1 to 64 letters, digits, underscores and dashes.", Documents.TOOL_USE),

	/** Ids of calls for Mistral. */
	MISTRAL_TOOL_ID("Ids of tool calls are exactly nine letters and digits for models of Mistral.",
			"https://github.com/mistralai/mistral-common/blob/main/src/mistral_common/protocol/instruct/validator.py"),

	/** A tool's name. */
	TOOL_NAME("Names of tools are 1 to 64 letters, digits, underscores and dashes.",
			Documents.REFERENCE + "API_runtime_ToolSpecification.html"),

	/** Inputs. */
	TOOL_INPUT("The input of a tool call is a JSON object.", Documents.TOOL_USE),

	/** Calls have different ids. */
	UNIQUE_CALL("The ids of the calls of a turn differ.", Documents.TOOLS),

	/** Calls are answered. */
	CALLS_ANSWERED("Each tool call is answered in the very next message.", Documents.TOOLS),

	/** Results have a call. */
	RESULT_HAS_CALL("A result answers a call of the message before it, once.", Documents.TOOLS),

	/** Results say something that can be in a result. */
	RESULT_CONTENT("A result has text, JSON objects, images, documents, videos or search results.",
			Documents.REFERENCE + "API_runtime_ToolResultContentBlock.html"),

	/** Tools in the history. */
	TOOL_CONFIG("The toolConfig is there if any message has calls or results of tools.", Documents.TOOLS),

	/** Tools that are offered. */
	TOOLS("A toolConfig has at least one tool.", Documents.REFERENCE + "API_runtime_ToolConfiguration.html"),

	/** Which tool is to be called. */
	TOOL_CHOICE("A tool choice is auto, any, or a tool that is offered, and there is none to forbid calls.",
			Documents.REFERENCE + "API_runtime_ToolChoice.html"),

	/** One place for the choice. */
	CHOICE_ONCE("A choice in Claude's own words, tool_choice, does not stand beside a toolChoice.", Documents.CONVERSE),

	/** Which models can be held to schemas. */
	SCHEMAS("A Claude from 4.7 on takes neither outputConfig.textFormat nor strict tools.",
			"https://github.com/vercel/ai/issues/14773"),

	/** Names of documents. */
	DOCUMENT_NAME("Names of documents are 1 to 200 letters, digits, single blanks, hyphens, parentheses and brackets.",
			Documents.DOCUMENT),

	/** Documents need words. */
	DOCUMENT_TEXT("A message with a document has a text, too.", Documents.MESSAGE),

	/** Formats. */
	FORMAT("Images and documents are of the formats that the reference lists.", Documents.DOCUMENT),

	/** Bytes. */
	BYTES("The bytes of a source are base64, or stand in S3.", Documents.REFERENCE + "API_runtime_DocumentSource.html"),

	/** How many marks. */
	CACHE_POINTS("There are at most four cache points.", Documents.CACHE),

	/** Which models cache. */
	CACHE_MODEL("Cache points are sent only to models that cache: Claude from 3.5 on, and Nova.", Documents.CACHE),

	/** Which marks come first. */
	CACHE_ORDER("Cache points of an hour come before those of five minutes, tools before system before messages.",
			Documents.CACHE),

	/** Signatures. */
	SIGNATURE("Thoughts come back with the signature that was given for them, by the same model, unchanged.",
			Documents.REFERENCE + "API_runtime_ReasoningTextBlock.html"),

	/** Redacted thoughts. */
	REDACTED("Redacted thoughts come back as they were given.",
			Documents.REFERENCE + "API_runtime_ReasoningContentBlock.html"),

	/** Thoughts are not the end. */
	THOUGHT_AT_END("A message of a Claude does not end with a thought.", Documents.THINKING),

	/** Models that know no signatures. */
	SIGNATURE_MODEL("Only a Claude takes the signature of a thought.",
			"https://github.com/badlogic/pi-mono/issues/727"),

	/** Budgets. */
	BUDGET("A thinking budget has at least 1024 tokens and fewer than maxTokens.", Documents.THINKING),

	/** Sampling with thoughts. */
	SAMPLING_WITH_THINKING("A Claude that thinks takes neither temperature nor topP nor top_k.", Documents.THINKING),

	/** Forced calls with thoughts. */
	FORCED_WITH_THINKING("A Claude that thinks cannot be made to call a tool.", Documents.THINKING);

	private final String text;

	private final String document;

	BedrockRule(String text, String document) {
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

		static final String REFERENCE = "https://docs.aws.amazon.com/bedrock/latest/APIReference/";

		static final String GUIDE = "https://docs.aws.amazon.com/bedrock/latest/userguide/";

		static final String CONVERSE = REFERENCE + "API_runtime_Converse.html";

		static final String MESSAGE = REFERENCE + "API_runtime_Message.html";

		static final String BLOCK = REFERENCE + "API_runtime_ContentBlock.html";

		static final String TOOL_USE = REFERENCE + "API_runtime_ToolUseBlock.html";

		static final String DOCUMENT = REFERENCE + "API_runtime_DocumentBlock.html";

		static final String ERRORS = GUIDE + "troubleshooting-api-error-codes.html";

		static final String CALL = GUIDE + "conversation-inference-call.html";

		static final String TOOLS = GUIDE + "tool-use-inference-call.html";

		static final String CACHE = GUIDE + "prompt-caching.html";

		static final String THINKING = GUIDE + "claude-messages-extended-thinking.html";

	}

}
