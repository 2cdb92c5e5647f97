package io.llmprovider.protocol.openai.completions;

/**
 * The names under which this protocol keeps what a provider wants back.
 */
final class CompletionsReplay {

	/** The member in which the reasoning came, as text. */
	static final String FIELD = "field";

	/** OpenRouter's list of reasoning details, in order. */
	static final String REASONING_DETAILS = "reasoning_details";

	/** Google's object with a {@code thought_signature}, on a message or a tool call. */
	static final String EXTRA_CONTENT = "extra_content";

	private CompletionsReplay() {
	}

}
