package io.llmprovider.protocol;

/**
 * What of a model's own reasoning goes back to it as reasoning. All that does not, and
 * all that another model wrote, becomes plain text.
 */
public enum ReasoningReplay {

	/** Only what the provider marked for it, with a signature for instance. */
	MARKED,

	/** All of it. */
	ALL,

	/** None of it. */
	NONE

}
