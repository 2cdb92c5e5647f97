package io.llmprovider.protocol;

/**
 * Receives the frames that a {@link FrameReader} finds.
 */
@FunctionalInterface
public interface FrameHandler {

	/**
	 * Takes one frame.
	 * @param frame the frame, valid only during this call
	 */
	void frame(Frame frame);

}
