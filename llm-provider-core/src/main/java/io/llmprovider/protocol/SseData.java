package io.llmprovider.protocol;

import org.jspecify.annotations.Nullable;

/**
 * The data of the event under way, and the line that the end of an array has cut. Data is
 * a view of the caller's array as long as it is one line of it; else it is held in a
 * buffer, where the cut line stands behind it.
 */
final class SseData {

	private static final byte[] NO_BYTES = new byte[0];

	private final FrameBuffer buffer;

	/** As the buffer has them, which most events never need. */
	private final int maxFrameBytes;

	private final int maxLineBytes;

	private byte[] view = NO_BYTES;

	private int viewOffset;

	private boolean isView;

	private boolean present;

	private int length;

	private boolean lineCut;

	SseData(int maxFrameBytes) {
		this.buffer = new FrameBuffer(maxFrameBytes);
		this.maxFrameBytes = maxFrameBytes;
		this.maxLineBytes = this.buffer.limit();
	}

	/**
	 * Adds the value of one {@code data} line.
	 */
	void add(byte[] array, int from, int to) {
		if (!this.present && !this.lineCut) {
			checkValue(to - from);
			this.view = array;
			this.viewOffset = from;
			this.isView = true;
			this.length = to - from;
		}
		else {
			join(array, from, to);
		}
		this.present = true;
	}

	private void join(byte[] array, int from, int to) {
		int lineFeed = this.present ? 1 : 0;
		this.buffer.checkPayload((long) this.length + lineFeed + (to - from));
		hold();
		// The line may stand in the buffer itself. It then moves towards the front over
		// its own field name, which is longer than the line feed.
		this.buffer.truncate(this.length);
		if (this.present) {
			this.buffer.append((byte) '\n');
		}
		this.buffer.append(array, from, to);
		this.length = this.buffer.size();
	}

	/**
	 * Copies what is still a view, because its array is about to change.
	 */
	void hold() {
		if (this.isView) {
			this.buffer.append(this.view, this.viewOffset, this.viewOffset + this.length);
			this.isView = false;
		}
		// An idle stream must not keep the caller's array from being collected.
		this.view = NO_BYTES;
	}

	/**
	 * Hands on the data, if there is any, and forgets it.
	 */
	void handOn(@Nullable String type, Frame frame, FrameHandler handler) {
		if (!this.present) {
			return;
		}
		if (this.isView) {
			frame.set(type, this.view, this.viewOffset, this.length);
		}
		else {
			frame.set(type, this.buffer.array(), 0, this.length);
			this.buffer.truncate(0);
		}
		this.present = false;
		this.isView = false;
		this.length = 0;
		handler.frame(frame);
	}

	/**
	 * Keeps a piece of a line that has not ended.
	 */
	void cutLine(byte[] bytes, int from, int to) {
		hold();
		this.buffer.append(bytes, from, to);
		this.lineCut = true;
	}

	boolean hasCutLine() {
		return this.lineCut;
	}

	byte[] cutLineArray() {
		return this.buffer.array();
	}

	int cutLineStart() {
		return this.length;
	}

	int cutLineEnd() {
		return this.buffer.size();
	}

	/**
	 * The cut line has been taken apart.
	 */
	void forgetCutLine() {
		this.buffer.truncate(this.length);
		this.lineCut = false;
	}

	/**
	 * Refuses a line that could not be kept if it were cut, so that a body is refused
	 * wherever the network cuts it.
	 */
	void checkLine(int lineLength) {
		if ((long) this.length + lineLength > this.maxLineBytes) {
			throw this.buffer.tooLarge();
		}
	}

	/**
	 * Refuses a value that is too large to be a frame.
	 */
	void checkValue(int valueLength) {
		if (valueLength > this.maxFrameBytes) {
			throw this.buffer.tooLarge();
		}
	}

}
