package io.llmprovider.json;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class NamesTests {

	private static final List<String> KNOWN = List.of("anthropic", "openai", "open-router", "xai", "ollama", "act");

	@ParameterizedTest
	@CsvSource({ "top-k, topk", "top_k, topk", "topK, topk", "Top__K-, topk", "a.b:c, a.b:c", "'', ''" })
	void aNameIsPlainWithoutCaseDashesAndUnderscores(String name, String plain) {
		assertThat(Names.plain(name)).isEqualTo(plain);
	}

	@ParameterizedTest
	@CsvSource({ "anthropic, anthropic", "antropic, anthropic", "anthropics, anthropic", "Anthropic, anthropic",
			"antrhopic, anthropic", "openrouter, open-router", "opneai, openai", "xia, ", "xa, xai", "olama, ollama",
			"zzzz, ", "mistral, ", "acts, act", "aact, act" })
	void theNearestNameIsTheOneThatWasProbablyMeant(String written, String meant) {
		assertThat(Names.nearest(written, KNOWN)).isEqualTo(meant);
	}

	@Test
	void ofTwoThatAreEquallyNearTheFirstIsTaken() {
		assertThat(Names.nearest("abcd", List.of("abce", "abcf"))).isEqualTo("abce");
		assertThat(Names.nearest("abcf", List.of("abce", "abcf"))).isEqualTo("abcf");
	}

	@Test
	void nothingIsNearWhereNothingIsKnown() {
		assertThat(Names.nearest("a", List.of())).isNull();
	}

}
