package io.llmprovider.protocol.openai.completions;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.llmprovider.chat.AssistantContent;
import io.llmprovider.chat.AssistantMessage;
import io.llmprovider.chat.Reasoning;
import io.llmprovider.chat.ReplayData;
import io.llmprovider.chat.Text;
import io.llmprovider.chat.ToolCall;
import org.jspecify.annotations.Nullable;

/**
 * Writes what a model said before, with what its provider wants back.
 */
final class CompletionsAssistantMapper {

	private static final String DEFAULT_FIELD = "reasoning_content";

	private final CompletionsDialect dialect;

	private final CompletionsCacheMarks marks;

	CompletionsAssistantMapper(CompletionsDialect dialect, CompletionsCacheMarks marks) {
		this.dialect = dialect;
		this.marks = marks;
	}

	/**
	 * The message, or null if it says nothing: aborted answers leave such messages
	 * behind, and servers refuse them.
	 */
	@Nullable Map<String, @Nullable Object> message(AssistantMessage message) {
		Map<String, @Nullable Object> written = new LinkedHashMap<>();
		written.put("role", "assistant");
		String text = message.text();
		// One text: an array of parts makes some models write such arrays themselves.
		written.put("content", text.isBlank() ? "" : content(message, text));
		reasoning(message, written);
		List<Object> calls = toolCalls(message);
		if (!calls.isEmpty()) {
			written.put("tool_calls", calls);
		}
		boolean says = !text.isBlank() || !calls.isEmpty() || written.containsKey("reasoning_details");
		return says ? written : null;
	}

	private Object content(AssistantMessage message, String text) {
		var mark = this.marks.ofTurn(message);
		for (AssistantContent block : message.content()) {
			if (block instanceof Text marked && marked.cache() != null) {
				mark = marked.cache();
			}
		}
		if (mark == null || !this.marks.isSupportedEverywhere()) {
			return text;
		}
		Map<String, @Nullable Object> part = CompletionsContent.text(text);
		this.marks.mark(part, mark);
		return List.of(part);
	}

	private void reasoning(AssistantMessage message, Map<String, @Nullable Object> written) {
		extraContent(message, written);
		List<Map<String, @Nullable Object>> details = details(message);
		String field = field(message);
		if (!details.isEmpty()) {
			written.put("reasoning_details", details);
		}
		else if (field != null) {
			String thoughts = thoughts(message);
			if (!thoughts.isEmpty()) {
				written.put(field, thoughts);
			}
		}
		if (this.dialect.requiresReasoningContent()) {
			String required = (this.dialect.reasoningField() != null) ? this.dialect.reasoningField() : DEFAULT_FIELD;
			written.putIfAbsent(required, "");
		}
	}

	private static String thoughts(AssistantMessage message) {
		List<String> texts = new ArrayList<>();
		for (AssistantContent block : message.content()) {
			if (block instanceof Reasoning reasoning && !reasoning.text().isBlank()) {
				texts.add(reasoning.text());
			}
		}
		return String.join("\n", texts);
	}

	private @Nullable String field(AssistantMessage message) {
		String field = this.dialect.reasoningField();
		for (AssistantContent block : message.content()) {
			ReplayData replay = block.replay();
			String came = (replay != null) ? replay.text(CompletionsReplay.FIELD) : null;
			if (field == null && came != null && came.startsWith("reasoning")
					&& !came.equals(CompletionsReplay.REASONING_DETAILS)) {
				field = came;
			}
		}
		return CompletionsDialect.NO_FIELD.equals(field) ? null : field;
	}

	private List<Map<String, @Nullable Object>> details(AssistantMessage message) {
		List<Map<String, @Nullable Object>> details = new ArrayList<>();
		for (AssistantContent block : message.content()) {
			ReplayData replay = block.replay();
			if (replay != null && replay.payload().get(CompletionsReplay.REASONING_DETAILS) instanceof List<?> list) {
				CompletionsDetails.join(details, list);
			}
		}
		return details;
	}

	private void extraContent(AssistantMessage message, Map<String, @Nullable Object> written) {
		for (AssistantContent block : message.content()) {
			ReplayData replay = block.replay();
			if (!(block instanceof ToolCall) && replay != null) {
				putExtraContent(replay, written);
			}
		}
	}

	private static void putExtraContent(ReplayData replay, Map<String, @Nullable Object> written) {
		Object extra = replay.payload().get(CompletionsReplay.EXTRA_CONTENT);
		if (extra != null) {
			written.put(CompletionsReplay.EXTRA_CONTENT, extra);
		}
	}

	private List<Object> toolCalls(AssistantMessage message) {
		List<Object> calls = new ArrayList<>();
		for (ToolCall toolCall : message.toolCalls()) {
			Map<String, @Nullable Object> function = new LinkedHashMap<>();
			function.put("name", toolCall.name());
			function.put("arguments", toolCall.arguments());
			Map<String, @Nullable Object> written = new LinkedHashMap<>();
			written.put("id", toolCall.id());
			written.put("type", "function");
			written.put("function", function);
			ReplayData replay = toolCall.replay();
			if (replay != null) {
				putExtraContent(replay, written);
			}
			calls.add(written);
		}
		return calls;
	}

}
