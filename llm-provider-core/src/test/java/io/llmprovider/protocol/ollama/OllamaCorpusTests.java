package io.llmprovider.protocol.ollama;

import java.io.IOException;
import java.util.stream.Stream;

import io.llmprovider.protocol.CorpusAnswers;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

import static org.assertj.core.api.Assertions.assertThat;

class OllamaCorpusTests {

	@TestFactory
	Stream<DynamicTest> recordedAnswersAreUnderstood() throws IOException {
		return CorpusAnswers.tests(OllamaAnswers.PROTOCOL, OllamaAnswers.call(), (replay) -> 0,
				(differences) -> assertThat(differences).isEmpty());
	}

}
