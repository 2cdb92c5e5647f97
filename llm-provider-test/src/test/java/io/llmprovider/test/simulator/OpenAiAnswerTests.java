package io.llmprovider.test.simulator;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.stream.Collectors;

import io.llmprovider.chat.FinishReason;
import io.llmprovider.model.Usage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

class OpenAiAnswerTests {

	private static final String STREAM = ", \"stream\": true";

	private static final String WITH_USAGE = STREAM + ", \"stream_options\": {\"include_usage\": true}";

	private final LlmSimulator simulator = LlmSimulator.start();

	@AfterEach
	void close() {
		this.simulator.close();
	}

	private HttpResponse<String> ask(Answer answer, String members) {
		this.simulator.enqueue(answer);
		return new TestClient(this.simulator).post(TestClient.OPENAI, TestClient.openAi(members));
	}

	private static String joined(List<JsonNode> chunks, String member) {
		return chunks.stream()
			.map((chunk) -> chunk.at("/choices/0/delta/" + member).asString(""))
			.collect(Collectors.joining());
	}

	@Test
	void aStreamBeginsWithTheRoleAndEndsWithReasonUsageAndDone() {
		Answer answer = Answer.builder().deltas("Hel", "lo").usage(Usage.of(9, 2)).build();
		HttpResponse<String> response = ask(answer, WITH_USAGE);
		assertThat(response.headers().firstValue("content-type")).hasValue("text/event-stream; charset=utf-8");
		assertThat(response.headers().firstValue("x-request-id")).isPresent();
		List<JsonNode> chunks = TestClient.chunks(response);
		assertThat(chunks).hasSize(5);
		assertThat(chunks.get(0).at("/choices/0/delta").toString())
			.isEqualTo("{\"role\":\"assistant\",\"content\":\"\",\"refusal\":null}");
		assertThat(chunks.get(1).at("/choices/0/delta").toString()).isEqualTo("{\"content\":\"Hel\"}");
		assertThat(chunks.get(2).at("/choices/0/finish_reason").isNull()).isTrue();
		assertThat(chunks.get(3).at("/choices/0").toString())
			.isEqualTo("{\"index\":0,\"delta\":{},\"logprobs\":null,\"finish_reason\":\"stop\"}");
		assertThat(chunks.get(3).path("usage").isNull()).isTrue();
		assertThat(chunks.get(4).path("choices").toString()).isEqualTo("[]");
		assertThat(chunks.get(4).path("usage").toString())
			.isEqualTo("{\"prompt_tokens\":9,\"completion_tokens\":2,\"total_tokens\":11}");
		assertThat(TestClient.events(response)).endsWith("[DONE]");
		assertThat(chunks).allSatisfy((chunk) -> {
			assertThat(chunk.path("object").asString()).isEqualTo("chat.completion.chunk");
			assertThat(chunk.path("id").asString()).isEqualTo(chunks.get(0).path("id").asString());
			assertThat(chunk.path("model").asString()).isEqualTo("echo");
		});
	}

	@Test
	void usageIsOnlySentToThoseWhoAsk() {
		List<JsonNode> chunks = TestClient.chunks(ask(Answer.text("Hi"), STREAM));
		assertThat(chunks).hasSize(3).noneMatch((chunk) -> chunk.has("usage"));
		HttpResponse<String> silent = ask(Answer.builder().text("Hi").usage(Usage.UNKNOWN).build(), WITH_USAGE);
		assertThat(TestClient.chunks(silent)).hasSize(3).allMatch((chunk) -> chunk.path("usage").isNull());
	}

