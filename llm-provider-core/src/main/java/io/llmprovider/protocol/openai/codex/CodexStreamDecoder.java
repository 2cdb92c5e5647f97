package io.llmprovider.protocol.openai.codex;

import io.llmprovider.json.Json;
import io.llmprovider.protocol.Frame;
import io.llmprovider.protocol.StreamDecoder;
import io.llmprovider.protocol.StreamSink;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * Keeps what the stream says of the plan's limits, which may come at any time.
 */
final class CodexStreamDecoder implements StreamDecoder {

	private static final String LIMITS = "codex.rate_limits";

	private final StreamDecoder codec;

	private final StreamSink sink;

	CodexStreamDecoder(StreamDecoder codec, StreamSink sink) {
		this.codec = codec;
		this.sink = sink;
	}

	@Override
	public void frame(Frame frame) {
		if (!this.codec.isComplete() && LIMITS.equals(frame.type())) {
			limits(frame);
		}
		this.codec.frame(frame);
	}

	private void limits(Frame frame) {
		try {
			JsonNode limits = Json.tree(frame.array(), frame.offset(), frame.length());
			if (limits.isObject()) {
				this.sink.metadata(LIMITS, Json.object(limits));
			}
		}
		catch (JacksonException ex) {
			// The codec reads the frame too, and says so.
			return;
		}
	}

	@Override
	public void end() {
		this.codec.end();
	}

	@Override
	public void brokenOff() {
		this.codec.brokenOff();
	}

	@Override
	public boolean isComplete() {
		return this.codec.isComplete();
	}

}
