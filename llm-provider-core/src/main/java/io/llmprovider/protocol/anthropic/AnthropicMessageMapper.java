package io.llmprovider.protocol.anthropic;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.llmprovider.chat.AssistantMessage;
import io.llmprovider.chat.Content;
import io.llmprovider.chat.Document;
import io.llmprovider.chat.Image;
import io.llmprovider.chat.Message;
import io.llmprovider.chat.ToolResultMessage;
import io.llmprovider.chat.UserMessage;
import io.llmprovider.protocol.ChatCall;
import io.llmprovider.protocol.PromptMarks;
import io.llmprovider.protocol.WireToolIds;
import org.jspecify.annotations.Nullable;

/**
 * Writes the conversation. Messages of the same role become one, in which the results of
 * tools come first.
 */
final class AnthropicMessageMapper implements Message.Visitor<Boolean> {

	private static final String TOOL_RESULT = "tool_result";

	private final List<Message> messages;

	private final AnthropicCacheMarks marks;

	private final AnthropicContent content;

	private final WireToolIds ids;

	private final AnthropicAssistantMapper assistants;

	private final boolean picturesInResults;

	private final List<Map<String, @Nullable Object>> written = new ArrayList<>();

	private int position;

	AnthropicMessageMapper(ChatCall call, String api, AnthropicCacheMarks marks, AnthropicContent content) {
		this.messages = call.request().messages();
		this.marks = marks;
		this.content = content;
		this.ids = WireToolIds.of(call);
		this.assistants = new AnthropicAssistantMapper(call, new AnthropicReplay(call, api), this.ids, content);
		this.picturesInResults = !Boolean.FALSE.equals(call.compat().supportsImagesInToolResults());
	}

	List<Map<String, @Nullable Object>> messages() {
		for (this.position = 0; this.position < this.messages.size(); this.position++) {
			this.messages.get(this.position).accept(this);
		}
		this.marks.markTurns(this.written);
		return this.written;
	}

	@Override
	public Boolean user(UserMessage message) {
		return add("user", this.content.blocks(message.content(), this.marks));
	}

	@Override
	public Boolean assistant(AssistantMessage message) {
		boolean last = this.position == this.messages.size() - 1;
		return add("assistant", this.assistants.blocks(message, last, this.marks));
	}

	@Override
	public Boolean toolResult(ToolResultMessage message) {
		List<Content> pieces = new ArrayList<>();
		List<Content> behind = new ArrayList<>();
		for (Content piece : message.content()) {
			boolean picture = piece instanceof Image || piece instanceof Document;
			((picture && !this.picturesInResults) ? behind : pieces).add(piece);
		}
		Map<String, @Nullable Object> block = AnthropicContent.typed(TOOL_RESULT);
		block.put("tool_use_id", this.ids.wireId(message.callId()));
		Object said = said(this.content.blocks(pieces, null), message.error());
		if (said != null) {
			block.put("content", said);
		}
		if (message.error()) {
			block.put("is_error", true);
		}
		// Marks inside of a result are refused: the result itself is marked.
		this.marks.markBlock(block, PromptMarks.last(message));
		addResult(block);
		return add("user", this.content.blocks(behind, null));
	}

	/** A text where that is enough; an error must say something. */
	private static @Nullable Object said(List<Map<String, @Nullable Object>> blocks, boolean error) {
		if (blocks.isEmpty()) {
			return error ? "The tool failed" : null;
		}
		StringBuilder joined = new StringBuilder();
		for (Map<String, @Nullable Object> block : blocks) {
			if (!"text".equals(block.get("type"))) {
				return blocks;
			}
			joined.append(joined.isEmpty() ? "" : "\n").append(block.get("text"));
		}
		return joined.toString();
	}

	private void addResult(Map<String, @Nullable Object> block) {
		add("user", List.of(block));
		List<Map<String, @Nullable Object>> blocks = AnthropicContent.blocks(this.written.get(this.written.size() - 1));
		blocks.remove(blocks.size() - 1);
		int head = 0;
		while (head < blocks.size() && TOOL_RESULT.equals(blocks.get(head).get("type"))) {
			head++;
		}
		blocks.add(head, block);
	}

	private boolean add(String role, List<Map<String, @Nullable Object>> blocks) {
		if (blocks.isEmpty()) {
			return false;
		}
		Map<String, @Nullable Object> last = this.written.isEmpty() ? null : this.written.get(this.written.size() - 1);
		if (last == null || !role.equals(last.get("role"))) {
			last = new LinkedHashMap<>();
			last.put("role", role);
			last.put("content", new ArrayList<Map<String, @Nullable Object>>());
			this.written.add(last);
		}
		AnthropicContent.blocks(last).addAll(blocks);
		return true;
	}

	/**
	 * Whether the conversation stands in a loop of tool calls in which this model has not
	 * thought, so that it cannot begin to.
	 * @param written the conversation
	 * @return whether results come last, and no answer of the loop has thoughts
	 */
	static boolean isInLoopWithoutThoughts(List<Map<String, @Nullable Object>> written) {
		int at = written.size() - 1;
		if (at < 1 || !isType(written.get(at), TOOL_RESULT)) {
			return false;
		}
		while (at >= 1 && isType(written.get(at), TOOL_RESULT)) {
			Map<String, @Nullable Object> answer = written.get(at - 1);
			if (isType(answer, "thinking") || isType(answer, "redacted_thinking")) {
				return false;
			}
			at -= 2;
		}
		return true;
	}

	private static boolean isType(Map<String, @Nullable Object> message, String first) {
		return first.equals(AnthropicContent.blocks(message).get(0).get("type"));
	}

}
