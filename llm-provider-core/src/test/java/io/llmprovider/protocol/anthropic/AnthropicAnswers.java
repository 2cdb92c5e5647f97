package io.llmprovider.protocol.anthropic;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import io.llmprovider.chat.ChatRequest;
import io.llmprovider.model.Model;
import io.llmprovider.protocol.Answered;
import io.llmprovider.protocol.ChatCall;

/**
 * Answers of the Messages API.
 */
final class AnthropicAnswers {

	static final AnthropicMessagesProtocol PROTOCOL = new AnthropicMessagesProtocol();

	static final ChatCall CALL = call("claude-sonnet-4-5", ChatRequest.of("hello"));

	static final String START = "{\"type\":\"message_start\",\"message\":{\"id\":\"msg_1\",\"type\":\"message\","
			+ "\"role\":\"assistant\",\"model\":\"claude-x\",\"content\":[],\"stop_reason\":null,"
			+ "\"usage\":{\"input_tokens\":12,\"cache_creation_input_tokens\":2048,\"cache_read_input_tokens\":9000,"
			+ "\"cache_creation\":{\"ephemeral_1h_input_tokens\":2048},\"output_tokens\":1}}}";

	static final String STOP = "{\"type\":\"message_stop\"}";

	private AnthropicAnswers() {
	}

	static ChatCall call(String model, ChatRequest request) {
		return ChatCall.builder(Model.of("anthropic", model))
			.baseUrl("https://api.anthropic.com")
			.request(request)
			.build();
	}

	static String begin(int index, String block) {
		return "{\"type\":\"content_block_start\",\"index\":" + index + ",\"content_block\":" + block + "}";
	}

	static String delta(int index, String delta) {
		return "{\"type\":\"content_block_delta\",\"index\":" + index + ",\"delta\":" + delta + "}";
	}

	static String stop(int index) {
		return "{\"type\":\"content_block_stop\",\"index\":" + index + "}";
	}

	static String ending(String reason) {
		return "{\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\"" + reason
				+ "\",\"stop_sequence\":null},\"usage\":{\"output_tokens\":44}}";
	}

	/** A stream of these events, each with the name that its data have. */
	static Answered events(String... events) {
		return events(CALL, events);
	}

	static Answered events(ChatCall call, String... events) {
		return stream(call, ("data: " + String.join("\n\ndata: ", events) + "\n\n").getBytes(StandardCharsets.UTF_8),
				Integer.MAX_VALUE);
	}

	/** A stream that begins as usual and ends for a reason. */
	static Answered blocks(String reason, String... events) {
		List<String> all = new ArrayList<>();
		all.add(START);
		all.addAll(List.of(events));
		all.add(ending(reason));
		all.add(STOP);
		return events(all.toArray(String[]::new));
	}

	static Answered stream(ChatCall call, byte[] body, int pieces) {
		return Answered.stream(PROTOCOL, call, body, pieces);
	}

	static Answered whole(ChatCall call, byte[] body) {
		return Answered.whole(PROTOCOL, call, body);
	}

}
