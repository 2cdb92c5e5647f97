package io.llmprovider.protocol;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.llmprovider.protocol.OptionSpec.Option;
import io.llmprovider.protocol.OptionSpec.Type;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.params.provider.Arguments.arguments;

class OptionSpecTests {

	private static final OptionSpec SPEC = OptionSpec.of(new Option("top_k", Type.INTEGER, "How many."),
			new Option("serviceTier", Type.TEXT, "Which tier.", List.of("auto", "flex")));

	static Stream<Arguments> fitting() {
		return Stream.of(arguments(Type.TEXT, "x", "x"), arguments(Type.TEXT, 5, "5"),
				arguments(Type.TEXT, true, "true"), arguments(Type.INTEGER, 5, 5L), arguments(Type.INTEGER, " 5 ", 5L),
				arguments(Type.INTEGER, "5.0", 5L), arguments(Type.INTEGER, 5.0, 5L), arguments(Type.NUMBER, 1.5, 1.5),
				arguments(Type.NUMBER, "1.5", new BigDecimal("1.5")), arguments(Type.FLAG, true, true),
				arguments(Type.FLAG, " TRUE ", true), arguments(Type.FLAG, "false", false),
				arguments(Type.TEXTS, List.of("a", 1), List.of("a", "1")),
				arguments(Type.TEXTS, "a, b", List.of("a", "b")),
				arguments(Type.TEXTS, indexed("a", "b"), List.of("a", "b")),
				arguments(Type.OBJECT, Map.of("a", 1), Map.of("a", 1)), arguments(Type.ANY, 5, 5),
				arguments(Type.ANY, List.of(1), List.of(1)));
	}

	static Stream<Arguments> unfitting() {
		return Stream.of(arguments(Type.TEXT, Map.of(), "a text"), arguments(Type.TEXT, List.of(), "a text"),
				arguments(Type.INTEGER, 5.5, "a whole number"), arguments(Type.INTEGER, "five", "a whole number"),
				arguments(Type.INTEGER, "99999999999999999999", "a whole number"),
				arguments(Type.NUMBER, "x", "a number"), arguments(Type.FLAG, "yes", "true or false"),
				arguments(Type.FLAG, 1, "true or false"), arguments(Type.TEXTS, 1, "a list of texts"),
				arguments(Type.OBJECT, "x", "an object"), arguments(Type.OBJECT, List.of(), "an object"));
	}

	@ParameterizedTest
	@MethodSource("fitting")
	void valuesFromFilesAndFromCodeBecomeWhatTheWireTakes(Type type, Object value, Object expected) {
		OptionSpec spec = OptionSpec.of(new Option("o", type, "What it is."));

		assertThat(spec.check(Map.of("o", value))).containsExactly(Map.entry("o", expected));
	}

	@ParameterizedTest
	@MethodSource("unfitting")
	void aValueThatDoesNotFitIsNamed(Type type, Object value, String wanted) {
		OptionSpec spec = OptionSpec.of(new Option("o", type, "What it is."));

		assertThatIllegalArgumentException().isThrownBy(() -> spec.check(Map.of("o", value)))
			.withMessage("Option 'o' takes " + wanted + ", not '" + value + "'. What it is.");
	}

	@Test
	void everyTypeIsTried() {
		assertThat(fitting().map((row) -> row.get()[0])).contains((Object[]) Type.values());
	}

	@ParameterizedTest
	@CsvSource({ "top_k", "top-k", "topK", "TOP_K" })
	void aNameIsFoundHoweverItIsWrittenAndGoesOutAsDeclared(String name) {
		assertThat(SPEC.check(Map.of(name, 1))).containsExactly(Map.entry("top_k", 1L));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = { "topk2 | Unknown option 'topk2': did you mean 'top_k'?",
			"zzzzzz | Unknown option 'zzzzzz'. Known are [top_k, serviceTier]" })
	void anUnknownNameIsAnsweredByWhatIsKnown(String name, String message) {
		assertThatIllegalArgumentException().isThrownBy(() -> SPEC.check(Map.of(name, 1))).withMessage(message);
	}

	@Test
	void anApiWithoutOptionsSaysSo() {
		assertThatIllegalArgumentException().isThrownBy(() -> OptionSpec.NONE.check(Map.of("a", 1)))
			.withMessage("Unknown option 'a': this API has no options of its own");
		assertThat(OptionSpec.NONE.check(Map.of())).isEmpty();
	}

	@Test
	void whereValuesAreListedNoOtherIsTaken() {
		assertThat(SPEC.check(Map.of("service-tier", "flex"))).containsEntry("serviceTier", "flex");
		assertThatIllegalArgumentException().isThrownBy(() -> SPEC.check(Map.of("service-tier", "fast")))
			.withMessage("Option 'serviceTier' cannot be 'fast': it takes one of [auto, flex]");
	}

	@Test
	void nullTakesAnOptionBack() {
		Map<String, Object> values = new LinkedHashMap<>();
		values.put("serviceTier", null);

		assertThat(SPEC.check(values)).containsOnlyKeys("serviceTier").containsValue(null);
	}

	@Test
	void twoSpecsUniteAndTheSecondWins() {
		OptionSpec both = SPEC
			.and(OptionSpec.of(new Option("top_k", Type.TEXT, "Other."), new Option("more", Type.FLAG, "More.")));

		assertThat(both.options()).containsOnlyKeys("top_k", "serviceTier", "more");
		assertThat(both.check(Map.of("top_k", 5))).containsEntry("top_k", "5");
	}

	private static Map<String, Object> indexed(String... values) {
		Map<String, Object> indexed = new LinkedHashMap<>();
		for (int i = 0; i < values.length; i++) {
			indexed.put(Integer.toString(i), values[i]);
		}
		return indexed;
	}

}
