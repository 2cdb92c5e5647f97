package io.llmprovider.protocol.bedrock;

import java.io.IOException;
import java.util.List;
import java.util.Random;

import io.llmprovider.protocol.TemplateChecks;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Reading by the pattern of the message before says the same as parsing.
 */
class BedrockTemplateTests {

	private static final String[] SHAPES = { padded(0, "{\"text\":\"%s\"}"), padded(1, "{\"text\":\"%s\"}"),
			padded(0, "{\"reasoningContent\":{\"text\":\"%s\"}}"),
			padded(0, "{\"reasoningContent\":{\"text\":\"%s\",\"signature\":\"%t\"}}"),
			padded(0, "{\"reasoningContent\":{\"signature\":\"%s\"}}"), padded(2, "{\"toolUse\":{\"input\":\"%s\"}}"),
			padded(0, "{\"text\":\"%s\",\"text\":\"%t\"}"),
			padded(0, "{\"text\":\"%s\",\"reasoningContent\":{\"text\":\"%s\"}}"),
			padded(0, "{\"text\":\"%s\",\"citation\":{\"title\":\"%t\"}}"),
			padded(0, "{\"citation\":{\"title\":\"%t\"}}"), padded(0, "{\"text\":%n}"),
			"contentBlockDelta {\"delta\":{\"text\":\"%s\"}}",
			BedrockAnswers.start(2, "{\"toolUse\":{\"toolUseId\":\"t%n\",\"name\":\"f\"}}"), BedrockAnswers.stop(0),
			BedrockAnswers.stop(2), "newEvent {\"text\":\"%s\"}", "messageStart {\"role\":\"assistant\"}" };

	private static final TemplateChecks CHECKS = new TemplateChecks(BedrockAnswers.PROTOCOL, BedrockAnswers.call(),
			(sink, templates) -> new BedrockStreamDecoder(BedrockAnswers.call(), sink, templates));

	@ParameterizedTest
	@ValueSource(longs = { 1, 2, 3, 4 })
	void randomMessagesSayTheSame(long seed) {
		Random random = new Random(seed);
		for (int stream = 0; stream < 400; stream++) {
			List<String> messages = TemplateChecks.frames(random, SHAPES, stream % 10 == 0);
			messages.addAll(List.of(BedrockAnswers.STOP, BedrockAnswers.METADATA));
			assertThat(CHECKS.differencesIn(BedrockAnswers.stream(messages.toArray(String[]::new)))).isEmpty();
		}
	}

	@Test
	void whatDiffersInItsTextOnlyIsReadByThePattern() {
		byte[] messages = BedrockAnswers.stream(BedrockAnswers.delta(0, "{\"text\":\"a\"}"),
				BedrockAnswers.delta(0, "{\"text\":\"b\"}"));
		assertThat(CHECKS.knowsLastFrameOf(messages)).isTrue();
	}

	@Test
	void recordedStreamsSayTheSame() throws IOException {
		assertThat(CHECKS.differencesInRecordedStreams()).isEmpty();
	}

	private static String padded(int index, String delta) {
		return "contentBlockDelta {\"contentBlockIndex\":" + index + ",\"delta\":" + delta + ",\"p\":\"%p\"}";
	}

}
