package io.llmprovider.benchmarks.wire;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import software.amazon.eventstream.HeaderValue;
import software.amazon.eventstream.Message;

/**
 * AWS's messages of a conversation, binary, checksums included, each with padding.
 */
final class BedrockScript {

	private static final int LEAST_PADDING = 4;

	private static final int MOST_PADDING = 60;

	private BedrockScript() {
	}

	static AnswerScript of(List<String> texts) {
		List<byte[]> deltas = new ArrayList<>(texts.size());
		for (String text : texts) {
			deltas.add(message("contentBlockDelta", "\"contentBlockIndex\":0,\"delta\":{\"text\":" + Texts.quoted(text)
					+ "}," + padding(deltas.size())));
		}
		String usage = "\"metrics\":{\"latencyMs\":3211}," + padding(2)
				+ ",\"usage\":{\"inputTokens\":12,\"outputTokens\":" + texts.size() + ",\"totalTokens\":"
				+ (12 + texts.size()) + "}";
		return new AnswerScript(List.of(message("messageStart", padding(0) + ",\"role\":\"assistant\"")), deltas,
				List.of(message("contentBlockStop", "\"contentBlockIndex\":0," + padding(0)),
						message("messageStop", padding(1) + ",\"stopReason\":\"end_turn\""),
						message("metadata", usage)));
	}

	private static String padding(int event) {
		return "\"p\":\"" + Texts.padding(event, LEAST_PADDING, MOST_PADDING) + "\"";
	}

	private static byte[] message(String type, String members) {
		Map<String, HeaderValue> headers = new LinkedHashMap<>();
		headers.put(":event-type", HeaderValue.fromString(type));
		headers.put(":content-type", HeaderValue.fromString("application/json"));
		headers.put(":message-type", HeaderValue.fromString("event"));
		ByteBuffer bytes = new Message(headers, ("{" + members + "}").getBytes(StandardCharsets.UTF_8)).toByteBuffer();
		byte[] message = new byte[bytes.remaining()];
		bytes.get(message);
		return message;
	}

}
