package io.llmprovider.protocol.anthropic;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

import io.llmprovider.protocol.TemplateChecks;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Reading by the pattern of the event before says the same as parsing.
 */
class AnthropicTemplateTests {

	private static final String[] SHAPES = { text("%s") + "%b",
			"{\"type\":\"content_block_start\",\"index\":0,\"content_block\":{\"type\":\"text\",\"text\":\"\"}}",
			"{\"type\":\"content_block_start\",\"index\":0,\"content_block\":{\"type\":\"thinking\",\"thinking\":\"\"}}",
			"{\"type\":\"content_block_start\",\"index\":1,\"content_block\":{\"type\":\"tool_use\",\"id\":\"t%n\",\"name\":\"f\",\"input\":{}}}",
			"{\"type\":\"content_block_stop\",\"index\":0}", "{\"type\":\"content_block_stop\",\"index\":1}",
			delta(0, "{\"type\":\"thinking_delta\",\"thinking\":\"%s\",\"estimated_tokens\":%n}"),
			delta(0, "{\"type\":\"thinking_delta\",\"thinking\":\"%s\"}"),
			delta(1, "{\"type\":\"input_json_delta\",\"partial_json\":\"%s\"}"),
			delta(0, "{\"type\":\"signature_delta\",\"signature\":\"%s\"}"),
			delta(0, "{\"type\":\"text_delta\",\"text\":\"%s\",\"text\":\"%t\"}"),
			delta(0, "{\"text\":\"%s\",\"type\":\"text_delta\"}") + "\n",
			delta(0, "{\"type\":\"new_delta\",\"text\":\"%s\"}"),
			delta(0, "{\"type\":\"citations_delta\",\"citation\":{\"text\":\"%s\"}}"),
			"{\"index\":0,\"delta\":{\"type\":\"text_delta\",\"text\":\"%s\"}}", "{\"type\":\"ping\"}",
			"{\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\"end_turn\"},\"usage\":{\"output_tokens\":%n}}" };

	private static final TemplateChecks CHECKS = new TemplateChecks(AnthropicAnswers.PROTOCOL, AnthropicAnswers.CALL,
			(sink, templates) -> new AnthropicStreamDecoder(AnthropicAnswers.CALL, sink, templates));

	@ParameterizedTest
	@ValueSource(longs = { 1, 2, 3, 4 })
	void randomEventsSayTheSame(long seed) {
		assertThat(CHECKS.differencesInRandomEvents(seed, SHAPES, AnthropicAnswers.STOP)).isEmpty();
	}

	@Test
	void whatDiffersInItsTextOnlyIsReadByThePattern() {
		String events = String.join("\n\ndata: ", AnthropicAnswers.START, SHAPES[1], text("a"), text("b"));
		assertThat(CHECKS.knowsLastFrameOf(("data: " + events + "\n\n").getBytes(StandardCharsets.UTF_8))).isTrue();
	}

	@Test
	void recordedStreamsSayTheSame() throws IOException {
		assertThat(CHECKS.differencesInRecordedStreams()).isEmpty();
	}

	private static String text(String text) {
		return delta(0, "{\"type\":\"text_delta\",\"text\":\"" + text + "\"}");
	}

	private static String delta(int index, String delta) {
		return AnthropicAnswers.delta(index, delta);
	}

}
