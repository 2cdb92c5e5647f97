package io.llmprovider.protocol.mistral;

import java.util.List;
import java.util.Map;

import io.llmprovider.chat.FinishReason;
import io.llmprovider.chat.Reasoning;
import io.llmprovider.chat.ReplayData;
import io.llmprovider.chat.StreamEvent;
import io.llmprovider.error.ErrorKind;
import io.llmprovider.error.LlmException;
import io.llmprovider.error.TruncatedStreamException;
import io.llmprovider.protocol.Answered;
import io.llmprovider.protocol.ErrorResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static io.llmprovider.protocol.mistral.MistralCalls.chunks;
import static io.llmprovider.protocol.mistral.MistralCalls.delta;
import static io.llmprovider.protocol.mistral.MistralCalls.finish;
import static io.llmprovider.protocol.mistral.MistralCalls.stream;
import static io.llmprovider.protocol.mistral.MistralCalls.whole;
import static org.assertj.core.api.Assertions.assertThat;

class MistralStreamDecoderTests {

	private static final String USAGE = "{\"prompt_tokens\":20,\"completion_tokens\":9,\"total_tokens\":29}";

	private static final String CALL = "{\"id\":\"Ab3dE6gH9\",\"function\":{\"name\":\"ls\",\"arguments\":\"{\\\"d\\\":\\\".\\\"}\"}}";

	@Test
	void thoughtsInPartsAndTextInTheSameStreamAreToldApart() {
		Answered answer = chunks(delta(
				"{\"role\":\"assistant\",\"content\":[{\"type\":\"thinking\",\"thinking\":[{\"type\":\"text\",\"text\":\"Hm\"}]}]}"),
				delta("{\"content\":[{\"type\":\"thinking\",\"thinking\":[{\"type\":\"text\",\"text\":\", so\"}]}]}"),
				delta("{\"content\":\"Yes\"}"), finish("{\"content\":\"\"}", "stop", USAGE));
		assertThat(answer.reasoning()).isEqualTo("Hm, so");
		assertThat(answer.text()).isEqualTo("Yes");
		assertThat(answer.order()).containsExactly("Started", "ReasoningStarted", "ReasoningEnded", "TextStarted",
				"TextEnded", "UsageReported", "Finished");
		assertThat(answer.response().finishReason()).isEqualTo(FinishReason.STOP);
	}

	@Test
	void partsOfOneAnswerKeepTheirOrder() {
		Answered answer = whole(
				"{\"id\":\"m1\",\"choices\":[{\"index\":0,\"message\":{\"role\":\"assistant\",\"content\":["
						+ "{\"type\":\"text\",\"text\":\"a\"},{\"type\":\"thinking\",\"thinking\":[{\"type\":\"text\",\"text\":\"t\"}]},"
						+ "{\"type\":\"text\",\"text\":\"b\"}]},\"finish_reason\":\"stop\"}],\"usage\":" + USAGE + "}");
		assertThat(answer.order()).containsExactly("Started", "TextStarted", "TextEnded", "ReasoningStarted",
				"ReasoningEnded", "TextStarted", "TextEnded", "UsageReported", "Finished");
		assertThat(answer.text()).isEqualTo("ab");
	}

	@Test
	void signedThoughtsAreKeptForTheWayBack() {
		Answered answer = chunks(delta(
				"{\"content\":[{\"type\":\"thinking\",\"thinking\":[{\"type\":\"text\",\"text\":\"Hm\"}],\"signature\":\"s1\"}]}"),
				finish("{\"content\":\"Yes\"}", "stop", USAGE));
		assertThat(answer.response().content().get(0)).isEqualTo(new Reasoning("Hm", false,
				new ReplayData("mistral", "m-1", "mistral", Map.of("field", "content", "signature", "s1"))));
	}

	@Test
	void referencesAreNoTextAndAreReported() {
		Answered answer = chunks(delta(
				"{\"content\":[{\"type\":\"text\",\"text\":\"See\"},{\"type\":\"reference\",\"reference_ids\":[1,2]},"
						+ "{\"type\":\"thinking\",\"thinking\":[{\"type\":\"reference\",\"reference_ids\":[3]},{\"type\":\"text\",\"text\":\"t\"}]}]}"),
				finish("{\"content\":\"\"}", "stop", USAGE));
		assertThat(answer.text()).isEqualTo("See");
		assertThat(answer.reasoning()).isEqualTo("t");
		assertThat(answer.events())
			.contains(new StreamEvent.ProviderEvent("reference", "{\"type\":\"reference\",\"reference_ids\":[1,2]}"));
	}

