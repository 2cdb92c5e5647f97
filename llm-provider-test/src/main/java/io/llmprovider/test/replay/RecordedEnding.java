package io.llmprovider.test.replay;

/**
 * How an answer ended when it was recorded.
 */
public enum RecordedEnding {

	/** As HTTP has it. */
	COMPLETE,

	/** The server or the network broke it off; so does a replay. */
	CUT,

	/** The client had enough; a replay stays open after what had come by then. */
	CANCELLED

}
