package io.llmprovider.protocol.openai.codex;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

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

	private static final byte[] UNNAMED = ("{\"type\":\"" + LIMITS + '"').getBytes(StandardCharsets.US_ASCII);

	private final StreamDecoder codec;

	private final StreamSink sink;

	CodexStreamDecoder(StreamDecoder codec, StreamSink sink) {
		this.codec = codec;
		this.sink = sink;
	}

	@Override
	public void frame(Frame frame) {
		if (!this.codec.isComplete() && (LIMITS.equals(frame.type()) || frame.type() == null && isUnnamed(frame))) {
			limits(frame);
		}
		this.codec.frame(frame);
	}

	/** A proxy may drop the names of events; the type comes first inside, too. */
	private static boolean isUnnamed(Frame frame) {
		if (frame.length() < UNNAMED.length) {
			return false;
		}
		return Arrays.equals(frame.array(), frame.offset(), frame.offset() + UNNAMED.length, UNNAMED, 0,
				UNNAMED.length);
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
