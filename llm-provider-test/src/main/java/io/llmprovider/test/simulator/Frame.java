package io.llmprovider.test.simulator;

import java.time.Duration;

/**
 * One piece of an answer, sent as one HTTP chunk.
 *
 * @param bytes what is sent
 * @param before how long to wait before it is sent
 */
public record Frame(byte[] bytes, Duration before) {

	/**
	 * A frame that is sent at once.
	 * @param bytes what is sent
	 * @return the frame
	 */
	public static Frame of(byte[] bytes) {
		return new Frame(bytes, Duration.ZERO);
	}

}
