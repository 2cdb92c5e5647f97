package io.llmprovider.conformance;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import io.llmprovider.chat.FinishReason;
import io.llmprovider.chat.StreamEvent;
import io.llmprovider.error.ErrorDetails;
import io.llmprovider.error.ErrorKind;
import io.llmprovider.error.LlmException;
import io.llmprovider.protocol.Assembler;
import io.llmprovider.protocol.ChatCall;
import io.llmprovider.protocol.ErrorResponse;
import io.llmprovider.protocol.FramedAnswer;
import io.llmprovider.protocol.FramingException;
import io.llmprovider.protocol.WireProtocol;
import tools.jackson.core.JacksonException;

/**
 * Replays bodies through the protocol's own parts — frame reader, decoder, assembler —
 * with neither network nor client.
 */
final class DecoderReplay implements Replay {

	/** The transport reads no more of an answer that is no success. */
	private static final int MAX_ERROR_BYTES = 64 * 1024;

	private final WireProtocol protocol;

	DecoderReplay(WireProtocol protocol) {
		this.protocol = protocol;
	}

	@Override
	public Outcome replay(CorpusCase corpusCase) {
		return replay(corpusCase, corpusCase.body(), Pieces.WHOLE);
	}

	/**
	 * Replays a body in place of the recorded one.
	 * @param corpusCase tells what the body answers
	 * @param body the body
	 * @param pieces where it is cut
	 * @return what became of it
	 */
	Outcome replay(CorpusCase corpusCase, byte[] body, Pieces pieces) {
		ChatCall call = corpusCase.call();
		List<StreamEvent> events = new ArrayList<>();
		Assembler assembler = new Assembler(call, this.protocol.id(), List.of(), events::add);
		try {
			if (!corpusCase.isSuccess()) {
				return new Outcome(events, this.protocol.error(call, errorResponse(corpusCase, body)));
			}
			if (corpusCase.isFramed(this.protocol)) {
				stream(call, assembler, body, pieces);
			}
			else {
				this.protocol.decode(call, body, assembler);
			}
			assembler.complete();
			return new Outcome(events, null);
		}
		catch (LlmException ex) {
			return new Outcome(events, ex.keep(assembler.partialResponse(FinishReason.ERROR)));
		}
		catch (FramingException ex) {
			return new Outcome(events, unreadable(ex.reason().name(), assembler));
		}
		catch (JacksonException ex) {
			return new Outcome(events, unreadable("no JSON", assembler));
		}
		catch (RuntimeException | StackOverflowError ex) {
			return new Outcome(events, ex);
		}
	}

	private void stream(ChatCall call, Assembler assembler, byte[] body, Pieces pieces) {
		FramedAnswer answer = new FramedAnswer(this.protocol.framing(call), this.protocol.decoder(call, assembler));
		pieces.feed(body, 0, body.length, answer::read);
		answer.end();
	}

	/**
	 * The pipeline makes these two kinds of failure an exception of the library, and no
	 * other.
	 */
	private static LlmException unreadable(String what, Assembler assembler) {
		return ErrorKind.PROTOCOL.exception(ErrorDetails.builder(what).build())
			.keep(assembler.partialResponse(FinishReason.ERROR));
	}

	private static ErrorResponse errorResponse(CorpusCase corpusCase, byte[] body) {
		Map<String, List<String>> headers = new TreeMap<>();
		headers.put("Content-Type", List.of(corpusCase.contentType()));
		corpusCase.headers().forEach((name, value) -> headers.put(name, List.of(value)));
		return new ErrorResponse(corpusCase.status(), headers,
				Arrays.copyOf(body, Math.min(body.length, MAX_ERROR_BYTES)));
	}

}
