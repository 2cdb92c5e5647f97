package io.llmprovider.protocol.openai.responses;

import java.util.Map;

import io.llmprovider.protocol.StreamSink;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What the model thinks: a summary in parts, or the thoughts themselves, or only their
 * encrypted form. Each part is a block, and the last one holds what goes back.
 */
final class ResponsesReasoningItem implements ResponsesItem {

	private final StreamSink sink;

	private final @Nullable String account;

	private final ResponsesBlocks summary;

	private final ResponsesBlocks thoughts;

	ResponsesReasoningItem(StreamSink sink, @Nullable String account) {
		this.sink = sink;
		this.account = account;
		this.summary = new ResponsesBlocks(sink, this::start);
		this.thoughts = new ResponsesBlocks(sink, this::start);
	}

	private int start() {
		cut();
		return this.sink.reasoningStarted();
	}

	@Override
	public void delta(Part part, int index, String piece) {
		if (part == Part.SUMMARY) {
			this.summary.delta(index, piece);
		}
		else if (part == Part.THOUGHT) {
			this.thoughts.delta(index, piece);
		}
	}

	@Override
	public void whole(Part part, int index, String text) {
		if (part == Part.SUMMARY) {
			this.summary.whole(index, text);
		}
		else if (part == Part.THOUGHT) {
			this.thoughts.whole(index, text);
		}
	}

	@Override
	public void done(JsonNode item) {
		int index = 0;
		for (JsonNode part : ResponsesItem.list(item.path("summary"))) {
			this.summary.whole(index++, part.path("text").stringValue(""));
		}
		index = 0;
		for (JsonNode part : ResponsesItem.list(item.path("content"))) {
			this.thoughts.whole(index++, part.path("text").stringValue(""));
		}
		Map<String, Object> replay = ResponsesReplay.ofReasoning(item);
		if (this.account != null && replay.containsKey(ResponsesReplay.ENCRYPTED_CONTENT)) {
			replay.put(ResponsesReplay.ACCOUNT, this.account);
		}
		if (this.summary.isEmpty() && this.thoughts.isEmpty()) {
			hidden(replay);
		}
		this.summary.end(replay);
		this.thoughts.end(replay);
	}

	private void hidden(Map<String, Object> replay) {
		if (!replay.isEmpty()) {
			int block = this.sink.reasoningStarted();
			this.sink.redacted(block);
			replay.forEach((name, value) -> this.sink.replay(block, name, value));
			this.sink.ended(block);
		}
	}

	/** Half a thought cannot go back. */
	@Override
	public void cut() {
		this.summary.end(Map.of());
		this.thoughts.end(Map.of());
	}

}
