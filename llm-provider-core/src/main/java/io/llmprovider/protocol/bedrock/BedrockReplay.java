package io.llmprovider.protocol.bedrock;

/**
 * The names under which this protocol keeps what Bedrock wants back.
 */
final class BedrockReplay {

	/** The signature of a block of reasoning. */
	static final String SIGNATURE = "signature";

	/** Reasoning that the model's maker has encrypted, in base64. */
	static final String REDACTED = "redactedContent";

	/** The sources of a text, a list as it came. */
	static final String CITATIONS = "citations";

	/** Members of a block that have no place in our words, by name. */
	static final String MEMBERS = "members";

	private BedrockReplay() {
	}

}
