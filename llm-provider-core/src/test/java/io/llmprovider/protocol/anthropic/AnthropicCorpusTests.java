package io.llmprovider.protocol.anthropic;

import java.io.IOException;
import java.util.stream.Stream;

import io.llmprovider.chat.ReplayData;
import io.llmprovider.protocol.CorpusAnswers;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

import static org.assertj.core.api.Assertions.assertThat;

class AnthropicCorpusTests {

	@TestFactory
	Stream<DynamicTest> recordedAnswersAreUnderstood() throws IOException {
		return CorpusAnswers.tests(AnthropicAnswers.PROTOCOL, AnthropicAnswers.CALL, AnthropicCorpusTests::signatures,
				(differences) -> assertThat(differences).isEmpty());
	}

	private static int signatures(ReplayData replay) {
		boolean signed = replay.payload().containsKey("data")
				|| replay.payload().containsKey("signature") && !"".equals(replay.text("signature"));
		return signed ? 1 : 0;
	}

}
