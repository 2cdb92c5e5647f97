package io.llmprovider.protocol.bedrock;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.llmprovider.chat.FinishReason;
import io.llmprovider.json.Json;
import io.llmprovider.protocol.AnswerEnd;
import io.llmprovider.protocol.ChatCall;
import io.llmprovider.protocol.StreamSink;
import io.llmprovider.protocol.bedrock.BedrockBlock.Kind;
import org.jspecify.annotations.Nullable;

/**
 * Writes what the events of an answer say. A whole answer is written by the same means.
 */
final class BedrockAnswer {

	/** What an answer says beside its content. */
	private static final List<String> KEPT = List.of("metrics", "trace", "performanceConfig", "serviceTier",
			"additionalModelResponseFields");

	private final StreamSink sink;

	private final @Nullable String answerTool;

	private final List<BedrockBlock> open = new ArrayList<>();

	private final AnswerEnd end = new AnswerEnd();

	private @Nullable String stopReason;

	private boolean stopped;

	BedrockAnswer(ChatCall call, StreamSink sink) {
		this.sink = sink;
		this.answerTool = BedrockFormat.isByTool(call) ? BedrockFormat.TOOL : null;
	}

	/**
	 * A block begins. Texts and thoughts need no beginning: they are told by their first
	 * delta.
	 */
	void started(int index, Map<?, ?> start) {
		stopped(index);
		if (start.get("toolUse") instanceof Map<?, ?> use) {
			Kind kind = "server_tool_use".equals(use.get("type")) ? Kind.SERVER_TOOL
					: (this.answerTool != null && this.answerTool.equals(use.get("name"))) ? Kind.ANSWER : Kind.TOOL;
			if (!(use.get("name") instanceof String name) || name.isEmpty()) {
				this.sink.providerEvent("toolUse", Json.text(use));
				return;
			}
			this.end.started(kind == Kind.ANSWER);
			open(index, kind, use);
		}
		else if (start.get("toolResult") instanceof Map<?, ?> result) {
			open(index, Kind.SERVER_RESULT, result);
		}
		else if (start.get("image") instanceof Map<?, ?> image) {
			open(index, Kind.IMAGE, image);
		}
		else if (!start.isEmpty()) {
			this.sink.providerEvent("contentBlockStart", Json.text(start));
		}
	}

	/**
	 * A block grows.
	 * @return whether all of the delta is known
	 */
	boolean grown(BedrockDelta delta) {
		if (delta.text != null) {
			of(delta.index, Kind.TEXT).grow(delta.text);
		}
		if (delta.thought != null) {
			of(delta.index, Kind.REASONING).grow(delta.thought);
		}
		if (delta.signature != null) {
			of(delta.index, Kind.REASONING).sign(delta.signature);
		}
		if (delta.redacted != null) {
			of(delta.index, Kind.REASONING).redact(delta.redacted);
		}
		if (delta.input != null) {
			BedrockBlock block = find(delta.index);
			boolean takes = block != null
					&& (block.kind == Kind.TOOL || block.kind == Kind.ANSWER || block.kind == Kind.SERVER_TOOL);
			if (block == null || !takes) {
				return false;
			}
			block.grow(delta.input);
		}
		return !delta.more;
	}

	/**
	 * A block grows by something that does not come often.
	 * @param index Bedrock's number of the block
	 * @param delta the members of the delta
	 * @return whether it is known
	 */
	boolean grown(int index, Map<?, ?> delta) {
		BedrockBlock block = find(index);
		if (delta.get("citation") != null) {
			of(index, Kind.TEXT).add(delta.get("citation"));
			this.sink.providerEvent("citation", Json.text(delta.get("citation")));
			return true;
		}
		if (delta.get("toolResult") instanceof List<?> items && block != null && block.kind == Kind.SERVER_RESULT) {
			items.forEach(block::add);
			return true;
		}
		if (delta.get("image") instanceof Map<?, ?> image && image.get("source") instanceof Map<?, ?> source
				&& block != null && block.kind == Kind.IMAGE) {
			block.paint(source);
			return true;
		}
		return false;
	}

	void stopped(int index) {
		BedrockBlock block = find(index);
		if (block != null) {
			this.open.remove(block);
			end(block);
		}
	}

	/** The message ends. */
	void stopped(Map<?, ?> said) {
		this.stopped = true;
		if (said.get("stopReason") instanceof String reason && !reason.isEmpty()) {
			this.stopReason = reason;
		}
		keep(said);
	}

	/** What came with the answer. */
	void metadata(Map<?, ?> said) {
		if (said.get("usage") instanceof Map<?, ?> usage) {
			this.sink.usage(BedrockUsage.of(usage));
		}
		keep(said);
	}

	boolean isStopped() {
		return this.stopped;
	}

	/** The answer ends before it is whole. */
	void brokenOff() {
		this.open.forEach(BedrockBlock::brokenOff);
		this.open.clear();
	}

	/** The answer is whole. */
	void complete() {
		this.open.forEach(this::end);
		this.open.clear();
		this.end.write(this.sink, reason(this.stopReason), this.stopReason);
	}

	private void open(int index, Kind kind, Map<?, ?> start) {
		Map<String, @Nullable Object> copy = new LinkedHashMap<>();
		start.forEach((name, value) -> copy.put(String.valueOf(name), value));
		this.open.add(new BedrockBlock(index, kind, copy, this.sink));
	}

	/**
	 * The block of this index, or a new one if there is none or it is of another kind.
	 */
	private BedrockBlock of(int index, Kind kind) {
		BedrockBlock block = find(index);
		if (block != null && block.kind == kind) {
			return block;
		}
		stopped(index);
		BedrockBlock opened = new BedrockBlock(index, kind, Map.of(), this.sink);
		this.open.add(opened);
		return opened;
	}

	private void end(BedrockBlock block) {
		this.end.ended(block.isCutCall());
		block.end();
	}

	private @Nullable BedrockBlock find(int index) {
		for (int i = this.open.size() - 1; i >= 0; i--) {
			if (this.open.get(i).index == index) {
				return this.open.get(i);
			}
		}
		return null;
	}

	private void keep(Map<?, ?> said) {
		for (String name : KEPT) {
			if (said.get(name) != null) {
				this.sink.metadata(name, said.get(name));
			}
		}
	}

	private static FinishReason reason(@Nullable String raw) {
		if (raw == null) {
			return FinishReason.OTHER;
		}
		return switch (raw) {
			case "end_turn", "stop_sequence" -> FinishReason.STOP;
			case "tool_use" -> FinishReason.TOOL_CALLS;
			case "max_tokens", "model_context_window_exceeded" -> FinishReason.LENGTH;
			case "guardrail_intervened", "content_filtered", "refusal" -> FinishReason.CONTENT_FILTER;
			default -> raw.startsWith("malformed_") ? FinishReason.ERROR : FinishReason.OTHER;
		};
	}

}
