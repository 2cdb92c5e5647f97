package io.llmprovider.chat;

/**
 * Why an answer ended. The provider's own word is kept beside it.
 */
public enum FinishReason {

	/** The model said all it wanted. */
	STOP,

	/** The limit of output tokens or the context window was reached. */
	LENGTH,

	/** The model wants tools to be run. */
	TOOL_CALLS,

	/** The provider withheld the answer or the rest of it. */
	CONTENT_FILTER,

	/** The provider says that it failed without saying how. */
	ERROR,

	/** A reason of the provider's that has no place above. */
	OTHER,

	/** The caller cancelled. */
	CANCELLED

}
