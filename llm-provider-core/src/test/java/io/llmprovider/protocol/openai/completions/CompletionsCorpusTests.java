package io.llmprovider.protocol.openai.completions;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.llmprovider.chat.ReplayData;
import io.llmprovider.protocol.CorpusAnswers;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

import static org.assertj.core.api.Assertions.assertThat;

class CompletionsCorpusTests {

	@TestFactory
	Stream<DynamicTest> recordedAnswersAreUnderstood() throws IOException {
		return CorpusAnswers.tests(new OpenAiCompletionsProtocol(), CompletionsAnswers.CALL,
				CompletionsCorpusTests::signatures, (differences) -> assertThat(differences).isEmpty());
	}

	private static int signatures(ReplayData replay) {
		int count = (replay.payload().get("extra_content") != null) ? 1 : 0;
		if (replay.payload().get("reasoning_details") instanceof List<?> details) {
			count += (int) details.stream()
				.filter((entry) -> entry instanceof Map<?, ?> map
						&& (map.get("signature") != null || map.get("data") != null))
				.count();
		}
		return count;
	}

}
