package io.llmprovider.protocol;

import java.util.Arrays;

/**
 * Bytes of a frame that the network has cut: an array that grows as they arrive, up to a
 * limit. It allocates nothing before the first byte.
 */
final class FrameBuffer {

	/**
	 * How many bytes of a line may be no payload, such as {@code data: } or an event's
	 * name, before the line counts as too large.
	 */
	private static final int ALLOWANCE = 1024;

	private static final int FIRST_CAPACITY = 512;

	private final int maxFrameBytes;

	private final int limit;

	private byte[] array = new byte[0];

	private int size;

	FrameBuffer(int maxFrameBytes) {
		if (maxFrameBytes <= 0) {
			throw new IllegalArgumentException(
					"The bound of an event must be at least 1 byte, but is " + maxFrameBytes);
		}
		this.maxFrameBytes = maxFrameBytes;
		this.limit = (int) Math.min((long) maxFrameBytes + ALLOWANCE, Integer.MAX_VALUE - 8);
	}

	/** How many bytes may be held, the bound and its allowance. */
	int limit() {
		return this.limit;
	}

	byte[] array() {
		return this.array;
	}

	int size() {
		return this.size;
	}

	/**
	 * Forgets every byte from this size on.
	 */
	void truncate(int newSize) {
		this.size = newSize;
	}

	void append(byte value) {
		reserve(1);
		this.array[this.size++] = value;
	}

	/**
	 * Appends bytes, which may be later ones of this buffer's own array.
	 */
	void append(byte[] bytes, int from, int to) {
		reserve(to - from);
		System.arraycopy(bytes, from, this.array, this.size, to - from);
		this.size += to - from;
	}

	/**
	 * Checks the payload of a frame against the bound.
	 * @throws FramingException if it is larger
	 */
	void checkPayload(long bytes) {
		if (bytes > this.maxFrameBytes) {
			throw tooLarge();
		}
	}

	/**
	 * Checks what would have to be held if the network cut it, so that the same body is
	 * refused wherever it is cut.
	 * @throws FramingException if it is larger than the bound and its allowance
	 */
	void checkHeld(long bytes) {
		if (bytes > this.limit) {
			throw tooLarge();
		}
	}

	private void reserve(int more) {
		long needed = (long) this.size + more;
		checkHeld(needed);
		if (needed > this.array.length) {
			long capacity = Math.max(FIRST_CAPACITY, Math.max(needed, 2L * this.array.length));
			this.array = Arrays.copyOf(this.array, (int) Math.min(capacity, this.limit));
		}
	}

	/**
	 * The failure of a frame beyond the bound.
	 */
	FramingException tooLarge() {
		return new FramingException(FramingException.Reason.TOO_LARGE,
				"One event of the stream is larger than the bound of " + this.maxFrameBytes
						+ " bytes; if that is to be expected, raise llm.providers.<name>.limits.max-event-bytes");
	}

}
