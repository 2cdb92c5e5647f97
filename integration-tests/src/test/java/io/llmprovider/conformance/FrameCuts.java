package io.llmprovider.conformance;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

import io.llmprovider.protocol.FrameReader;

/**
 * Shows that a frame reader finds the same frames wherever a body is cut in two.
 * <p>
 * A body of n bytes has n - 1 cuts, and reading it whole for each would cost n² bytes. So
 * a cut inside a frame is tried on a window only: from the place where the frame before
 * it was complete, to the place where the frame behind it is. This is the same test as
 * long as the reader, when it has just handed on a frame, is in the state of a new one,
 * and that is not taken for granted: for every window it is checked first that a new
 * reader finds in it, uncut, exactly the frames that it found there in the whole body,
 * and if it does not, the cuts of this window are tried on the body from its beginning.
 * The frame behind the cut one is part of the window so that what a cut leaves behind
 * shows up, and after these the whole body is read byte by byte, which cuts everywhere at
 * once.
 */
final class FrameCuts {

	private final Supplier<FrameReader> readers;

	private final byte[] body;

	private final FrameLog whole;

	private final FrameBorders borders;

	private final List<String> differences = new ArrayList<>();

	private final byte[] scratch;

	private long cuts;

	private FrameCuts(Supplier<FrameReader> readers, byte[] body) {
		this.readers = readers;
		this.body = body;
		this.whole = FrameLog.of(readers.get(), body, 0, body.length, Pieces.WHOLE);
		this.scratch = new byte[body.length];
		this.borders = FrameBorders.of(readers.get(), body, this.whole.size());
	}

	/**
	 * Cuts a body everywhere.
	 * @param readers make a new reader for each try
	 * @param body the body
	 * @return what came of it
	 */
	static FrameCuts of(Supplier<FrameReader> readers, byte[] body) {
		FrameCuts test = new FrameCuts(readers, body);
		for (int window = 0; window < test.borders.parts(); window++) {
			test.cutWindow(window);
		}
		FrameLog single = FrameLog.of(readers.get(), body, 0, body.length, Pieces.of(body.length, 1));
		String difference = test.whole.difference(single);
		if (difference != null) {
			test.differences.add("byte by byte: " + difference);
		}
		return test;
	}

	/**
	 * How many cuts were tried.
	 * @return the body's length less one, if it is not empty
	 */
	long cuts() {
		return this.cuts;
	}

	/**
	 * The frames of the body as it is.
	 * @return how many there are
	 */
	int frames() {
		return this.whole.size();
	}

	/**
	 * The cuts that changed the frames.
	 * @return sentences; nothing if all is well
	 */
	List<String> differences() {
		return this.differences;
	}

	private void cutWindow(int window) {
		int last = Math.min(window + 2, this.borders.parts());
		int from = this.borders.positions().get(window);
		int to = this.borders.positions().get(last);
		FrameLog expected = this.whole.part(this.borders.frames().get(window), this.borders.frames().get(last),
				to == this.body.length);
		FrameLog alone = FrameLog.of(this.readers.get(), this.body, from, to, Pieces.WHOLE);
		if (expected.difference(alone) != null) {
			from = 0;
			to = this.body.length;
			expected = this.whole;
		}
		int firstCut = this.borders.positions().get(window) + ((window == 0) ? 1 : 0);
		for (int cut = firstCut; cut < this.borders.positions().get(window + 1); cut++) {
			String difference = expected.difference(this.readers.get(), this.body, from, cut, to, this.scratch);
			this.cuts++;
			if (difference != null) {
				this.differences.add("cut at " + cut + " of " + this.body.length + ": " + difference);
			}
		}
	}

}
