package io.llmprovider.conformance;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.core.JacksonException;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Recorded bodies in other shapes: every value replaced by objects and lists that hold
 * what elsewhere has a meaning, and by scalars of other types; and the same JSON written
 * in other ways.
 */
class DecoderShapeTests {

	private static final String ABSENT = "Shapes are not tried: no recorded answers beside the project";

	private static final Protocols PROTOCOLS = Protocols.onClassPath();

	/** So that all forms are tried in seconds. */
	private static final int MAX_BODY = 30_000;

	/** Their messages would be sealed again, and correct. */
	private static final Set<String> BROKEN_MESSAGES = Set.of("derived-bedrock-bad-crc-stream",
			"derived-bedrock-cut-inside-a-frame-stream");

	private static Corpus corpus() {
		Optional<Corpus> corpus = Corpus.find();
		Assumptions.assumeTrue(corpus.isPresent(), ABSENT);
		return corpus.get();
	}

	@TestFactory
	Stream<DynamicTest> aValueOfAnotherKindTouchesNothingElse() {
		return corpus().protocols().entrySet().stream().map((entry) -> DynamicTest.dynamicTest(entry.getKey(), () -> {
			ShapeDifferential shapes = new ShapeDifferential(PROTOCOLS.find(entry.getKey()), entry.getValue());
			List<String> findings = shapes.findings();
			System.out.println(entry.getKey() + ": " + shapes.places() + " places");
			assertThat(shapes.places()).isPositive();
			assertThat(findings).isEmpty();
		}));
	}

	@TestFactory
	Stream<DynamicTest> theSameJsonInAnotherFormIsTheSameAnswer() {
		return corpus().protocols()
			.entrySet()
			.stream()
			.map((entry) -> DynamicTest.dynamicTest(entry.getKey(),
					() -> assertThat(differencesOfForms(entry.getKey(), entry.getValue())).isEmpty()));
	}

	private static List<String> differencesOfForms(String protocol, List<CorpusCase> cases) {
		DecoderReplay replay = new DecoderReplay(PROTOCOLS.find(protocol));
		List<String> differences = new ArrayList<>();
		for (CorpusCase corpusCase : cases) {
			if (BROKEN_MESSAGES.contains(corpusCase.name()) || corpusCase.body().length > MAX_BODY) {
				continue;
			}
			BodyDocuments documents = new BodyDocuments(corpusCase);
			Map<String, Object> original = Understood.of(replay, corpusCase, corpusCase.body());
			for (JsonForms form : JsonForms.values()) {
				Map<String, Object> other = Understood.of(replay, corpusCase,
						documents.withEach((json) -> written(form, json)));
				Understood.fields(original, other)
					.forEach((field) -> differences.add(corpusCase + " " + form + " " + field + ": "
							+ original.get(field) + " / " + other.get(field)));
			}
		}
		return differences;
	}

	/** A recorded body may be cut within an object. */
	private static byte[] written(JsonForms form, byte[] json) {
		try {
			return form.of(json);
		}
		catch (JacksonException ex) {
			return json;
		}
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			value = { "REVERSED|{\"b\":[1,2.5,true,null,\"x\"],\"a\":{}}",
					"DOUBLED|{\"a\":{},\"b\":[1,2.5,true,null,\"x\"],\"a\":{},\"b\":[1,2.5,true,null,\"x\"]}",
					"FRACTIONS|{\"a\":{},\"b\":[1.0,2.5,true,null,\"x\"]}",
					"EXPONENTS|{\"a\":{},\"b\":[1e0,2.5,true,null,\"x\"]}",
					"ESCAPED|{\"\\u0061\":{},\"\\u0062\":[1,2.5,true,null,\"\\u0078\"]}" })
	void aFormIsTheSameValue(JsonForms form, String expected) {
		assertThat(new String(form.of("{\"a\":{},\"b\":[1,2.5,true,null,\"x\"]}".getBytes()))).isEqualTo(expected);
	}

	@Test
	void placesAreReplacedAndRemoved() {
		byte[] json = "{\"type\":\"t\", \"list\":[ 1 , {\"a\":\"x\"},[]] ,\"last\":{\"b\":null}}".getBytes();
		List<JsonValuePlace> places = JsonValuePlace.in(json);
		assertThat(places).extracting((place) -> place.path() + " " + place.kind())
			.containsExactly("(t).type TEXT", "(t).list ARRAY", "(t).list[0] NUMBER", "(t).list[n] OBJECT",
					"(t).list[n].a TEXT", "(t).list[n] NO_ARRAY", "(t).last OBJECT", "(t).last.b NULL");
		for (JsonValuePlace place : places) {
			assertThat(JsonValuePlace.in(place.removed(json))).as(place.path()).hasSizeLessThan(places.size());
			assertThat(new String(place.replaced(json, "\"other\""))).contains("\"other\"");
		}
	}

}
