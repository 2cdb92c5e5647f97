package io.llmprovider.protocol;

/**
 * Turns the frames of one answer into events. It is stateful, serves one exchange, is
 * used by one thread at a time and does no I/O.
 */
public interface StreamDecoder {

	/**
	 * Takes one frame.
	 * @param frame the frame, valid only during this call
	 * @throws io.llmprovider.error.LlmException if the provider reports a failure, or if
	 * the frame is not of the protocol
	 */
	void frame(Frame frame);

	/**
	 * The body has ended: says what was held back.
	 * @throws io.llmprovider.error.TruncatedStreamException if the provider's terminal
	 * signal has not come; what had arrived stays in the sink
	 */
	void end();

	/**
	 * The body cannot be read any further, because of a failure that is reported next:
	 * says what was held back and is known for sure, such as the signature of a thought,
	 * so that the partial answer has it. Nothing more is read afterwards.
	 */
	default void brokenOff() {
	}

	/**
	 * Whether the provider's terminal signal has come, after which nothing more is
	 * expected and the connection may be given back.
	 * @return whether the answer is over
	 */
	boolean isComplete();

}
