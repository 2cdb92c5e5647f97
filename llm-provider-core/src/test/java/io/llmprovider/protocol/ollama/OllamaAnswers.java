package io.llmprovider.protocol.ollama;

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
import io.llmprovider.protocol.FrameReader;
import io.llmprovider.protocol.StreamDecoder;
import org.jspecify.annotations.Nullable;

/**
 * Runs an answer through framing, decoder and assembler, as the pipeline does.
 */
final class OllamaAnswers {

	static final OllamaChatProtocol PROTOCOL = new OllamaChatProtocol();

	private final List<StreamEvent> events = new ArrayList<>();

	private final ChatResponse response;

	private final @Nullable LlmException error;

	private OllamaAnswers(ChatCall call, byte[] body, boolean streamed, int pieces) {
		Assembler assembler = new Assembler(call, PROTOCOL.id(), List.of(), this.events::add);
		LlmException failure = null;
		try {
			if (streamed) {
				stream(call, body, pieces, assembler);
			}
			else {
				PROTOCOL.decode(call, body, assembler);
			}
			assembler.complete();
		}
		catch (LlmException ex) {
			failure = ex;
		}
		this.error = failure;
		this.response = (failure != null) ? assembler.partialResponse(FinishReason.ERROR)
				: ((StreamEvent.Finished) this.events.get(this.events.size() - 1)).response();
	}

	private static void stream(ChatCall call, byte[] body, int pieces, Assembler assembler) {
		FrameReader frames = PROTOCOL.framing(call);
		StreamDecoder decoder = PROTOCOL.decoder(call, assembler);
		for (int at = 0; at < body.length; at += pieces) {
			frames.read(body, at, Math.min(pieces, body.length - at), decoder::frame);
		}
		frames.end(decoder::frame);
		decoder.end();
	}

	static OllamaAnswers stream(String... lines) {
		return stream(call(), (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8), 1 << 20);
	}

	static OllamaAnswers stream(ChatCall call, byte[] body, int pieces) {
		return new OllamaAnswers(call, body, true, pieces);
	}

	static OllamaAnswers whole(ChatCall call, byte[] body) {
		return new OllamaAnswers(call, body, false, 0);
	}

	static OllamaAnswers whole(String body) {
		return whole(call(), body.getBytes(StandardCharsets.UTF_8));
	}

	static ChatCall call() {
		return call(ChatRequest.of("Hello"));
	}

	static ChatCall call(ChatRequest request) {
		return ChatCall.builder(Model.of("ollama", "qwen3:8b"))
			.baseUrl("http://localhost:11434")
			.request(request)
			.build();
	}

	List<StreamEvent> events() {
		return this.events;
	}

	/** The kinds of events in order, those of one kind in a row once. */
	List<String> shape() {
		List<String> shape = new ArrayList<>();
		for (StreamEvent event : this.events) {
			String name = event.getClass().getSimpleName();
			if (shape.isEmpty() || !shape.get(shape.size() - 1).equals(name) || !name.endsWith("Delta")) {
				shape.add(name);
			}
		}
		return shape;
	}

	ChatResponse response() {
		if (this.error != null) {
			throw this.error;
		}
		return this.response;
	}

	ChatResponse partial() {
		return this.response;
	}

	LlmException error() {
		if (this.error == null) {
			throw new AssertionError("No error, but " + this.response);
		}
		return this.error;
	}

	boolean failed() {
		return this.error != null;
	}

}
