package io.llmprovider.chat;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

import io.llmprovider.json.Json;
import io.llmprovider.json.SettingsProbe;
import io.llmprovider.json.SettingsProbe.Subject;
import io.llmprovider.model.ThinkingLevel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class ChatOptionsTests {

	private static final Subject<ChatOptions.Builder, ChatOptions> OPTIONS = new Subject<>(ChatOptions::builder,
			ChatOptions.Builder::build);

	/** For each option a value of the higher and one of the lower rank. */
	private static final Map<String, List<Object>> VALUES = new TreeMap<>(
			Map.ofEntries(Map.entry("temperature", List.of(0.0, 1.0)), Map.entry("topP", List.of(0.1, 0.9)),
					Map.entry("maxTokens", List.of(1, 2)), Map.entry("stop", List.of(List.of("a"), List.of("b", "c"))),
					Map.entry("seed", List.of(0L, 2L)), Map.entry("frequencyPenalty", List.of(0.0, 0.2)),
					Map.entry("presencePenalty", List.of(0.0, 0.2)),
					Map.entry("thinking", List.of(ThinkingLevel.OFF, ThinkingLevel.HIGH)),
					Map.entry("thinkingBudgets", List.of(Map.of(ThinkingLevel.LOW, 1), Map.of(ThinkingLevel.HIGH, 2))),
					Map.entry("toolChoice", List.of(ToolChoice.NONE, ToolChoice.of("ls"))),
					Map.entry("parallelToolCalls", List.of(false, true)),
					Map.entry("responseFormat", List.of(ResponseFormat.JSON, ResponseFormat.jsonSchema("s", "{}"))),
					Map.entry("cacheRetention", List.of(CacheRetention.values()[0], CacheRetention.values()[1])),
					Map.entry("sessionId", List.of("s1", "s2")),
					Map.entry("providerOptions", List.of(Map.of("a", 1), Map.of("b", 2))),
					Map.entry("extraBody", List.of(Map.of("a", 1), Map.of("b", 2)))));

	static Stream<String> options() {
		return SettingsProbe.setters(ChatOptions.Builder.class).stream();
	}

	@Test
	void everyOptionIsTried() {
		assertThat(options()).containsExactlyElementsOf(VALUES.keySet());
	}

	@ParameterizedTest
	@MethodSource("options")
	void theHigherRankWinsAndTheLowerFillsInAndMapsMerge(String name) {
		Object high = VALUES.get(name).get(0);
		Object low = VALUES.get(name).get(1);
		ChatOptions set = OPTIONS.with(name, high);
		ChatOptions below = OPTIONS.with(name, low);
		ChatOptions unrelated = name.equals("seed") ? OPTIONS.with("topP", 0.5) : OPTIONS.with("seed", 9L);

		assertThat(OPTIONS.get(set.orElse(below), name)).isEqualTo((high instanceof Map) ? merged(high, low) : high);
		assertThat(OPTIONS.get(unrelated.orElse(below), name)).isEqualTo(low);
		assertThat(OPTIONS.get(set.orElse(unrelated), name)).isEqualTo(high);
		assertThat(ChatOptions.NONE.orElse(below)).isEqualTo(below);
		assertThat(set.orElse(ChatOptions.NONE)).isEqualTo(set);
	}

	@ParameterizedTest
	@MethodSource("options")
	void everyOptionSurvivesJsonAndTheBuilderAndCountsInComparisons(String name) {
		ChatOptions options = OPTIONS.with(name, VALUES.get(name).get(0));

		assertThat(Json.read(Json.text(options), ChatOptions.class)).isEqualTo(options);
		assertThat(options.toBuilder().build()).isEqualTo(options).hasSameHashCodeAs(options);
		assertThat(options).isNotEqualTo(ChatOptions.NONE).isNotEqualTo(OPTIONS.with(name, VALUES.get(name).get(1)));
		assertThat(options.toString()).contains(name);
	}

	@Test
	void whatIsNotSetIsNotWritten() {
		assertThat(Json.text(ChatOptions.NONE)).isEqualTo("{}");
		assertThat(ChatOptions.NONE).hasToString("ChatOptions{}");
	}

	@Test
	void aKeyOfAMapIsReplacedAsAWhole() {
		ChatOptions high = OPTIONS.with("extraBody", Map.of("a", Map.of("x", 1)));
		ChatOptions low = OPTIONS.with("extraBody", Map.of("a", Map.of("y", 2), "b", 3));

		assertThat(high.orElse(low).extraBody()).isEqualTo(Map.of("a", Map.of("x", 1), "b", 3));
	}

	@Test
	void anOptionIsOneHoweverItIsWrittenAtEachRank() {
		ChatOptions call = OPTIONS.with("providerOptions", Map.of("top_k", 3));
		ChatOptions mode = OPTIONS.with("providerOptions", Map.of("topK", 2));
		ChatOptions provider = OPTIONS.with("providerOptions", Map.of("top_k", 1, "other", 1));

		assertThat(call.orElse(mode).orElse(provider).providerOptions()).isEqualTo(Map.of("top_k", 3, "other", 1));
		assertThat(mode.orElse(provider).providerOptions()).isEqualTo(Map.of("topK", 2, "other", 1));
	}

	@Test
	void bodiesMayHoldSecretsSoOnlyTheirKeysAreShown() {
		assertThat(OPTIONS.with("extraBody", Map.of("token", "sk-1234")).toString()).contains("token")
			.doesNotContain("1234");
	}

	@ParameterizedTest
	@CsvSource({ "0", "-1" })
	void anAnswerHasRoomForAToken(int tokens) {
		assertThatIllegalArgumentException().isThrownBy(() -> ChatOptions.builder().maxTokens(tokens))
			.withMessageContaining("max-tokens");
	}

	private static Object merged(Object high, Object low) {
		Map<Object, Object> merged = new java.util.LinkedHashMap<>((Map<?, ?>) low);
		merged.putAll((Map<?, ?>) high);
		return merged;
	}

}
