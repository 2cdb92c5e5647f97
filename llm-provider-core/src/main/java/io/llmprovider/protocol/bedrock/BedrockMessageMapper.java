package io.llmprovider.protocol.bedrock;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.llmprovider.chat.AssistantMessage;
import io.llmprovider.chat.Content;
import io.llmprovider.chat.JsonContent;
import io.llmprovider.chat.Message;
import io.llmprovider.chat.ToolResultMessage;
import io.llmprovider.chat.UserMessage;
import io.llmprovider.chat.Warning;
import io.llmprovider.json.Json;
import io.llmprovider.protocol.AlternatingTurns;
import io.llmprovider.protocol.ChatCall;
import io.llmprovider.protocol.PromptMarks;
import org.jspecify.annotations.Nullable;

/**
 * Writes the conversation. Messages of the same role become one, in which the results of
 * tools come first.
 * <p>
 * Where no tools are offered, calls and results of tools may not be there either: the
 * calls are left out, and their results become text.
 */
final class BedrockMessageMapper implements Message.Visitor<Boolean> {

	private static final String USER = "user";

	private static final String TOOL_RESULT = "toolResult";

	private final List<Message> messages;

	private final BedrockCachePoints points;

	private final BedrockContent content;

	private final BedrockAssistantMapper assistants;

	private final boolean status;

	private final boolean withTools;

	private final List<Warning> warnings;

	private final AlternatingTurns turns = new AlternatingTurns(
			(Map<String, @Nullable Object> block) -> block.containsKey(TOOL_RESULT));

	private int position;

	BedrockMessageMapper(ChatCall call, BedrockModel model, BedrockCachePoints points, BedrockContent content,
			boolean withTools, List<Warning> warnings) {
		this.messages = call.request().messages();
		this.points = points;
		this.content = content;
		this.withTools = withTools;
		this.warnings = warnings;
		this.assistants = new BedrockAssistantMapper(model, withTools);
		this.status = model.takesRichResults();
	}

	AlternatingTurns turns() {
		for (this.position = 0; this.position < this.messages.size(); this.position++) {
			this.messages.get(this.position).accept(this);
		}
		this.points.markTurns(this.turns);
		return this.turns;
	}

	/**
	 * Whether a conversation stands in a loop of calls in which the model cannot think.
	 */
	static boolean isInLoopWithoutThoughts(AlternatingTurns turns) {
		return turns.isInLoopWithout((block) -> block.containsKey("reasoningContent"));
	}

	@Override
	public Boolean user(UserMessage message) {
		List<Map<String, @Nullable Object>> blocks = blocks(message.content());
		boolean document = blocks.stream().anyMatch((block) -> block.containsKey("document"));
		if (document && blocks.stream().noneMatch((block) -> block.containsKey("text"))) {
			blocks.add(BedrockContent.text("(document)"));
		}
		return this.turns.add(USER, blocks);
	}

	@Override
	public Boolean assistant(AssistantMessage message) {
		boolean last = this.position == this.messages.size() - 1;
		List<Map<String, @Nullable Object>> blocks = this.assistants.blocks(message, last, this.points);
		if (!this.withTools && !message.toolCalls().isEmpty()) {
			warnAboutTools();
		}
		return this.turns.add("assistant", blocks);
	}

	@Override
	public Boolean toolResult(ToolResultMessage message) {
		if (!this.withTools) {
			return asText(message);
		}
		List<Map<String, @Nullable Object>> inside = message.content().stream().map(this::resultBlock).toList();
		Map<String, @Nullable Object> result = new LinkedHashMap<>();
		result.put("toolUseId", message.callId());
		result.put("content", inside);
		if (message.error() && this.status) {
			result.put("status", "error");
		}
		List<Map<String, @Nullable Object>> blocks = this.turns.addResult(BedrockContent.of(TOOL_RESULT, result));
		this.points.markBlock(blocks, PromptMarks.last(message));
		return true;
	}

	private Boolean asText(ToolResultMessage message) {
		warnAboutTools();
		List<Map<String, @Nullable Object>> blocks = new ArrayList<>();
		blocks.add(BedrockContent
			.text((message.error() ? "Failure" : "Result") + " of tool '" + message.toolName() + "':"));
		blocks.addAll(blocks(message.content()));
		return this.turns.add(USER, blocks);
	}

	private void warnAboutTools() {
		Warning warning = new Warning("tool-history-as-text",
				"No tools are offered, so that Bedrock takes no calls of tools either: they were left out, and their"
						+ " results were sent as text");
		if (!this.warnings.contains(warning)) {
			this.warnings.add(warning);
		}
	}

	private Map<String, @Nullable Object> resultBlock(Content piece) {
		if (piece instanceof JsonContent json && Json.isObject(json.json())) {
			return BedrockContent.of("json", Json.object(json.json()));
		}
		return this.content.block(piece);
	}

	private List<Map<String, @Nullable Object>> blocks(List<? extends Content> pieces) {
		List<Map<String, @Nullable Object>> blocks = new ArrayList<>(pieces.size());
		for (Content piece : pieces) {
			blocks.add(this.content.block(piece));
			this.points.markBlock(blocks, PromptMarks.of(piece));
		}
		return blocks;
	}

}
