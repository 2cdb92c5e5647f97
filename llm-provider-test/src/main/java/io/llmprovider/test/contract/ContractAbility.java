package io.llmprovider.test.contract;

/**
 * What not every provider can do. Whoever says that a provider lacks one says why, and
 * each test that is left out for it says so in a line.
 */
public enum ContractAbility {

	/** An answer comes in more than one piece. */
	STREAMING("streaming in pieces"),

	/** An answer can be asked for as one body, with {@code wire-streaming: false}. */
	WHOLE_BODIES("answers in one body"),

	/** The provider says how many tokens an answer used. */
	TOKEN_COUNTS("counts of tokens"),

	/** An answer can be limited, and says that it was. */
	OUTPUT_LIMIT("a limit of the answer's length"),

	/** A temperature and words that end an answer can be set. */
	SAMPLING("a temperature and stop sequences"),

	/** The model thinks if it is told to, and its thoughts are told apart. */
	REASONING("reasoning"),

	/** The model calls tools. */
	TOOLS("tools"),

	/** One turn may have several calls. */
	PARALLEL_TOOLS("several tool calls in one turn"),

	/** Which tools are called can be chosen. */
	TOOL_CHOICE("a choice of tools"),

	/** One tool can be chosen by its name. */
	TOOL_BY_NAME("a choice of one tool by its name"),

	/** Tools can be forbidden, although they are offered. */
	NO_TOOL("a choice of no tool"),

	/** Users send images. */
	IMAGES("images"),

	/** Results of tools have images, inside or behind them. */
	RESULT_IMAGES("images in results of tools"),

	/** There is a most of images in a request, see {@code imageLimit}. */
	IMAGE_LIMIT("a known limit of images"),

	/** The same provider with a model that takes nothing but text. */
	TEXT_ONLY_MODEL("a model that takes nothing but text"),

	/** An answer can be held to a JSON schema. */
	STRUCTURED_OUTPUT("structured output"),

	/** A conversation that is too long is refused with words that say so. */
	CONTEXT_OVERFLOW("a refusal of conversations that are too long"),

	/** Calls need a key. */
	KEYS("keys"),

	/** A model that does not exist is refused. */
	UNKNOWN_MODELS("a refusal of models that do not exist"),

	/** Refusals carry an id that the provider's support asks for. */
	REQUEST_IDS("ids of requests"),

	/** A failure can come inside an answer that began well. */
	FAILURES_IN_STREAM("failures inside a stream");

	private final String words;

	ContractAbility(String words) {
		this.words = words;
	}

	/**
	 * The ability in words, for the line that says what was left out.
	 * @return a noun phrase
	 */
	public String words() {
		return this.words;
	}

}
