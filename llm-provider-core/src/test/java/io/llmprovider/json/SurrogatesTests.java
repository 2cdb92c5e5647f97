package io.llmprovider.json;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class SurrogatesTests {

	@ParameterizedTest
	@CsvSource(value = { "a\uD83Db|ab", "\uD83D\uD83D\uDE48|\uD83D\uDE48", "\uDE48|''", "x\uD83D|x", "\uDE48\uD83D|''",
			"plain|plain", "\uD83D\uDE48|\uD83D\uDE48", "''|''" }, delimiter = '|')
	void loneHalvesAreRemovedAndPairsKept(String text, String clean) {
		assertThat(Surrogates.clean(text)).isEqualTo(clean);
	}

	@Test
	void textWithoutLoneHalvesIsTheSameObject() {
		String text = "a\uD83D\uDE48b";
		assertThat(Surrogates.clean(text)).isSameAs(text);
	}

	@Test
	void theyAreRemovedAtAnyDepthAndTheOrderIsKept() {
		Map<String, @Nullable Object> map = new LinkedHashMap<>();
		map.put("first", 1);
		map.put("k\uD83D", new ArrayList<@Nullable Object>(Arrays.asList("a\uD83D", null, Map.of("x", "\uDE48y"))));
		map.put("last", null);
		Map<String, @Nullable Object> clean = Surrogates.clean(map);
		assertThat(clean.keySet()).containsExactly("first", "k", "last");
		assertThat(clean.get("k")).isEqualTo(Arrays.asList("a", null, Map.of("x", "y")));
	}

	@Test
	void aMapWithoutLoneHalvesIsTheSameObject() {
		Map<String, @Nullable Object> map = Map.of("a", List.of("b", Map.of("c", "d")));
		assertThat(Surrogates.clean(map)).isSameAs(map);
	}

}