	@Test
	void callFinishAndUsageMayComeInOneChunk() {
		Answered answer = chunks(finish("{\"content\":\"\",\"tool_calls\":[" + CALL + "]}", "tool_calls", USAGE));
		assertThat(answer.calls()).containsExactly("Ab3dE6gH9 ls {\"d\":\".\"}");
		assertThat(answer.response().finishReason()).isEqualTo(FinishReason.TOOL_CALLS);
		assertThat(answer.response().usage().inputTokens()).isEqualTo(20);
		assertThat(answer.response().usage().outputTokens()).isEqualTo(9);
		assertThat(answer.order()).containsExactly("Started", "ToolCallStarted", "ToolCallEnded", "UsageReported",
				"Finished");
	}

	@ParameterizedTest
	@CsvSource(value = { "''", "',\"index\":0'" })
	void callsWithoutAnIndexOfTheirOwnAreToldApartById(String index) {
		String first = CALL.replace("}}", "}" + index + "}");
		String second = first.replace("Ab3dE6gH9", "Zz3dE6gH9").replace("ls", "pwd");
		Answered one = chunks(finish("{\"tool_calls\":[" + first + "," + second + "]}", "tool_calls", USAGE));
		Answered two = chunks(delta("{\"tool_calls\":[" + first + "]}"),
				finish("{\"tool_calls\":[" + second + "]}", "tool_calls", USAGE));
		assertThat(one.calls()).containsExactly("Ab3dE6gH9 ls {\"d\":\".\"}", "Zz3dE6gH9 pwd {\"d\":\".\"}");
		assertThat(two.calls()).isEqualTo(one.calls());
	}

	@ParameterizedTest
	@CsvSource({ "'\"id\":\"null\",'", "'\"id\":null,'", "'\"id\":\"\",'", "''" })
	void aCallWithoutIdGetsOneOfNineLettersAndDigits(String id) {
		Answered answer = chunks(
				finish("{\"tool_calls\":[" + CALL.replace("\"id\":\"Ab3dE6gH9\",", id) + "]}", "tool_calls", USAGE));
		assertThat(answer.response().toolCalls()).singleElement()
			.satisfies((call) -> assertThat(call.id()).matches("[a-zA-Z0-9]{9}"));
	}

	@Test
	void argumentsMayBeAnObject() {
		Answered answer = chunks(finish("{\"tool_calls\":[{\"id\":\"Ab3dE6gH9\",\"function\":{\"name\":\"ls\","
				+ "\"arguments\":{\"d\":[1,{\"x\":null}]}}}]}", "tool_calls", USAGE));
		assertThat(answer.calls()).containsExactly("Ab3dE6gH9 ls {\"d\":[1,{\"x\":null}]}");
	}

	@Test
	void argumentsOfHostedModelsComeInPiecesWithoutIdAndName() {
		Answered answer = chunks(delta(
				"{\"tool_calls\":[{\"id\":\"chatcmpl-tool-1\",\"index\":0,\"function\":{\"name\":\"f\",\"arguments\":\"{\\\"a\\\"\"}}],\"p\":\"abc\"}"),
				delta("{\"tool_calls\":[{\"index\":0,\"function\":{\"name\":\"\",\"arguments\":\":1}\"}}]}"),
				finish("{\"content\":\"\"}", "tool_calls", USAGE));
		assertThat(answer.calls()).containsExactly("chatcmpl-tool-1 f {\"a\":1}");
	}

	@ParameterizedTest
	@CsvSource({ "stop,STOP", "length,LENGTH", "model_length,LENGTH", "tool_calls,TOOL_CALLS", "error,ERROR",
			"content_filter,CONTENT_FILTER", "something,OTHER" })
	void reasonsAreMapped(String raw, FinishReason reason) {
		Answered answer = chunks(delta("{\"content\":\"x\"}"), finish("{\"content\":\"\"}", raw, USAGE));
		assertThat(answer.response().finishReason()).isEqualTo(reason);
		assertThat(answer.response().rawFinishReason()).isEqualTo(raw);
	}

	@ParameterizedTest
	@CsvSource(value = { "'\"prompt_tokens_details\":{\"cached_tokens\":5}'|5",
			"'\"prompt_token_details\":{\"cached_tokens\":5}'|5", "'\"num_cached_tokens\":5'|5",
			"'\"num_cached_tokens\":null,\"prompt_audio_seconds\":{}'|", "'\"prompt_audio_seconds\":3'|",
			"'\"prompt_audio_seconds\":null'|" }, delimiter = '|')
	void cachedTokensAreFoundUnderEachName(String member, Long cached) {
		Answered answer = chunks(finish("{\"content\":\"x\"}", "stop", USAGE.replace("}", "," + member + "}")));
		assertThat(answer.response().usage().cacheReadTokens()).isEqualTo(cached);
		assertThat(answer.response().usage().inputTokens()).isEqualTo(20);
	}

