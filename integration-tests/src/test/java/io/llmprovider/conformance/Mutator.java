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
 * Makes broken bodies of good ones: frames that are missing, doubled, moved, shuffled or
 * another body's, two bodies interleaved; JSON values of another kind, exchanged names,
 * blocks and calls that share an index or an id or lose it, members that are missing or
 * stand twice, flipped bits, cut ends.
 */
final class Mutator {

	private static final int FRAME_MUTATIONS = 9;

	/** One body in so many is broken at many places. */
	private static final int RUINED = 12;

	private static final int MAX_REPEATS = 64;

	private static final int MAX_NESTING = 40_000;

	private static final byte[] STRANGE_BYTES = { 0, '\n', '\r', '"', '\\', '{', '}', '[', ']', ':', ',', ' ',
			(byte) 0xFF, (byte) 0xC3, (byte) 0xED };

	private static final String[] STRANGE_VALUES = { "null", "true", "0", "-1", "1e999", "99999999999999999999", "0.5",
			"\"\"", "\"x\"", "\"\\ud800\"", "\"\\u0000\"", "[]", "{}", "[null]", "[[{}]]", "{\"\":null}", "-0",
			"1e-999", "2147483648", "-9223372036854775809", "0.1e1", "9".repeat(1200), "\"\\ud83d\\ude00\"", "\"null\"",
			"{\"" + "k".repeat(60_000) + "\":1}", "[".repeat(600), "[".repeat(MAX_NESTING),
			"{\"a\":".repeat(MAX_NESTING / 10), "\"" + "y".repeat(5000) + "\"" };

	/** What tells one block, call or item from another. */
	private static final String[] IDENTITIES = { "index", "id", "call_id", "item_id", "output_index", "content_index",
			"summary_index", "contentBlockIndex", "toolUseId", "name", "type", "role", "finish_reason", "usage",
			"arguments", "willContinue", "jsonPath", "done" };

	private static final String[] STRANGE_IDENTITIES = { "null", "\"\"", "0", "1", "2", "-1", "2147483647",
			"2147483648", "1e3", "\"0\"", "\"call_1\"", "\"null\"", "[]", "{}" };

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
		int ruin = (this.random.nextInt(RUINED) == 0) ? 8 : 1;
		for (int times = this.random.nextInt(2 + ruin); times > 0; times--) {
			mutateParts(parts, other.parts());
		}
		if (body.isBinary() && this.random.nextInt(4) > 0) {
			for (int times = this.random.nextInt(3 * ruin); times >= 0 && !parts.isEmpty(); times--) {
				mutateMessage(parts);
			}
			return joined(parts);
		}
		byte[] bytes = joined(parts);
		for (int times = this.random.nextInt(4 * ruin); times > 0; times--) {
			bytes = mutateBytes(bytes);
		}
		return bytes;
	}

	/** Breaks one message, or gives it the payload of another. */
	private void mutateMessage(List<byte[]> parts) {
		int index = this.random.nextInt(parts.size());
		if (this.random.nextInt(6) > 0) {
			parts.set(index, AwsMessage.withPayload(parts.get(index), this::mutateBytes));
			return;
		}
		byte[] other = AwsMessage.payload(parts.get(this.random.nextInt(parts.size())));
		parts.set(index, AwsMessage.withPayload(parts.get(index), (payload) -> other));
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
			case 5 -> Collections.shuffle(parts.subList(index, Math.min(parts.size(), index + 8)), this.random);
			case 6 -> parts.add(this.random.nextInt(parts.size()), parts.remove(index));
			case 7 -> interleave(parts, index, others);
			default -> {
				if (!others.isEmpty()) {
					parts.add(index, others.get(this.random.nextInt(others.size())));
				}
			}
		}
	}

	/** Puts the frames of another body between these, in their order. */
	private void interleave(List<byte[]> parts, int from, List<byte[]> others) {
		int at = from;
		for (byte[] other : others) {
			at = Math.min(parts.size(), at + this.random.nextInt(3));
			parts.add(at++, other);
		}
	}

	private byte[] mutateBytes(byte[] bytes) {
		if (bytes.length == 0) {
			return bytes;
		}
		int position = this.random.nextInt(bytes.length);
		return switch (this.random.nextInt(18)) {
			case 0 -> replaced(bytes, position, bytes.length, new byte[0]);
			case 1 -> flipped(bytes, position);
			case 2 -> replaced(bytes, position, position + this.random.nextInt(2), strangeByte());
			case 3 ->
				replaced(bytes, position, Math.min(bytes.length, position + this.random.nextInt(20)), new byte[0]);
			case 4, 5, 6 -> renamed(bytes, position);
			case 7, 8, 9, 10 -> identified(bytes, position);
			case 11 -> withoutMember(bytes, position);
			case 12 -> withMemberTwice(bytes, position);
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

	/**
	 * Takes another value for what tells blocks apart: a strange one, or that of another
	 * block.
	 */
	private byte[] identified(byte[] bytes, int position) {
		String name = IDENTITIES[this.random.nextInt(IDENTITIES.length)];
		int to = JsonPlaces.valueOf(name, bytes, position);
		int from = JsonPlaces.valueOf(name, bytes, this.random.nextInt(bytes.length));
		if (to < 0) {
			return bytes;
		}
		String strange = STRANGE_IDENTITIES[this.random.nextInt(STRANGE_IDENTITIES.length)];
		byte[] value = (from < 0 || this.random.nextBoolean()) ? strange.getBytes(StandardCharsets.UTF_8)
				: Arrays.copyOfRange(bytes, from, JsonPlaces.endOfValue(bytes, from));
		return replaced(bytes, to, JsonPlaces.endOfValue(bytes, to), value);
	}

	private static byte[] withoutMember(byte[] bytes, int position) {
		int name = JsonPlaces.nameAfter(bytes, position);
		if (name < 0) {
			return bytes;
		}
		int end = JsonPlaces.endOfMember(bytes, name);
		boolean hasNext = end < bytes.length && bytes[end] == ',';
		boolean hasPrevious = name > 0 && bytes[name - 1] == ',';
		return replaced(bytes, (!hasNext && hasPrevious) ? name - 1 : name, hasNext ? end + 1 : end, new byte[0]);
	}

	private byte[] withMemberTwice(byte[] bytes, int position) {
		int name = JsonPlaces.nameAfter(bytes, position);
		int other = JsonPlaces.nameAfter(bytes, this.random.nextInt(bytes.length));
		if (name < 0 || other < 0) {
			return bytes;
		}
		byte[] member = Arrays.copyOfRange(bytes, other, JsonPlaces.endOfMember(bytes, other));
		byte[] separated = Arrays.copyOf(member, member.length + 1);
		separated[member.length] = ',';
		return replaced(bytes, name, name, separated);
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
