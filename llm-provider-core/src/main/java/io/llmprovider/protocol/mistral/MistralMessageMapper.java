package io.llmprovider.protocol.mistral;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

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
import org.jspecify.annotations.Nullable;

/**
 * Writes the conversation.
 *
 * @see <a href="https://docs.mistral.ai/capabilities/completion/usage">Messages and their
 * roles</a>
 */
final class MistralMessageMapper {

	private final ChatCall call;

	private final MistralContent content;

	private final List<Map<String, @Nullable Object>> written = new ArrayList<>();

	MistralMessageMapper(ChatCall call, List<Warning> warnings) {
		this.call = call;
		this.content = new MistralContent(warnings);
	}

	List<Map<String, @Nullable Object>> messages() {
		List<String> system = this.call.request().system().stream().map(Text::text).toList();
		if (!system.isEmpty()) {
			add("system").put("content", String.join("\n\n", system));
		}
		Mapper mapper = new Mapper();
		this.call.request().messages().forEach((message) -> message.accept(mapper));
		prefix();
		return this.written;
	}

	private Map<String, @Nullable Object> add(String role) {
		Map<String, @Nullable Object> message = new LinkedHashMap<>();
		message.put("role", role);
		this.written.add(message);
		return message;
	}

	/** An answer that stands at the end is one that the model is to go on with. */
	private void prefix() {
		Map<String, @Nullable Object> last = this.written.isEmpty() ? Map.of()
				: this.written.get(this.written.size() - 1);
		if ("assistant".equals(last.get("role")) && !last.containsKey("tool_calls")) {
			last.put("prefix", true);
		}
	}

	/** An answer that says nothing is refused; those that were cut off can be such. */
	private void assistant(AssistantMessage message) {
		List<Map<String, @Nullable Object>> parts = new ArrayList<>();
		List<Object> calls = new ArrayList<>();
		for (AssistantContent block : message.content()) {
			if (block instanceof Reasoning reasoning) {
				parts.add(MistralReplay.part(reasoning));
			}
			else if (block instanceof ToolCall toolCall) {
				calls.add(call(toolCall));
			}
			else if (block instanceof Text text) {
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

	private static Map<String, @Nullable Object> call(ToolCall toolCall) {
		Map<String, @Nullable Object> function = new LinkedHashMap<>();
		function.put("name", toolCall.name());
		function.put("arguments", toolCall.arguments());
		Map<String, @Nullable Object> entry = new LinkedHashMap<>();
		entry.put("id", toolCall.id());
		entry.put("type", "function");
		entry.put("function", function);
		return entry;
	}

	private void toolResult(ToolResultMessage result) {
		Map<String, @Nullable Object> message = add("tool");
		message.put("tool_call_id", result.callId());
		message.put("name", result.toolName());
		message.put("content", MistralContent.plain(this.content.parts(result.content())));
	}

	/** Each method tells how many messages there are then. */
	private final class Mapper implements Message.Visitor<Integer> {

		private final MistralMessageMapper mapper = MistralMessageMapper.this;

		@Override
		public Integer user(UserMessage message) {
			add("user").put("content", MistralContent.plain(this.mapper.content.parts(message.content())));
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
