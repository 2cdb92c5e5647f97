package io.llmprovider.test.simulator.bedrock;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

import io.llmprovider.test.simulator.Frame;
import io.llmprovider.test.simulator.wire.WireJson;
import software.amazon.eventstream.HeaderValue;
import software.amazon.eventstream.Message;

/**
 * Writes events as messages of AWS's event stream, with AWS's codec.
 */
final class BedrockFrames {

	private BedrockFrames() {
	}

	static Frame of(BedrockEvent event) {
		Map<String, HeaderValue> headers = new LinkedHashMap<>();
		headers.put(event.exception() ? ":exception-type" : ":event-type", HeaderValue.fromString(event.type()));
		headers.put(":content-type", HeaderValue.fromString("application/json"));
		headers.put(":message-type", HeaderValue.fromString(event.exception() ? "exception" : "event"));
		ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		new Message(headers,
				(event.raw() != null) ? event.raw().getBytes(StandardCharsets.UTF_8) : WireJson.bytes(event.payload()))
			.encode(bytes);
		return new Frame(bytes.toByteArray(), event.before());
	}

}
