package io.llmprovider.protocol.anthropic;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import io.llmprovider.chat.ChatRequest;
import io.llmprovider.chat.ChatResponse;
import io.llmprovider.chat.FinishReason;
import io.llmprovider.chat.ReplayData;
import io.llmprovider.chat.StreamEvent;
import io.llmprovider.error.LlmException;
import io.llmprovider.model.Model;
import io.llmprovider.protocol.Assembler;
import io.llmprovider.protocol.ChatCall;
import io.llmprovider.protocol.SseFrameReader;
import io.llmprovider.protocol.StreamDecoder;
import org.jspecify.annotations.Nullable;

/**
 * What became of the bytes of an answer.
 *
 * @param events the events, in order
 * @param response the answer, or what had arrived before the failure
 * @param failure what ended it, or null if it ended well
 */
record AnthropicAnswers(List<StreamEvent> events, ChatResponse response, @Nullable LlmException failure) {

	static final AnthropicMessagesProtocol PROTOCOL = new AnthropicMessagesProtocol();

	static final ChatCall CALL = call("claude-sonnet-4-5", ChatRequest.of("hello"));

	static final String START = "{\"type\":\"message_start\",\"message\":{\"id\":\"msg_1\",\"type\":\"message\","
			+ "\"role\":\"assistant\",\"model\":\"claude-x\",\"content\":[],\"stop_reason\":null,"
			+ "\"usage\":{\"input_tokens\":12,\"cache_creation_input_tokens\":2048,\"cache_read_input_tokens\":9000,"
			+ "\"cache_creation\":{\"ephemeral_1h_input_tokens\":2048},\"output_tokens\":1}}}";

	static final String STOP = "{\"type\":\"message_stop\"}";

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
	static AnthropicAnswers events(String... events) {
		return events(CALL, events);
	}

	static AnthropicAnswers events(ChatCall call, String... events) {
		return stream(call, ("data: " + String.join("\n\ndata: ", events) + "\n\n").getBytes(StandardCharsets.UTF_8),
				Integer.MAX_VALUE);
	}

	/** A stream that begins as usual and ends for a reason. */
	static AnthropicAnswers blocks(String reason, String... events) {
		List<String> all = new ArrayList<>();
		all.add(START);
		all.addAll(List.of(events));
		all.add(ending(reason));
		all.add(STOP);
		return events(all.toArray(String[]::new));
	}

	static AnthropicAnswers stream(ChatCall call, byte[] body, int pieces) {
		List<StreamEvent> events = new ArrayList<>();
		Assembler assembler = new Assembler(call, AnthropicMessagesProtocol.ID, List.of(), events::add);
		StreamDecoder decoder = PROTOCOL.decoder(call, assembler);
		SseFrameReader reader = new SseFrameReader(call.limits().maxEventBytes());
		return run(events, assembler, () -> {
			for (int at = 0; at < body.length; at += Math.min(pieces, body.length - at)) {
				reader.read(body, at, Math.min(pieces, body.length - at), decoder::frame);
			}
			reader.end(decoder::frame);
			decoder.end();
		});
	}

	static AnthropicAnswers whole(ChatCall call, byte[] body) {
		List<StreamEvent> events = new ArrayList<>();
		Assembler assembler = new Assembler(call, AnthropicMessagesProtocol.ID, List.of(), events::add);
		return run(events, assembler, () -> PROTOCOL.decode(call, body, assembler));
	}

	private static AnthropicAnswers run(List<StreamEvent> events, Assembler assembler, Runnable reading) {
		try {
			reading.run();
		}
		catch (LlmException ex) {
			return new AnthropicAnswers(events, assembler.partialResponse(FinishReason.ERROR), ex);
		}
		assembler.complete();
		StreamEvent.Finished finished = (StreamEvent.Finished) events.get(events.size() - 1);
		return new AnthropicAnswers(events, finished.response(), null);
	}

	/** The kinds of the events that are not deltas, for tests of their order. */
	List<String> order() {
		return this.events.stream()
			.map((event) -> event.getClass().getSimpleName())
			.filter((name) -> !name.endsWith("Delta"))
			.toList();
	}

	/** The calls as {@code id name arguments}. */
	List<String> calls() {
		return this.response.toolCalls()
			.stream()
			.map((call) -> call.id() + " " + call.name() + " " + call.arguments())
			.toList();
	}

	/** What each block wants back. */
	List<@Nullable ReplayData> replays() {
		List<@Nullable ReplayData> replays = new ArrayList<>();
		this.response.content().forEach((block) -> replays.add(block.replay()));
		return replays;
	}

}
