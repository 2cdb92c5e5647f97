package io.llmprovider.protocol;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;

import io.llmprovider.protocol.FramingException.Reason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.eventstream.HeaderValue;
import software.amazon.eventstream.Message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class AwsFrameReaderTests {

	/** Made for the protocol's fact sheet, and checked there with AWS's Python parser. */
	private static final byte[] MESSAGE_STOP = HexFormat.of()
		.parseHex("0000007a00000051ca2c46650b3a6576656e742d7479706507000b6d65737361676553746f700d3a636f6e74656e742d"
				+ "747970650700106170706c69636174696f6e2f6a736f6e0d3a6d6573736167652d747970650700056576656e747b22737"
				+ "46f70526561736f6e223a22656e645f7475726e227d5fbf09fc");

	private static final byte[] THROTTLED = HexFormat.of()
		.parseHex("0000008300000061a9d144e50f3a657863657074696f6e2d747970650700137468726f74746c696e67457863657074696f"
				+ "6e0d3a636f6e74656e742d747970650700106170706c69636174696f6e2f6a736f6e0d3a6d6573736167652d74797065070"
				+ "009657863657074696f6e7b226d657373616765223a22736c6f77227d9350311c");

	private final List<String> frames = new ArrayList<>();

	@Test
	void messagesAreFoundAtEveryCut() {
		byte[] body = new byte[MESSAGE_STOP.length + THROTTLED.length];
		System.arraycopy(MESSAGE_STOP, 0, body, 0, MESSAGE_STOP.length);
		System.arraycopy(THROTTLED, 0, body, MESSAGE_STOP.length, THROTTLED.length);
		for (int cut = 0; cut <= body.length; cut++) {
			this.frames.clear();
			AwsFrameReader reader = new AwsFrameReader(1024);
			reader.read(body, 0, cut, this::note);
			reader.read(body, cut, body.length - cut, this::note);
			reader.end(this::note);
			assertThat(this.frames).as("cut at %d", cut)
				.containsExactly("messageStop event {\"stopReason\":\"end_turn\"}",
						"null throttlingException {\"message\":\"slow\"}");
		}
	}

	@Test
	void manyMessagesMayLieInOneBuffer() {
		ByteArrayOutputStream body = new ByteArrayOutputStream();
		for (int i = 0; i < 10; i++) {
			body.writeBytes(MESSAGE_STOP);
		}
		read(body.toByteArray(), 1024);
		assertThat(this.frames).hasSize(10);
	}

	@Test
	void headersOfTheTypesThatAwsCodecKnowsAreRead() {
		Map<String, HeaderValue> headers = new LinkedHashMap<>();
		headers.put(":event-type", HeaderValue.fromString("messageStop"));
		headers.put("flag", HeaderValue.fromBoolean(true));
		headers.put("integer", HeaderValue.fromInteger(3));
		headers.put("long", HeaderValue.fromLong(4));
		headers.put("bytes", HeaderValue.fromByteArray(new byte[] { 5 }));
		headers.put("time", HeaderValue.fromTimestamp(java.time.Instant.EPOCH));
		headers.put("uuid", HeaderValue.fromUuid(new java.util.UUID(6, 7)));
		ByteArrayOutputStream body = new ByteArrayOutputStream();
		new Message(headers, "{}".getBytes(StandardCharsets.UTF_8)).encode(body);
		List<Map<String, String>> found = new ArrayList<>();
		new AwsFrameReader(1024).read(body.toByteArray(), 0, body.size(), (frame) -> found.add(frame.headers()));
		assertThat(found).hasSize(1);
		assertThat(found.get(0)).containsEntry("integer", "3").containsEntry("long", "4").hasSize(7);
	}

	@ParameterizedTest
	@ValueSource(ints = { 1, 6, 9, 20, 100, 120 })
	void aFlippedBitIsToldAndLosesNothingBeforeIt(int position) {
		byte[] broken = MESSAGE_STOP.clone();
		broken[position] ^= 1;
		byte[] body = Arrays.copyOf(THROTTLED, THROTTLED.length + broken.length);
		System.arraycopy(broken, 0, body, THROTTLED.length, broken.length);
		for (int piece : new int[] { body.length, 1, 7 }) {
			this.frames.clear();
			assertThatExceptionOfType(FramingException.class).isThrownBy(() -> read(body, 1 << 20, piece))
				.satisfies((ex) -> assertThat(ex.reason()).isEqualTo(Reason.MALFORMED));
			assertThat(this.frames).hasSize(1);
		}
	}

	@ParameterizedTest
	@ValueSource(ints = { 20, 100, 120 })
	void aFlippedBitIsToldInAMessageLikeTheOneBeforeIt(int position) {
		byte[] body = Arrays.copyOf(MESSAGE_STOP, 2 * MESSAGE_STOP.length);
		System.arraycopy(MESSAGE_STOP, 0, body, MESSAGE_STOP.length, MESSAGE_STOP.length);
		body[MESSAGE_STOP.length + position] ^= 1;
		assertThatExceptionOfType(FramingException.class).isThrownBy(() -> read(body, 1 << 20))
			.satisfies((ex) -> assertThat(ex.reason()).isEqualTo(Reason.MALFORMED));
		assertThat(this.frames).hasSize(1);
	}

	@Test
	void headersThatAreThoseOfTheMessageBeforeAreReadOnce() {
		ByteArrayOutputStream body = new ByteArrayOutputStream();
		for (String type : new String[] { "a", "a", "b", "a" }) {
			Map<String, HeaderValue> headers = new LinkedHashMap<>();
			headers.put(":event-type", HeaderValue.fromString(type));
			new Message(headers, ("{\"" + body.size() + "\":1}").getBytes(StandardCharsets.UTF_8)).encode(body);
		}
		List<Map<String, String>> headers = new ArrayList<>();
		List<String> payloads = new ArrayList<>();
		new AwsFrameReader(1024).read(body.toByteArray(), 0, body.size(), (frame) -> {
			headers.add(frame.headers());
			payloads.add(frame.type() + frame.text());
		});
		assertThat(headers.get(1)).isSameAs(headers.get(0));
		assertThat(headers).extracting((all) -> all.get(":event-type")).containsExactly("a", "a", "b", "a");
		assertThat(payloads).containsExactly("a{\"0\":1}", "a{\"39\":1}", "b{\"79\":1}", "a{\"119\":1}");
	}

	@Test
	void aBodyThatEndsWithinAMessageIsCut() {
		for (int length : new int[] { 1, 11, 12, 100, MESSAGE_STOP.length - 1 }) {
			AwsFrameReader reader = new AwsFrameReader(1024);
			reader.read(MESSAGE_STOP, 0, length, this::note);
			assertThatExceptionOfType(FramingException.class).isThrownBy(() -> reader.end(this::note))
				.satisfies((ex) -> assertThat(ex.reason()).isEqualTo(Reason.CUT));
		}
		assertThat(this.frames).isEmpty();
	}

	@Test
	void aBodyThatEndsWithinAMessageSaysHowMuchOfItHadArrived() {
		AwsFrameReader reader = new AwsFrameReader(1024);
		reader.read(MESSAGE_STOP, 0, 11, this::note);
		assertThatExceptionOfType(FramingException.class).isThrownBy(() -> reader.end(this::note))
			.withMessageEndingWith(": 11 bytes of it had arrived");
		reader.read(MESSAGE_STOP, 11, 89, this::note);
		assertThatExceptionOfType(FramingException.class).isThrownBy(() -> reader.end(this::note))
			.withMessageEndingWith(": 100 of 122 bytes of it had arrived");
	}

	@Test
	void theBoundIsThatOfThePayloadWhereverTheMessageIsCut() {
		int payload = "{\"stopReason\":\"end_turn\"}".length();
		for (int piece = 1; piece <= MESSAGE_STOP.length; piece++) {
			int cut = piece;
			this.frames.clear();
			read(MESSAGE_STOP, payload, cut);
			assertThat(this.frames).as("pieces of %d", cut).hasSize(1);
			assertThatExceptionOfType(FramingException.class).isThrownBy(() -> read(MESSAGE_STOP, payload - 1, cut))
				.satisfies((ex) -> assertThat(ex.reason()).isEqualTo(Reason.TOO_LARGE));
		}
	}

	@ParameterizedTest
	@ValueSource(ints = { 1, 64, 4096 })
	void headersCountOnceTheyAreMoreThanTheAllowance(int piece) {
		int most = new FrameBuffer(8).limit();
		byte[] whole = withHeaders(most);
		assertThat(whole).hasSize(most);
		read(whole, 8, piece);
		assertThat(this.frames).hasSize(1);
		assertThatExceptionOfType(FramingException.class).isThrownBy(() -> read(withHeaders(most + 1), 8, piece))
			.satisfies((ex) -> assertThat(ex.reason()).isEqualTo(Reason.TOO_LARGE));
	}

	/** A message without a payload, of so many bytes in all. */
	private static byte[] withHeaders(int bytes) {
		// Lengths and checksums, the header's name with its length, type and length.
		int value = bytes - 16 - 2 - 1 - 2;
		ByteArrayOutputStream message = new ByteArrayOutputStream();
		new Message(Map.of("x", HeaderValue.fromString("x".repeat(value))), new byte[0]).encode(message);
		return message.toByteArray();
	}

	@ParameterizedTest
	@CsvSource({ "15, 0", "20, 10", "0, 0" })
	void lengthsThatDoNotFitEachOtherAreMalformed(int whole, int headers) {
		ByteBuffer prelude = ByteBuffer.allocate(12).putInt(whole).putInt(headers);
		CRC32 checksum = new CRC32();
		checksum.update(prelude.array(), 0, 8);
		prelude.putInt((int) checksum.getValue());
		assertThatExceptionOfType(FramingException.class).isThrownBy(() -> read(prelude.array(), 1024))
			.withMessageContaining("is said to have " + whole + " bytes, of which " + headers + " are headers")
			.satisfies((ex) -> assertThat(ex.reason()).isEqualTo(Reason.MALFORMED));
	}

	@Test
	void whatTheCodecSaysOfAMessageIsKept() {
		byte[] broken = MESSAGE_STOP.clone();
		broken[100] ^= 1;
		assertThatExceptionOfType(FramingException.class).isThrownBy(() -> read(broken, 1024))
			.satisfies((ex) -> assertThat(ex.getCause()).isNotNull());
	}

	@Test
	void aMessageBeyondTheBoundIsRefusedBeforeItHasArrived() {
		assertThatExceptionOfType(FramingException.class)
			.isThrownBy(() -> new AwsFrameReader(8).read(MESSAGE_STOP, 0, 12, this::note))
			.satisfies((ex) -> assertThat(ex.reason()).isEqualTo(Reason.TOO_LARGE));
	}

	@Test
	void bytesThatAreNoEventStreamAreToldAtOnce() {
		assertThatExceptionOfType(FramingException.class)
			.isThrownBy(() -> read("data: {\"hello\":true}\n\n".getBytes(StandardCharsets.UTF_8), 1024))
			.satisfies((ex) -> assertThat(ex.reason()).isEqualTo(Reason.MALFORMED));
	}

	private void read(byte[] body, int bound) {
		read(body, bound, body.length);
	}

	private void read(byte[] body, int bound, int piece) {
		AwsFrameReader reader = new AwsFrameReader(bound);
		for (int at = 0; at < body.length; at += Math.min(piece, body.length - at)) {
			reader.read(body, at, Math.min(piece, body.length - at), this::note);
		}
		reader.end(this::note);
	}

	private void note(Frame frame) {
		String exception = frame.headers().get(":exception-type");
		this.frames.add(frame.type() + " " + ((exception != null) ? exception : frame.headers().get(":message-type"))
				+ " " + frame.text());
	}

}
