package io.llmprovider.protocol.openai.completions;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.llmprovider.chat.AssistantMessage;
import io.llmprovider.chat.CacheMark;
import io.llmprovider.chat.Content;
import io.llmprovider.chat.Document;
import io.llmprovider.chat.Image;
import io.llmprovider.chat.JsonContent;
import io.llmprovider.chat.Message;
import io.llmprovider.chat.Text;
import io.llmprovider.chat.ToolResultMessage;
import io.llmprovider.chat.UserMessage;
import io.llmprovider.protocol.ChatCall;
import io.llmprovider.protocol.PromptMarks;
import org.jspecify.annotations.Nullable;

/**
 * Writes the conversation.
 */
final class OpenAiCompletionsMessageMapper {

	private final ChatCall call;

	private final CompletionsDialect dialect;

	private final CompletionsCacheMarks marks;

	private final @Nullable String instruction;

	private final CompletionsContent content;

	private final CompletionsAssistantMapper assistants;

	private final List<Map<String, @Nullable Object>> written = new ArrayList<>();

	/**
	 * A mapper of the messages of a call.
	 * @param call the call
	 * @param dialect the server's
	 * @param marks writes the marks for the cache
	 * @param instruction what the system prompt has to say beside the user's words, or
	 * null
	 */
	OpenAiCompletionsMessageMapper(ChatCall call, CompletionsDialect dialect, CompletionsCacheMarks marks,
			@Nullable String instruction) {
		this.call = call;
		this.dialect = dialect;
		this.marks = marks;
		this.instruction = instruction;
		this.content = new CompletionsContent(this.marks);
		this.assistants = new CompletionsAssistantMapper(dialect, this.marks);
	}

	List<Map<String, @Nullable Object>> messages() {
		system();
		Mapper mapper = new Mapper();
		this.call.request().messages().forEach((message) -> message.accept(mapper));
		return this.written;
	}

	private void system() {
		List<Text> blocks = new ArrayList<>(this.call.request().system());
		if (this.instruction != null) {
			blocks.add(new Text(this.instruction));
		}
		if (blocks.isEmpty()) {
			return;
		}
		boolean developer = Boolean.TRUE.equals(this.call.model().capabilities().reasoning())
				&& this.dialect.supportsDeveloperRole();
		add(developer ? "developer" : "system", systemContent(blocks));
	}

	private Object systemContent(List<Text> blocks) {
		List<Map<String, @Nullable Object>> parts = new ArrayList<>();
		StringBuilder joined = new StringBuilder();
		boolean marked = false;
		for (int i = 0; i < blocks.size(); i++) {
			Text block = blocks.get(i);
			CacheMark mark = this.marks.ofSystem(block, i == blocks.size() - 1);
			marked |= mark != null && this.marks.isSupported();
			Map<String, @Nullable Object> part = CompletionsContent.text(block.text());
			this.marks.markPrefix(part, mark);
			parts.add(part);
			joined.append((i > 0) ? "\n\n" : "").append(block.text());
		}
		return marked ? parts : joined.toString();
	}

	private Map<String, @Nullable Object> add(String role, Object text) {
		Map<String, @Nullable Object> message = new LinkedHashMap<>();
		message.put("role", role);
		message.put("content", text);
		this.written.add(message);
		return message;
	}

	private Map<String, @Nullable Object> toolResult(ToolResultMessage result) {
		Map<String, @Nullable Object> message = new LinkedHashMap<>();
		message.put("role", "tool");
		message.put("tool_call_id", result.callId());
		if (this.dialect.requiresToolResultName()) {
			message.put("name", result.toolName());
		}
		message.put("content", toolContent(result));
		return message;
	}

	/** A text where that is enough, because some servers take nothing else. */
	private Object toolContent(ToolResultMessage result) {
		boolean parts = result.content()
			.stream()
			.anyMatch((piece) -> piece instanceof Image || piece instanceof Document
					|| this.marks.isSupported() && PromptMarks.of(piece) != null);
		return parts ? this.content.of(result.content(), null) : joined(result.content());
	}

	private static String joined(List<? extends Content> texts) {
		StringBuilder joined = new StringBuilder();
		for (Content piece : texts) {
			String text = (piece instanceof JsonContent json) ? json.json() : ((Text) piece).text();
			joined.append((joined.length() > 0 && !text.isEmpty()) ? "\n" : "").append(text);
		}
		return joined.toString();
	}

	/** Each method tells how many messages there are then. */
	private final class Mapper implements Message.Visitor<Integer> {

		private final OpenAiCompletionsMessageMapper mapper = OpenAiCompletionsMessageMapper.this;

		@Override
		public Integer user(UserMessage message) {
			add("user", this.mapper.content.of(message.content(), this.mapper.marks.ofTurn(message)));
			return this.mapper.written.size();
		}

		@Override
		public Integer assistant(AssistantMessage message) {
			Map<String, @Nullable Object> assistant = this.mapper.assistants.message(message);
			if (assistant != null) {
				this.mapper.written.add(assistant);
			}
			return this.mapper.written.size();
		}

		@Override
		public Integer toolResult(ToolResultMessage message) {
			this.mapper.written.add(this.mapper.toolResult(message));
			return this.mapper.written.size();
		}

	}

}
