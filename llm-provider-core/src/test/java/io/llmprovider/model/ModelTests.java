package io.llmprovider.model;

import java.math.BigDecimal;
import java.util.List;
import java.util.Set;

import io.llmprovider.json.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

class ModelTests {

	private static final Model FULL = Model.builder("office", "qwen3.5:122b")
		.name("Qwen")
		.aliases(List.of("qwen", "q"))
		.contextWindow(262144)
		.maxOutputTokens(8192)
		.capabilities(new Capabilities(Set.of(Modality.TEXT, Modality.IMAGE), true, false, Set.of(ThinkingLevel.HIGH),
				true, false, true, false))
		.pricing(new Pricing(new BigDecimal("0.6"), new BigDecimal("3.6"), null, null))
		.build();

	@Test
	void onlyProviderAndIdAreNeededAndTheRestIsUnknown() {
		Model model = Model.of("p", "m");

		assertThat(model.name()).isEqualTo("m");
		assertThat(model.aliases()).isEmpty();
		assertThat(model.contextWindow()).isNull();
		assertThat(model.maxOutputTokens()).isNull();
		assertThat(model.pricing()).isNull();
		assertThat(model.capabilities()).isEqualTo(Capabilities.UNKNOWN);
		assertThatNullPointerException().isThrownBy(() -> Model.builder("p", "m").provider(null).build());
	}

	@Test
	void aModelSurvivesJsonAndItsOwnBuilder() {
		assertThat(Json.read(Json.text(FULL), Model.class)).isEqualTo(FULL);
		assertThat(FULL.toBuilder().build()).isEqualTo(FULL).hasSameHashCodeAs(FULL);
		assertThat(FULL.toBuilder().contextWindow(1).build()).isNotEqualTo(FULL);
		assertThat(FULL).hasToString("office:qwen3.5:122b");
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, -1 })
	void limitsArePositive(int tokens) {
		Model.Builder builder = Model.builder("p", "m");

		assertThatIllegalArgumentException().isThrownBy(() -> builder.contextWindow(tokens))
			.withMessageContaining("context window");
		assertThatIllegalArgumentException().isThrownBy(() -> builder.maxOutputTokens(tokens))
			.withMessageContaining("output limit");
	}

	@ParameterizedTest
	@CsvSource({ "anthropic:claude-sonnet-5, anthropic, claude-sonnet-5", "ollama:qwen3:8b, ollama, qwen3:8b",
			"' p : m ', p, m" })
	void theFirstColonOfAReferenceSplits(String text, String provider, String model) {
		assertThat(ModelRef.parse(text)).isEqualTo(new ModelRef(provider, model));
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "m", ":m", "p:", " :m", "p: " })
	void aReferenceNeedsBothParts(String text) {
		assertThatIllegalArgumentException().isThrownBy(() -> ModelRef.parse(text))
			.withMessageContaining("anthropic:claude-sonnet-5");
	}

	@Test
	void aReferenceReadsAsItWasWritten() {
		assertThat(ModelRef.parse(FULL.ref().toString())).isEqualTo(FULL.ref());
		assertThat(Json.read("\"a:b:c\"", ModelRef.class)).isEqualTo(new ModelRef("a", "b:c"));
		assertThat(Json.text(FULL.ref())).isEqualTo("\"office:qwen3.5:122b\"");
		assertThatIllegalArgumentException().isThrownBy(() -> new ModelRef("a:b", "c")).withMessageContaining("colon");
	}

	@Test
	void capabilitiesAreTakenFromElsewhereWhereNothingIsSaid() {
		Capabilities known = FULL.capabilities();
		Capabilities other = new Capabilities(Set.of(), false, true, Set.of(), false, true, false, true);

		assertThat(known.orElse(other)).isEqualTo(known);
		assertThat(Capabilities.UNKNOWN.orElse(known)).isEqualTo(known);
		assertThat(new Capabilities(null, true, null, null, null, null, null, null).orElse(other))
			.isEqualTo(new Capabilities(Set.of(), true, true, Set.of(), false, true, false, true));
	}

	@Test
	void onlyAKnownListOfInputsRejectsAnything() {
		assertThat(Capabilities.UNKNOWN.rejects(Modality.AUDIO)).isFalse();
		assertThat(FULL.capabilities().rejects(Modality.AUDIO)).isTrue();
		assertThat(FULL.capabilities().rejects(Modality.IMAGE)).isFalse();
		assertThatExceptionOfType(UnsupportedOperationException.class)
			.isThrownBy(() -> FULL.capabilities().input().clear());
	}

	@Test
	void aTotalIsTheProvidersOrTheSumAndElseUnknown() {
		assertThat(Usage.of(3, 4).totalTokens()).isEqualTo(7);
		assertThat(Usage.builder().inputTokens(3L).outputTokens(4L).totalTokens(9L).build().totalTokens()).isEqualTo(9);
		assertThat(Usage.builder().inputTokens(3L).build().totalTokens()).isNull();
	}

}
