package io.llmprovider.protocol;

import java.nio.charset.StandardCharsets;

import org.jspecify.annotations.Nullable;

/**
 * A JSON text in UTF-8 bytes, from behind its opening quotation mark. What is found of
 * one is a number: where it ends, and whether there is more in it than plain ASCII.
 */
final class JsonText {

	/** There is none, or it is not valid. */
	static final long NONE = -1;

	private static final long ESCAPED = 1;

	private static final long WIDE = 2;

	private static final int FLAGS = 2;

	private JsonText() {
	}

	/**
	 * Finds the closing quotation mark.
	 * @return what is found, or {@link #NONE}
	 */
	static long scan(byte[] array, int from, int to) {
		long escaped = 0;
		int seen = 0;
		for (int i = from; i < to; i++) {
			byte b = array[i];
			if (b == '"') {
				return ((long) i << FLAGS) | ((seen < 0) ? WIDE : 0) | escaped;
			}
			if (b == '\\') {
				escaped = ESCAPED;
				i++;
			}
			else if (b >= 0 && b < 0x20) {
				return NONE;
			}
			seen |= b;
		}
		return NONE;
	}

	/** The index of the closing quotation mark. */
	static int end(long found) {
		return (int) (found >> FLAGS);
	}

	static boolean isPlainAscii(long found) {
		return (found & (ESCAPED | WIDE)) == 0;
	}

	/** The text; null if it is better left to the parser. */
	static @Nullable String value(byte[] array, int from, long found) {
		boolean wide = (found & WIDE) != 0;
		String value = new String(array, from, end(found) - from,
				wide ? StandardCharsets.UTF_8 : StandardCharsets.ISO_8859_1);
		if (wide && value.indexOf('\uFFFD') >= 0) {
			return null;
		}
		return ((found & ESCAPED) != 0) ? unescaped(value) : value;
	}

	private static @Nullable String unescaped(String value) {
		StringBuilder plain = new StringBuilder(value.length());
		for (int i = 0; i < value.length(); i++) {
			char c = value.charAt(i);
			if (c != '\\') {
				plain.append(c);
				continue;
			}
			char kind = value.charAt(++i);
			int code = (kind == 'u') ? hexadecimal(value, i + 1) : simple(kind);
			if (code < 0) {
				return null;
			}
			plain.append((char) code);
			i += (kind == 'u') ? 4 : 0;
		}
		return plain.toString();
	}

	private static int simple(char kind) {
		return switch (kind) {
			case '"', '\\', '/' -> kind;
			case 'n' -> '\n';
			case 't' -> '\t';
			case 'r' -> '\r';
			case 'b' -> '\b';
			case 'f' -> '\f';
			default -> -1;
		};
	}

	private static int hexadecimal(String value, int from) {
		if (from + 4 > value.length()) {
			return -1;
		}
		int code = 0;
		for (int i = from; i < from + 4; i++) {
			char c = value.charAt(i);
			int digit = (c < 0x80) ? Character.digit(c, 16) : -1;
			if (digit < 0) {
				return -1;
			}
			code = (code << 4) | digit;
		}
		return code;
	}

}
