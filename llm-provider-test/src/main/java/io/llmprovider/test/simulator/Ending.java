package io.llmprovider.test.simulator;

/**
 * How the simulator ends an HTTP answer.
 */
public enum Ending {

	/** As HTTP wants it; the connection may be used again. */
	COMPLETE,

	/** The connection is closed in the middle of the answer. */
	CLOSE,

	/** The connection is reset in the middle of the answer. */
	RESET,

	/** Nothing more is sent, and the connection stays open. */
	HANG

}
