package io.llmprovider.protocol.bedrock;

import java.util.HashSet;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * The names of documents as Bedrock takes them: letters, digits, single blanks, hyphens,
 * parentheses and square brackets, at most 200 of them, and each name once.
 *
 * @see <a href=
 * "https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_DocumentBlock.html">Documents</a>
 */
final class BedrockDocumentNames {

	private static final int MAX_LENGTH = 200;

	private static final int ROOM_FOR_A_NUMBER = 6;

	private static final String ALLOWED = "-()[]";

	private final Set<String> taken = new HashSet<>();

	String of(@Nullable String name) {
		String plain = plain((name != null) ? name : "");
		String usual = plain.isEmpty() ? "document" : plain;
		String unique = usual;
		for (int number = 2; !this.taken.add(unique); number++) {
			unique = usual + " " + number;
		}
		return unique;
	}

	private static String plain(String name) {
		StringBuilder plain = new StringBuilder(name.length());
		for (int i = 0; i < name.length() && plain.length() < MAX_LENGTH - ROOM_FOR_A_NUMBER; i++) {
			char c = name.charAt(i);
			boolean taken = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9'
					|| ALLOWED.indexOf(c) >= 0;
			if (taken) {
				plain.append(c);
			}
			else if (!plain.isEmpty() && plain.charAt(plain.length() - 1) != ' ') {
				plain.append(' ');
			}
		}
		return plain.toString().strip();
	}

}
