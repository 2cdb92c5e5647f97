package io.llmprovider.protocol.openai.completions;

import java.util.Arrays;
import java.util.Map;

import io.llmprovider.json.Json;
import io.llmprovider.protocol.ChatCall;
import io.llmprovider.protocol.Frame;
import io.llmprovider.protocol.ProviderErrors;
import io.llmprovider.protocol.StreamDecoder;
import io.llmprovider.protocol.StreamSink;
import tools.jackson.core.JacksonException;

/**
 * Reads the chunks of a streamed answer. A chunk like the one before it is read without a
 * parser, the others by walking over them.
 *
 * @see <a href="https://platform.openai.com/docs/api-reference/chat/streaming">Chat
 * completion chunks</a>
 */
final class OpenAiCompletionsStreamDecoder implements StreamDecoder {

	private static final String TERMINATOR = "[DONE]";

	private final ChatCall call;

	private final StreamSink sink;

	private final CompletionsAnswer answer;

	private final CompletionsChunkReader reader = new CompletionsChunkReader();

	private final CompletionsChunk chunk = new CompletionsChunk();

	private final CompletionsTemplate template = new CompletionsTemplate();

	private final boolean templates;

	private boolean complete;

	OpenAiCompletionsStreamDecoder(ChatCall call, StreamSink sink) {
		this(call, sink, true);
	}

	OpenAiCompletionsStreamDecoder(ChatCall call, StreamSink sink, boolean templates) {
		this.call = call;
		this.sink = sink;
		this.answer = new CompletionsAnswer(sink);
		this.templates = templates;
	}

	@Override
	public void frame(Frame frame) {
		if (this.complete) {
			return;
		}
		if ("error".equals(frame.type())) {
			throw ProviderErrors.inStream(this.call, copy(frame));
		}
		if (this.template.apply(frame, this.answer)) {
			return;
		}
		if (isTerminator(frame)) {
			terminate();
		}
		else if (frame.length() > 0) {
			read(frame);
		}
	}

	@Override
	public void end() {
		if (this.complete) {
			return;
		}
		if (!this.answer.hasFinishReason()) {
			throw CompletionsFailures.truncated(this.call, this.sink.hasBlocks());
		}
		terminate();
	}

	@Override
	public void brokenOff() {
		this.answer.brokenOff();
	}

	@Override
	public boolean isComplete() {
		return this.complete;
	}

	private void terminate() {
		if (this.answer.isEmpty()) {
			throw CompletionsFailures.truncated(this.call, false);
		}
		this.complete = true;
		this.answer.complete();
	}

	private void read(Frame frame) {
		boolean learning = this.templates && this.template.isWanted();
		this.chunk.holes.enable(learning);
		try {
			read(frame.array(), frame.offset(), frame.length());
		}
		catch (JacksonException ex) {
			readLeniently(frame, ex);
			return;
		}
		CompletionsToolCalls.Call grown = apply(frame.array(), frame);
		if (hasMore(frame)) {
			readMore(frame);
		}
		else if (learning) {
			this.template.learn(frame, this.chunk, grown, this.answer);
		}
	}

	private void read(byte[] array, int offset, int length) {
		boolean object = this.reader.read(array, offset, length, "delta", this.chunk);
		if (!object && CompletionsFailures.isList(array, offset, length)) {
			// Google reports errors as lists of one error.
			throw ProviderErrors.inStream(this.call, Arrays.copyOfRange(array, offset, offset + length));
		}
		CompletionsChoice choice = this.chunk.choice;
		if (choice.hasOtherPayload && !choice.hasPayload && !this.sink.hasBlocks()) {
			// A server that does not stream, although it was asked to.
			this.reader.read(array, offset, length, "message", this.chunk);
			this.chunk.whole = true;
		}
	}

	/** A model that writes byte by byte can leave half a character in a chunk. */
	private void readLeniently(Frame frame, JacksonException failure) {
		String text = frame.text();
		byte[] valid = text.getBytes(java.nio.charset.StandardCharsets.UTF_8);
		if (Arrays.equals(valid, 0, valid.length, frame.array(), frame.offset(), frame.offset() + frame.length())) {
			throw CompletionsFailures.notJson(this.call, text, failure);
		}
		try {
			read(valid, 0, valid.length);
		}
		catch (JacksonException ex) {
			throw CompletionsFailures.notJson(this.call, text, ex);
		}
		apply(valid, frame);
	}

	private CompletionsToolCalls.@org.jspecify.annotations.Nullable Call apply(byte[] array, Frame frame) {
		CompletionsToolCalls.Call grown = this.answer.apply(this.chunk, array, !this.chunk.whole);
		if (this.chunk.failed) {
			throw ProviderErrors.inStream(this.call, copy(frame));
		}
		if (this.chunk.nestedError != null) {
			throw ProviderErrors.inStream(this.call, Json.bytes(Map.of("error", this.chunk.nestedError)));
		}
		return grown;
	}

	/**
	 * Some servers put no empty line between two events, which makes them one whose data
	 * are two lines.
	 */
	private void readMore(Frame frame) {
		this.chunk.holes.enable(false);
		while (!this.complete && hasMore(frame)) {
			int from = this.reader.end();
			int length = frame.offset() + frame.length() - from;
			Frame rest = new Frame().set(frame.type(), frame.array(), from, length);
			if (isTerminator(rest)) {
				terminate();
				return;
			}
			try {
				read(frame.array(), from, length);
			}
			catch (JacksonException ex) {
				throw CompletionsFailures.notJson(this.call, rest.text(), ex);
			}
			apply(frame.array(), rest);
		}
	}

	/** Whether the end is said, with a blank before or behind it as some servers have. */
	private static boolean isTerminator(Frame frame) {
		return frame.length() <= 2 * TERMINATOR.length() && frame.text().strip().equals(TERMINATOR);
	}

	/** Whether there is a line behind the object that was read last. */
	private boolean hasMore(Frame frame) {
		int at = this.reader.end();
		return at < frame.offset() + frame.length() && frame.array()[at] == '\n';
	}

	private static byte[] copy(Frame frame) {
		return Arrays.copyOfRange(frame.array(), frame.offset(), frame.offset() + frame.length());
	}

}
