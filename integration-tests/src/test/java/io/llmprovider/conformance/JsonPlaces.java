package io.llmprovider.conformance;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Finds strings and values in bytes that are mostly JSON, without asking whether they
 * are.
 */
final class JsonPlaces {

	private JsonPlaces() {
	}

	/**
	 * The next value of an object.
	 * @param bytes the bytes
	 * @param position where to begin
	 * @return where it begins, or -1
	 */
	static int valueAfter(byte[] bytes, int position) {
		for (int i = position; i + 2 < bytes.length; i++) {
			if (bytes[i] == '"' && bytes[i + 1] == ':') {
				int value = i + 2;
				while (value + 1 < bytes.length && bytes[value] == ' ') {
					value++;
				}
				return value;
			}
		}
		return -1;
	}

	/**
	 * The next value of a name.
	 * @param name the name
	 * @param bytes the bytes
	 * @param position where to begin; behind the last one, the first counts
	 * @return where it begins, or -1
	 */
	static int valueOf(String name, byte[] bytes, int position) {
		byte[] wanted = ('"' + name + "\":").getBytes(StandardCharsets.US_ASCII);
		for (int i = 0; i < bytes.length; i++) {
			int at = (position + i) % bytes.length;
			int end = at + wanted.length;
			if (end < bytes.length && Arrays.equals(bytes, at, end, wanted, 0, wanted.length)) {
				return valueAfter(bytes, end - 2);
			}
		}
		return -1;
	}

	/**
	 * The next name of an object's member.
	 * @param bytes the bytes
	 * @param position where to begin
	 * @return where its first quote is, or -1
	 */
	static int nameAfter(byte[] bytes, int position) {
		int from = stringAfter(bytes, position);
		while (from >= 0) {
			int end = endOfString(bytes, from);
			if (end < bytes.length && bytes[end] == ':') {
				return from;
			}
			from = stringAfter(bytes, from + 1);
		}
		return -1;
	}

	/**
	 * Where a member ends.
	 * @param bytes the bytes
	 * @param name where its name's first quote is
	 * @return the place behind its value
	 */
	static int endOfMember(byte[] bytes, int name) {
		return endOfValue(bytes, Math.min(bytes.length, endOfString(bytes, name) + 1));
	}

	/**
	 * The next string.
	 * @param bytes the bytes
	 * @param position where to begin
	 * @return where its first quote is, or -1
	 */
	static int stringAfter(byte[] bytes, int position) {
		for (int i = Math.max(1, position); i < bytes.length; i++) {
			boolean opens = bytes[i - 1] == ':' || bytes[i - 1] == ',' || bytes[i - 1] == '{' || bytes[i - 1] == ' ';
			if (bytes[i] == '"' && opens) {
				return i;
			}
		}
		return -1;
	}

	/**
	 * Where a value ends: a string behind its quote, an object or array behind its last
	 * bracket, all else before the next separator.
	 * @param bytes the bytes
	 * @param start where the value begins
	 * @return the end, not beyond the bytes
	 */
	static int endOfValue(byte[] bytes, int start) {
		int depth = 0;
		int i = start;
		while (i < bytes.length) {
			byte c = bytes[i];
			if (c == '"') {
				i = endOfString(bytes, i);
			}
			else if (c == '{' || c == '[') {
				depth++;
				i++;
			}
			else if (c == '}' || c == ']') {
				depth--;
				i += (depth >= 0) ? 1 : 0;
			}
			else {
				i++;
			}
			boolean separated = i < bytes.length
					&& (bytes[i] == ',' || bytes[i] == '}' || bytes[i] == ']' || bytes[i] == '\n');
			if (depth < 0 || (depth == 0 && (c == '"' || c == '}' || c == ']' || separated))) {
				return i;
			}
		}
		return bytes.length;
	}

	private static int endOfString(byte[] bytes, int quote) {
		for (int i = quote + 1; i < bytes.length; i++) {
			if (bytes[i] == '\\') {
				i++;
			}
			else if (bytes[i] == '"') {
				return i + 1;
			}
		}
		return bytes.length;
	}

}
