package io.llmprovider.conformance;

import java.util.ArrayList;
import java.util.List;

import io.llmprovider.protocol.FrameReader;

/**
 * The places of a body where a frame has just become complete, found by reading it byte
 * by byte.
 *
 * @param positions where frames are complete, in ascending order; begins with 0 and ends
 * with the body's length
 * @param frames how many frames are complete at each position
 */
record FrameBorders(List<Integer> positions, List<Integer> frames) {

	/**
	 * Looks for the borders.
	 * @param reader a new reader
	 * @param body the body
	 * @param total how many frames the whole body has
	 * @return the borders
	 */
	static FrameBorders of(FrameReader reader, byte[] body, int total) {
		List<Integer> positions = new ArrayList<>(List.of(0));
		List<Integer> frames = new ArrayList<>(List.of(0));
		FrameLog log = new FrameLog();
		byte[] one = new byte[1];
		for (int i = 0; i + 1 < body.length && !log.failed(); i++) {
			one[0] = body[i];
			int before = log.size();
			log.read(reader, one, 0, 1);
			if (log.size() > before) {
				positions.add(i + 1);
				frames.add(log.size());
			}
		}
		positions.add(body.length);
		frames.add(total);
		return new FrameBorders(positions, frames);
	}

	/**
	 * How many parts the borders make of the body.
	 * @return at least one
	 */
	int parts() {
		return this.positions.size() - 1;
	}

}
