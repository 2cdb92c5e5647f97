package io.llmprovider.json;

import java.nio.charset.StandardCharsets;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.core.JsonParser;

import static org.assertj.core.api.Assertions.assertThat;

class WholeNumbersTests {

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			value = { "7|7|7", "-1|-1|-1", "7.0|7|7", "70e-1|7|7", "1e2|100|100", "99999999999|99999999999|-9",
					"2147483648.0|2147483648|-9", "9223372036854775807|9223372036854775807|-9",
					"9223372036854775808|-9|-9", "9007199254740993.0|9007199254740992|-9", "1e17|-9|-9", "1e400|-9|-9",
					"1.5|-9|-9", "true|-9|-9", "null|-9|-9", "\"7\"|-9|-9", "[7]|-9|-9", "{\"a\":{\"b\":7}}|-9|-9" })
	void whatIsWholeAndFitsIsReadAndTheParserStaysAtItsPlace(String value, long number, int small) {
		assertThat(read(value, (json) -> WholeNumbers.read(json, -9))).isEqualTo(number);
		assertThat(read(value, (json) -> (long) WholeNumbers.readInt(json, -9))).isEqualTo(small);
	}

	private static long read(String value, java.util.function.ToLongFunction<JsonParser> reader) {
		byte[] json = ("{\"n\":" + value + ",\"behind\":1}").getBytes(StandardCharsets.UTF_8);
		try (JsonParser parser = Json.parser(json, 0, json.length)) {
			parser.nextToken();
			parser.nextName();
			parser.nextToken();
			long number = reader.applyAsLong(parser);
			assertThat(parser.nextName()).isEqualTo("behind");
			return number;
		}
	}

}
