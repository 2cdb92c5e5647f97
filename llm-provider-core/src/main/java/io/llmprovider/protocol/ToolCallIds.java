package io.llmprovider.protocol;

import java.util.concurrent.ThreadLocalRandom;

/**
 * Ids for tool calls to which the provider gave none. They have the form that the
 * strictest provider takes: nine letters and digits.
 */
final class ToolCallIds {

	private static final String ALPHABET = "abcdefghijklmnopqrstuvwxyz0123456789";

	private static final int LENGTH = 9;

	private ToolCallIds() {
	}

	static String generate() {
		StringBuilder id = new StringBuilder(LENGTH);
		for (int i = 0; i < LENGTH; i++) {
			id.append(ALPHABET.charAt(ThreadLocalRandom.current().nextInt(ALPHABET.length())));
		}
		return id.toString();
	}

}
