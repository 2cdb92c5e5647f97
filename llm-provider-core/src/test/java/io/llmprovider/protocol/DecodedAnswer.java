package io.llmprovider.protocol;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import io.llmprovider.chat.AssistantContent;
import io.llmprovider.chat.ChatResponse;
import io.llmprovider.chat.FinishReason;
import io.llmprovider.chat.StreamEvent;
import io.llmprovider.chat.Warning;
import io.llmprovider.error.LlmException;
import org.jspecify.annotations.Nullable;

/**
 * What a protocol makes of a body.
 *
 * @param events all events, in order
 * @param response the answer, or what there was of it
 * @param failure what ended it, or null if it ended well
 * @param empty whether the answer holds nothing, so that it is asked for again
 */
public record DecodedAnswer(List<StreamEvent> events, ChatResponse response, @Nullable LlmException failure,
		boolean empty) {

	/** A body that arrives in pieces of this many bytes. */
	public static DecodedAnswer stream(WireProtocol protocol, ChatCall call, String text, int pieces) {
		byte[] body = text.getBytes(StandardCharsets.UTF_8);
		List<StreamEvent> events = new ArrayList<>();
		Assembler assembler = new Assembler(call, protocol.id(), List.of(), events::add);
		FramedAnswer answer = new FramedAnswer(protocol.framing(call), protocol.decoder(call, assembler));
		return run(events, assembler, () -> {
			for (int at = 0; at < body.length; at += Math.min(pieces, body.length - at)) {
				answer.read(body, at, Math.min(pieces, body.length - at));
			}
			answer.end();
		});
	}

	/** A body that is not streamed. */
	public static DecodedAnswer whole(WireProtocol protocol, ChatCall call, String body) {
		List<StreamEvent> events = new ArrayList<>();
		Assembler assembler = new Assembler(call, protocol.id(), List.of(), events::add);
		return run(events, assembler, () -> protocol.decode(call, body.getBytes(StandardCharsets.UTF_8), assembler));
	}

	private static DecodedAnswer run(List<StreamEvent> events, Assembler assembler, Runnable reading) {
		try {
			reading.run();
		}
		catch (LlmException ex) {
			return new DecodedAnswer(events, assembler.partialResponse(FinishReason.ERROR), ex, false);
		}
		boolean empty = assembler.isEmpty();
		assembler.complete();
		StreamEvent.Finished finished = (StreamEvent.Finished) events.get(events.size() - 1);
		return new DecodedAnswer(events, finished.response(), null, empty);
	}

	/** The kinds of the events that are not deltas. */
	public List<String> order() {
		return this.events.stream()
			.map((event) -> event.getClass().getSimpleName())
			.filter((name) -> !name.endsWith("Delta"))
			.toList();
	}

	/** The calls as {@code name arguments}. */
	public List<String> calls() {
		return this.response.toolCalls().stream().map((call) -> call.name() + " " + call.arguments()).toList();
	}

	/** What each block wants back, by name; empty where it wants nothing. */
	public List<String> replays(String name) {
		List<String> replays = new ArrayList<>();
		for (AssistantContent block : this.response.content()) {
			String value = (block.replay() != null) ? block.replay().text(name) : null;
			replays.add((value != null) ? value : "");
		}
		return replays;
	}

	/** The codes of the warnings. */
	public List<String> warnings() {
		return this.response.warnings().stream().map(Warning::code).toList();
	}

}
