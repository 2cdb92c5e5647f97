package io.llmprovider.protocol.bedrock;

import java.nio.charset.StandardCharsets;

import io.llmprovider.protocol.ChatCall;

/**
 * The address of a model below the base URL. Its id is one segment of the path, whatever
 * is in it: an ARN has colons and slashes.
 */
final class BedrockAddress {

	private static final String UNRESERVED = "-._~";

	private static final String HEX = "0123456789ABCDEF";

	private BedrockAddress() {
	}

	static String of(ChatCall call) {
		return call
			.endpoint("/model/" + encoded(call.model().id()) + (call.streaming() ? "/converse-stream" : "/converse"));
	}

	static String encoded(String id) {
		StringBuilder encoded = new StringBuilder(id.length() + 16);
		for (byte each : id.getBytes(StandardCharsets.UTF_8)) {
			char c = (char) (each & 0xFF);
			boolean plain = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9'
					|| UNRESERVED.indexOf(c) >= 0;
			if (plain) {
				encoded.append(c);
			}
			else {
				encoded.append('%').append(HEX.charAt(c >> 4)).append(HEX.charAt(c & 0xF));
			}
		}
		return encoded.toString();
	}

}
