package io.llmprovider.protocol.openai.responses;

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

	/** A stream of events, each a line of data. */
	static Answered events(String... events) {
		return stream(("data: " + String.join("\n\ndata: ", events) + "\n\n").getBytes(StandardCharsets.UTF_8), CALL);
	}

	static Answered stream(byte[] body, ChatCall call) {
		List<StreamEvent> events = new ArrayList<>();
		Assembler assembler = assembler(events);
		var decoder = new OpenAiResponsesProtocol().decoder(call, assembler);
		SseFrameReader reader = new SseFrameReader(call.limits().maxEventBytes());
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
				() -> new OpenAiResponsesProtocol().decode(CALL, body.getBytes(StandardCharsets.UTF_8), assembler));
	}

	private static Assembler assembler(List<StreamEvent> events) {
		return new Assembler(CALL, OpenAiResponsesProtocol.ID, List.of(), events::add);
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