	@Test
	void aStreamThatEndsWithoutAReasonIsCutOff() {
		Answered answer = stream("data: " + delta("{\"content\":\"Hel\"}") + "\n\n");
		assertThat(answer.failure()).isInstanceOf(TruncatedStreamException.class);
		assertThat(answer.text()).isEqualTo("Hel");
		assertThat(stream("data: " + delta("{\"content\":\"x\"}") + "\n\ndata: "
				+ finish("{\"content\":\"\"}", "stop", USAGE) + "\n\n")
			.failure()).isNull();
	}

	@ParameterizedTest
	@CsvSource(value = {
			"{\"object\":\"error\",\"message\":\"Boom\",\"type\":\"internal_server_error\",\"param\":null,\"code\":\"1000\"}|SERVER",
			"{\"error\":{\"message\":\"Boom\",\"type\":\"rate_limited\"}}|RATE_LIMIT", "{\"error\":\"Boom\"}|SERVER" },
			delimiter = '|', quoteCharacter = '`')
	void anErrorInsideTheStreamIsOne(String error, ErrorKind kind) {
		Answered answer = chunks(delta("{\"content\":\"Hel\"}"), error);
		assertThat(answer.error().kind()).isEqualTo(kind);
		assertThat(answer.error().details().message()).isEqualTo("Boom");
		assertThat(answer.text()).isEqualTo("Hel");
	}

	@ParameterizedTest
	@CsvSource(value = {
			"400|{\"object\":\"error\",\"message\":\"Prompt contains 40000 tokens and 0 draft tokens, too large for model with 32768 maximum context length\",\"type\":\"invalid_request_error\",\"code\":\"3051\"}|CONTEXT_OVERFLOW|false",
			"400|{\"object\":\"error\",\"message\":\"Invalid model: x\",\"type\":\"invalid_model\",\"code\":\"1500\"}|NOT_FOUND|false",
			"400|{\"object\":\"error\",\"message\":\"Expected last role User or Tool (or Assistant with prefix True) for serving but got assistant\",\"type\":\"invalid_request_message_order\",\"code\":\"3230\"}|INVALID_REQUEST|false",
			"401|{\"message\":\"Unauthorized\",\"request_id\":\"r\"}|AUTHENTICATION|false",
			"402|{\"message\":\"Payment required\"}|QUOTA_EXHAUSTED|false",
			"422|{\"detail\":[{\"loc\":[\"body\",\"seed\"],\"msg\":\"Extra inputs are not permitted\",\"type\":\"extra_forbidden\"}]}|INVALID_REQUEST|false",
			"422|{\"object\":\"error\",\"message\":{\"detail\":[{\"loc\":[\"body\",\"seed\"],\"msg\":\"Extra inputs are not permitted\",\"type\":\"extra_forbidden\"}]},\"type\":\"invalid_request_error\"}|INVALID_REQUEST|false",
			"429|{\"object\":\"error\",\"message\":\"Requests rate limit exceeded\",\"type\":\"rate_limited\",\"code\":\"1300\"}|RATE_LIMIT|true",
			"429|{\"object\":\"error\",\"message\":\"Service tier capacity exceeded for this model.\",\"type\":\"service_tier_capacity_exceeded\",\"code\":\"3505\"}|OVERLOADED|true",
			"429|{\"object\":\"error\",\"message\":\"You have exceeded your monthly token limit\",\"type\":\"rate_limited\"}|QUOTA_EXHAUSTED|false",
			"503|{\"message\":\"upstream\"}|OVERLOADED|true" }, delimiter = '|', quoteCharacter = '`')
	void refusalsAreUnderstood(int status, String body, ErrorKind kind, boolean retryable) {
		LlmException failure = failure(status, body);
		assertThat(failure.kind()).isEqualTo(kind);
		assertThat(failure.isRetryable()).isEqualTo(retryable);
		assertThat(failure.details().requestId()).isEqualTo("c-1");
	}

	@Test
	void aValidationErrorSaysWhichFieldIsWrong() {
		String list = "[{\"loc\":[\"body\",\"seed\"],\"msg\":\"Extra inputs are not permitted\",\"type\":\"extra_forbidden\"}]";
		assertThat(failure(422, "{\"detail\":" + list + "}").details().message())
			.contains("Extra inputs are not permitted", "seed");
		assertThat(failure(422, "{\"object\":\"error\",\"message\":{\"detail\":" + list + "}}").details().message())
			.contains("Extra inputs are not permitted", "seed");
		LlmException overflow = failure(400,
				"{\"message\":\"Prompt contains 40000 tokens and 0 draft tokens, too large for model with 32768 maximum context length\"}");
		assertThat(overflow.details().limit()).isEqualTo(32768);
		assertThat(overflow.details().actual()).isEqualTo(40000);
	}

	private static LlmException failure(int status, String body) {
		return MistralCalls.PROTOCOL.error(MistralCalls.CALL,
				new ErrorResponse(status, Map.of("mistral-correlation-id", List.of("c-1")),
						body.getBytes(java.nio.charset.StandardCharsets.UTF_8)));
	}

}
