package io.llmprovider.protocol;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

import org.jspecify.annotations.Nullable;

/**
 * The event names that one stream has used. A stream repeats a few names thousands of
 * times, and each of them is decoded once.
 */
final class EventNames {

	private static final int SLOTS = 64;

	private static final int LONGEST = 64;

	private static final byte[] NO_BYTES = new byte[0];

	private @Nullable String @Nullable [] names;

	/** The name that came last, which mostly comes again. */
	private @Nullable String last;

	private byte[] lastBytes = NO_BYTES;

	/**
	 * The name that these bytes spell in UTF-8.
	 * @return the name, or null if there are no bytes
	 */
	@Nullable String name(byte[] bytes, int from, int to) {
		int length = to - from;
		if (length == 0) {
			return null;
		}
		if (this.last != null && Arrays.equals(this.lastBytes, 0, this.lastBytes.length, bytes, from, to)) {
			return this.last;
		}
		if (length > LONGEST) {
			return decode(bytes, from, length);
		}
		String name = known(bytes, from, to);
		this.last = name;
		this.lastBytes = Arrays.copyOfRange(bytes, from, to);
		return name;
	}

	private String known(byte[] bytes, int from, int to) {
		int length = to - from;
		@Nullable String[] known = this.names;
		if (known == null) {
			known = new @Nullable String[SLOTS];
			this.names = known;
		}
		int slot = slot(bytes, from, to);
		String name = known[slot];
		if (name == null || name.length() != length || !ByteScan.startsWith(bytes, from, to, name)) {
			name = decode(bytes, from, length);
			known[slot] = name;
		}
		return name;
	}

	private static int slot(byte[] bytes, int from, int to) {
		int middle = bytes[(from + to) >>> 1];
		return (31 * (31 * (to - from) + bytes[to - 1]) + middle) & (SLOTS - 1);
	}

	private static String decode(byte[] bytes, int from, int length) {
		return new String(bytes, from, length, StandardCharsets.UTF_8);
	}

}
