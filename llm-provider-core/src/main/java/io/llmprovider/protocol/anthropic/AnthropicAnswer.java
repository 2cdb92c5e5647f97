package io.llmprovider.protocol.anthropic;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.llmprovider.chat.FinishReason;
import io.llmprovider.protocol.AnswerEnd;
import io.llmprovider.protocol.ChatCall;
import io.llmprovider.protocol.StreamSink;
import org.jspecify.annotations.Nullable;

/**
 * Writes what the events of an answer say. A whole answer is written by the same means.
 */
final class AnthropicAnswer {

	private final ChatCall call;

	private final StreamSink sink;

	private final @Nullable String answerTool;

	private final AnthropicUsage usage = new AnthropicUsage();

	private final List<AnthropicBlock> open = new ArrayList<>();

	private final AnswerEnd end = new AnswerEnd();

	private @Nullable Object messageId;

	private boolean begun;

	private @Nullable String stopReason;

	AnthropicAnswer(ChatCall call, StreamSink sink) {
		this.call = call;
		this.sink = sink;
		this.answerTool = AnthropicFormat.isByTool(call) ? AnthropicFormat.TOOL : null;
	}

	/** A message begins, or comes as a whole. */
	void message(Map<String, @Nullable Object> message) {
		if (this.begun) {
			if (java.util.Objects.equals(this.messageId, message.get("id")) && !this.sink.hasBlocks()) {
				return;
			}
			throw AnthropicFailures.secondMessage(this.call);
		}
		this.begun = true;
		this.messageId = message.get("id");
		this.sink.responseId(string(message.get("id")));
		this.sink.responseModel(string(message.get("model")));
		if (message.get("content") instanceof List<?> blocks) {
			for (Object block : blocks) {
				if (block instanceof Map<?, ?> map) {
					started(AnthropicEvent.NO_INDEX, copy(map));
					stopped(AnthropicEvent.NO_INDEX);
				}
			}
		}
		if (message.get("usage") instanceof Map<?, ?> counts) {
			used(copy(counts));
		}
		ending(message);
	}

	void started(int index, Map<String, @Nullable Object> block) {
		stopped(index);
		if ("fallback".equals(block.get("type")) && block.get("to") instanceof Map<?, ?> to) {
			this.sink.responseModel(string(to.get("model")));
		}
		this.end.started(this.answerTool != null && this.answerTool.equals(block.get("name")));
		this.open.add(new AnthropicBlock(index, block, this.answerTool, this.sink));
	}

	/**
	 * A block grows.
	 * @return whether the event is known
	 */
	boolean grown(AnthropicEvent event) {
		AnthropicBlock block = find(event.index);
		if (block == null) {
			Map<String, @Nullable Object> start = AnthropicBlock.startOf(event.deltaType);
			if (start == null) {
				return false;
			}
			started(event.index, start);
			block = find(event.index);
		}
		return block != null && block.grow(event);
	}

	void stopped(int index) {
		AnthropicBlock block = find(index);
		if (block != null) {
			this.open.remove(block);
			end(block);
		}
	}

	void used(Map<String, @Nullable Object> counts) {
		this.usage.add(counts);
		this.sink.usage(this.usage.toUsage());
	}

	/**
	 * Takes what is said about the end of the message.
	 * @param said members of a message or of its last delta
	 */
	void ending(Map<String, @Nullable Object> said) {
		String reason = string(said.get("stop_reason"));
		if (reason != null && !reason.isEmpty()) {
			this.stopReason = reason;
		}
		keep("stop_sequence", said);
		keep("container", said);
		keep("context_management", said);
		if (said.get("stop_details") instanceof Map<?, ?> details) {
			this.sink.metadata("stop_details", copy(details));
			String explanation = string(details.get("explanation"));
			if (explanation != null && !explanation.isBlank() && "refusal".equals(this.stopReason)) {
				this.sink.refusal(explanation);
			}
		}
	}

	boolean hasStopReason() {
		return this.stopReason != null;
	}

	/** The answer ends before it is whole. */
	void brokenOff() {
		this.open.forEach(AnthropicBlock::brokenOff);
		this.open.clear();
	}

	/** The answer is whole. */
	void complete() {
		this.open.forEach(this::end);
		this.open.clear();
		if ("pause_turn".equals(this.stopReason)) {
			this.sink.metadata("paused", true);
		}
		this.end.write(this.sink, reason(this.stopReason), this.stopReason);
	}

	private void end(AnthropicBlock block) {
		this.end.ended(block.isCutCall());
		block.end();
	}

	private void keep(String name, Map<String, @Nullable Object> said) {
		Object value = said.get(name);
		if (value != null) {
			this.sink.metadata(name, value);
		}
	}

	private @Nullable AnthropicBlock find(int index) {
		for (int i = this.open.size() - 1; i >= 0; i--) {
			if (this.open.get(i).index == index) {
				return this.open.get(i);
			}
		}
		return null;
	}

	private static FinishReason reason(@Nullable String raw) {
		if (raw == null) {
			return FinishReason.OTHER;
		}
		return switch (raw) {
			case "end_turn", "stop_sequence" -> FinishReason.STOP;
			case "tool_use" -> FinishReason.TOOL_CALLS;
			case "max_tokens", "model_context_window_exceeded" -> FinishReason.LENGTH;
			case "refusal", "sensitive" -> FinishReason.CONTENT_FILTER;
			default -> FinishReason.OTHER;
		};
	}

	private static @Nullable String string(@Nullable Object value) {
		return (value instanceof String text) ? text : null;
	}

	private static Map<String, @Nullable Object> copy(Map<?, ?> map) {
		Map<String, @Nullable Object> copy = new LinkedHashMap<>();
		map.forEach((name, value) -> copy.put(String.valueOf(name), value));
		return copy;
	}

}
