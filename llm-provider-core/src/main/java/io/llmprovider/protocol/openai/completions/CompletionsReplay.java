package io.llmprovider.protocol.openai.completions;

/**
 * The names under which this protocol keeps what a provider wants back.
 */
public final class CompletionsReplay {

	/** The member in which the reasoning came, as text. */
	public static final String FIELD = "field";

	/** The value of {@link #FIELD} for reasoning that came as parts of the content. */
	public static final String CONTENT = "content";

	/** Mistral's signature of a part of reasoning, as text. */
	public static final String SIGNATURE = "signature";

	/** OpenRouter's list of reasoning details, in order. */
	public static final String REASONING_DETAILS = "reasoning_details";

	/** Google's object with a {@code thought_signature}, on a message or a tool call. */
	public static final String EXTRA_CONTENT = "extra_content";

	private CompletionsReplay() {
	}

}
