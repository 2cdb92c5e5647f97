package io.llmprovider.protocol;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class SseFrameReaderTests {

	private static final int BOUND = 64;

	@ParameterizedTest(name = "{0}")
	@MethodSource("bodies")
	void cutsABodyIntoTheSameFramesWhereverTheNetworkCutsIt(String name, String body, List<String> expected) {
		BodyCuts.assertFrames(() -> new SseFrameReader(BOUND), BodyCuts.utf8(body), expected);
	}

	static Stream<Arguments> bodies() {
		return Stream.of(events(), fields(), ends(), errors(), bounds()).flatMap((table) -> table);
	}

	private static Stream<Arguments> events() {
		return Stream.of(body("an event of one line", "data: {\"a\":1}\n\n", "null|{\"a\":1}"),
				body("two events", "data: 1\n\ndata: 2\n\n", "null|1", "null|2"),
				body("several lines of data", "data: a\ndata: b\ndata: c\n\n", "null|a\nb\nc"),
				body("several lines of data, then one", "data: a\ndata: b\n\ndata: c\n\n", "null|a\nb", "null|c"),
				body("empty lines of data", "data:\ndata\ndata: \n\n", "null|\n\n"),
				body("empty data", "data:\n\n", "null|"),
				body("the name before the data", "event: ping\ndata: {}\n\n", "ping|{}"),
				body("the name behind the data", "data: {}\nevent: ping\n\n", "ping|{}"),
				body("the name between data", "data: a\nevent: ping\ndata: b\n\n", "ping|a\nb"),
				body("two names", "event: a\nevent: b\ndata: 1\n\n", "b|1"),
				body("an empty name", "event: a\nevent:\ndata: 1\n\n", "null|1"),
				body("a name holds for one event", "event: a\ndata: 1\n\ndata: 2\n\n", "a|1", "null|2"),
				body("a name without data is forgotten", "event: a\n\ndata: 2\n\n", "null|2"),
				body("empty lines between events", "data: 1\n\n\n\n\ndata: 2\n\n", "null|1", "null|2"),
				body("characters of several bytes", "event: größe\ndata: ß€😀\n\n", "größe|ß€😀"), body("no event", ""),
				body("blanks alone", " \r\n\n\t "), body("a comment alone", ": hello\n\n"));
	}

	private static Stream<Arguments> fields() {
		return Stream.of(body("no space behind the colon", "data:x\n\n", "null|x"),
				body("only one space is cut off", "data:   x  \n\n", "null|  x  "),
				body("a tab is data", "data:\tx\n\n", "null|\tx"),
				body("comments", ": a\ndata: 1\n:\n: b\ndata: 2\n: c\n\n:d\n\n", "null|1\n2"),
				body("other fields", "id: 1\nretry: 5\nfoo: bar\nfoo\ndata: x\nid\n\n", "null|x"),
				body("fields that only begin alike",
						"dat: 1\ndatas: 2\neven: 3\nevents: 4\nDATA: 5\n data: 6\ndata : 7\nerrors: 8\nerror\ne\nd\n\n"),
				body("a long comment cut into data", "data: a\n:" + "x".repeat(300) + "\ndata: b\n\n", "null|a\nb"));
	}

	private static Stream<Arguments> ends() {
		return Stream.of(
				body("carriage return and line feed", "event: a\r\ndata: 1\r\n\r\ndata: 2\r\n\r\n", "a|1", "null|2"),
				body("carriage return", "event: a\rdata: 1\r\rdata: 2\r\r", "a|1", "null|2"),
				body("mixed", "data: 1\r\r\ndata: 2\n\rdata: 3\r\n\ndata: 4\r\n", "null|1", "null|2", "null|3",
						"null|4"),
				body("no empty line at the end", "data: 1\n\nevent: x\ndata: 2\n", "null|1", "x|2"),
				body("no line end at the end", "data: 1\n\nevent: x\ndata: 2", "null|1", "x|2"),
				body("the name is the last line", "data: 2\nevent: x", "x|2"),
				body("a name without data at the end", "data: 1\n\nevent: x", "null|1"),
				body("half a field name at the end", "data: 1\n\ndat", "null|1"),
				body("a carriage return at the end", "data: 1\n\r", "null|1"),
				body("a byte order mark", "\ufeffdata: 1\n\n", "null|1"), body("a byte order mark alone", "\ufeff"),
				body("a byte order mark later is part of a field", "data: 1\n\n\ufeffdata: 2\n\n", "null|1"),
				body("blanks before the first line", "\n  \r\n  data: 1\n\n", "null|1"));
	}

	private static Stream<Arguments> errors() {
		return Stream.of(body("a field named error", "data: 1\n\nerror: {\"m\":2}\n\n", "null|1", "error|{\"m\":2}"),
				body("an error without a line end", "error:{}", "error|{}"),
				body("an error behind data of the same event", "event: x\ndata: 1\nerror: 2\n\ndata: 3\n\n", "x|1",
						"error|2", "null|3"),
				body("an error behind lines of data", "data: 1\ndata: 2\nerror: 3\nerror: 4\n\n", "null|1\n2",
						"error|3", "error|4"),
				body("an error before data", "event: x\nerror: 1\ndata: 2\n\n", "error|1", "x|2"),
				body("an error event", "event: error\ndata: {}\n\n", "error|{}"),
				body("JSON instead of events", " \r\n{\"error\":\n\n\"data: x\"}\n",
						"null|{\"error\":\n\n\"data: x\"}\n"),
				body("a JSON array instead of events", "[{\"error\":1}]", "null|[{\"error\":1}]"),
				body("a byte order mark and JSON", "\ufeff{}", "null|{}"),
				body("JSON after the first line is no field", "data: 1\n{\"error\":1}\n\n", "null|1"));
	}

	private static Stream<Arguments> bounds() {
		String most = "x".repeat(BOUND);
		String half = "x".repeat(BOUND / 2);
		return Stream.of(body("data as large as the bound", "data: " + most + "\n\n", "null|" + most),
				body("data larger than the bound", "data: 1\n\ndata: " + most + "x\n\n", "null|1", "!TOO_LARGE"),
				body("data larger than the bound at the end", "data: 1\n\ndata: " + most + "x", "null|1", "!TOO_LARGE"),
				body("lines as large as the bound", "data:" + half + "\ndata:" + half.substring(1) + "\nid: 7\n\n",
						"null|" + half + "\n" + half.substring(1)),
				body("lines larger than the bound", "data:" + half + "\ndata:" + half + "\n\n", "!TOO_LARGE"),
				body("an endless comment", "data: 1\n\n:" + "x".repeat(BOUND + 1100), "null|1", "!TOO_LARGE"),
				body("an endless line that ends after all", ":" + "x".repeat(BOUND + 1100) + "\n\n", "!TOO_LARGE"),
				body("a long comment behind much data", "data: " + most + "\n:" + "x".repeat(1000) + "\n\n",
						"null|" + most),
				body("a comment too long behind much data", "data: " + most + "\n:" + "x".repeat(1030) + "\n\n",
						"!TOO_LARGE"),
				body("an error larger than the bound", "data: 1\nerror: " + most + "x\n\n", "!TOO_LARGE"),
				body("JSON as large as the bound", "[" + most.substring(1), "null|[" + most.substring(1)),
				body("JSON larger than the bound", "[" + most, "!TOO_LARGE"));
	}

	private static Arguments body(String name, String body, String... frames) {
		return Arguments.of(name, body, List.of(frames));
	}

	@ParameterizedTest
	@ValueSource(longs = { 11, 12, 13, 14 })
	void agreesWithASlowReaderOnRandomBodiesAndCuts(long seed) {
		Random random = new Random(seed);
		for (int round = 0; round < 5_000; round++) {
			String body = randomBody(random);
			byte[] bytes = BodyCuts.utf8(body);
			List<String> expected = SseReference.frames(body);
			assertThat(BodyCuts.whole(new SseFrameReader(10_000), bytes))
				.as("seed %d, round %d, whole, body <%s>", seed, round, body)
				.isEqualTo(expected);
			assertThat(BodyCuts.randomPieces(new SseFrameReader(10_000), bytes, random))
				.as("seed %d, round %d, in pieces, body <%s>", seed, round, body)
				.isEqualTo(expected);
		}
	}

	private static String randomBody(Random random) {
		String[] starts = { "data: ", "data:", "data", "event: ", "event:", "error: ", ":", "id: 4", "x", "", "", "",
				"{" };
		String[] values = { "", " ", "a", "{\"k\":\"v\"}", "ß😀\ufeff", "long ".repeat(8), ":", "data: ", "\t" };
		String[] ends = { "\n", "\n", "\r\n", "\r", "\n\n", "\r\n\r\n" };
		StringBuilder body = new StringBuilder();
		for (int line = random.nextInt(12); line > 0; line--) {
			String start = pick(random, starts);
			body.append(start).append(start.isEmpty() ? "" : pick(random, values)).append(pick(random, ends));
		}
		body.setLength(Math.max(0, body.length() - random.nextInt(3)));
		return body.toString();
	}

	private static String pick(Random random, String[] choices) {
		return choices[random.nextInt(choices.length)];
	}

	@Test
	void anEventInOnePieceIsAViewOfTheCallersArray() {
		byte[] body = BodyCuts.utf8("event: a\ndata: first\n\n: c\ndata: second\r\nevent: b\r\n\r\ndata: thi");
		List<byte[]> arrays = new ArrayList<>();
		List<Integer> offsets = new ArrayList<>();
		new SseFrameReader(100).read(body, 0, body.length, (frame) -> {
			arrays.add(frame.array());
			offsets.add(frame.offset());
		});
		assertThat(arrays).hasSize(2).allSatisfy((array) -> assertThat(array).isSameAs(body));
		assertThat(offsets).containsExactly(15, 32);
	}

	@Test
	void theFrameLetsGoOfTheCallersArrayAfterEachRead() {
		byte[] body = BodyCuts.utf8("data: first\n\n");
		List<Frame> frames = new ArrayList<>();
		new SseFrameReader(100).read(body, 0, body.length, frames::add);
		assertThat(frames).singleElement().satisfies((frame) -> assertThat(frame.array()).isNotSameAs(body));
	}

	@Test
	void oneFrameServesTheWholeStream() {
		byte[] body = BodyCuts.utf8("data: 1\n\ndata: 2\n\nerror: 3\n\n");
		List<Frame> frames = new ArrayList<>();
		new SseFrameReader(100).read(body, 0, body.length, frames::add);
		assertThat(frames).hasSize(3).allSatisfy((frame) -> assertThat(frame).isSameAs(frames.get(0)));
	}

	@ParameterizedTest
	@ValueSource(strings = { "data: ", ": ", "", "{" })
	void aHundredMegabytesWithoutALineEndAreRefusedAtTheBound(String start) {
		SseFrameReader reader = new SseFrameReader(1_000_000);
		byte[] first = BodyCuts.utf8(start);
		byte[] piece = new byte[10_000];
		Arrays.fill(piece, (byte) 'x');
		reader.read(first, 0, first.length, (frame) -> {
		});
		int[] pieces = new int[1];
		assertThatExceptionOfType(FramingException.class).isThrownBy(() -> {
			for (; pieces[0] < 10_000; pieces[0]++) {
				reader.read(piece, 0, piece.length, (frame) -> {
				});
			}
		}).withMessageContaining("1000000 bytes");
		assertThat(pieces[0]).isBetween(99, 100);
	}

	@Test
	void aHundredMegabytesOfShortDataLinesAreRefusedAtTheBound() {
		SseFrameReader reader = new SseFrameReader(1_000_000);
		byte[] piece = BodyCuts.utf8("data: 67890123456789\n".repeat(500));
		int[] pieces = new int[1];
		assertThatExceptionOfType(FramingException.class).isThrownBy(() -> {
			for (; pieces[0] < 10_000; pieces[0]++) {
				reader.read(piece, 0, piece.length, (frame) -> {
				});
			}
		});
		assertThat(pieces[0]).isEqualTo(133);
	}

	@Test
	void aHundredMegabytesOfCommentsAreNoEvent() {
		SseFrameReader reader = new SseFrameReader(1_000);
		byte[] piece = BodyCuts.utf8(": OPENROUTER PROCESSING\n\n".repeat(4_000));
		List<String> frames = new ArrayList<>();
		for (int i = 0; i < 1_000; i++) {
			reader.read(piece, 0, piece.length, (frame) -> frames.add(frame.text()));
		}
		reader.end((frame) -> frames.add(frame.text()));
		assertThat(frames).isEmpty();
	}

}
