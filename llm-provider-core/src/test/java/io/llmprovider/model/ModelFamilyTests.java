package io.llmprovider.model;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class ModelFamilyTests {

	@ParameterizedTest
	@CsvSource({ "claude-sonnet-4-5,claude-sonnet-4-5-20250929,true", "gpt-5.1,gpt-5.1-2025-11-13,true",
			"claude-sonnet-4-5@20250929,claude-sonnet-4-5,true", "mistral-large-latest,mistral-large,true",
			"us.anthropic.claude-opus-4-1-20250805-v1:0,eu.anthropic.claude-opus-4-1,true",
			"anthropic/claude-sonnet-4.5,Claude-Sonnet-4.5,true", "gpt-5.1,gpt-5.1-mini,false",
			"claude-sonnet-4-5,claude-opus-4-5,false", "deepseek-v3,deepseek-v4,false", "qwen3:8b,qwen3:32b,false",
			"gemini-3-pro,gemini-3-flash,false", "gemini-3-flash-preview,gemini-3-flash,true",
			"gemini-2.5-pro-preview-05-06,gemini-2.5-pro,true", "gemini-2.0-flash-001,gemini-2.0-flash,true" })
	void oneModelHasSeveralNames(String one, String other, boolean same) {
		assertThat(ModelFamily.same(one, other)).isEqualTo(same);
		assertThat(ModelFamily.same(other, one)).isEqualTo(same);
	}

}
