package io.llmprovider.protocol.openai.responses;

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
class ResponsesTemplateTests {

	private static final String[] SHAPES = {
			delta("output_text", "\"item_id\":\"m\",\"output_index\":0,\"content_index\":0,\"obfuscation\":\"%p\""),
			delta("output_text", "\"item_id\":\"m%n\",\"output_index\":1,\"content_index\":0"),
			delta("output_text", "\"item_id\":\"m\",\"content_index\":1"),
			delta("output_text", "\"item_id\":\"o\",\"delta\":\"%t\""), delta("output_text", "\"obfuscation\":\"%t\""),
			delta("reasoning_summary_text", "\"item_id\":\"r\",\"output_index\":2,\"summary_index\":0"),
			delta("function_call_arguments", "\"item_id\":\"f\",\"output_index\":3"),
			delta("refusal", "\"item_id\":\"m\",\"output_index\":0,\"content_index\":0"),
			delta("code_interpreter_call_code", "\"item_id\":\"c\",\"output_index\":4"),
			"{\"item_id\":\"m\",\"output_index\":0,\"delta\":\"%s\"}",
			"{\"type\":\"response.output_item.added\",\"output_index\":0,\"item\":{\"id\":\"m\",\"type\":\"message\"}}",
			"{\"type\":\"response.output_item.added\",\"output_index\":3,\"item\":{\"id\":\"f\",\"type\":\"function_call\",\"call_id\":\"c\",\"name\":\"g\"}}",
			"{\"type\":\"response.output_text.done\",\"output_index\":0,\"content_index\":0,\"text\":\"%s\"}",
			"{\"type\":\"response.output_item.done\",\"output_index\":0,\"item\":{\"id\":\"m\",\"type\":\"message\",\"content\":[]}}",
			"{\"type\":\"keepalive\",\"sequence_number\":%n}" };

	private static final String END = "{\"type\":\"response.completed\",\"response\":{\"id\":\"r\",\"status\":\"completed\",\"output\":[]}}";

	private static final TemplateChecks CHECKS = new TemplateChecks(new OpenAiResponsesProtocol(),
			ResponsesAnswers.CALL,
			(sink, templates) -> new OpenAiResponsesStreamDecoder(ResponsesAnswers.CALL,
					new ResponsesAnswer(ResponsesAnswers.CALL, OpenAiResponsesProtocol.ID, null, sink), sink,
					templates));

	@ParameterizedTest
	@ValueSource(longs = { 1, 2, 3, 4 })
	void randomEventsSayTheSame(long seed) {
		assertThat(CHECKS.differencesInRandomEvents(seed, SHAPES, END)).isEmpty();
	}

	@Test
	void whatDiffersInItsTextOnlyIsReadByThePattern() {
		String event = "data: " + TemplateChecks.filled(SHAPES[0], "a", "", 3, "") + "\n\n";
		assertThat(CHECKS.knowsLastFrameOf((event + event).getBytes(StandardCharsets.UTF_8))).isTrue();
	}

	@Test
	void recordedStreamsSayTheSame() throws IOException {
		assertThat(CHECKS.differencesInRecordedStreams()).isEmpty();
	}

	private static String delta(String kind, String members) {
		return "{\"type\":\"response." + kind + ".delta\",\"sequence_number\":%n,\"delta\":\"%s\"," + members + "}";
	}

}
