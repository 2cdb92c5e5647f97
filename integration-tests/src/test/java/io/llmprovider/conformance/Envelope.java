package io.llmprovider.conformance;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Puts Gemini's answers where Code Assist has them: into the member {@code response}.
 */
final class Envelope {

	private static final byte[] DATA = bytes("data: {");

	private Envelope() {
	}

	/**
	 * Wraps every line of data, or the whole body if it begins as JSON does.
	 * @param body a body of Gemini's API, which may be broken
	 * @return the body as Code Assist sends it
	 */
	static byte[] around(byte[] body) {
		ByteArrayOutputStream wrapped = new ByteArrayOutputStream(body.length + 64);
		if (body.length > 0 && body[0] == '{') {
			wrapped.writeBytes(bytes("{\"response\":"));
			wrapped.writeBytes(body);
			wrapped.write('}');
			return wrapped.toByteArray();
		}
		int position = 0;
		while (position < body.length) {
			int end = position;
			while (end < body.length && body[end] != '\n' && body[end] != '\r') {
				end++;
			}
			line(body, position, end, wrapped);
			if (end < body.length) {
				wrapped.write(body[end]);
			}
			position = end + 1;
		}
		return wrapped.toByteArray();
	}

	private static void line(byte[] body, int from, int to, ByteArrayOutputStream wrapped) {
		boolean data = to - from >= DATA.length;
		for (int i = 0; data && i < DATA.length; i++) {
			data = body[from + i] == DATA[i];
		}
		if (!data) {
			wrapped.write(body, from, to - from);
			return;
		}
		wrapped.writeBytes(bytes("data: {\"response\":"));
		wrapped.write(body, from + DATA.length - 1, to - from - DATA.length + 1);
		wrapped.write('}');
	}

	private static byte[] bytes(String text) {
		return text.getBytes(StandardCharsets.UTF_8);
	}

}
