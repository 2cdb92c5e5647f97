package io.llmprovider.test.simulator;

import io.llmprovider.test.simulator.wire.WireJson;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class SchemaExampleTests {

	@ParameterizedTest
	@CsvSource(delimiter = '~', quoteCharacter = '`', textBlock = """
			{"type":"string"}                                                        ~ "Ulm"
			{"enum":["b","a"]}                                                       ~ "b"
			{"const":7}                                                              ~ 7
			{"type":"string","default":"d"}                                          ~ "d"
			{"type":["null","integer"]}                                              ~ 1
			{"type":"null"}                                                          ~ null
			{"type":"boolean"}                                                       ~ true
			{"type":"integer","minimum":3}                                           ~ 3
			{"type":"integer","exclusiveMinimum":3}                                  ~ 4
			{"type":"integer","maximum":-2}                                          ~ -2
			{"type":"integer","minimum":7,"multipleOf":5}                            ~ 10
			{"type":"number","exclusiveMaximum":1}                                   ~ 0.5
			{"type":"string","format":"date"}                                        ~ "2026-01-15"
			{"type":"string","minLength":5}                                          ~ "Ulmxx"
			{"type":"string","maxLength":2}                                          ~ "Ul"
			{"type":"string","pattern":"^read"}                                      ~ "read in Ulm"
			{"type":"string","pattern":"(unclosed"}                                  ~ "Ulm"
			{"type":"array","items":{"type":"integer"},"minItems":2}                 ~ [1,1]
			{"type":"array","items":{"type":"integer"}}                              ~ [1]
			{"properties":{"a":{"type":"integer"}},"required":["a"]}                 ~ {"a":1}
			{"type":"object"}                                                        ~ {}
			{"anyOf":[{"type":"null"},{"type":"integer"}]}                           ~ 1
			{"$ref":"#/$defs/n","$defs":{"n":{"type":"integer"}}}                    ~ 1
			{"allOf":[{"properties":{"a":{"const":1}}},{"properties":{"b":{"const":2}}}]} ~ {"a":1,"b":2}
			""")
	void aValueFollowsItsSchema(String schema, String expected) {
		assertThat(WireJson.text(new SchemaExample(WireJson.read(schema), "read in Ulm").value())).isEqualTo(expected);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '~', quoteCharacter = '`', textBlock = """
			read notes/a.txt                  ~ notes/a.txt
			say "good day" to Anna            ~ good day
			ask Anna                          ~ Anna
			nothing special                   ~ nothing special
			``                                ~ example
			""")
	void aStringIsTakenFromWhatWasSaid(String said, String expected) {
		String value = new SchemaExample(WireJson.read("{\"type\":\"string\"}"), said).value().asString();
		assertThat(value).isEqualTo(expected);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '~', quoteCharacter = '`', textBlock = """
			{"$ref":"#"}
			{"type":"object","properties":{"child":{"$ref":"#"}}}
			{"type":"object","properties":{"child":{"$ref":"#"}},"required":["child"]}
			{"type":"array","items":{"$ref":"#"},"minItems":1}
			""")
	void aSchemaThatContainsItselfComesToAnEnd(String schema) {
		assertThat(new SchemaExample(WireJson.read(schema), "Ulm").value()).isNotNull();
	}

}
