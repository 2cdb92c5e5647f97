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
import io.llmprovider.chat.Warning;
import io.llmprovider.json.Json;
import io.llmprovider.json.PartialJson;
import io.llmprovider.protocol.ChatCall;
import org.jspecify.annotations.Nullable;

/**
 * Writes a conversation as Ollama's messages: content is always one text, images stand
 * beside it, arguments are objects.
 */
final class OllamaMessages implements Message.Visitor<OllamaMessages> {

	private static final String PARAGRAPH = "\n\n";

	private final ChatCall call;

	private final ChatRequest request;

	private final List<Warning> warnings;

	private final List<Map<String, @Nullable Object>> wire = new ArrayList<>();

	/** Images of tool results, until the results of one turn are all written. */
	private final List<String> pendingImages = new ArrayList<>();

	private int lastUser = -1;

	private int lastAssistant = -1;

	private int at;

	OllamaMessages(ChatCall call, List<Warning> warnings) {
		this.call = call;
		this.request = call.request();
		this.warnings = warnings;
	}

	List<Map<String, @Nullable Object>> map() {
		String system = this.request.system().stream().map(Text::text).collect(Collectors.joining(PARAGRAPH));
		if (!system.isEmpty()) {
			add("system", system);
		}
		List<Message> messages = this.request.messages();
		for (int i = 0; i < messages.size(); i++) {
			this.lastUser = (messages.get(i) instanceof UserMessage) ? i : this.lastUser;
			this.lastAssistant = (messages.get(i) instanceof AssistantMessage) ? i : this.lastAssistant;
		}
		for (this.at = 0; this.at < messages.size(); this.at++) {
			Message message = messages.get(this.at);
			if (!(message instanceof ToolResultMessage)) {
				flushImages();
			}
			message.accept(this);
		}
		flushImages();
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
		String thinking = replays(message) ? content.thinking() : "";
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
		if (Boolean.TRUE.equals(this.call.compat().supportsImagesInToolResults())) {
			images(wire, content.images());
		}
		else {
			this.pendingImages.addAll(content.images());
		}
		return this;
	}

	/**
	 * Templates drop earlier thinking outside of a tool loop; what another API made is
	 * not Ollama's.
	 */
	private boolean replays(AssistantMessage message) {
		boolean own = message.origin() == null || OllamaChatProtocol.ID.equals(message.origin().api());
		return own && this.at > this.lastUser;
	}

	private Map<String, @Nullable Object> toolCall(ToolCall toolCall) {
		Map<String, @Nullable Object> function = new LinkedHashMap<>();
		function.put("name", toolCall.name());
		function.put("arguments", arguments(toolCall));
		Map<String, @Nullable Object> wire = new LinkedHashMap<>();
		wire.put("id", toolCall.id());
		wire.put("function", function);
		return wire;
	}

	private Map<String, @Nullable Object> arguments(ToolCall toolCall) {
		if (toolCall.hasValidArguments()) {
			return Json.object(toolCall.arguments());
		}
		this.warnings.add(new Warning("tool-arguments-changed", "The arguments of tool call " + toolCall.id() + " ("
				+ toolCall.name() + ") are no JSON object; what could be read of them was sent"));
		return PartialJson.object(toolCall.arguments());
	}

	private OllamaContent content(List<? extends Content> blocks, String separator) {
		boolean current = this.at > this.lastAssistant;
		OllamaContent content = new OllamaContent(this.call.provider(), current, separator, this.warnings);
		blocks.forEach((block) -> block.accept(content));
		return content;
	}

	/**
	 * Templates print the text of a tool's result only, and results of one turn stand
	 * together.
	 */
	private void flushImages() {
		if (!this.pendingImages.isEmpty()) {
			images(add("user", "The images of the tool results above:"), this.pendingImages);
			this.pendingImages.clear();
		}
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
