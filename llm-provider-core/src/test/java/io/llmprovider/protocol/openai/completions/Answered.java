package io.llmprovider.protocol.openai.completions;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import io.llmprovider.chat.ChatRequest;
import io.llmprovider.chat.ChatResponse;
import io.llmprovider.chat.FinishReason;
import io.llmprovider.chat.StreamEvent;
import io.llmprovider.error.LlmException;
import io.llmprovider.model.Model;
import io.llmprovider.protocol.Assembler;
import io.llmprovider.protocol.ChatCall;
import io.llmprovider.protocol.SseFrameReader;
import org.jspecify.annotations.Nullable;

/**
 * What became of the bytes of an answer.
 *
 * @param events the events, in order
 * @param response the answer, or what had arrived before the failure
 * @param failure what ended it, or null if it ended well
 */
record Answered(List<StreamEvent> events, ChatResponse response, @Nullable LlmException failure) {

	static final ChatCall CALL = ChatCall.builder(Model.of("acme", "m-1"))
		.baseUrl("https://acme.example/v1")
		.request(ChatRequest.of("hello"))
		.build();

	static Answered stream(String body) {
		return stream(body.getBytes(StandardCharsets.UTF_8), true);
	}

	/**
	 * A stream of chunks, each a line of data, ended by [DONE].
	 */
	static Answered chunks(String... chunks) {
		return stream("data: " + String.join("\n\ndata: ", chunks) + "\n\ndata: [DONE]\n\n");
	}

	/**
	 * Chunks whose first choices have these deltas, ended by a finish reason and [DONE].
	 */
	static Answered deltas(String finish, String... deltas) {
		List<String> chunks = new ArrayList<>();
		for (String delta : deltas) {
			chunks.add("{\"id\":\"r\",\"choices\":[{\"index\":0,\"delta\":" + delta + ",\"finish_reason\":null}]}");
		}
		chunks.add("{\"id\":\"r\",\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"" + finish + "\"}]}");
		return chunks(chunks.toArray(String[]::new));
	}

	static Answered stream(byte[] body, boolean templates) {
		List<StreamEvent> events = new ArrayList<>();
		Assembler assembler = assembler(events);
		var decoder = new OpenAiCompletionsStreamDecoder(CALL, assembler, templates);
		SseFrameReader reader = new SseFrameReader(CALL.limits().maxEventBytes());
		return run(events, assembler, () -> {
			reader.read(body, 0, body.length, decoder::frame);
			reader.end(decoder::frame);
			decoder.end();
		});
	}

	static Answered whole(String body) {
		List<StreamEvent> events = new ArrayList<>();
		Assembler assembler = assembler(events);
		return run(events, assembler,
				() -> new OpenAiCompletionsProtocol().decode(CALL, body.getBytes(StandardCharsets.UTF_8), assembler));
	}

	private static Assembler assembler(List<StreamEvent> events) {
		return new Assembler(CALL, OpenAiCompletionsProtocol.ID, List.of(), events::add);
	}

	private static Answered run(List<StreamEvent> events, Assembler assembler, Runnable reading) {
		try {
			reading.run();
		}
		catch (LlmException ex) {
			return new Answered(events, assembler.partialResponse(FinishReason.ERROR), ex);
		}
		assembler.complete();
		StreamEvent.Finished finished = (StreamEvent.Finished) events.get(events.size() - 1);
		return new Answered(events, finished.response(), null);
	}

	String text() {
		return this.response.text();
	}

	String reasoning() {
		return this.response.reasoning();
	}

	/**
	 * The kinds of the events that are not deltas, for tests of their order.
	 */
	List<String> order() {
		return this.events.stream()
			.map((event) -> event.getClass().getSimpleName())
			.filter((name) -> !name.endsWith("Delta"))
			.toList();
	}

	/**
	 * The calls as {@code id name arguments}.
	 */
	List<String> calls() {
		return this.response.toolCalls()
			.stream()
			.map((call) -> call.id() + " " + call.name() + " " + call.arguments())
			.toList();
	}

}
