package io.llmprovider.protocol.anthropic;

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
 * Reads the events of a streamed answer. What an event is, its data say; the name of the
 * event is missing with some hosts.
 *
 * @see <a href=
 * "https://platform.claude.com/docs/en/build-with-claude/streaming">Streaming
 * messages</a>
 */
final class AnthropicStreamDecoder implements StreamDecoder {

	private final ChatCall call;

	private final StreamSink sink;

	private final AnthropicAnswer answer;

	private final AnthropicEventReader reader = new AnthropicEventReader();

	private final AnthropicEvent event = new AnthropicEvent();

	private final FrameTemplate template = new FrameTemplate();

	private final boolean templates;

	private boolean complete;

	AnthropicStreamDecoder(ChatCall call, StreamSink sink) {
		this(call, sink, true);
	}

	AnthropicStreamDecoder(ChatCall call, StreamSink sink, boolean templates) {
		this.templates = templates;
		this.call = call;
		this.sink = sink;
		this.answer = new AnthropicAnswer(call, sink);
	}

	@Override
	public void frame(Frame frame) {
		if (this.complete || frame.length() == 0) {
			return;
		}
		String piece = this.template.match(frame);
		if (piece != null) {
			this.event.piece = piece;
			this.answer.grown(this.event);
			return;
		}
		if (frame.contentEquals("[DONE]")) {
			end();
			return;
		}
		if (!read(frame)) {
			throw AnthropicFailures.notAMessage(this.call, frame.text(), null);
		}
		String type = this.event.type;
		if (type.isEmpty()) {
			// What the name of an event says, its bytes do not.
			this.event.holes.spoil();
			type = (this.event.message != null) ? "message" : (frame.type() != null) ? frame.type() : "";
		}
		if (type.equals("error") || this.event.failed) {
			byte[] payload = Arrays.copyOfRange(frame.array(), frame.offset(), frame.offset() + frame.length());
			throw ProviderErrors.inStream(this.call, payload);
		}
		apply(type, frame);
	}

	@Override
	public void end() {
		if (this.complete) {
			return;
		}
		if (!this.answer.hasStopReason()) {
			throw AnthropicFailures.truncated(this.call, this.sink.hasBlocks());
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
		this.complete = true;
		this.answer.complete();
	}

	private void apply(String type, Frame frame) {
		switch (type) {
			case "content_block_delta" -> {
				if (this.answer.grown(this.event)) {
					this.template.learn(frame, this.event.holes);
				}
				else {
					this.sink.providerEvent(this.event.deltaType.isEmpty() ? type : this.event.deltaType, frame.text());
				}
			}
			case "content_block_start" -> {
				if (this.event.block != null) {
					this.answer.started(this.event.index, this.event.block);
				}
			}
			case "content_block_stop" -> this.answer.stopped(this.event.index);
			case "message_start" -> {
				if (this.event.message != null) {
					this.answer.message(this.event.message);
				}
			}
			case "message_delta" -> messageDelta();
			case "message_stop" -> terminate();
			case "message" -> {
				if (this.event.message == null) {
					throw AnthropicFailures.notAMessage(this.call, frame.text(), null);
				}
				this.answer.message(this.event.message);
				terminate();
			}
			case "ping" -> {
			}
			default -> this.sink.providerEvent(type, frame.text());
		}
	}

	private void messageDelta() {
		if (this.event.usage != null) {
			this.answer.used(this.event.usage);
		}
		if (this.event.contextManagement != null) {
			this.event.delta.put("context_management", this.event.contextManagement);
		}
		this.answer.ending(this.event.delta);
	}

	private boolean read(Frame frame) {
		this.event.holes.enable(this.templates && this.template.isWanted());
		try {
			return this.reader.read(frame.array(), frame.offset(), frame.length(), this.event);
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
			throw AnthropicFailures.notAMessage(this.call, text, failure);
		}
		this.event.holes.enable(false);
		try {
			return this.reader.read(valid, 0, valid.length, this.event);
		}
		catch (JacksonException ex) {
			throw AnthropicFailures.notAMessage(this.call, text, ex);
		}
	}

}
