package io.llmprovider.transport;

import org.jspecify.annotations.Nullable;

/**
 * An array into which a thread copies what it reads just now. Streams that are idle hold
 * none, and all streams of an event loop share one that stays in the processor's cache. A
 * read within another read finds it taken and makes its own.
 */
final class Scratch {

	/** How much is read at once. */
	static final int SIZE = 16 * 1024;

	private static final int SMALLEST = 1024;

	private static final ThreadLocal<Scratch> OF_THREAD = ThreadLocal.withInitial(Scratch::new);

	private byte @Nullable [] free;

	private Scratch() {
	}

	static Scratch ofThread() {
		return OF_THREAD.get();
	}

	/**
	 * Takes the array.
	 * @param bytes how many bytes there are to read
	 * @return an array for all of them, or of {@link #SIZE}
	 */
	byte[] take(int bytes) {
		byte[] array = this.free;
		this.free = null;
		if (array != null && array.length >= Math.min(bytes, SIZE)) {
			return array;
		}
		return new byte[Math.min(SIZE, Math.max(SMALLEST, Integer.highestOneBit(Math.max(1, bytes)) << 1))];
	}

	/**
	 * Gives the array back.
	 * @param array what was taken
	 */
	void give(byte[] array) {
		this.free = array;
	}

}
