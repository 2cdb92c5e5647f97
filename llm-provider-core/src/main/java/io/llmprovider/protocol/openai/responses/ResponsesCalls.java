package io.llmprovider.protocol.openai.responses;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

import io.llmprovider.chat.AssistantContent;
import io.llmprovider.chat.AssistantMessage;
import io.llmprovider.chat.Message;
import io.llmprovider.chat.ReplayData;
import io.llmprovider.chat.ServerToolResult;
import io.llmprovider.chat.ToolCall;
import io.llmprovider.chat.ToolResultMessage;
import io.llmprovider.protocol.ChatCall;
import org.jspecify.annotations.Nullable;

/**
 * The tool calls of a conversation: under which id and as what kind of item the server
 * takes them. The same id becomes the same on the call and on its result, in this request
 * and in the next ones, and two ids never become one.
 */
final class ResponsesCalls {

	static final String FUNCTION = "function_call";

	static final String CUSTOM = "custom_tool_call";

	static final String APPROVAL = "mcp_approval_request";

	private static final int MAX_LENGTH = 64;

	private static final int HASH_LENGTH = 12;

	private static final String ALPHABET = "abcdefghijklmnopqrstuvwxyz0123456789";

	private final ChatCall call;

	private final String api;

	private final Set<String> customTools;

	private final Map<String, String> types = new HashMap<>();

	private final Map<String, String> wireIds = new LinkedHashMap<>();

	private final Set<String> taken = new HashSet<>();

	ResponsesCalls(ChatCall call, String api) {
		this.call = call;
		this.api = api;
		this.customTools = ResponsesTools.customTools(call);
		call.request().messages().forEach(this::collect);
		this.wireIds.replaceAll((id, unknown) -> fits(id) ? id : unknown);
		this.wireIds.values().stream().filter((id) -> !id.isEmpty()).forEach(this.taken::add);
		this.wireIds.replaceAll((id, wireId) -> wireId.isEmpty() ? changed(id) : wireId);
	}

	private void collect(Message message) {
		if (message instanceof AssistantMessage assistant) {
			assistant.content().forEach(this::collect);
		}
		else if (message instanceof ToolResultMessage result) {
			this.wireIds.putIfAbsent(result.callId(), "");
		}
	}

	private void collect(AssistantContent block) {
		if (block instanceof ToolCall toolCall) {
			this.wireIds.putIfAbsent(toolCall.id(), "");
			this.types.put(toolCall.id(), type(toolCall));
		}
		else if (block instanceof ServerToolResult result && APPROVAL.equals(result.name()) && result.callId() != null
				&& own(result.replay()) != null) {
			this.types.put(result.callId(), APPROVAL);
		}
	}

	private String type(ToolCall toolCall) {
		ReplayData own = own(toolCall.replay());
		String kept = (own != null) ? own.text(ResponsesReplay.TYPE) : null;
		if (kept != null) {
			return kept;
		}
		return this.customTools.contains(toolCall.name()) ? CUSTOM : FUNCTION;
	}

	/** What kind of item a call is, known by its id. */
	String type(String callId) {
		return this.types.getOrDefault(callId, FUNCTION);
	}

	/** The id as it is sent. */
	String wireId(String callId) {
		return this.wireIds.getOrDefault(callId, callId);
	}

	/** What this provider and model made, and only they get back; null for all else. */
	@Nullable ReplayData own(@Nullable ReplayData replay) {
		boolean own = replay != null && replay.provider().equals(this.call.provider())
				&& replay.model().equals(this.call.model().id()) && replay.api().equals(this.api);
		return own ? replay : null;
	}

	private static boolean fits(String id) {
		return !id.isEmpty() && id.length() <= MAX_LENGTH && id.equals(sanitized(id));
	}

	/** Others keep the ids of call and item in one: the first one is the call's. */
	private String changed(String id) {
		int bar = id.indexOf('|');
		String head = sanitized((bar > 0) ? id.substring(0, bar) : id);
		String candidate = head;
		int room = MAX_LENGTH - HASH_LENGTH - 1;
		for (int salt = 0; candidate.isEmpty() || candidate.length() > MAX_LENGTH
				|| !this.taken.add(candidate); salt++) {
			candidate = head.substring(0, Math.min(room, head.length())) + '_' + hash(id + '#' + salt);
		}
		return candidate;
	}

	private static String hash(String text) {
		try {
			byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
			StringBuilder hash = new StringBuilder(HASH_LENGTH);
			for (int i = 0; i < HASH_LENGTH; i++) {
				hash.append(ALPHABET.charAt(Math.floorMod(digest[i], ALPHABET.length())));
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
			boolean letter = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
			plain.append((letter || c >= '0' && c <= '9' || c == '-' || c == '_') ? c : '_');
		}
		return plain.toString();
	}

}
