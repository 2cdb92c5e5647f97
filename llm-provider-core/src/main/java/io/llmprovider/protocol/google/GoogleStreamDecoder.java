package io.llmprovider.protocol.google;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

import io.llmprovider.protocol.ChatCall;
import io.llmprovider.protocol.Frame;
import io.llmprovider.protocol.FrameTemplate;
import io.llmprovider.protocol.ProviderErrors;
import io.llmprovider.protocol.StreamDecoder;
import io.llmprovider.protocol.StreamSink;
import tools.jackson.core.JacksonException;

/**
 * Reads the chunks of an answer, each of which is a whole response with what is new. The
 * body ends without a mark: counts may follow the finish reason, so its end is waited
 * for.
 *
 * @see <a href=
 * "https://ai.google.dev/api/generate-content#method:-models.streamgeneratecontent">streamGenerateContent</a>
 */
final class GoogleStreamDecoder implements StreamDecoder {

	private final ChatCall call;

	private final StreamSink sink;

	private final GoogleAnswer answer;

	private final GoogleChunkReader reader = new GoogleChunkReader();

	private final GoogleChunk chunk = new GoogleChunk();

	/** Whether one body holds all, so that it is whole without a finish reason. */
	private final boolean whole;

	private final FrameTemplate template = new FrameTemplate();

	private final boolean templates;

	private boolean complete;

	GoogleStreamDecoder(ChatCall call, StreamSink sink, boolean whole) {
		this(call, sink, whole, !whole);
	}

	GoogleStreamDecoder(ChatCall call, StreamSink sink, boolean whole, boolean templates) {
		this.templates = templates;
		this.call = call;
		this.sink = sink;
		this.whole = whole;
		this.answer = new GoogleAnswer(sink);
	}

	@Override
	public void frame(Frame frame) {
		if (this.complete || frame.length() == 0) {
			return;
		}
		if (frame.contentEquals("[DONE]")) {
			end();
			return;
		}
		String piece = this.template.match(frame);
		if (piece != null && this.answer.grow(this.chunk, piece, this.template)) {
			return;
		}
		this.template.forget();
		this.answer.settle();
		if (!read(frame)) {
			throw GoogleFailures.notAnAnswer(this.call, frame.text(), null);
		}
		if (this.chunk.failed || "error".equals(frame.type())) {
			byte[] payload = Arrays.copyOfRange(frame.array(), frame.offset(), frame.offset() + frame.length());
			throw ProviderErrors.inStream(this.call, payload);
		}
		if (!this.chunk.isAnswer()) {
			this.sink.providerEvent("chunk", frame.text());
		}
		this.answer.add(this.chunk);
		if (this.answer.canGrow(this.chunk)) {
			this.template.learn(frame, this.chunk.holes);
		}
	}

	@Override
	public void end() {
		if (this.complete) {
			return;
		}
		boolean ended = this.answer.isFinished() || this.whole && this.answer.hasCandidate();
		if (!ended) {
			throw GoogleFailures.truncated(this.call, this.sink.hasBlocks());
		}
		this.complete = true;
		this.answer.complete();
	}

	@Override
	public boolean isComplete() {
		return this.complete;
	}

	private boolean read(Frame frame) {
		this.chunk.holes.enable(this.templates && this.template.isWanted());
		try {
			return this.reader.read(frame.array(), frame.offset(), frame.length(), this.chunk);
		}
		catch (JacksonException ex) {
			return readLeniently(frame, ex);
		}
	}

	/** A host that writes byte by byte can leave half a character in an event. */
	private boolean readLeniently(Frame frame, JacksonException failure) {
		String text = frame.text();
		byte[] valid = text.getBytes(StandardCharsets.UTF_8);
		if (Arrays.equals(valid, 0, valid.length, frame.array(), frame.offset(), frame.offset() + frame.length())) {
			throw GoogleFailures.notAnAnswer(this.call, text, failure);
		}
		this.chunk.holes.enable(false);
		try {
			return this.reader.read(valid, 0, valid.length, this.chunk);
		}
		catch (JacksonException ex) {
			throw GoogleFailures.notAnAnswer(this.call, text, ex);
		}
	}

}
