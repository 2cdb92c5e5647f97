package io.llmprovider.conformance;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What breaks bodies does break them, and reproducibly.
 */
class MutatorTests {

	private static final HexFormat HEX = HexFormat.of();

	private static byte[] bytes(String text) {
		return text.getBytes(StandardCharsets.UTF_8);
	}

	private static Mutator.BodyParts parts(String... parts) {
		return new Mutator.BodyParts(List.of(parts).stream().map(MutatorTests::bytes).toList(), false);
	}

	@Test
	void theSameSeedBreaksABodyInTheSameWay() {
		Mutator.BodyParts body = parts("data: {\"a\":\"b\"}\n\n", "data: {\"c\":[1]}\n\n");
		for (int seed = 0; seed < 200; seed++) {
			assertThat(new Mutator(new Random(seed)).mutate(body, parts("data: 1\n\n")))
				.isEqualTo(new Mutator(new Random(seed)).mutate(body, parts("data: 1\n\n")));
		}
	}

	@Test
	void manySeedsGiveManyBodies() {
		Mutator.BodyParts body = parts("data: {\"a\":\"b\"}\n\n", "data: {\"c\":[1]}\n\n");
		Set<String> bodies = new HashSet<>();
		for (int seed = 0; seed < 1000; seed++) {
			bodies.add(new String(new Mutator(new Random(seed)).mutate(body, body), StandardCharsets.ISO_8859_1));
		}
		assertThat(bodies).hasSizeGreaterThan(400);
	}

	@ParameterizedTest
	@ValueSource(strings = { "000000100000000005c248eb7d98c8ff",
			"0000001d00000000fd528c5a7b27666f6f273a27626172277dc3653936" })
	void anAwsMessageIsSealedAsAwsSealsIt(String message) {
		byte[] original = HEX.parseHex(message);
		byte[] emptied = AwsMessage.withPayload(original, (payload) -> new byte[0]);
		assertThat(AwsMessage.withPayload(original, byte[]::clone)).isNotSameAs(original).isEqualTo(original);
		assertThat(HEX.formatHex(emptied)).isEqualTo("000000100000000005c248eb7d98c8ff");
	}

	@Test
	void bytesThatAreNoAwsMessageStayAsTheyAre() {
		assertThat(AwsMessage.withPayload(bytes("data: not a message"), (payload) -> new byte[0]))
			.isEqualTo(bytes("data: not a message"));
	}

	@ParameterizedTest
	@CsvSource(quoteCharacter = '`', delimiter = '|', textBlock = """
			{"a":"x\\"}","b":1}   | "x\\"}"
			{"a":{"b":[1,2]},"c":3} | {"b":[1,2]}
			{"a":12.5,"b":1}        | 12.5
			{"a":null}              | null
			{"a":[{"b":"]"}]}       | [{"b":"]"}]
			{"a":"unfinished        | "unfinished
			""")
	void theFirstValueIsFoundFromItsBeginningToItsEnd(String json, String value) {
		byte[] bytes = bytes(json);
		int from = JsonPlaces.valueAfter(bytes, 0);
		assertThat(new String(bytes, from, JsonPlaces.endOfValue(bytes, from) - from, StandardCharsets.UTF_8))
			.isEqualTo(value);
	}

	@ParameterizedTest
	@CsvSource(quoteCharacter = '`', delimiter = '|', textBlock = """
			{"a":"b","id":12}      |  0 | 12
			{"id":[1],"id":"x"}    |  3 | "x"
			{"id": {"a":1},"b":"x"} | 12 | {"a":1}
			""")
	void theValueOfANameIsFoundFromAnywhere(String json, int position, String value) {
		byte[] bytes = bytes(json);
		int from = JsonPlaces.valueOf("id", bytes, position);
		assertThat(new String(bytes, from, JsonPlaces.endOfValue(bytes, from) - from, StandardCharsets.UTF_8))
			.isEqualTo(value);
		assertThat(JsonPlaces.valueOf("nobody", bytes, position)).isNegative();
	}

	@Test
	void aMemberIsFoundFromItsNameToTheEndOfItsValue() {
		byte[] bytes = bytes("{\"a\":[\"x\",\"y\"],\"b\":{\"c\":\"d\"}}");
		int name = JsonPlaces.nameAfter(bytes, 2);
		assertThat(new String(bytes, name, JsonPlaces.endOfMember(bytes, name) - name, StandardCharsets.UTF_8))
			.isEqualTo("\"b\":{\"c\":\"d\"}");
		assertThat(JsonPlaces.nameAfter(bytes("[\"a\",\"b\"]"), 0)).isNegative();
	}

	@Test
	void thePayloadOfAMessageIsGivenToAnother() {
		byte[] message = HEX.parseHex("0000001d00000000fd528c5a7b27666f6f273a27626172277dc3653936");
		assertThat(AwsMessage.payload(message)).asString(StandardCharsets.UTF_8).isEqualTo("{'foo':'bar'}");
		assertThat(AwsMessage.payload(bytes("no message, but long enough for one"))).isEmpty();
	}

	@ParameterizedTest
	@CsvSource(quoteCharacter = '`', delimiter = '|', textBlock = """
			{"a":1}                     | {"response":{"a":1}}
			data: {"a":1}~~data: x~:c~~ | data: {"response":{"a":1}}~~data: x~:c~~
			data: {"a":1}               | data: {"response":{"a":1}}
			data: [1]                   | data: [1]
			""")
	void anEnvelopeIsPutAroundEveryAnswer(String body, String wrapped) {
		assertThat(
				new String(Envelope.around(bytes(body.replace('~', '\n'))), StandardCharsets.UTF_8).replace('\n', '~'))
			.isEqualTo(wrapped);
	}

}
