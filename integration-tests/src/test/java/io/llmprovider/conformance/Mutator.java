package io.llmprovider.conformance;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/**
 * Makes broken bodies of good ones: frames that are missing, doubled, moved or another
 * body's; JSON values of another kind, exchanged names, flipped bits, cut ends.
 */
final class Mutator {

	private static final int FRAME_MUTATIONS = 6;

	private static final int MAX_REPEATS = 64;

	private static final int MAX_NESTING = 40_000;

	private static final byte[] STRANGE_BYTES = { 0, '\n', '\r', '"', '\\', '{', '}', '[', ']', ':', ',', ' ',
			(byte) 0xFF, (byte) 0xC3, (byte) 0xED };

	private static final String[] STRANGE_VALUES = { "null", "true", "0", "-1", "1e999", "99999999999999999999", "0.5",
			"\"\"", "\"x\"", "\"\\ud800\"", "\"\\u0000\"", "[]", "{}", "[null]", "[[{}]]", "{\"\":null}",
			"[".repeat(600), "[".repeat(MAX_NESTING), "{\"a\":".repeat(MAX_NESTING / 10),
			"\"" + "y".repeat(5000) + "\"" };

	private final Random random;

	Mutator(Random random) {
		this.random = random;
	}

	/**
	 * Breaks a body.
	 * @param body the parts of a good body
	 * @param other the parts of another good body of the same protocol
	 * @return a body that may still be good
	 */
	byte[] mutate(BodyParts body, BodyParts other) {
		List<byte[]> parts = new ArrayList<>(body.parts());
		for (int times = this.random.nextInt(3); times > 0; times--) {
			mutateParts(parts, other.parts());
		}
		if (body.isBinary() && this.random.nextInt(4) > 0) {
			if (!parts.isEmpty()) {
				int index = this.random.nextInt(parts.size());
				parts.set(index, AwsMessage.withPayload(parts.get(index), this::mutateBytes));
			}
			return joined(parts);
		}
		byte[] bytes = joined(parts);
		for (int times = this.random.nextInt(4); times > 0; times--) {
			bytes = mutateBytes(bytes);
		}
		return bytes;
	}

	private void mutateParts(List<byte[]> parts, List<byte[]> others) {
		if (parts.isEmpty()) {
			return;
		}
		int index = this.random.nextInt(parts.size());
		switch (this.random.nextInt(FRAME_MUTATIONS)) {
			case 0 -> parts.remove(index);
			case 1 -> parts.add(this.random.nextInt(parts.size() + 1), parts.get(index));
			case 2 -> Collections.swap(parts, index, this.random.nextInt(parts.size()));
			case 3 -> parts.addAll(index, Collections.nCopies(this.random.nextInt(MAX_REPEATS), parts.get(index)));
			case 4 -> {
				parts.subList(index, parts.size()).clear();
				parts.addAll(others.subList(this.random.nextInt(others.size() + 1), others.size()));
			}
			default -> {
				if (!others.isEmpty()) {
					parts.add(index, others.get(this.random.nextInt(others.size())));
				}
			}
		}
	}

	private byte[] mutateBytes(byte[] bytes) {
		if (bytes.length == 0) {
			return bytes;
		}
		int position = this.random.nextInt(bytes.length);
		return switch (this.random.nextInt(12)) {
			case 0 -> replaced(bytes, position, bytes.length, new byte[0]);
			case 1 -> flipped(bytes, position);
			case 2 -> replaced(bytes, position, position + this.random.nextInt(2), strangeByte());
			case 3 ->
				replaced(bytes, position, Math.min(bytes.length, position + this.random.nextInt(20)), new byte[0]);
			case 4, 5, 6 -> renamed(bytes, position);
			default -> revalued(bytes, position);
		};
	}

	private byte[] flipped(byte[] bytes, int position) {
		byte[] copy = bytes.clone();
		copy[position] ^= (byte) (1 << this.random.nextInt(8));
		return copy;
	}

	private byte[] strangeByte() {
		return new byte[] { STRANGE_BYTES[this.random.nextInt(STRANGE_BYTES.length)] };
	}

	/**
	 * Puts a value of another kind behind the next name of a JSON object.
	 */
	private byte[] revalued(byte[] bytes, int position) {
		int from = JsonPlaces.valueAfter(bytes, position);
		String value = STRANGE_VALUES[this.random.nextInt(STRANGE_VALUES.length)];
		return (from < 0) ? bytes
				: replaced(bytes, from, JsonPlaces.endOfValue(bytes, from), value.getBytes(StandardCharsets.UTF_8));
	}

	/**
	 * Puts a string of the body, such as the type of another event, in the place of
	 * another one.
	 */
	private byte[] renamed(byte[] bytes, int position) {
		int to = JsonPlaces.stringAfter(bytes, position);
		int from = JsonPlaces.stringAfter(bytes, this.random.nextInt(bytes.length));
		if (to < 0 || from < 0) {
			return bytes;
		}
		byte[] string = Arrays.copyOfRange(bytes, from, JsonPlaces.endOfValue(bytes, from));
		return replaced(bytes, to, JsonPlaces.endOfValue(bytes, to), string);
	}

	private static byte[] replaced(byte[] bytes, int from, int to, byte[] by) {
		byte[] result = new byte[bytes.length - (to - from) + by.length];
		System.arraycopy(bytes, 0, result, 0, from);
		System.arraycopy(by, 0, result, from, by.length);
		System.arraycopy(bytes, to, result, from + by.length, bytes.length - to);
		return result;
	}

	private static byte[] joined(List<byte[]> parts) {
		ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		parts.forEach(bytes::writeBytes);
		return bytes.toByteArray();
	}

	/**
	 * A body, taken apart between its frames.
	 *
	 * @param parts the parts, of which the body is the sum
	 * @param isBinary whether each part is a message of AWS's event stream
	 */
	record BodyParts(List<byte[]> parts, boolean isBinary) {

		static BodyParts of(CorpusCase corpusCase, FrameBorders borders) {
			List<byte[]> parts = new ArrayList<>();
			for (int i = 0; i < borders.parts(); i++) {
				parts.add(Arrays.copyOfRange(corpusCase.body(), borders.positions().get(i),
						borders.positions().get(i + 1)));
			}
			return new BodyParts(parts,
					corpusCase.contentType().toLowerCase(Locale.ROOT).contains("amazon.eventstream"));
		}

		static BodyParts whole(CorpusCase corpusCase) {
			return new BodyParts(List.of(corpusCase.body()), false);
		}

	}

}
