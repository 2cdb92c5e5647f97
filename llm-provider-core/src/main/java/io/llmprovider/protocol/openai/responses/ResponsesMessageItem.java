package io.llmprovider.protocol.openai.responses;

import java.util.HashMap;
import java.util.Map;

import io.llmprovider.protocol.StreamSink;
import tools.jackson.databind.JsonNode;

/**
 * What the model says.
 */
final class ResponsesMessageItem implements ResponsesItem {

	private final StreamSink sink;

	private final ResponsesExtras extras;

	private final ResponsesBlocks texts;

	/** Known from the beginning on, for an answer that does not come to its end. */
	private final Map<String, Object> begun;

	/** Of each refusing part, how much has been told. */
	private final Map<Integer, Integer> refused = new HashMap<>(0);

	ResponsesMessageItem(JsonNode item, StreamSink sink, ResponsesExtras extras) {
		this.sink = sink;
		this.extras = extras;
		this.texts = new ResponsesBlocks(sink, sink::textStarted);
		this.begun = item.isObject() ? ResponsesReplay.ofMessage(item) : Map.of();
	}

	@Override
	public void delta(Part part, int index, String piece) {
		if (part == Part.TEXT) {
			this.texts.delta(index, piece);
		}
		else if (part == Part.REFUSAL && !piece.isEmpty()) {
			this.refused.merge(index, piece.length(), Integer::sum);
			this.sink.refusal(piece);
		}
	}

	@Override
	public void whole(Part part, int index, String text) {
		if (part == Part.TEXT) {
			this.texts.whole(index, text);
		}
		else if (part == Part.REFUSAL) {
			int told = this.refused.getOrDefault(index, 0);
			delta(part, index, text.substring(Math.min(told, text.length())));
		}
	}

	@Override
	public void done(JsonNode item) {
		JsonNode content = item.path("content");
		if (content.isString()) {
			whole(Part.TEXT, 0, content.stringValue());
		}
		int index = 0;
		for (JsonNode part : ResponsesItem.list(content)) {
			if ("refusal".equals(part.path("type").asString(""))) {
				whole(Part.REFUSAL, index, part.path("refusal").stringValue(""));
			}
			else {
				whole(Part.TEXT, index, part.path("text").stringValue(""));
				this.extras.part(part);
			}
			index++;
		}
		this.texts.end(ResponsesReplay.ofMessage(item));
	}

	@Override
	public void cut() {
		this.texts.end(this.begun);
	}

}
