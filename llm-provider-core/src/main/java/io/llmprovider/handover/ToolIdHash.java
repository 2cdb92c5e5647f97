package io.llmprovider.handover;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

import io.llmprovider.protocol.ToolIdForm;
import io.llmprovider.protocol.ToolIdForm.Alphabet;

/**
 * Makes of any id one of a given form. Where there is room, the beginning stays for
 * people to recognise; what tells ids apart is the hash.
 */
final class ToolIdHash {

	private static final int HASH_LENGTH = 12;

	private static final int HEAD_LENGTH = 27;

	private static final String LETTERS_AND_DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

	private ToolIdHash() {
	}

	/**
	 * An id of a form.
	 * @param id any id, possibly empty
	 * @param form what the server takes
	 * @return always the same for the same id and form
	 */
	static String of(String id, ToolIdForm form) {
		int room = Math.min(form.maxLength() - HASH_LENGTH - 1, HEAD_LENGTH);
		String head = (form.alphabet() != Alphabet.LETTERS_AND_DIGITS && room > 0) ? head(id, room) : "";
		if (!head.isEmpty()) {
			return head + '_' + hash(id, HASH_LENGTH);
		}
		return hash(id, Math.min(form.maxLength(), Math.max(form.minLength(), HASH_LENGTH)));
	}

	/** The id's beginning, up to what other libraries join to it. */
	private static String head(String id, int room) {
		StringBuilder head = new StringBuilder(room);
		for (int i = 0; i < id.length() && head.length() < room && id.charAt(i) != '|'; i++) {
			char c = id.charAt(i);
			head.append(Alphabet.WORD.has(c) ? c : '_');
		}
		return head.toString();
	}

	private static String hash(String text, int length) {
		try {
			byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
			StringBuilder hash = new StringBuilder(length);
			for (int i = 0; i < length; i++) {
				hash.append(LETTERS_AND_DIGITS
					.charAt(Math.floorMod(digest[i % digest.length], LETTERS_AND_DIGITS.length())));
			}
			return hash.toString();
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException("Every Java platform has SHA-256", ex);
		}
	}

}
