package io.llmprovider.protocol;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Searches in UTF-8 bytes without decoding them.
 */
final class ByteScan {

	private static final VarHandle WORDS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

	private static final long HIGH_BITS = 0x8080808080808080L;

	/** One more than {@code \r} in each byte. */
	private static final long AFTER_CARRIAGE_RETURN = 0x0E0E0E0E0E0E0E0EL;

	private ByteScan() {
	}

	/**
	 * Finds the first {@code \n} or {@code \r}.
	 * @return its index, or {@code to} if there is none
	 */
	static int lineEnd(byte[] bytes, int from, int to) {
		int i = from;
		for (; i <= to - Long.BYTES; i += Long.BYTES) {
			long word = (long) WORDS.get(bytes, i);
			// JSON hardly ever contains a byte below 0x0E, so that one test for "smaller
			// than" stands for two tests for equality. It misses none; what it reports
			// beyond \n and \r, such as a tab, is sorted out byte by byte.
			long candidates = (word - AFTER_CARRIAGE_RETURN) & ~word & HIGH_BITS;
			while (candidates != 0) {
				int index = i + (Long.numberOfTrailingZeros(candidates) >>> 3);
				if (isLineEnd(bytes[index])) {
					return index;
				}
				candidates &= candidates - 1;
			}
		}
		for (; i < to; i++) {
			if (isLineEnd(bytes[i])) {
				return i;
			}
		}
		return to;
	}

	/**
	 * Finds the first {@code \n}.
	 * @return its index, or {@code to} if there is none
	 */
	static int lineFeed(byte[] bytes, int from, int to) {
		int index = lineEnd(bytes, from, to);
		while (index < to && bytes[index] != '\n') {
			index = lineEnd(bytes, index + 1, to);
		}
		return index;
	}

	/**
	 * Skips what may stand before the first byte that means something: white space, with
	 * which some gateways keep a connection alive, and the three bytes of a byte order
	 * mark, which may arrive one by one.
	 * @return the index of the first other byte, or {@code to}
	 */
	static int preamble(byte[] bytes, int from, int to) {
		int i = from;
		while (i < to && (isBlank(bytes[i]) || isOfByteOrderMark(bytes[i]))) {
			i++;
		}
		return i;
	}

	/**
	 * Whether the bytes begin with this ASCII text.
	 */
	static boolean startsWith(byte[] bytes, int from, int to, String ascii) {
		if (to - from < ascii.length()) {
			return false;
		}
		for (int i = 0; i < ascii.length(); i++) {
			if (bytes[from + i] != ascii.charAt(i)) {
				return false;
			}
		}
		return true;
	}

	/**
	 * Whether a byte is one of the four that JSON counts as white space.
	 */
	static boolean isBlank(byte value) {
		return value == ' ' || value == '\n' || value == '\r' || value == '\t';
	}

	private static boolean isLineEnd(byte value) {
		return value == '\n' || value == '\r';
	}

	private static boolean isOfByteOrderMark(byte value) {
		return value == (byte) 0xEF || value == (byte) 0xBB || value == (byte) 0xBF;
	}

}
