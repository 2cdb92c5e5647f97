package io.llmprovider.protocol.anthropic;

/**
 * The names under which this protocol keeps what Anthropic wants back.
 */
final class AnthropicReplay {

	/**
	 * The signature of a block of reasoning; empty where the host signs nothing.
	 */
	static final String SIGNATURE = "signature";

	/** Reasoning that Anthropic has encrypted. */
	static final String DATA = "data";

	/** The sources of a text, a list as it came. */
	static final String CITATIONS = "citations";

	/** Members of a block that have no place in our words, by name. */
	static final String MEMBERS = "members";

	/** A block of which nothing has a place in our words. */
	static final String BLOCK = "block";

	private AnthropicReplay() {
	}

}
