package io.llmprovider.conformance;

import java.util.List;
import java.util.Map;

import io.llmprovider.chat.FinishReason;
import io.llmprovider.error.ErrorDetails;
import io.llmprovider.error.ErrorKind;
import io.llmprovider.error.LlmException;
import io.llmprovider.protocol.ChatCall;
import io.llmprovider.protocol.ErrorResponse;
import io.llmprovider.protocol.Frame;
import io.llmprovider.protocol.FrameHandler;
import io.llmprovider.protocol.FrameReader;
import io.llmprovider.protocol.SseFrameReader;
import io.llmprovider.protocol.StreamDecoder;
import io.llmprovider.protocol.StreamSink;
import io.llmprovider.protocol.WireProtocol;
import io.llmprovider.protocol.WireRequest;

/**
 * A protocol in which every event is text, with one fault.
 */
final class FragileProtocol implements WireProtocol {

	/** The protocol's id. */
	static final String ID = "fragile";

	private final Fault fault;

	FragileProtocol(Fault fault) {
		this.fault = fault;
	}

	@Override
	public String id() {
		return ID;
	}

	@Override
	public WireRequest encode(ChatCall call) {
		return WireRequest.post(call.endpoint("/"), Map.of(), call.streaming(), List.of());
	}

	@Override
	public FrameReader framing(ChatCall call) {
		FrameReader reader = new SseFrameReader(call.limits().maxEventBytes());
		return (this.fault == Fault.DEPENDS_ON_THE_CUT) ? new OneFramePerPiece(reader) : reader;
	}

	@Override
	public StreamDecoder decoder(ChatCall call, StreamSink sink) {
		return new TextDecoder(sink);
	}

	@Override
	public void decode(ChatCall call, byte[] body, StreamSink sink) {
		throw new IllegalStateException("Only streams");
	}

	@Override
	public LlmException error(ChatCall call, ErrorResponse response) {
		return ErrorKind.SERVER.exception(ErrorDetails.builder(response.text()).build());
	}

	/**
	 * What is wrong with it.
	 */
	enum Fault {

		/** Nothing. */
		NONE,

		/** An event that says null is more than it can take. */
		CRASHES,

		/** Every event that begins with a number is a call of a tool without a name. */
		BREAKS_THE_GRAMMAR,

		/** Every byte of a short event is many events of their own. */
		DOES_TOO_MUCH,

		/** A second event in one piece is lost. */
		DEPENDS_ON_THE_CUT

	}

	private final class TextDecoder implements StreamDecoder {

		private final StreamSink sink;

		private int block = -1;

		TextDecoder(StreamSink sink) {
			this.sink = sink;
		}

		@Override
		public void frame(Frame frame) {
			String text = frame.text();
			if (FragileProtocol.this.fault == Fault.CRASHES && text.contains("null")) {
				throw new IllegalStateException("null");
			}
			if (FragileProtocol.this.fault == Fault.BREAKS_THE_GRAMMAR && text.matches("(?s)\\d.*")) {
				this.sink.ended(this.sink.toolCallStarted(null, ""));
			}
			if (this.block < 0) {
				this.block = this.sink.textStarted();
			}
			int times = (FragileProtocol.this.fault == Fault.DOES_TOO_MUCH) ? Math.min(20 * frame.length(), 400) : 1;
			for (int i = 0; i < times; i++) {
				this.sink.delta(this.block, "x");
			}
		}

		@Override
		public void end() {
			this.sink.finish(FinishReason.STOP, null);
		}

		@Override
		public boolean isComplete() {
			return false;
		}

	}

	private record OneFramePerPiece(FrameReader reader) implements FrameReader {

		@Override
		public void read(byte[] bytes, int offset, int length, FrameHandler handler) {
			int[] seen = new int[1];
			this.reader.read(bytes, offset, length, (frame) -> {
				if (seen[0]++ == 0) {
					handler.frame(frame);
				}
			});
		}

		@Override
		public void end(FrameHandler handler) {
			this.reader.end(handler);
		}

	}

}
