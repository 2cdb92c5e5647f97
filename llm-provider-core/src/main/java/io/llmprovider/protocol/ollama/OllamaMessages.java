package io.llmprovider.protocol.ollama;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import io.llmprovider.chat.AssistantMessage;
import io.llmprovider.chat.ChatRequest;
import io.llmprovider.chat.Content;
import io.llmprovider.chat.Message;
import io.llmprovider.chat.Text;
import io.llmprovider.chat.ToolCall;
import io.llmprovider.chat.ToolResultMessage;
import io.llmprovider.chat.UserMessage;
import io.llmprovider.json.Json;
import io.llmprovider.protocol.ChatCall;
import io.llmprovider.protocol.HandoverRules;
import org.jspecify.annotations.Nullable;

/**
 * Writes a conversation as Ollama's messages: content is always one text, images stand
 * beside it, arguments are objects.
 */
final class OllamaMessages implements Message.Visitor<OllamaMessages> {

	private static final String PARAGRAPH = "\n\n";

	private final ChatCall call;

	private final ChatRequest request;

	private final List<Map<String, @Nullable Object>> wire = new ArrayList<>();

	private int lastUser = -1;

	private int at;

	OllamaMessages(ChatCall call) {
		this.call = call;
		this.request = call.request();
	}

	List<Map<String, @Nullable Object>> map() {
		String system = this.request.system().stream().map(Text::text).collect(Collectors.joining(PARAGRAPH));
		if (!system.isEmpty()) {
			add("system", system);
		}
		List<Message> messages = this.request.messages();
		for (int i = 0; i < messages.size(); i++) {
			this.lastUser = HandoverRules.beginsTurn(messages.get(i)) ? i : this.lastUser;
		}
		for (this.at = 0; this.at < messages.size(); this.at++) {
			messages.get(this.at).accept(this);
		}
		return this.wire;
	}

	@Override
	public OllamaMessages user(UserMessage message) {
		OllamaContent content = content(message.content(), PARAGRAPH);
		images(add("user", content.text()), content.images());
		return this;
	}

	@Override
	public OllamaMessages assistant(AssistantMessage message) {
		OllamaContent content = content(message.content(), "");
		List<Map<String, @Nullable Object>> calls = message.toolCalls().stream().map(this::toolCall).toList();
		// Templates drop earlier thinking outside of a tool loop.
		String thinking = (this.at > this.lastUser) ? content.thinking() : "";
		if (content.text().isEmpty() && content.images().isEmpty() && calls.isEmpty() && thinking.isEmpty()) {
			return this;
		}
		Map<String, @Nullable Object> wire = add("assistant", content.text());
		if (!thinking.isEmpty()) {
			wire.put("thinking", thinking);
		}
		images(wire, content.images());
		if (!calls.isEmpty()) {
			wire.put("tool_calls", calls);
		}
		return this;
	}

	@Override
	public OllamaMessages toolResult(ToolResultMessage message) {
		OllamaContent content = content(message.content(), PARAGRAPH);
		// There is no mark for a failure, so the text has to say it.
		Map<String, @Nullable Object> wire = add("tool", message.error() ? "Error: " + content.text() : content.text());
		wire.put("tool_name", message.toolName());
		wire.put("tool_call_id", message.callId());
		images(wire, content.images());
		return this;
	}

	private Map<String, @Nullable Object> toolCall(ToolCall toolCall) {
		Map<String, @Nullable Object> function = new LinkedHashMap<>();
		function.put("name", toolCall.name());
		function.put("arguments", Json.object(toolCall.arguments()));
		Map<String, @Nullable Object> wire = new LinkedHashMap<>();
		wire.put("id", toolCall.id());
		wire.put("function", function);
		return wire;
	}

	private OllamaContent content(List<? extends Content> blocks, String separator) {
		OllamaContent content = new OllamaContent(this.call.provider(), separator);
		blocks.forEach((block) -> block.accept(content));
		return content;
	}

	private Map<String, @Nullable Object> add(String role, String content) {
		Map<String, @Nullable Object> message = new LinkedHashMap<>();
		message.put("role", role);
		message.put("content", content);
		this.wire.add(message);
		return message;
	}

	private static void images(Map<String, @Nullable Object> message, List<String> images) {
		if (!images.isEmpty()) {
			message.put("images", List.copyOf(images));
		}
	}

}
