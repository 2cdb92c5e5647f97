package io.llmprovider.protocol;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.function.Supplier;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Feeds a body to readers in pieces and writes down what comes out: {@code type|payload}
 * for each frame, {@code !REASON} for a failure. Each piece stands in the middle of an
 * array with misleading neighbours and is overwritten afterwards, so that a reader that
 * looks or remembers too far is found out.
 */
final class BodyCuts {

	private static final byte[] NEIGHBOUR = "\n\n\"}]\r\ndata: x\n\n{".getBytes(StandardCharsets.UTF_8);

	private static final int[] PIECES = { 1, 2, 3, 7, 17 };

	private BodyCuts() {
	}

	static byte[] utf8(String text) {
		return text.getBytes(StandardCharsets.UTF_8);
	}

	static List<String> whole(FrameReader reader, byte[] body) {
		return read(reader, body, (position) -> body.length);
	}

	static List<String> pieces(FrameReader reader, byte[] body, int size) {
		return read(reader, body, (position) -> size);
	}

	static List<String> randomPieces(FrameReader reader, byte[] body, Random random) {
		return read(reader, body, (position) -> random.nextInt(20));
	}

	/**
	 * Expects the same frames from the whole body, from its two halves for every place to
	 * cut it, and from small pieces.
	 */
	static void assertFrames(Supplier<FrameReader> readers, byte[] body, List<String> expected) {
		assertThat(whole(readers.get(), body)).as("whole").isEqualTo(expected);
		for (int cut = 0; cut <= body.length; cut++) {
			int first = cut;
			assertThat(read(readers.get(), body, (position) -> (position < first) ? first - position : body.length))
				.as("cut at %d", cut)
				.isEqualTo(expected);
		}
		for (int size : PIECES) {
			assertThat(pieces(readers.get(), body, size)).as("pieces of %d", size).isEqualTo(expected);
		}
	}

	private static List<String> read(FrameReader reader, byte[] body, IntFunction<Integer> nextPiece) {
		List<String> frames = new ArrayList<>();
		FrameHandler handler = (frame) -> frames.add(frame.type() + "|" + frame.text());
		try {
			int position = 0;
			while (position < body.length) {
				int length = Math.min(nextPiece.apply(position), body.length - position);
				readPiece(reader, Arrays.copyOfRange(body, position, position + length), handler);
				position += length;
			}
			reader.end(handler);
		}
		catch (FramingException ex) {
			frames.add("!" + ex.reason());
		}
		return frames;
	}

	private static void readPiece(FrameReader reader, byte[] piece, FrameHandler handler) {
		byte[] array = new byte[NEIGHBOUR.length * 2 + piece.length];
		System.arraycopy(NEIGHBOUR, 0, array, 0, NEIGHBOUR.length);
		System.arraycopy(piece, 0, array, NEIGHBOUR.length, piece.length);
		System.arraycopy(NEIGHBOUR, 0, array, NEIGHBOUR.length + piece.length, NEIGHBOUR.length);
		reader.read(array, NEIGHBOUR.length, piece.length, handler);
		Arrays.fill(array, (byte) '#');
	}

}
