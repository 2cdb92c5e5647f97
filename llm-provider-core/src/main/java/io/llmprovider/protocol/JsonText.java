package io.llmprovider.protocol;

import java.nio.charset.StandardCharsets;

import org.jspecify.annotations.Nullable;

/**
 * A JSON text in UTF-8 bytes, from behind its opening quotation mark.
 */
final class JsonText {

	private int start;

	private int end;

	private boolean escaped;

	private boolean wide;

	/**
	 * Finds the closing quotation mark.
	 * @return its index, or -1 if there is none or the text is not valid
	 */
	int scan(byte[] array, int from, int to) {
		this.start = from;
		this.escaped = false;
		int seen = 0;
		for (int i = from; i < to; i++) {
			byte b = array[i];
			if (b == '"') {
				this.end = i;
				this.wide = seen < 0;
				return i;
			}
			if (b == '\\') {
				this.escaped = true;
				i++;
			}
			else if (b >= 0 && b < 0x20) {
				return -1;
			}
			seen |= b;
		}
		return -1;
	}

	boolean isPlainAscii() {
		return !this.escaped && !this.wide;
	}

	/** The text; null if it is better left to the parser. */
	@Nullable String value(byte[] array) {
		String value = new String(array, this.start, this.end - this.start,
				this.wide ? StandardCharsets.UTF_8 : StandardCharsets.ISO_8859_1);
		if (this.wide && value.indexOf('\uFFFD') >= 0) {
			return null;
		}
		return this.escaped ? unescaped(value) : value;
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
