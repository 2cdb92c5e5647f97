package io.llmprovider.protocol.bedrock;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.llmprovider.chat.ChatRequest;
import io.llmprovider.chat.ChatResponse;
import io.llmprovider.chat.FinishReason;
import io.llmprovider.chat.StreamEvent;
import io.llmprovider.error.LlmException;
import io.llmprovider.model.Model;
import io.llmprovider.protocol.Assembler;
import io.llmprovider.protocol.ChatCall;
import io.llmprovider.protocol.FramedAnswer;
import org.jspecify.annotations.Nullable;
import software.amazon.eventstream.HeaderValue;
import software.amazon.eventstream.Message;

/**
 * What became of the bytes of an answer.
 *
 * @param events the events, in order
 * @param response the answer, or what had arrived before the failure
 * @param failure what ended it, or null if it ended well
 */
record BedrockAnswers(List<StreamEvent> events, ChatResponse response, @Nullable LlmException failure) {

	static final BedrockConverseProtocol PROTOCOL = new BedrockConverseProtocol();

	static final String CLAUDE = "eu.anthropic.claude-sonnet-4-5-20250929-v1:0";

	static final String STOP = "messageStop {\"stopReason\":\"end_turn\"}";

	static final String METADATA = "metadata {\"usage\":{\"inputTokens\":3,\"outputTokens\":61,\"totalTokens\":2435,"
			+ "\"cacheReadInputTokens\":2074,\"cacheWriteInputTokens\":297},\"metrics\":{\"latencyMs\":12}}";

	static ChatCall call(String model, ChatRequest request) {
		return ChatCall.builder(Model.of("bedrock", model))
			.baseUrl("https://bedrock-runtime.eu-west-1.amazonaws.com")
			.request(request)
			.build();
	}

	static ChatCall call() {
		return call(CLAUDE, ChatRequest.of("hello"));
	}

	static String delta(int index, String delta) {
		return "contentBlockDelta {\"contentBlockIndex\":" + index + ",\"delta\":" + delta + ",\"p\":\"abcd\"}";
	}

	static String start(int index, String start) {
		return "contentBlockStart {\"contentBlockIndex\":" + index + ",\"start\":" + start + "}";
	}

	static String stop(int index) {
		return "contentBlockStop {\"contentBlockIndex\":" + index + "}";
	}

	/** Messages of a stream, each as its type and its payload with a blank between. */
	static byte[] stream(String... messages) {
		ByteArrayOutputStream stream = new ByteArrayOutputStream();
		for (String message : messages) {
			int blank = message.indexOf(' ');
			stream.writeBytes(message(Map.of(":event-type", message.substring(0, blank), ":message-type", "event"),
					message.substring(blank + 1)));
		}
		return stream.toByteArray();
	}

	static byte[] exception(String type, String payload) {
		return message(Map.of(":exception-type", type, ":message-type", "exception"), payload);
	}

	static byte[] message(Map<String, String> headers, String payload) {
		Map<String, HeaderValue> values = new LinkedHashMap<>();
		headers.forEach((name, value) -> values.put(name, HeaderValue.fromString(value)));
		ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		new Message(values, payload.getBytes(StandardCharsets.UTF_8)).encode(bytes);
		return bytes.toByteArray();
	}

	static byte[] joined(byte[]... parts) {
		ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		for (byte[] part : parts) {
			bytes.writeBytes(part);
		}
		return bytes.toByteArray();
	}

	static BedrockAnswers of(String... messages) {
		return read(call(), stream(messages), Integer.MAX_VALUE);
	}

	static BedrockAnswers read(ChatCall call, byte[] body, int pieces) {
		List<StreamEvent> events = new ArrayList<>();
		Assembler assembler = new Assembler(call, BedrockConverseProtocol.ID, List.of(), events::add);
		FramedAnswer answer = new FramedAnswer(PROTOCOL.framing(call), PROTOCOL.decoder(call, assembler));
		return run(events, assembler, () -> {
			for (int at = 0; at < body.length; at += Math.min(pieces, body.length - at)) {
				answer.read(body, at, Math.min(pieces, body.length - at));
			}
			answer.end();
		});
	}

	static BedrockAnswers whole(ChatCall call, String body) {
		List<StreamEvent> events = new ArrayList<>();
		Assembler assembler = new Assembler(call, BedrockConverseProtocol.ID, List.of(), events::add);
		return run(events, assembler, () -> PROTOCOL.decode(call, body.getBytes(StandardCharsets.UTF_8), assembler));
	}

	private static BedrockAnswers run(List<StreamEvent> events, Assembler assembler, Runnable reading) {
		try {
			reading.run();
		}
		catch (LlmException ex) {
			return new BedrockAnswers(events, assembler.partialResponse(FinishReason.ERROR), ex);
		}
		assembler.complete();
		StreamEvent.Finished finished = (StreamEvent.Finished) events.get(events.size() - 1);
		return new BedrockAnswers(events, finished.response(), null);
	}

	/** The calls as {@code id name arguments}. */
	List<String> calls() {
		return this.response.toolCalls()
			.stream()
			.map((call) -> call.id() + " " + call.name() + " " + call.arguments())
			.toList();
	}

}
