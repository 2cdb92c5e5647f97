package io.llmprovider.protocol.bedrock;

import java.util.Map;

import io.llmprovider.json.Json;
import io.llmprovider.protocol.ChatCall;
import io.llmprovider.protocol.Frame;
import io.llmprovider.protocol.FrameTemplate;
import io.llmprovider.protocol.StreamDecoder;
import io.llmprovider.protocol.StreamSink;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/**
 * Reads the messages of a streamed answer. The metadata with the usage come before or
 * after the message that ends the answer, so that it is over only when both have come or
 * the body has ended.
 *
 * @see <a href=
 * "https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_ConverseStreamOutput.html">The
 * events</a>
 */
final class BedrockStreamDecoder implements StreamDecoder {

	private final ChatCall call;

	private final StreamSink sink;

	private final BedrockAnswer answer;

	private final BedrockDeltaReader reader = new BedrockDeltaReader();

	private final BedrockDelta delta = new BedrockDelta();

	private final FrameTemplate template = new FrameTemplate();

	private final boolean templates;

	private boolean begun;

	private boolean metadata;

	private boolean complete;

	BedrockStreamDecoder(ChatCall call, StreamSink sink) {
		this(call, sink, true);
	}

	BedrockStreamDecoder(ChatCall call, StreamSink sink, boolean templates) {
		this.templates = templates;
		this.call = call;
		this.sink = sink;
		this.answer = new BedrockAnswer(call, sink);
	}

	@Override
	public void frame(Frame frame) {
		if (this.complete) {
			return;
		}
		this.begun = true;
		String kind = frame.headers().get(":message-type");
		if ("exception".equals(kind) || "error".equals(kind)) {
			throw BedrockFailures.inStream(this.call, frame);
		}
		String type = frame.type();
		if ("contentBlockDelta".equals(type)) {
			delta(frame);
		}
		else {
			this.template.forget();
			event((type != null) ? type : "", frame);
		}
	}

	@Override
	public void end() {
		if (this.complete) {
			return;
		}
		if (!this.answer.isStopped()) {
			throw BedrockFailures.truncated(this.call, this.begun);
		}
		this.complete = true;
		this.answer.complete();
	}

	@Override
	public void brokenOff() {
		this.answer.brokenOff();
	}

	@Override
	public boolean isComplete() {
		return this.complete;
	}

	private void delta(Frame frame) {
		String piece = this.template.match(frame);
		if (piece != null) {
			this.delta.replace(piece);
			this.answer.grown(this.delta);
			return;
		}
		this.delta.holes.enable(this.templates && this.template.isWanted());
		if (!read(frame)) {
			throw BedrockFailures.notConverse(this.call, frame.text(), null);
		}
		if (this.answer.grown(this.delta)) {
			if (this.delta.isPlain()) {
				this.template.learn(frame, this.delta.holes);
			}
			return;
		}
		Object members = object(frame).get("delta");
		if (!(members instanceof Map<?, ?> map) || !this.answer.grown(this.delta.index, map)) {
			this.sink.providerEvent("contentBlockDelta", frame.text());
		}
	}

	private void event(String type, Frame frame) {
		switch (type) {
			case "contentBlockStart" -> {
				Map<String, @Nullable Object> event = object(frame);
				if (event.get("start") instanceof Map<?, ?> start) {
					this.answer.started(index(event), start);
				}
			}
			case "contentBlockStop" -> this.answer.stopped(index(object(frame)));
			case "messageStop" -> {
				this.answer.stopped(object(frame));
				endIfBothHaveCome();
			}
			case "metadata" -> {
				this.metadata = true;
				this.answer.metadata(object(frame));
				endIfBothHaveCome();
			}
			case "messageStart", "initial-response" -> object(frame);
			default -> this.sink.providerEvent(type.isEmpty() ? "unknown" : type, frame.text());
		}
	}

	private void endIfBothHaveCome() {
		if (this.metadata && this.answer.isStopped()) {
			end();
		}
	}

	private boolean read(Frame frame) {
		try {
			return this.reader.read(frame.array(), frame.offset(), frame.length(), this.delta);
		}
		catch (JacksonException ex) {
			throw BedrockFailures.notConverse(this.call, frame.text(), ex);
		}
	}

	private Map<String, @Nullable Object> object(Frame frame) {
		try {
			return Json.object(frame.text());
		}
		catch (JacksonException ex) {
			throw BedrockFailures.notConverse(this.call, frame.text(), ex);
		}
	}

	private static int index(Map<String, @Nullable Object> event) {
		return (event.get("contentBlockIndex") instanceof Number index && index.doubleValue() == index.intValue())
				? index.intValue() : BedrockDelta.NO_INDEX;
	}

}
