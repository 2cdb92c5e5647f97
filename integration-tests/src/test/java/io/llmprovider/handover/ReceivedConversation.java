package io.llmprovider.handover;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

import io.llmprovider.chat.ChatRequest;
import io.llmprovider.test.simulator.SimulatedMessage;
import io.llmprovider.test.simulator.SimulatedRequest;
import io.llmprovider.test.simulator.SimulatedToolCall;
import org.jspecify.annotations.Nullable;

/**
 * Looks at what a server made of a conversation, beyond accepting it: lenient servers
 * take nonsense without a word.
 */
final class ReceivedConversation {

	private final SimulatedRequest request;

	ReceivedConversation(SimulatedRequest request) {
		this.request = request;
	}

	/**
	 * What is wrong with it.
	 * @param given the conversation as it was handed on
	 * @param foreign whether it began with another provider
	 * @return the first thing found, or null if nothing is
	 */
	@Nullable String problem(ChatRequest given, boolean foreign) {
		String everything = texts();
		if (!this.request.ignoredMembers().isEmpty()) {
			return "ignored members";
		}
		if (everything.contains(SourceConversation.ORPHANED)) {
			return "orphaned result";
		}
		if (everything.contains(SourceConversation.HALF_THOUGHT) || this.request.json().toString().contains("again")) {
			return "cancelled turn";
		}
		if (foreign && !everything.contains(SourceConversation.FIRST_THOUGHT)) {
			return "thought lost";
		}
		String json = this.request.json().toString();
		if (foreign && SourceConversation.secrets(given).stream().anyMatch(json::contains)) {
			return "foreign data";
		}
		if (!everything.contains("It is a cat.") || !everything.contains(SourceConversation.LAST_WORDS)) {
			return "words lost";
		}
		if (!hasPictures(everything)) {
			return "picture lost";
		}
		if (!StandardCharsets.UTF_8.newEncoder().canEncode(everything) || json.contains("\ufffd")) {
			return "half character";
		}
		return hasEmptyMessage() ? "empty message" : pairing();
	}

	private String texts() {
		StringBuilder texts = new StringBuilder();
		this.request.messages().forEach((message) -> texts.append(message.text()).append('\n'));
		return texts.toString();
	}

	private boolean hasPictures(String texts) {
		int pictures = this.request.messages().stream().mapToInt(SimulatedMessage::images).sum();
		int notes = texts.split("\\(image left out", -1).length - 1;
		return pictures + notes == SourceConversation.PICTURES;
	}

	private boolean hasEmptyMessage() {
		return this.request.messages()
			.stream()
			.anyMatch((message) -> message.text().isEmpty() && message.images() == 0 && message.toolCalls().isEmpty()
					&& (message.role().equals("user") || message.role().equals("assistant")));
	}

	/** Every call is answered once, in order, before anybody else speaks. */
	private @Nullable String pairing() {
		Deque<SimulatedToolCall> open = new ArrayDeque<>();
		for (SimulatedMessage message : this.request.messages()) {
			if (message.role().equals("tool")) {
				SimulatedToolCall call = open.poll();
				if (call == null || call.id() != null && message.toolCallId() != null
						&& !call.id().equals(message.toolCallId())) {
					return "result without call";
				}
			}
			else if (!open.isEmpty()) {
				return "call without result";
			}
			open.addAll(List.copyOf(message.toolCalls()));
		}
		return open.isEmpty() ? null : "call without result";
	}

}