	@Test
	void toolCallsAreStreamedInPiecesUnderTheirIndex() {
		Answer answer = Answer.builder()
			.reasoning("Two files.")
			.toolCall("call_a", "read", "{\"path\":\"some/long/name.txt\"}")
			.toolCall("read", "{}")
			.build();
		List<JsonNode> chunks = TestClient.chunks(ask(answer, STREAM));
		assertThat(joined(chunks, "reasoning_content")).isEqualTo("Two files.");
		List<JsonNode> calls = chunks.stream()
			.map((chunk) -> chunk.at("/choices/0/delta/tool_calls/0"))
			.filter(JsonNode::isObject)
			.toList();
		assertThat(calls.get(0).toString()).isEqualTo(
				"{\"index\":0,\"id\":\"call_a\",\"type\":\"function\",\"function\":{\"name\":\"read\",\"arguments\":\"\"}}");
		assertThat(calls.get(1).propertyNames()).containsExactly("index", "function");
		assertThat(calls.stream()
			.filter((call) -> call.path("index").asInt() == 0)
			.map((call) -> call.at("/function/arguments").asString())
			.collect(Collectors.joining())).isEqualTo("{\"path\":\"some/long/name.txt\"}");
		assertThat(calls.stream().filter((call) -> call.path("index").asInt() == 1)).hasSize(2)
			.first()
			.satisfies((call) -> assertThat(call.path("id").asString()).startsWith("call_").hasSizeLessThan(41));
		assertThat(chunks.get(chunks.size() - 1).at("/choices/0/finish_reason").asString()).isEqualTo("tool_calls");
	}

	@Test
	void aWholeAnswerHasEverythingInOneMessage() {
		Answer answer = Answer.builder()
			.reasoning("Let me see.")
			.text("Reading.")
			.toolCall("call_a", "read", "{not json")
			.usage(Usage.builder().inputTokens(10L).outputTokens(7L).cacheReadTokens(4L).reasoningTokens(3L).build())
			.build();
		JsonNode body = TestClient.json(ask(answer, ""));
		assertThat(body.path("object").asString()).isEqualTo("chat.completion");
		JsonNode message = body.at("/choices/0/message");
		assertThat(message.path("reasoning_content").asString()).isEqualTo("Let me see.");
		assertThat(message.path("content").asString()).isEqualTo("Reading.");
		assertThat(message.path("tool_calls").toString()).isEqualTo(
				"[{\"id\":\"call_a\",\"type\":\"function\",\"function\":{\"name\":\"read\",\"arguments\":\"{not json\"}}]");
		assertThat(body.at("/choices/0/finish_reason").asString()).isEqualTo("tool_calls");
		assertThat(body.path("usage").toString()).isEqualTo("{\"prompt_tokens\":10,\"completion_tokens\":7,"
				+ "\"total_tokens\":17,\"prompt_tokens_details\":{\"cached_tokens\":4},"
				+ "\"completion_tokens_details\":{\"reasoning_tokens\":3}}");
	}

	@Test
	void contentIsNullBesideToolCallsAndRefusals() {
		JsonNode called = TestClient.json(ask(Answer.toolCall("ls", "{}"), ""));
		assertThat(called.at("/choices/0/message/content").isNull()).isTrue();
		JsonNode refused = TestClient.json(ask(Answer.builder().refusal("I will not.").build(), ""));
		assertThat(refused.at("/choices/0/message/content").isNull()).isTrue();
		assertThat(refused.at("/choices/0/message/refusal").asString()).isEqualTo("I will not.");
		List<JsonNode> streamed = TestClient.chunks(ask(Answer.builder().refusal("I will not.").build(), STREAM));
		assertThat(joined(streamed, "refusal")).isEqualTo("I will not.");
	}

	@Test
	void finishReasonsAreOpenAisWordsOrWhateverIsScripted() {
		JsonNode cut = TestClient.json(ask(Answer.builder().text("Hi").finish(FinishReason.LENGTH).build(), ""));
		assertThat(cut.at("/choices/0/finish_reason").asString()).isEqualTo("length");
		JsonNode odd = TestClient.json(ask(Answer.builder().text("Hi").finish("eos").build(), ""));
		assertThat(odd.at("/choices/0/finish_reason").asString()).isEqualTo("eos");
	}

	@Test
	void scriptedErrorsTakeOpenAisShape() {
		SimulatedError error = SimulatedError.of(429, "Slow down").withCode("rate_limit_exceeded");
		HttpResponse<String> response = ask(Answer.error(error).header("Retry-After", "2"), STREAM);
		assertThat(response.statusCode()).isEqualTo(429);
		assertThat(response.headers().firstValue("retry-after")).hasValue("2");
		assertThat(response.body()).isEqualTo("{\"error\":{\"message\":\"Slow down\",\"type\":\"requests\","
				+ "\"param\":null,\"code\":\"rate_limit_exceeded\"}}");
	}

}
