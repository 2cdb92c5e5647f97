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
import io.llmprovider.chat.Warning;
import io.llmprovider.protocol.ChatCall;
import io.llmprovider.protocol.PromptMarks;
import org.jspecify.annotations.Nullable;

/**
 * Writes the conversation.
 */
final class OpenAiCompletionsMessageMapper {

	private static final String NO_OUTPUT = "(no output)";

	private static final String FOLLOWS = "(see the next message of the user)";

	private static final String LEAD_IN = "From the results of the tools:";

	private static final String INTERMEDIATE = "I have the results of the tools.";

	private final ChatCall call;

	private final CompletionsDialect dialect;

	private final CompletionsCacheMarks marks;

	private final CompletionsContent content;

	private final CompletionsToolIds ids;

	private final CompletionsAssistantMapper assistants;

	private final List<Map<String, @Nullable Object>> written = new ArrayList<>();

	/** Pictures of the tool results of this block, which follow behind all of them. */
	private final List<Content> pictures = new ArrayList<>();

	OpenAiCompletionsMessageMapper(ChatCall call, CompletionsDialect dialect, String api, List<Warning> warnings) {
		this.call = call;
		this.dialect = dialect;
		this.marks = new CompletionsCacheMarks(call, dialect);
		this.content = new CompletionsContent(call, this.marks, warnings);
		this.ids = new CompletionsToolIds(call, dialect);
		this.assistants = new CompletionsAssistantMapper(call, dialect, api, this.ids, this.marks);
	}

	List<Map<String, @Nullable Object>> messages() {
		system();
		Mapper mapper = new Mapper();
		this.call.request().messages().forEach((message) -> message.accept(mapper));
		pictures();
		return this.written;
	}

	private void system() {
		List<Text> blocks = this.call.request().system().stream().filter((block) -> !block.text().isEmpty()).toList();
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
			this.marks.mark(part, mark);
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

	/** The block of tool results is over: its pictures follow. */
	private void pictures() {
		if (this.pictures.isEmpty()) {
			return;
		}
		List<Content> pieces = new ArrayList<>();
		pieces.add(new Text(LEAD_IN));
		pieces.addAll(this.pictures);
		this.pictures.clear();
		user(this.content.of(pieces, null));
	}

	private void user(Object text) {
		boolean afterTool = !this.written.isEmpty()
				&& "tool".equals(this.written.get(this.written.size() - 1).get("role"));
		if (afterTool && this.dialect.requiresAssistantAfterToolResult()) {
			add("assistant", INTERMEDIATE);
		}
		add("user", text);
	}

	private void toolResult(ToolResultMessage result) {
		Map<String, @Nullable Object> message = new LinkedHashMap<>();
		message.put("role", "tool");
		message.put("tool_call_id", this.ids.wireId(result.callId()));
		if (this.dialect.requiresToolResultName()) {
			message.put("name", result.toolName());
		}
		message.put("content", toolContent(result));
		this.written.add(message);
	}

	private Object toolContent(ToolResultMessage result) {
		List<Content> texts = new ArrayList<>();
		List<Content> others = new ArrayList<>();
		result.content().forEach((piece) -> (isPicture(piece) ? others : texts).add(piece));
		boolean marked = this.marks.isSupported() && texts.stream().anyMatch((piece) -> PromptMarks.of(piece) != null);
		if (!others.isEmpty() && this.dialect.supportsImagesInToolResults()) {
			return this.content.of(result.content(), null);
		}
		this.pictures.addAll(others);
		String text = joined(texts);
		if (text.isEmpty()) {
			return others.isEmpty() ? NO_OUTPUT : FOLLOWS;
		}
		return marked ? this.content.of(texts, null) : text;
	}

	private static boolean isPicture(Content piece) {
		return piece instanceof Image || piece instanceof Document;
	}

	private static String joined(List<Content> texts) {
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
			pictures();
			if (!message.content().isEmpty()) {
				this.mapper.user(this.mapper.content.of(message.content(), this.mapper.marks.ofTurn(message)));
			}
			return this.mapper.written.size();
		}

		@Override
		public Integer assistant(AssistantMessage message) {
			pictures();
			Map<String, @Nullable Object> assistant = this.mapper.assistants.message(message);
			if (assistant != null) {
				this.mapper.written.add(assistant);
			}
			return this.mapper.written.size();
		}

		@Override
		public Integer toolResult(ToolResultMessage message) {
			this.mapper.toolResult(message);
			return this.mapper.written.size();
		}

	}

}
