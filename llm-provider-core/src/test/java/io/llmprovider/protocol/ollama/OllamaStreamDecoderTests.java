package io.llmprovider.protocol.ollama;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

import io.llmprovider.chat.ChatOptions;
import io.llmprovider.chat.ChatRequest;
import io.llmprovider.chat.FinishReason;
import io.llmprovider.chat.Reasoning;
import io.llmprovider.chat.StreamEvent;
import io.llmprovider.chat.Text;
import io.llmprovider.chat.ToolCall;
import io.llmprovider.error.ErrorKind;
import io.llmprovider.error.TruncatedStreamException;
import io.llmprovider.protocol.Answered;
import io.llmprovider.protocol.ChatCall;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class OllamaStreamDecoderTests {

	private static final String DONE = "{\"model\":\"qwen3:8b\",\"message\":{\"role\":\"assistant\",\"content\":\"\"},"
			+ "\"done\":true,\"done_reason\":\"stop\",\"total_duration\":812000000,\"load_duration\":21000000,"
			+ "\"prompt_eval_count\":45,\"prompt_eval_duration\":120000000,\"eval_count\":30,\"eval_duration\":600000000}";

	@ParameterizedTest
	@ValueSource(strings = { "\"done\":[{\"error\":\"x\"}]", "\"done\":{\"message\":{\"content\":\"x\"},\"done\":true}",
			"\"logprobs\":{\"error\":\"x\"}", "\"eval_count\":99999999999999999999", "\"eval_duration\":1e400",
			"\"message\":{\"tool_calls\":[{\"function\":[{\"name\":\"x\",\"arguments\":{}}]}]}" })
	void valuesOfAnotherKindThanExpectedArePassedOver(String member) {
		Answered answer = OllamaAnswers.stream("{" + member + "}", content("Hello"), DONE);
		assertThat(answer.failure()).isNull();
		assertThat(answer.response().text()).isEqualTo("Hello");
		assertThat(answer.response().toolCalls()).isEmpty();
		assertThat(answer.response().usage().outputTokens()).isEqualTo(30);
	}

	@Test
	void wholeNumbersMayHaveAFractionOfZero() {
		Answered answer = OllamaAnswers.stream(content("Hello"),
				DONE.replace(":45,", ":45.0,").replace(":812000000,", ":8.12e8,"));
		assertThat(answer.response().usage().inputTokens()).isEqualTo(45);
		assertThat(answer.response().providerMetadata()).containsEntry("total_duration", 812000000L);
	}

	@Test
	void ofCallsThatStandTwiceInALineTheLastCount() {
		String calls = "\"tool_calls\":[{\"function\":{\"name\":\"ls\",\"arguments\":{}}}]";
		assertThat(OllamaAnswers.stream("{\"message\":{" + calls + "," + calls + "}}", DONE).response().toolCalls())
			.hasSize(1);
	}

	@Test
	void aTextStreamEndsWithUsageAndDurations() {
		Answered answer = OllamaAnswers.stream(content("Hel"), content("lo"), DONE);
		assertThat(answer.shape()).containsExactly("Started", "TextStarted", "TextDelta", "TextEnded", "UsageReported",
				"Finished");
		assertThat(answer.response().text()).isEqualTo("Hello");
		assertThat(answer.response().finishReason()).isEqualTo(FinishReason.STOP);
		assertThat(answer.response().rawFinishReason()).isEqualTo("stop");
		assertThat(answer.response().model()).isEqualTo("qwen3:8b");
		assertThat(answer.response().responseId()).isNull();
		assertThat(answer.response().usage().inputTokens()).isEqualTo(45);
		assertThat(answer.response().usage().outputTokens()).isEqualTo(30);
		assertThat(answer.response().usage().totalTokens()).isEqualTo(75);
		assertThat(answer.response().usage().cacheReadTokens()).isNull();
		assertThat(answer.response().usage().raw()).containsEntry("eval_count", 30L);
		assertThat(answer.response().providerMetadata()).containsEntry("eval_duration", 600000000L)
			.containsEntry("total_duration", 812000000L)
			.containsEntry("load_duration", 21000000L)
			.containsEntry("prompt_eval_duration", 120000000L);
	}

	@Test
	void thinkingComesBeforeContent() {
		Answered answer = OllamaAnswers.stream(thinking("Let "), thinking("me"), content("4"), DONE);
		assertThat(answer.response().content()).containsExactly(new Reasoning("Let me"), new Text("4"));
		assertThat(answer.shape()).containsSubsequence("ReasoningStarted", "ReasoningDelta", "ReasoningEnded",
				"TextStarted");
	}

	@Test
	void thinkingAndContentMayTakeTurns() {
		Answered answer = OllamaAnswers.stream(thinking("a"), content("b"), thinking("c"), content("d"), DONE);
		assertThat(answer.response().content()).containsExactly(new Reasoning("a"), new Text("b"), new Reasoning("c"),
				new Text("d"));
		assertThat(answer.order()).containsSubsequence("ReasoningStarted", "ReasoningEnded", "TextStarted", "TextEnded",
				"ReasoningStarted", "ReasoningEnded", "TextStarted", "TextEnded");
	}

	@Test
	void oneLineMayCarryThinkingContentAndCalls() {
		Answered answer = OllamaAnswers.stream("{\"message\":{\"tool_calls\":[{\"function\":{\"name\":\"ls\","
				+ "\"arguments\":{}}}],\"content\":\"b\",\"thinking\":\"a\"},\"done\":false}", DONE);
		assertThat(answer.response().content()).hasSize(3).startsWith(new Reasoning("a"), new Text("b"));
		assertThat(answer.order()).containsSubsequence("ReasoningStarted", "ReasoningEnded", "TextStarted", "TextEnded",
				"ToolCallStarted", "ToolCallEnded", "Finished");
	}

	@ParameterizedTest
	@ValueSource(strings = {
			"{\"message\":{\"content\":\"\",\"tool_calls\":[@A,@B]},\"done\":false}\n{\"message\":{\"content\":\"\"},\"done\":true,\"done_reason\":\"stop\"}",
			"{\"message\":{\"content\":\"\",\"tool_calls\":[@A]},\"done\":false}\n{\"message\":{\"content\":\"\",\"tool_calls\":[@B]},\"done\":false}\n{\"message\":{\"content\":\"\"},\"done\":true,\"done_reason\":\"stop\"}",
			"{\"message\":{\"content\":\"\",\"tool_calls\":[@A,@B]},\"done\":true,\"done_reason\":\"stop\"}" })
	void twoCallsMayComeInOneLineInTwoOrInTheLast(String stream) {
		Answered answer = OllamaAnswers.stream(stream
			.replace("@A",
					"{\"id\":\"call_a\",\"function\":{\"index\":0,\"name\":\"ls\",\"arguments\":{\"dir\":\".\"}}}")
			.replace("@B",
					"{\"id\":\"call_b\",\"function\":{\"index\":1,\"name\":\"cat\",\"arguments\":{\"n\":[1,{\"x\":\"}\"}]}}}"));
		assertThat(answer.response().toolCalls()).containsExactly(new ToolCall("call_a", "ls", "{\"dir\":\".\"}"),
				new ToolCall("call_b", "cat", "{\"n\":[1,{\"x\":\"}\"}]}"));
		assertThat(answer.response().finishReason()).isEqualTo(FinishReason.TOOL_CALLS);
		assertThat(answer.response().rawFinishReason()).isEqualTo("stop");
	}

	@Test
	void callsWithoutIdGetDifferentOnes() {
		String call = "{\"function\":{\"name\":\"ls\",\"arguments\":{}}}";
		Answered answer = OllamaAnswers
			.stream("{\"message\":{\"tool_calls\":[" + call + "," + call + "]},\"done\":true}");
		assertThat(answer.response().toolCalls()).extracting(ToolCall::id)
			.hasSize(2)
			.doesNotHaveDuplicates()
			.allSatisfy((id) -> assertThat(id).isNotBlank());
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
			{"name":"ls","arguments":{}}                         | {}
			{"name":"ls"}                                        | {}
			{"name":"ls","arguments":null}                       | {}
			{"name":"ls","arguments":""}                         | {}
			{"arguments":{"a": 1.0},"name":"ls"}                 | {"a": 1.0}
			{"name":"ls","arguments":"{\\"a\\":1}"}              | {"a":1}
			{"index":3,"name":"ls","arguments":{"stadt":"Köln"},"extra":{"y":[]}} | {"stadt":"Köln"}
			""")
	void argumentsKeepTheirText(String function, String expected) {
		Answered answer = OllamaAnswers
			.stream("{\"model\":\"ä€😀\",\"message\":{\"content\":\"ü\",\"tool_calls\":[{\"function\":" + function
					+ "}]},\"done\":true}");
		assertThat(answer.response().toolCalls().get(0).arguments()).isEqualTo(expected);
	}

	@Test
	void aCallWithoutNameIsAPlaceholder() {
		Answered answer = OllamaAnswers.stream(
				"{\"message\":{\"tool_calls\":[{\"function\":{\"name\":\"\",\"arguments\":{}}},null]},\"done\":true,\"done_reason\":\"stop\"}");
		assertThat(answer.response().toolCalls()).isEmpty();
		assertThat(answer.response().finishReason()).isEqualTo(FinishReason.STOP);
	}

	@ParameterizedTest
	@CsvSource({ "'\"stop\"',STOP,stop", "'\"length\"',LENGTH,length", "'\"load\"',OTHER,load",
			"'\"unload\"',OTHER,unload", "'\"new_reason\"',OTHER,new_reason", "'\"\"',STOP,", "null,STOP," })
	void reasonsAreTranslated(String reason, FinishReason expected, String raw) {
		Answered answer = OllamaAnswers.stream(content("x"), "{\"done\":true,\"done_reason\":" + reason + "}");
		assertThat(answer.response().finishReason()).isEqualTo(expected);
		assertThat(answer.response().rawFinishReason()).isEqualTo(raw);
	}

	@Test
	void anAnswerWithoutReasonContentAndCountsIsAnError() {
		assertThat(OllamaAnswers.stream("{\"done\":true}").response().finishReason()).isEqualTo(FinishReason.ERROR);
		assertThat(OllamaAnswers.stream("{\"done\":true,\"eval_count\":1}").response().finishReason())
			.isEqualTo(FinishReason.STOP);
	}

	@Test
	void aRequestWithoutMessagesOnlyLoadsTheModel() {
		ChatCall call = OllamaAnswers.call(ChatRequest.builder().build());
		Answered answer = OllamaAnswers.whole(call, "{\"done\":true}".getBytes(StandardCharsets.UTF_8));
		assertThat(answer.response().finishReason()).isEqualTo(FinishReason.OTHER);
	}

	@Test
	void countsThatAreAbsentAreUnknown() {
		Answered cached = OllamaAnswers.stream(content("x"), "{\"done\":true,\"eval_count\":3}");
		assertThat(cached.response().usage().inputTokens()).isNull();
		assertThat(cached.response().usage().outputTokens()).isEqualTo(3);
		Answered none = OllamaAnswers.stream(content("x"), "{\"done\":true}");
		assertThat(none.shape()).doesNotContain("UsageReported");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`', nullValues = "-",
			textBlock = """
					{"error":"something broke"}                                             | something broke                   | SERVER             | -   | true
					{"error":{"message":"Unauthorized","type":"authentication_error"}}      | Unauthorized                      | AUTHENTICATION     | -   | false
					{"StatusCode":503,"Status":"503","error":"overloaded"}                  | overloaded                        | OVERLOADED         | 503 | true
					{"error":"too many","status":429}                                       | too many                          | RATE_LIMIT         | 429 | true
					{"ErrorMessage":"upstream died","StatusCode":502}                       | upstream died                     | SERVER             | 502 | true
					{"error":"model requires more system memory (9 GiB) than is available"} | model requires more system memory (9 GiB) than is available | SERVER | - | false
					{"error":"error parsing tool call: raw='x'"}                            | error parsing tool call: raw='x'  | SERVER             | -   | true
					{"error":"prompt exceeds the available context size"}                   | prompt exceeds the available context size | CONTEXT_OVERFLOW | - | false
					""")
	void anErrorMayComeAtAnyPoint(String line, String message, ErrorKind kind, Integer status, boolean retryable) {
		Answered answer = OllamaAnswers.stream(thinking("Okay"), content("Gr"), line);
		assertThat(answer.error().details().message()).isEqualTo(message);
		assertThat(answer.error().kind()).isEqualTo(kind);
		assertThat(answer.error().status()).isEqualTo(status);
		assertThat(answer.error().isRetryable()).isEqualTo(retryable);
		assertThat(answer.response().reasoning()).isEqualTo("Okay");
		assertThat(answer.response().text()).isEqualTo("Gr");
		assertThat(OllamaAnswers.stream(line).error().kind()).isEqualTo(kind);
	}

	@Test
	void anEmptyErrorIsNone() {
		Answered answer = OllamaAnswers.stream("{\"error\":null,\"message\":{\"content\":\"x\"}}",
				"{\"error\":\"\",\"done\":true}");
		assertThat(answer.failure()).isNull();
		assertThat(answer.text()).isEqualTo("x");
	}

	@Test
	void aStreamWithoutLastLineIsTruncated() {
		Answered answer = OllamaAnswers.stream(thinking("Okay"), content("Gr"));
		assertThat(answer.error()).isInstanceOf(TruncatedStreamException.class);
		assertThat(answer.response().text()).isEqualTo("Gr");
		assertThat(answer.shape()).doesNotContain("Finished");
	}

	@ParameterizedTest
	@ValueSource(strings = { "{\"message\":{\"content\":\"lo", "{\"message\":", "{", "{\"done\":tr",
			"{\"message\":{\"content\":\"a\"}" })
	void aStreamCutInsideALineIsTruncatedAndTheHalfLineDoesNotCount(String half) {
		byte[] body = (content("Hel") + "\n" + half).getBytes(StandardCharsets.UTF_8);
		Answered answer = OllamaAnswers.stream(OllamaAnswers.call(), body, 1 << 20);
		assertThat(answer.error()).isInstanceOf(TruncatedStreamException.class);
		assertThat(answer.response().text()).isEqualTo("Hel");
	}

	@Test
	void anEmptyAnswerIsTruncated() {
		assertThat(OllamaAnswers.whole("").error()).isInstanceOf(TruncatedStreamException.class);
		assertThat(OllamaAnswers.stream().error()).isInstanceOf(TruncatedStreamException.class);
	}

	@ParameterizedTest
	@ValueSource(
			strings = { "{\"message\":{\"content\":oops}}", "<html><title>Login</title></html>", "Ollama is running" })
	void whatIsNoJsonIsNotOfThisProtocol(String line) {
		assertThat(OllamaAnswers.stream(line).error().kind()).isEqualTo(ErrorKind.PROTOCOL);
		assertThat(OllamaAnswers.whole(line).error().details().action()).contains("llm.providers.ollama.base-url");
	}

	@Test
	void everyCutOfTheBytesGivesTheSameAnswer() {
		byte[] body = (thinking("Grüße 😀 ") + "\n" + content("“ja”") + "\r\n\n"
				+ "{\"message\":{\"tool_calls\":[{\"function\":{\"name\":\"ls\",\"arguments\":{\"ort\":\"Köln\"}}}]}}\n"
				+ DONE)
			.getBytes(StandardCharsets.UTF_8);
		for (int pieces = 1; pieces < 60; pieces++) {
			Answered answer = OllamaAnswers.stream(OllamaAnswers.call(), body, pieces);
			assertThat(answer.failure()).isNull();
			assertThat(answer.response().reasoning()).isEqualTo("Grüße 😀 ");
			assertThat(answer.response().text()).isEqualTo("“ja”");
			assertThat(answer.response().toolCalls().get(0).arguments()).isEqualTo("{\"ort\":\"Köln\"}");
		}
	}

	@Test
	void aLineOfThreeMegabytesIsRead() {
		String value = "x".repeat(3 << 20);
		byte[] body = ("{\"message\":{\"tool_calls\":[{\"function\":{\"name\":\"write\",\"arguments\":{\"t\":\"" + value
				+ "\"}}}]},\"done\":true}\n")
			.getBytes(StandardCharsets.UTF_8);
		Answered answer = OllamaAnswers.stream(OllamaAnswers.call(), body, 8192);
		assertThat(answer.response().toolCalls().get(0).arguments()).hasSize(value.length() + "{\"t\":\"\"}".length());
	}

	@Test
	void aWholeAnswerGivesTheSameEventsAsAStream() {
		String body = "{\"model\":\"m\",\"message\":{\"role\":\"assistant\",\"content\":\"4\",\"thinking\":\"hm\"},"
				+ "\"done\":true,\"done_reason\":\"stop\",\"eval_count\":2}";
		Answered whole = OllamaAnswers.whole(body);
		assertThat(whole.order()).endsWith("Finished");
		assertThat(whole.events()).isEqualTo(OllamaAnswers.stream(body).events());
	}

	@Test
	void aServerThatStreamsUnaskedIsUnderstood() {
		Answered answer = OllamaAnswers.whole(content("a") + "\n" + content("b") + "\n" + DONE);
		assertThat(answer.failure()).isNull();
		assertThat(answer.text()).isEqualTo("ab");
	}

	@Test
	void anErrorBehindOtherLinesOfAWholeAnswerIsFound() {
		Answered answer = OllamaAnswers.whole(" " + content("a") + "\n{\"error\":\"late\"}\n");
		assertThat(answer.error().details().message()).isEqualTo("late");
		assertThat(answer.error().details().body()).isEqualTo("{\"error\":\"late\"}");
	}

	@Test
	void anAnswerMayBeIndented() {
		Answered answer = OllamaAnswers
			.whole("{\n  \"message\": {\n    \"content\": \"a\"\n  },\n  \"done\": true\n}\n");
		assertThat(answer.failure()).isNull();
		assertThat(answer.text()).isEqualTo("a");
	}

	@Test
	void whatComesAfterTheLastLineDoesNotCount() {
		for (Answered answer : List.of(OllamaAnswers.stream(content("a"), DONE, content("b"), "{\"error\":\"late\"}"),
				OllamaAnswers.whole(content("a") + DONE + content("b") + "{\"error\":\"late\"}"))) {
			assertThat(answer.failure()).isNull();
			assertThat(answer.text()).isEqualTo("a");
		}
	}

	@Test
	void theRelayOfACloudIsKept() {
		Answered answer = OllamaAnswers.stream(content("a"), "{\"model\":\"m-cloud\",\"remote_model\":\"m\","
				+ "\"remote_host\":\"https://ollama.com:443\",\"done\":true,\"done_reason\":\"stop\"}");
		assertThat(answer.response().providerMetadata())
			.isEqualTo(Map.of("remote_model", "m", "remote_host", "https://ollama.com:443"));
		assertThat(answer.response().model()).isEqualTo("m-cloud");
	}

	@Test
	void probabilitiesOfTokensAreHandedOn() {
		Answered answer = OllamaAnswers.stream(
				"{\"message\":{\"content\":\"a\"},\"logprobs\":[{\"token\":\"a\",\"logprob\":-0.5}],\"done\":false}",
				DONE);
		assertThat(answer.events())
			.contains(new StreamEvent.ProviderEvent("logprobs", "[{\"token\":\"a\",\"logprob\":-0.5}]"));
	}

	@Test
	void thinkTagsOfOldServersStayInTheText() {
		assertThat(OllamaAnswers.stream(content("<think>hm</think>4"), DONE).response().text())
			.isEqualTo("<think>hm</think>4");
	}

	@ParameterizedTest
	@CsvSource({ "75,1", "74,1", "76,0" })
	void aFullContextIsWarnedOf(long size, int warnings) {
		ChatOptions options = ChatOptions.builder().providerOptions(Map.of("num_ctx", size)).build();
		ChatCall call = OllamaAnswers.call(ChatRequest.of("Hello").withOptions(options));
		Answered answer = OllamaAnswers.whole(call, DONE.getBytes(StandardCharsets.UTF_8));
		assertThat(answer.response().warnings()).hasSize(warnings)
			.allSatisfy((warning) -> assertThat(warning.message()).contains("num_ctx"));
	}

	private static String content(String text) {
		return "{\"model\":\"qwen3:8b\",\"created_at\":\"2026-11-21T10:00:00.1Z\",\"message\":{\"role\":\"assistant\","
				+ "\"content\":\"" + text + "\"},\"done\":false}";
	}

	private static String thinking(String text) {
		return "{\"model\":\"qwen3:8b\",\"created_at\":\"2026-11-21T10:00:00.1Z\",\"message\":{\"role\":\"assistant\","
				+ "\"content\":\"\",\"thinking\":\"" + text + "\"},\"done\":false}";
	}

}
