package io.llmprovider.protocol.openai.completions;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.llmprovider.chat.AssistantMessage;
import io.llmprovider.chat.Message;
import io.llmprovider.chat.Origin;
import io.llmprovider.chat.ToolCall;
import io.llmprovider.chat.ToolResultMessage;
import io.llmprovider.protocol.ChatCall;
import org.jspecify.annotations.Nullable;

/**
 * The ids of tool calls as the server takes them. The same id becomes the same on the
 * call and on its result, in this request and in the next ones, and two ids never become
 * one.
 */
final class CompletionsToolIds {

	private static final int MISTRAL_LENGTH = 9;

	private static final int HASH_LENGTH = 8;

	private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

	private final CompletionsDialect dialect;

	private final String provider;

	private final Map<String, String> wireIds = new HashMap<>();

	private final Set<String> taken = new HashSet<>();

	CompletionsToolIds(ChatCall call, CompletionsDialect dialect) {
		this.dialect = dialect;
		this.provider = call.provider();
		List<Message> messages = call.request().messages();
		messages.forEach(this::keep);
		messages.forEach(this::change);
	}

	/**
	 * The id as it is sent.
	 * @param id the id of a call or of the call that a result answers
	 * @return the id that the server takes
	 */
	String wireId(String id) {
		return this.wireIds.getOrDefault(id, id);
	}

	/** First round: ids that fit stay as they are. */
	private void keep(Message message) {
		forEach(message, (id, maker) -> {
			if (fits(id, maker)) {
				this.wireIds.put(id, id);
				this.taken.add(id);
			}
		});
	}

	/** Second round: the others become something that is not yet there. */
	private void change(Message message) {
		forEach(message, (id, maker) -> {
			if (!this.wireIds.containsKey(id)) {
				String changed = changed(id);
				this.wireIds.put(id, changed);
				this.taken.add(changed);
			}
		});
	}

	private void forEach(Message message, IdVisitor visitor) {
		if (message instanceof AssistantMessage assistant) {
			Origin origin = assistant.origin();
			for (ToolCall call : assistant.toolCalls()) {
				visitor.id(call.id(), (origin != null) ? origin.provider() : null);
			}
		}
		else if (message instanceof ToolResultMessage result && !this.wireIds.containsKey(result.callId())) {
			visitor.id(result.callId(), null);
		}
	}

	private boolean fits(String id, @Nullable String maker) {
		if (this.dialect.requiresMistralToolIds()) {
			return id.length() == MISTRAL_LENGTH && isLettersAndDigits(id);
		}
		boolean own = this.provider.equals(maker);
		if (own && !this.dialect.limitsOwnToolIds()) {
			return true;
		}
		boolean plain = own || id.indexOf('|') < 0 && (maker == null || id.equals(sanitized(id)));
		return plain && !id.isEmpty() && id.length() <= this.dialect.toolIdMaxLength();
	}

	private String changed(String id) {
		if (this.dialect.requiresMistralToolIds()) {
			return hashed("", id, MISTRAL_LENGTH);
		}
		int max = this.dialect.toolIdMaxLength();
		int bar = id.indexOf('|');
		String head = sanitized((bar > 0) ? id.substring(0, bar) : id);
		if (!head.isEmpty() && head.length() <= max && !this.taken.contains(head)) {
			return head;
		}
		int room = max - HASH_LENGTH - 1;
		return (room > 0) ? hashed(head.substring(0, Math.min(room, head.length())) + "_", id, HASH_LENGTH)
				: hashed("", id, max);
	}

	private String hashed(String prefix, String id, int length) {
		String candidate = prefix + hash(id, length);
		for (int salt = 1; this.taken.contains(candidate); salt++) {
			candidate = prefix + hash(id + '#' + salt, length);
		}
		return candidate;
	}

	private static String hash(String text, int length) {
		try {
			byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
			StringBuilder hash = new StringBuilder(length);
			for (int i = 0; i < length; i++) {
				hash.append(ALPHABET.charAt(Math.floorMod(digest[i % digest.length], ALPHABET.length())));
			}
			return hash.toString();
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException("Every Java platform has SHA-256", ex);
		}
	}

	private static String sanitized(String id) {
		StringBuilder plain = new StringBuilder(id.length());
		for (int i = 0; i < id.length(); i++) {
			char c = id.charAt(i);
			plain.append((isLetterOrDigit(c) || c == '-' || c == '_') ? c : '_');
		}
		return plain.toString();
	}

	private static boolean isLettersAndDigits(String id) {
		return id.chars().allMatch((c) -> isLetterOrDigit((char) c));
	}

	private static boolean isLetterOrDigit(char c) {
		return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9';
	}

	private interface IdVisitor {

		void id(String id, @Nullable String maker);

	}

}
