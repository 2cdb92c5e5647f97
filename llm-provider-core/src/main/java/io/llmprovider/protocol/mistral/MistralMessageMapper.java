package io.llmprovider.protocol.mistral;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

import io.llmprovider.chat.AssistantContent;
import io.llmprovider.chat.AssistantMessage;
import io.llmprovider.chat.Message;
import io.llmprovider.chat.Reasoning;
import io.llmprovider.chat.Text;
import io.llmprovider.chat.ToolCall;
import io.llmprovider.chat.ToolResultMessage;
import io.llmprovider.chat.UserMessage;
import io.llmprovider.chat.Warning;
import io.llmprovider.protocol.ChatCall;
import io.llmprovider.protocol.WireToolIds;
import org.jspecify.annotations.Nullable;

/**
 * Writes the conversation.
 *
 * @see <a href="https://docs.mistral.ai/capabilities/completion/usage">Messages and their
 * roles</a>
 */
final class MistralMessageMapper {

	private static final String INTERMEDIATE = "I have the results of the tools.";

	private static final String NO_OUTPUT = "(no output)";

	private final ChatCall call;

	private final MistralContent content;

	private final MistralReplay replay;

	private final UnaryOperator<String> ids;

	private final List<Map<String, @Nullable Object>> written = new ArrayList<>();

	/** The parts of the message of the user's that was written last, for another one. */
	private List<Map<String, @Nullable Object>> userParts = List.of();

	MistralMessageMapper(ChatCall call, String api, List<Warning> warnings) {
		this.call = call;
		this.content = new MistralContent(call, warnings);
		this.replay = new MistralReplay(call, api);
		boolean anyId = Boolean.FALSE.equals(call.compat().requiresMistralToolIds());
		this.ids = anyId ? UnaryOperator.identity() : WireToolIds.ofNine(call)::wireId;
	}

	List<Map<String, @Nullable Object>> messages() {
		List<String> system = this.call.request()
			.system()
			.stream()
			.map(Text::text)
			.filter((text) -> !text.isEmpty())
			.toList();
		if (!system.isEmpty()) {
			add("system").put("content", String.join("\n\n", system));
		}
		Mapper mapper = new Mapper();
		this.call.request().messages().forEach((message) -> message.accept(mapper));
		prefix();
		MistralOrder.check(this.written);
		return this.written;
	}

	private Map<String, @Nullable Object> add(String role) {
		Map<String, @Nullable Object> message = new LinkedHashMap<>();
		message.put("role", role);
		this.written.add(message);
		return message;
	}

	private boolean isLast(String role) {
		return !this.written.isEmpty() && role.equals(this.written.get(this.written.size() - 1).get("role"));
	}

	/** An answer that stands at the end is one that the model is to go on with. */
	private void prefix() {
		Map<String, @Nullable Object> last = this.written.isEmpty() ? Map.of()
				: this.written.get(this.written.size() - 1);
		if ("assistant".equals(last.get("role")) && !last.containsKey("tool_calls")) {
			last.put("prefix", true);
		}
	}

	/** Two messages of the user's in a row become one: older models refuse them. */
	private void user(List<Map<String, @Nullable Object>> parts) {
		if (parts.isEmpty()) {
			return;
		}
		if (isLast("user")) {
			this.userParts.addAll(parts);
			this.written.get(this.written.size() - 1).put("content", this.userParts);
			return;
		}
		if (isLast("tool") && Boolean.TRUE.equals(this.call.compat().requiresAssistantAfterToolResult())) {
			add("assistant").put("content", INTERMEDIATE);
		}
		this.userParts = new ArrayList<>(parts);
		add("user").put("content", MistralContent.plain(parts));
	}

	/** An answer that says nothing is refused; those that were cut off can be such. */
	private void assistant(AssistantMessage message) {
		List<Map<String, @Nullable Object>> parts = new ArrayList<>();
		List<Object> calls = new ArrayList<>();
		for (AssistantContent block : message.content()) {
			if (block instanceof Reasoning reasoning) {
				parts.add(thoughts(reasoning));
			}
			else if (block instanceof ToolCall toolCall) {
				calls.add(call(toolCall));
			}
			else if (block instanceof Text text && !text.text().isBlank()) {
				parts.add(MistralContent.text(text.text()));
			}
		}
		parts.removeIf(Map::isEmpty);
		if (!parts.isEmpty() || !calls.isEmpty()) {
			Map<String, @Nullable Object> assistant = add("assistant");
			assistant.put("content", MistralContent.plain(parts));
			if (!calls.isEmpty()) {
				assistant.put("tool_calls", calls);
			}
		}
	}

	private Map<String, @Nullable Object> thoughts(Reasoning reasoning) {
		boolean asText = Boolean.TRUE.equals(this.call.compat().requiresThinkingAsText());
		if (asText) {
			return MistralContent.text(reasoning.text().isBlank() ? "" : reasoning.text() + "\n\n");
		}
		return this.replay.part(reasoning);
	}

	private Map<String, @Nullable Object> call(ToolCall toolCall) {
		Map<String, @Nullable Object> function = new LinkedHashMap<>();
		function.put("name", toolCall.name());
		function.put("arguments", toolCall.arguments());
		Map<String, @Nullable Object> entry = new LinkedHashMap<>();
		entry.put("id", this.ids.apply(toolCall.id()));
		entry.put("type", "function");
		entry.put("function", function);
		return entry;
	}

	private void toolResult(ToolResultMessage result) {
		Object content = MistralContent.plain(this.content.parts(result.content()));
		Map<String, @Nullable Object> message = add("tool");
		message.put("tool_call_id", this.ids.apply(result.callId()));
		message.put("name", result.toolName());
		message.put("content", "".equals(content) ? NO_OUTPUT : content);
	}

	/** Each method tells how many messages there are then. */
	private final class Mapper implements Message.Visitor<Integer> {

		private final MistralMessageMapper mapper = MistralMessageMapper.this;

		@Override
		public Integer user(UserMessage message) {
			this.mapper.user(this.mapper.content.parts(message.content()));
			return this.mapper.written.size();
		}

		@Override
		public Integer assistant(AssistantMessage message) {
			this.mapper.assistant(message);
			return this.mapper.written.size();
		}

		@Override
		public Integer toolResult(ToolResultMessage message) {
			this.mapper.toolResult(message);
			return this.mapper.written.size();
		}

	}

}
