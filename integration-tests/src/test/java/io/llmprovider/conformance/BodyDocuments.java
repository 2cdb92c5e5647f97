package io.llmprovider.conformance;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;

import org.jspecify.annotations.Nullable;

/**
 * The JSON objects of a body, and what stands between them: the data of server-sent
 * events, lines, payloads of AWS's messages, or the body itself.
 */
final class BodyDocuments {

	private static final byte[] DATA = "data:".getBytes(StandardCharsets.US_ASCII);

	private static final int AWS_PRELUDE = 12;

	private final List<Part> parts = new ArrayList<>();

	/**
	 * Takes a body apart.
	 * @param corpusCase the recorded answer
	 */
	BodyDocuments(CorpusCase corpusCase) {
		byte[] body = corpusCase.body();
		String type = corpusCase.contentType().toLowerCase(Locale.ROOT);
		if (type.contains("amazon.eventstream")) {
			messages(body);
		}
		else if (type.contains("event-stream") || type.contains("ndjson")) {
			lines(body);
		}
		else {
			add(body, 0, body.length);
		}
	}

	private void lines(byte[] body) {
		int from = 0;
		while (from < body.length) {
			int end = from;
			while (end < body.length && body[end] != '\n' && body[end] != '\r') {
				end++;
			}
			int json = from;
			if (Arrays.equals(body, from, Math.min(end, from + DATA.length), DATA, 0, DATA.length)) {
				json += DATA.length;
				json += (json < end && body[json] == ' ') ? 1 : 0;
			}
			int next = Math.min(body.length, end + 1);
			this.parts.add(new Part("", Arrays.copyOfRange(body, from, json), null));
			add(body, json, end);
			this.parts.add(new Part("", Arrays.copyOfRange(body, end, next), null));
			from = next;
		}
	}

	private void messages(byte[] body) {
		int from = 0;
		while (from + AWS_PRELUDE < body.length) {
			int length = ByteBuffer.wrap(body).getInt(from);
			int headers = ByteBuffer.wrap(body).getInt(from + 4);
			byte[] message = Arrays.copyOfRange(body, from, from + length);
			String kind = new String(message, AWS_PRELUDE, headers, StandardCharsets.ISO_8859_1);
			this.parts.add(new Part(kind, AwsMessage.payload(message), message));
			from += length;
		}
	}

	private void add(byte[] body, int from, int to) {
		boolean object = from < to && body[from] == '{';
		this.parts.add(new Part(object ? "json" : "", Arrays.copyOfRange(body, from, to), null));
	}

	/**
	 * How many parts there are; not all of them are JSON.
	 * @return the number
	 */
	int size() {
		return this.parts.size();
	}

	/**
	 * What a part is.
	 * @param index which
	 * @return its kind; empty if it is no JSON object
	 */
	String kind(int index) {
		return this.parts.get(index).kind();
	}

	/**
	 * The bytes of a part.
	 * @param index which
	 * @return the JSON, or what stands between
	 */
	byte[] json(int index) {
		return this.parts.get(index).json();
	}

	/**
	 * The body with another object in the place of one.
	 * @param index which
	 * @param json the other
	 * @return the body
	 */
	byte[] with(int index, byte[] json) {
		return joined((at, part) -> (at == index) ? json : part);
	}

	/**
	 * The body with every object changed.
	 * @param change what to do with each
	 * @return the body
	 */
	byte[] withEach(UnaryOperator<byte[]> change) {
		return joined((at, part) -> kind(at).isEmpty() ? part : change.apply(part));
	}

	private byte[] joined(BiFunction<Integer, byte[], byte[]> change) {
		ByteArrayOutputStream body = new ByteArrayOutputStream();
		for (int i = 0; i < this.parts.size(); i++) {
			Part part = this.parts.get(i);
			byte[] json = change.apply(i, part.json());
			body.writeBytes(
					(part.message() != null) ? AwsMessage.withPayload(part.message(), (payload) -> json) : json);
		}
		return body.toByteArray();
	}

	/**
	 * One part.
	 *
	 * @param kind empty if it is no JSON object
	 * @param json the bytes
	 * @param message the message of AWS whose payload they are, or null
	 */
	private record Part(String kind, byte[] json, byte @Nullable [] message) {
	}

}
