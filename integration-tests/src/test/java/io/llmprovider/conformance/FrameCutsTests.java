package io.llmprovider.conformance;

import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;
import java.util.stream.Stream;

import io.llmprovider.protocol.Frame;
import io.llmprovider.protocol.FrameHandler;
import io.llmprovider.protocol.FrameReader;
import io.llmprovider.protocol.JsonArrayFrameReader;
import io.llmprovider.protocol.JsonLinesFrameReader;
import io.llmprovider.protocol.SseFrameReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/**
 * The cut test itself: it cuts everywhere, accepts readers that hold and catches those
 * that do not.
 */
class FrameCutsTests {

	private static final int LARGE = 1 << 20;

	private static byte[] bytes(String text) {
		return text.getBytes(StandardCharsets.UTF_8);
	}

	@ParameterizedTest
	@MethodSource
	void readersHoldWhereverTheBodyIsCut(Supplier<FrameReader> readers, String body, int frames) {
		FrameCuts result = FrameCuts.of(readers, bytes(body));
		assertThat(result.differences()).isEmpty();
		assertThat(result.frames()).isEqualTo(frames);
		assertThat(result.cuts()).isEqualTo(bytes(body).length - 1);
	}

	static Stream<Arguments> readersHoldWhereverTheBodyIsCut() {
		Supplier<FrameReader> sse = () -> new SseFrameReader(LARGE);
		Supplier<FrameReader> lines = () -> new JsonLinesFrameReader(LARGE);
		Supplier<FrameReader> array = () -> new JsonArrayFrameReader(LARGE);
		return Stream.of(arguments(sse, "event: a\ndata: ü1\n\n: ping\n\ndata: {}\ndata: []\n\ndata: [DONE]\n\n", 3),
				arguments(sse, "data: a\r\n\r\ndata: b\r\nevent: late\r\n\r\ndata: c", 3),
				arguments(sse, "\uFEFFdata: a\n\nerror: {\"x\":1}\n\n", 2),
				arguments(sse, "{\"error\":\"no stream\"}", 1),
				arguments(lines, "{\"a\":\"€\"}\n{\"b\":2}\r\n{\"c\":3}", 3),
				arguments(array, "[{\"a\":\"]\"},\n{\"b\":[2]}]", 2));
	}

	@ParameterizedTest
	@MethodSource
	void readersThatDoNotHoldAreCaught(Supplier<FrameReader> readers) {
		assertThat(FrameCuts.of(readers, bytes("one\n\ntwo\n\nthree\n\n")).differences()).isNotEmpty();
	}

	static Stream<Supplier<FrameReader>> readersThatDoNotHoldAreCaught() {
		return Stream.of(ForgetfulReader::new, ViewingReader::new);
	}

	@Test
	void aReaderThatIsNotFreshAfterAFrameIsCutOnTheWholeBody() {
		FrameCuts result = FrameCuts.of(() -> new JsonArrayFrameReader(LARGE), bytes("[[1],[2],[3]]"));
		assertThat(result.differences()).isEmpty();
		assertThat(result.cuts()).isEqualTo(12);
	}

	/**
	 * Looks for an empty line within one piece only.
	 */
	private static final class ForgetfulReader implements FrameReader {

		private final StringBuilder text = new StringBuilder();

		@Override
		public void read(byte[] bytes, int offset, int length, FrameHandler handler) {
			String piece = new String(bytes, offset, length, StandardCharsets.UTF_8);
			int position = 0;
			for (int end = piece.indexOf("\n\n"); end >= 0; end = piece.indexOf("\n\n", position)) {
				byte[] payload = bytes(this.text + piece.substring(position, end));
				this.text.setLength(0);
				handler.frame(new Frame().set(null, payload, 0, payload.length));
				position = end + 2;
			}
			this.text.append(piece, position, piece.length());
		}

		@Override
		public void end(FrameHandler handler) {
		}

	}

	/**
	 * Keeps a view of a piece that is no longer its own, and hands it on when the next
	 * piece comes.
	 */
	private static final class ViewingReader implements FrameReader {

		private final Frame kept = new Frame();

		private boolean waiting;

		@Override
		public void read(byte[] bytes, int offset, int length, FrameHandler handler) {
			end(handler);
			this.kept.set(null, bytes, offset, length);
			this.waiting = true;
		}

		@Override
		public void end(FrameHandler handler) {
			if (this.waiting) {
				this.waiting = false;
				handler.frame(this.kept);
			}
		}

	}

}
