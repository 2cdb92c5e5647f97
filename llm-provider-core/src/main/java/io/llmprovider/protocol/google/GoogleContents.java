package io.llmprovider.protocol.google;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.llmprovider.chat.AssistantMessage;
import io.llmprovider.chat.Content;
import io.llmprovider.chat.Message;
import io.llmprovider.chat.ToolCall;
import io.llmprovider.chat.ToolResultMessage;
import io.llmprovider.chat.UserMessage;
import io.llmprovider.protocol.ChatCall;
import org.jspecify.annotations.Nullable;

/**
 * Writes the conversation. Messages of the same role become one; the responses of
 * functions stand before everything else, in the order of the calls.
 */
final class GoogleContents implements Message.Visitor<Boolean> {

	private static final String PARTS = "parts";

	private final ChatCall call;

	private final GoogleAssistantMapper assistants;

	private final GoogleResponses responses;

	private final List<Map<String, @Nullable Object>> written = new ArrayList<>();

	private final Map<String, ToolCall> calls = new HashMap<>();

	/** The calls of the last answer, in order. */
	private final List<String> order = new ArrayList<>();

	private final List<String> answered = new ArrayList<>();

	GoogleContents(ChatCall call) {
		this.call = call;
		this.assistants = new GoogleAssistantMapper(call);
		this.responses = new GoogleResponses(call);
	}

	/**
	 * The contents.
	 * @param preamble what is said before everything else, possibly nothing
	 */
	List<Map<String, @Nullable Object>> contents(List<? extends Content> preamble) {
		add("user", GoogleParts.parts(preamble));
		this.call.request().messages().forEach((message) -> message.accept(this));
		return this.written;
	}

	@Override
	public Boolean user(UserMessage message) {
		return add("user", GoogleParts.parts(message.content()));
	}

	@Override
	public Boolean assistant(AssistantMessage message) {
		if (!"model".equals(lastRole())) {
			this.order.clear();
			this.answered.clear();
		}
		for (ToolCall toolCall : message.toolCalls()) {
			this.calls.put(toolCall.id(), toolCall);
			this.order.add(toolCall.id());
		}
		return add("model", this.assistants.parts(message));
	}

	@Override
	public Boolean toolResult(ToolResultMessage message) {
		ToolCall asked = this.calls.get(message.callId());
		String name = (asked != null) ? asked.name() : message.toolName();
		String id = (asked != null) ? this.assistants.id(asked) : null;
		add("user", List.of(this.responses.response(message, name, id)));
		List<Map<String, @Nullable Object>> parts = partsOf(this.written.get(this.written.size() - 1));
		Map<String, @Nullable Object> response = parts.remove(parts.size() - 1);
		int at = place(message.callId());
		parts.add(at, response);
		this.answered.add(at, message.callId());
		return add("user", this.responses.beside(message));
	}

	/** Where a response stands among those that are there. */
	private int place(String callId) {
		int own = this.order.indexOf(callId);
		int at = this.answered.size();
		while (own >= 0 && at > 0 && this.order.indexOf(this.answered.get(at - 1)) > own) {
			at--;
		}
		return at;
	}

	private boolean add(String role, List<Map<String, @Nullable Object>> more) {
		if (more.isEmpty()) {
			return false;
		}
		if (!role.equals(lastRole())) {
			this.written.add(content(role, new ArrayList<>()));
		}
		partsOf(this.written.get(this.written.size() - 1)).addAll(more);
		return true;
	}

	private @Nullable Object lastRole() {
		return this.written.isEmpty() ? null : this.written.get(this.written.size() - 1).get("role");
	}

	private static Map<String, @Nullable Object> content(String role, List<Map<String, @Nullable Object>> parts) {
		Map<String, @Nullable Object> content = new LinkedHashMap<>();
		content.put("role", role);
		content.put(PARTS, parts);
		return content;
	}

	@SuppressWarnings("unchecked")
	private static List<Map<String, @Nullable Object>> partsOf(Map<String, @Nullable Object> content) {
		return (List<Map<String, @Nullable Object>>) java.util.Objects.requireNonNull(content.get(PARTS));
	}

}
