package io.llmprovider.protocol.mistral;

import java.io.IOException;
import java.util.stream.Stream;

import io.llmprovider.protocol.CorpusAnswers;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

import static org.assertj.core.api.Assertions.assertThat;

class MistralCorpusTests {

	@TestFactory
	Stream<DynamicTest> recordedAnswersAreUnderstood() throws IOException {
		return CorpusAnswers.tests(MistralCalls.PROTOCOL, MistralCalls.CALL,
				(replay) -> (replay.text("signature") != null) ? 1 : 0,
				(differences) -> assertThat(differences).isEmpty());
	}

}
