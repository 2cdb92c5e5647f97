package io.llmprovider.protocol.openai.responses;

import java.io.IOException;
import java.util.stream.Stream;

import io.llmprovider.protocol.CorpusAnswers;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

import static org.assertj.core.api.Assertions.assertThat;

class ResponsesCorpusTests {

	@TestFactory
	Stream<DynamicTest> recordedAnswersAreUnderstood() throws IOException {
		return CorpusAnswers.tests(new OpenAiResponsesProtocol(), ResponsesAnswers.CALL,
				(replay) -> (replay.text("encrypted_content") != null) ? 1 : 0,
				(differences) -> assertThat(differences).isEmpty());
	}

}
