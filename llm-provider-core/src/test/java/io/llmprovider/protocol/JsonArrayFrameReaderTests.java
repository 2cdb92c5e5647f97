package io.llmprovider.protocol;

import java.util.ArrayList;
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

class JsonArrayFrameReaderTests {

	private static final int BOUND = 64;

	@ParameterizedTest(name = "{0}")
	@MethodSource("bodies")
	void cutsABodyIntoTheSameFramesWhereverTheNetworkCutsIt(String name, String body, List<String> expected) {
		BodyCuts.assertFrames(() -> new JsonArrayFrameReader(BOUND), BodyCuts.utf8(body), expected);
	}

	static Stream<Arguments> bodies() {
		String most = "{\"" + "x".repeat(BOUND - 4) + "\"}";
		return Stream.of(body("Google's array", "[{\"a\":1}\n,\r\n{\"b\":[2,{}]}\n]\n", "null|{\"a\":1}",
				"null|{\"b\":[2,{}]}"), body("one element", "[{}]", "null|{}"), body("no element", "[]"),
				body("no body", ""), body("blanks alone", " \n"),
				body("a bare object", " {\"error\":{}} ", "null|{\"error\":{}}"), body("objects without an array",
						"{\"a\":1}{\"b\":2}\n{}", "null|{\"a\":1}", "null|{\"b\":2}", "null|{}"),
				body("an array behind an array", "[{}][[1]]", "null|{}", "null|[1]"),
				body("brackets in strings", "[{\"}]\":\"[{\"},{\"a\":\"]\"}]", "null|{\"}]\":\"[{\"}",
						"null|{\"a\":\"]\"}"),
				body("escaped quotes", "[{\"\\\"}\":\"\\\\\"},{\"\\\\\\\"\":1}]", "null|{\"\\\"}\":\"\\\\\"}",
						"null|{\"\\\\\\\"\":1}"),
				body("characters of several bytes", "[{\"ß\":\"€😀\"}]", "null|{\"ß\":\"€😀\"}"),
				body("a byte order mark", "\ufeff[{}]", "null|{}"),
				body("no closing bracket", "[{\"a\":1},\n", "null|{\"a\":1}"),
				body("an end inside an element", "[{\"a\":1},{\"b\":", "null|{\"a\":1}", "!CUT"),
				body("an end inside a string", "[{\"a\":\"}", "!CUT"),
				body("an end inside an escape", "[{\"a\":\"\\", "!CUT"),
				body("an element that is no object", "[{},17]", "null|{}", "!MALFORMED"),
				body("a page of HTML", "<html>{}</html>", "!MALFORMED"),
				body("a bracket too many", "[{}]]", "null|{}", "!MALFORMED"),
				body("a brace too many", "{}}", "null|{}", "!MALFORMED"),
				body("an element as large as the bound", "[" + most + "]", "null|" + most),
				body("an element larger than the bound", "[{}," + most.replace("}", " }") + "]", "null|{}",
						"!TOO_LARGE"),
				body("an element larger than the bound that does not end", "[" + most.replace("}", " x"),
						"!TOO_LARGE"));
	}

	private static Arguments body(String name, String body, String... frames) {
		return Arguments.of(name, body, List.of(frames));
	}

	@ParameterizedTest
	@ValueSource(longs = { 31, 32 })
	void findsTheElementsOfRandomArraysWhereverTheyAreCut(long seed) {
		Random random = new Random(seed);
		for (int round = 0; round < 5_000; round++) {
			List<String> elements = Stream.generate(() -> object(random, 3)).limit(random.nextInt(5)).toList();
			String body = "[" + String.join(random.nextBoolean() ? "," : "\r\n, ", elements) + "]";
			assertThat(BodyCuts.randomPieces(new JsonArrayFrameReader(100_000), BodyCuts.utf8(body), random))
				.as("seed %d, round %d, body <%s>", seed, round, body)
				.isEqualTo(elements.stream().map((element) -> "null|" + element).toList());
		}
	}

	private static String object(Random random, int levels) {
		List<String> members = new ArrayList<>();
		for (int member = random.nextInt(4); member > 0; member--) {
			members.add(string(random) + ": " + value(random, levels - 1));
		}
		return "{" + String.join(",\n", members) + "}";
	}

	private static String value(Random random, int levels) {
		return switch ((levels == 0) ? random.nextInt(2) : random.nextInt(4)) {
			case 0 -> Integer.toString(random.nextInt());
			case 1 -> string(random);
			case 2 -> "[" + value(random, levels - 1) + "," + string(random) + "]";
			default -> object(random, levels);
		};
	}

	private static String string(Random random) {
		String[] parts = { "\\\"", "\\\\", "{", "}", "[", "]", ",", "\\u005c", "ß", "😀", "a", "\\n" };
		StringBuilder text = new StringBuilder("\"");
		for (int part = random.nextInt(6); part > 0; part--) {
			text.append(parts[random.nextInt(parts.length)]);
		}
		return text.append('"').toString();
	}

	@Test
	void anElementInOnePieceIsAViewOfTheCallersArray() {
		byte[] body = BodyCuts.utf8("[{\"a\":1},\n{\"b\":2},{\"c\"");
		List<byte[]> arrays = new ArrayList<>();
		new JsonArrayFrameReader(100).read(body, 0, body.length, (frame) -> arrays.add(frame.array()));
		assertThat(arrays).hasSize(2).allSatisfy((array) -> assertThat(array).isSameAs(body));
	}

	@Test
	void aMalformedBodyIsNamedByThePlaceInTheWholeBody() {
		JsonArrayFrameReader reader = new JsonArrayFrameReader(100);
		byte[] body = BodyCuts.utf8("[{},\n<");
		reader.read(body, 0, 4, (frame) -> {
		});
		assertThatExceptionOfType(FramingException.class).isThrownBy(() -> reader.read(body, 4, 2, (frame) -> {
		})).withMessageContaining("Byte 5").withMessageContaining("0x3c");
	}

	@Test
	void aHundredMegabytesInOneElementAreRefusedAtTheBound() {
		JsonArrayFrameReader reader = new JsonArrayFrameReader(1_000_000);
		byte[] first = BodyCuts.utf8("[{\"data\":\"");
		reader.read(first, 0, first.length, (frame) -> {
		});
		byte[] piece = BodyCuts.utf8("x".repeat(10_000));
		int[] pieces = new int[1];
		assertThatExceptionOfType(FramingException.class).isThrownBy(() -> {
			for (; pieces[0] < 10_000; pieces[0]++) {
				reader.read(piece, 0, piece.length, (frame) -> {
				});
			}
		}).withMessageContaining("1000000 bytes");
		assertThat(pieces[0]).isEqualTo(99);
	}

}
