package io.llmprovider.protocol;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

import io.llmprovider.chat.AssistantContent;
import io.llmprovider.chat.AssistantMessage;
import io.llmprovider.chat.Message;
import io.llmprovider.chat.ToolCall;
import io.llmprovider.chat.ToolResultMessage;

/**
 * The ids of tool calls as a server takes them: letters, digits, underscores and dashes
 * up to some length, or exactly nine letters and digits. The same id becomes the same on
 * the call and on its result, in this request and in the next ones, and two ids never
 * become one.
 */
public final class WireToolIds {

	private static final int MAX_LENGTH = 64;

	private static final int HASH_LENGTH = 8;

	private static final int NINE = 9;

	private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

	private final int maxLength;

	private final boolean nine;

	private final Map<String, String> wireIds = new HashMap<>();

	private final Set<String> taken = new HashSet<>();

	private WireToolIds(ChatCall call, boolean nine) {
		Integer limit = call.compat().toolIdMaxLength();
		this.maxLength = (limit != null) ? Math.max(limit, HASH_LENGTH) : MAX_LENGTH;
		this.nine = nine;
		List<Message> messages = call.request().messages();
		messages.forEach((message) -> forEachId(message, this::keep));
		messages.forEach((message) -> forEachId(message, this::change));
	}

	/**
	 * Ids of at most 64 letters, digits, underscores and dashes, or as many as the compat
	 * flag {@code tool-id-max-length} says.
	 * @param call the call
	 * @return its ids
	 */
	public static WireToolIds of(ChatCall call) {
		return new WireToolIds(call, false);
	}

	/**
	 * Ids of exactly nine letters and digits, as Mistral's models want them.
	 * @param call the call
	 * @return its ids
	 */
	public static WireToolIds ofNine(ChatCall call) {
		return new WireToolIds(call, true);
	}

	/**
	 * The id as it is sent.
	 * @param id the id of a call or of the call that a result answers
	 * @return the id that the server takes
	 */
	public String wireId(String id) {
		return this.wireIds.getOrDefault(id, id);
	}

	/** First round: ids that fit stay as they are. */
	private void keep(String id) {
		if (fits(id)) {
			this.wireIds.put(id, id);
			this.taken.add(id);
		}
	}

	private boolean fits(String id) {
		return this.nine ? id.length() == NINE && id.chars().allMatch((c) -> ALPHABET.indexOf(c) >= 0)
				: !id.isEmpty() && id.length() <= this.maxLength && id.equals(plain(id));
	}

	/** Second round: the others become something that is not yet there. */
	private void change(String id) {
		if (this.wireIds.containsKey(id)) {
			return;
		}
		String changed = this.nine ? hash(id) : plain(id);
		if (changed.isEmpty() || changed.length() > this.maxLength || this.taken.contains(changed)) {
			int room = this.nine ? 0 : Math.min(changed.length(), this.maxLength - HASH_LENGTH);
			String head = changed.substring(0, room);
			changed = head + hash(id);
			for (int salt = 1; this.taken.contains(changed); salt++) {
				changed = head + hash(id + '#' + salt);
			}
		}
		this.wireIds.put(id, changed);
		this.taken.add(changed);
	}

	private static void forEachId(Message message, Consumer<String> visitor) {
		if (message instanceof AssistantMessage assistant) {
			for (AssistantContent block : assistant.content()) {
				if (block instanceof ToolCall call) {
					visitor.accept(call.id());
				}
			}
		}
		else if (message instanceof ToolResultMessage result) {
			visitor.accept(result.callId());
		}
	}

	private static String plain(String id) {
		StringBuilder plain = new StringBuilder(id.length());
		for (int i = 0; i < id.length(); i++) {
			char c = id.charAt(i);
			boolean fits = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '-' || c == '_';
			plain.append(fits ? c : '_');
		}
		return plain.toString();
	}

	private String hash(String text) {
		try {
			byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
			return this.nine ? letters(digest) : HexFormat.of().formatHex(digest, 0, HASH_LENGTH / 2);
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException("Every Java platform has SHA-256", ex);
		}
	}

	private static String letters(byte[] digest) {
		StringBuilder letters = new StringBuilder(NINE);
		for (int i = 0; i < NINE; i++) {
			letters.append(ALPHABET.charAt(Math.floorMod(digest[i], ALPHABET.length())));
		}
		return letters.toString();
	}

}
