package io.llmprovider.protocol;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

import io.llmprovider.chat.ChatResponse;
import io.llmprovider.chat.FinishReason;
import io.llmprovider.chat.ReplayData;
import io.llmprovider.chat.StreamEvent;
import io.llmprovider.error.LlmException;
import org.jspecify.annotations.Nullable;

/**
 * What became of the bytes of an answer: they went through framing, decoder and
 * assembler, as in the pipeline.
 *
 * @param events the events, in order
 * @param response the answer, or what had arrived before the failure
 * @param failure what ended it, or null if it ended well
 */
public record Answered(List<StreamEvent> events, ChatResponse response, @Nullable LlmException failure) {

	/** A streamed answer in one piece. */
	public static Answered stream(WireProtocol protocol, ChatCall call, byte[] body) {
		return stream(protocol, call, body, Integer.MAX_VALUE);
	}

	/** A streamed answer in pieces of so many bytes. */
	public static Answered stream(WireProtocol protocol, ChatCall call, byte[] body, int pieces) {
		return stream(protocol, call, (sink) -> protocol.decoder(call, sink), body, pieces);
	}

	/** A streamed answer, read by a decoder that is not the protocol's usual one. */
	public static Answered stream(WireProtocol protocol, ChatCall call, Function<StreamSink, StreamDecoder> decoders,
			byte[] body, int pieces) {
		return read(protocol, call, (sink) -> {
			FramedAnswer answer = new FramedAnswer(protocol.framing(call), decoders.apply(sink));
			for (int at = 0; at < body.length; at += Math.min(pieces, body.length - at)) {
				answer.read(body, at, Math.min(pieces, body.length - at));
			}
			answer.end();
		});
	}

	/** An answer that is not streamed. */
	public static Answered whole(WireProtocol protocol, ChatCall call, byte[] body) {
		return read(protocol, call, (sink) -> protocol.decode(call, body, sink));
	}

	private static Answered read(WireProtocol protocol, ChatCall call, Reading reading) {
		List<StreamEvent> events = new ArrayList<>();
		Assembler assembler = new Assembler(call, protocol.id(), List.of(), events::add);
		try {
			reading.into(assembler);
			assembler.complete();
		}
		catch (LlmException ex) {
			return new Answered(events, assembler.partialResponse(FinishReason.ERROR), ex);
		}
		StreamEvent.Finished finished = (StreamEvent.Finished) events.get(events.size() - 1);
		return new Answered(events, finished.response(), null);
	}

	public String text() {
		return this.response.text();
	}

	public String reasoning() {
		return this.response.reasoning();
	}

	/** What ended it, where it must have failed. */
	public LlmException error() {
		if (this.failure == null) {
			throw new AssertionError("No error, but " + this.response);
		}
		return this.failure;
	}

	/** The kinds of the events that are not deltas, for tests of their order. */
	public List<String> order() {
		return this.events.stream()
			.map((event) -> event.getClass().getSimpleName())
			.filter((name) -> !name.endsWith("Delta"))
			.toList();
	}

	/** The kinds of events in order, deltas of one kind in a row once. */
	public List<String> shape() {
		List<String> shape = new ArrayList<>();
		for (StreamEvent event : this.events) {
			String name = event.getClass().getSimpleName();
			if (shape.isEmpty() || !shape.get(shape.size() - 1).equals(name) || !name.endsWith("Delta")) {
				shape.add(name);
			}
		}
		return shape;
	}

	/** The calls as {@code id name arguments}. */
	public List<String> calls() {
		return this.response.toolCalls()
			.stream()
			.map((call) -> call.id() + " " + call.name() + " " + call.arguments())
			.toList();
	}

	/** What each block wants back. */
	public List<@Nullable ReplayData> replays() {
		List<@Nullable ReplayData> replays = new ArrayList<>();
		this.response.content().forEach((block) -> replays.add(block.replay()));
		return replays;
	}

	private interface Reading {

		void into(StreamSink sink);

	}

}
