package io.llmprovider.protocol.anthropic;

import java.util.List;
import java.util.Map;

import io.llmprovider.chat.AssistantMessage;
import io.llmprovider.chat.Message;
import io.llmprovider.chat.ToolResultMessage;
import io.llmprovider.chat.UserMessage;
import io.llmprovider.protocol.AlternatingTurns;
import io.llmprovider.protocol.ChatCall;
import io.llmprovider.protocol.PromptMarks;
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

	private final AnthropicAssistantMapper assistants = new AnthropicAssistantMapper();

	private final AlternatingTurns turns = new AlternatingTurns(
			(Map<String, @Nullable Object> block) -> isType(block, TOOL_RESULT));

	private int position;

	AnthropicMessageMapper(ChatCall call, AnthropicCacheMarks marks, AnthropicContent content) {
		this.messages = call.request().messages();
		this.marks = marks;
		this.content = content;
	}

	AlternatingTurns turns() {
		for (this.position = 0; this.position < this.messages.size(); this.position++) {
			this.messages.get(this.position).accept(this);
		}
		this.marks.markTurns(this.turns);
		return this.turns;
	}

	@Override
	public Boolean user(UserMessage message) {
		return this.turns.add("user", this.content.blocks(message.content(), this.marks));
	}

	@Override
	public Boolean assistant(AssistantMessage message) {
		boolean last = this.position == this.messages.size() - 1;
		return this.turns.add("assistant", this.assistants.blocks(message, last, this.marks));
	}

	@Override
	public Boolean toolResult(ToolResultMessage message) {
		Map<String, @Nullable Object> block = AnthropicContent.typed(TOOL_RESULT);
		block.put("tool_use_id", message.callId());
		Object said = said(this.content.blocks(message.content(), null));
		if (said != null) {
			block.put("content", said);
		}
		if (message.error()) {
			block.put("is_error", true);
		}
		// Marks inside of a result are refused: the result itself is marked.
		this.marks.markBlock(block, PromptMarks.last(message));
		this.turns.addResult(block);
		return true;
	}

	/** A text where that is enough. */
	private static @Nullable Object said(List<Map<String, @Nullable Object>> blocks) {
		if (blocks.isEmpty()) {
			return null;
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

	/**
	 * Whether the conversation stands in a loop of tool calls in which this model has not
	 * thought, so that it cannot begin to.
	 * @param turns the conversation
	 * @return whether results come last, and no answer of the loop has thoughts
	 */
	static boolean isInLoopWithoutThoughts(AlternatingTurns turns) {
		return turns.isInLoopWithout((Map<String, @Nullable Object> block) -> isType(block, "thinking")
				|| isType(block, "redacted_thinking"));
	}

	private static boolean isType(Map<String, @Nullable Object> block, String type) {
		return type.equals(block.get("type"));
	}

}
