package io.llmprovider.protocol;

import java.util.ArrayList;
import java.util.Collections;
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

class JsonLinesFrameReaderTests {

	private static final int BOUND = 64;

	@ParameterizedTest(name = "{0}")
	@MethodSource("bodies")
	void cutsABodyIntoTheSameFramesWhereverTheNetworkCutsIt(String name, String body, List<String> expected) {
		BodyCuts.assertFrames(() -> new JsonLinesFrameReader(BOUND), BodyCuts.utf8(body), expected);
	}

	static Stream<Arguments> bodies() {
		String most = "x".repeat(BOUND);
		return Stream.of(body("two lines", "{\"a\":1}\n{\"b\":2}\n", "null|{\"a\":1}", "null|{\"b\":2}"),
				body("no line end at the end", "{\"a\":1}\n{\"b\":2}", "null|{\"a\":1}", "null|{\"b\":2}"),
				body("carriage return and line feed", "1\r\n2\r\n", "null|1", "null|2"),
				body("a lone carriage return is white space", "{\"a\":\r1}\r\r\n\r2\r", "null|{\"a\":\r1}", "null|2"),
				body("blank lines", "\n\n1\n \t\r\n\n2\n\n", "null|1", "null|2"), body("no line", ""),
				body("blanks alone", " \n \r\n "), body("blanks around a line", "  1 \t\n\t 2  ", "null|1", "null|2"),
				body("a byte order mark", "\ufeff{}\n", "null|{}"),
				body("characters of several bytes", "\"ß€😀\"\n\"😀\"\n", "null|\"ß€😀\"", "null|\"😀\""),
				body("lines that a proxy made events of", "data: {}\n\ndata:1\r\n\r\ndata:\n\n  data:   2\n", "null|{}",
						"null|1", "null|2"),
				body("comments and other fields of events", ": ping\nevent: x\nid: 1\nretry: 2\n:\n{}\n", "null|{}"),
				body("text that only looks like a field", "\"data: 1\"\ndat\nevent\n", "null|\"data: 1\"", "null|dat",
						"null|event"),
				body("more lines in one piece than one may be large", (most + "\n").repeat(40),
						Collections.nCopies(40, "null|" + most).toArray(String[]::new)),
				body("half a line at the end", "{\"a\":1}\n{\"b", "null|{\"a\":1}", "null|{\"b"),
				body("a line as large as the bound", most + "\r\ndata: " + most, "null|" + most, "null|" + most),
				body("a line larger than the bound", "1\n" + most + "x\n2\n", "null|1", "!TOO_LARGE"),
				body("an endless line of blanks", "1\n" + " ".repeat(BOUND + 1025) + "\n2", "null|1", "!TOO_LARGE"));
	}

	private static Arguments body(String name, String body, String... frames) {
		return Arguments.of(name, body, List.of(frames));
	}

	@ParameterizedTest
	@ValueSource(longs = { 21, 22 })
	void agreesWithASlowReaderOnRandomBodiesAndCuts(long seed) {
		Random random = new Random(seed);
		String[] parts = { "{", "}", "\"ß\"", "1", "😀", "\n", "\n", "\r\n", "\r", " ", "\t", "data" };
		for (int round = 0; round < 5_000; round++) {
			StringBuilder text = new StringBuilder();
			for (int part = random.nextInt(30); part > 0; part--) {
				text.append(parts[random.nextInt(parts.length)]);
			}
			List<String> expected = Stream.of(text.toString().split("\n"))
				.map((line) -> line.replaceAll("^[ \t\r]+|[ \t\r]+$", ""))
				.filter((line) -> !line.isEmpty())
				.map((line) -> "null|" + line)
				.toList();
			byte[] body = BodyCuts.utf8(text.toString());
			assertThat(BodyCuts.randomPieces(new JsonLinesFrameReader(1_000), body, random))
				.as("seed %d, round %d, body <%s>", seed, round, text)
				.isEqualTo(expected);
		}
	}

	@Test
	void aLineInOnePieceIsAViewOfTheCallersArray() {
		byte[] body = BodyCuts.utf8("{\"a\":1}\r\n{\"b\":2}\n{\"c\"");
		List<byte[]> arrays = new ArrayList<>();
		new JsonLinesFrameReader(100).read(body, 0, body.length, (frame) -> arrays.add(frame.array()));
		assertThat(arrays).hasSize(2).allSatisfy((array) -> assertThat(array).isSameAs(body));
	}

	@Test
	void aHundredMegabytesWithoutALineEndAreRefusedAtTheBound() {
		JsonLinesFrameReader reader = new JsonLinesFrameReader(1_000_000);
		byte[] piece = BodyCuts.utf8("x".repeat(10_000));
		int[] pieces = new int[1];
		assertThatExceptionOfType(FramingException.class).isThrownBy(() -> {
			for (; pieces[0] < 10_000; pieces[0]++) {
				reader.read(piece, 0, piece.length, (frame) -> {
				});
			}
		}).withMessageContaining("1000000 bytes");
		assertThat(pieces[0]).isEqualTo(100);
	}

}
