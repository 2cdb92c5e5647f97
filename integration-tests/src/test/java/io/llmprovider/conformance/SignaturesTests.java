package io.llmprovider.conformance;

import java.util.List;

import io.llmprovider.json.Json;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Signatures are counted wherever a protocol keeps them.
 */
class SignaturesTests {

	@ParameterizedTest
	@CsvSource(quoteCharacter = '`', delimiter = ';', textBlock = """
			signature          ; {"signature": "abc", "id": "x"}                                    ; 1
			signature          ; {"signature": "", "id": "x"}                                       ; 0
			signature          ; {"signature": ["a", "", "b"]}                                      ; 2
			details.sign|data  ; {"details": [{"sign": "a", "data": "b"}, {"data": "c"}, {"text": "d"}]} ; 2
			extra.google.sign  ; {"extra": {"google": {"sign": "a"}, "sign": "b"}}                  ; 1
			extra.google.sign  ; {"extra": "text"}                                                  ; 0
			""")
	void whatIsNotEmptyAtTheEndOfThePathIsASignature(String path, String payload, int count) {
		assertThat(new Signatures(List.of(path)).count(Json.object(payload))).isEqualTo(count);
	}

}
