package io.llmprovider.test.simulator.google;

import io.llmprovider.test.simulator.ProviderRule;

/**
 * What Google demands of a request.
 */
public enum GoogleRule implements ProviderRule {

	/** A known key. */
	KEY("Every request carries a known key as x-goog-api-key.", Documents.BASE + "gemini-api/docs/api-key"),

	/** The body is JSON text. */
	JSON_BODY("The body is a JSON object.", Documents.REFERENCE),

	/** The model is there. */
	MODEL("The address names a model that there is.", Documents.BASE + "api/models"),

	/** How long a conversation may be. */
	CONTEXT_WINDOW("A conversation fits into the context window of its model.",
			"https://ai.google.dev/gemini-api/docs/long-context"),

	/** Members that are not known. */
	UNKNOWN_MEMBER("There are no members that the reference does not have.", Documents.REFERENCE),

	/** Members that must be there. */
	REQUIRED("Members that the reference calls required are there.", Documents.REFERENCE),

	/** A member's type. */
	TYPE("Every member has the type that the reference gives it.", Documents.REFERENCE),

	/** A member's value. */
	VALUE("A member that takes certain words has one of them.", Documents.REFERENCE),

	/** A number's range. */
	RANGE("Numbers are within their ranges.", Documents.REFERENCE),

	/** There is something to answer. */
	CONTENTS("There is at least one content.", Documents.REFERENCE),

	/** Who speaks. */
	ROLE("A content is of the role user or model.", Documents.CONTENT),

	/** The user begins. */
	FIRST_ROLE("The first content is the user's.", Documents.CONTENT),

	/** The two take turns. */
	TURNS("Contents of user and model take turns.", Documents.CONTENT),

	/** A content holds something. */
	PARTS("A content has at least one part.", Documents.CONTENT),

	/** A part holds one thing. */
	PART_DATA("A part holds one of text, data, file, call, response, code or its result.", Documents.CONTENT),

	/** Who may say what. */
	PART_ROLE("Calls are the model's, and responses are the user's.", Documents.CALLING),

	/** Data is Base64 of a type. */
	INLINE_DATA("Inline data is Base64 and has a type.", Documents.BASE + "api/caching#Blob"),

	/** Calls follow users. */
	CALL_TURN("A turn of calls comes right after a turn of the user or of responses.", Documents.CALLING),

	/** Responses follow calls. */
	RESPONSE_TURN("A turn of responses comes right after a turn of calls.", Documents.CALLING),

	/** Each call has one response. */
	RESPONSE_COUNT("A turn has as many responses as the turn before it has calls.", Documents.CALLING),

	/** Names are those of the calls. */
	RESPONSE_NAME("A response has the name, and the id if there is one, of its call.", Documents.CALLING),

	/** Pictures in responses. */
	RESPONSE_MEDIA("Only models of generation 3 take media inside of a response.", Documents.CALLING + "#multimodal"),

	/** Signatures are there. */
	SIGNATURE_MISSING("From generation 3 on the first call of each step of the turn has its signature.",
			Documents.SIGNATURES),

	/** Signatures are genuine. */
	SIGNATURE("A signature stands on the part, and goes to the model, that it was made for.", Documents.SIGNATURES),

	/** Names of functions. */
	FUNCTION_NAME("The name of a function begins with a letter or underscore and has at most 128 letters, digits,"
			+ " underscores, dots, colons and dashes.", Documents.BASE + "api/caching#FunctionDeclaration"),

	/** Functions differ. */
	UNIQUE_FUNCTION("No two functions have the same name.", Documents.CALLING),

	/** One kind of schema. */
	ONE_SCHEMA("A function has parameters or parametersJsonSchema, and an answer one schema.",
			Documents.BASE + "api/caching#FunctionDeclaration"),

	/** Words of a schema. */
	SCHEMA_WORD("A schema has only words that Google's Schema has.", Documents.SCHEMA),

	/** Types of a schema. */
	SCHEMA_TYPE("Each schema says its type, or which schemas it may be of.", Documents.SCHEMA),

	/** Objects in a schema. */
	SCHEMA_PROPERTIES("The parameters of a function that has any have properties, and required names only those.",
			Documents.SCHEMA),

	/** Arrays in a schema. */
	SCHEMA_ITEMS("An array in a schema says what its items are.", Documents.SCHEMA),

	/** Values in a schema. */
	SCHEMA_ENUM("Values of an enum are texts, and not empty.", Documents.SCHEMA),

	/** Formats in a schema. */
	SCHEMA_FORMAT("The format of a text is enum or date-time.", Documents.SCHEMA),

	/** What may be called. */
	ALLOWED_NAMES("Allowed names are those of functions, and come with mode ANY or VALIDATED.", Documents.CALLING),

	/** Kinds of tools. */
	TOOLS_MIX("Before generation 3 functions do not go together with Google's own tools.",
			Documents.BASE + "gemini-api/docs/tool-combination"),

	/** Forms and tools. */
	FORMAT_WITH_TOOLS("Before generation 3 an answer in JSON does not go together with functions.", Documents.OUTPUT),

	/** A schema is for JSON. */
	SCHEMA_FORM("A response schema comes with the type application/json.", Documents.OUTPUT),

	/** Who thinks. */
	THINKING("Only models that think take a thinkingConfig.", Documents.THINKING),

	/** How thinking is told. */
	THINKING_KIND("Generation 2.5 takes a thinkingBudget, generation 3 a thinkingLevel, and nobody both.",
			Documents.THINKING),

	/** How much may be thought. */
	THINKING_RANGE("A budget and a level are such as the model takes.", Documents.THINKING),

	/** A cache stands alone. */
	CACHE("Cached content does not go together with systemInstruction, tools or toolConfig.",
			Documents.BASE + "gemini-api/docs/caching");

	private final String text;

	private final String document;

	GoogleRule(String text, String document) {
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

		static final String BASE = "https://ai.google.dev/";

		static final String REFERENCE = BASE + "api/generate-content";

		static final String CONTENT = BASE + "api/caching#Content";

		static final String SCHEMA = BASE + "api/caching#Schema";

		static final String CALLING = BASE + "gemini-api/docs/function-calling";

		static final String SIGNATURES = BASE + "gemini-api/docs/thought-signatures";

		static final String THINKING = BASE + "gemini-api/docs/thinking";

		static final String OUTPUT = BASE + "gemini-api/docs/structured-output";

	}

}
