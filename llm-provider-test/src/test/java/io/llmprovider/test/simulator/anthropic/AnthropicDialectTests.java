package io.llmprovider.test.simulator.anthropic;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;

import io.llmprovider.chat.FinishReason;
import io.llmprovider.model.Usage;
import io.llmprovider.test.simulator.Answer;
import io.llmprovider.test.simulator.LlmSimulator;
import io.llmprovider.test.simulator.SimulatedError;
import io.llmprovider.test.simulator.TestClient;
import io.llmprovider.test.simulator.wire.WireJson;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

class AnthropicDialectTests {

	private static final String USER = "{\"role\":\"user\",\"content\":\"Hi\"}";

	private static final String STREAM = ",\"stream\":true";

	private static final String ADAPTIVE = ",\"thinking\":{\"type\":\"adaptive\",\"display\":\"summarized\"}";

	private final LlmSimulator simulator = LlmSimulator.start();

	private final TestClient client = new TestClient(this.simulator);

	@AfterEach
	void close() {
		this.simulator.close();
	}

	private HttpResponse<String> post(String body) {
		return this.client.post("/v1/messages", body, "anthropic-version", "2023-06-01");
	}

	private HttpResponse<String> ask(Answer answer, String members) {
		this.simulator.enqueue(answer);
		return post(request(USER, members));
	}

	private static String request(String messages, String members) {
		return "{\"model\":\"claude-opus-4-8\",\"max_tokens\":2000,\"messages\":[" + messages + "]" + members + "}";
	}

	private static String replay(JsonNode content, String next) {
		return USER + ",{\"role\":\"assistant\",\"content\":" + WireJson.text(content) + "}," + next;
	}

	private static List<String> types(HttpResponse<String> response) {
		return TestClient.chunks(response).stream().map((event) -> event.path("type").asString()).toList();
	}

	@Test
	void aStreamFollowsTheGrammarOfBlocks() {
		Answer answer = Answer.builder()
			.reasoning("Let me")
			.text("Well,")
			.toolCall("toolu_1", "ls", "{\"a\":1}")
			.toolCall("toolu_2", "pwd", "")
			.build();
		HttpResponse<String> response = ask(answer, ADAPTIVE + STREAM);
		assertThat(response.headers().firstValue("content-type")).hasValue("text/event-stream; charset=utf-8");
		assertThat(response.headers().firstValue("request-id")).isPresent();
		String delta = "content_block_delta";
		assertThat(types(response)).containsExactly("message_start", "ping", "content_block_start", delta, delta, delta,
				"content_block_stop", "content_block_start", delta, "content_block_stop", "content_block_start", delta,
				delta, "content_block_stop", "content_block_start", delta, "content_block_stop", "message_delta",
				"message_stop");
		List<JsonNode> events = TestClient.chunks(response);
		assertThat(events.get(5).at("/delta/type").asString()).isEqualTo("signature_delta");
		assertThat(events.get(10).path("content_block").toString())
			.isEqualTo("{\"type\":\"tool_use\",\"id\":\"toolu_1\",\"name\":\"ls\",\"input\":{}}");
		assertThat(events.get(14).path("index").asInt()).isEqualTo(3);
		assertThat(events.get(17).at("/delta/stop_reason").asString()).isEqualTo("tool_use");
		assertThat(events.get(17).at("/usage/output_tokens_details/thinking_tokens").asInt()).isEqualTo(2);
		assertThat(response.body().lines().filter((line) -> line.startsWith("event: "))).hasSize(events.size());
	}

	@Test
	void aWholeMessageHasTheSameBlocks() {
		Answer answer = Answer.builder().reasoning("Hm.").text("one ").text("two").toolCall("c", "ls", "{}").build();
		JsonNode message = TestClient.json(ask(answer, ADAPTIVE));
		JsonNode content = message.path("content");
		assertThat(content.values().stream().map((block) -> block.path("type").asString())).containsExactly("thinking",
				"text", "tool_use");
		assertThat(content.get(0).path("signature").asString()).isNotEmpty();
		assertThat(content.get(1).path("text").asString()).isEqualTo("one two");
		assertThat(message.path("stop_reason").asString()).isEqualTo("tool_use");
		assertThat(message.at("/usage/input_tokens").asInt()).isPositive();
	}

	@ParameterizedTest
	@ValueSource(strings = { "summarized", "omitted" })
	void thoughtsAreKnownAgainWhetherTheyWereToldOrNot(String display) {
		String thinking = ",\"thinking\":{\"type\":\"adaptive\",\"display\":\"" + display + "\"}";
		Answer answer = Answer.builder().reasoning("Hm.").hiddenReasoning("Secret").text("Yes").build();
		JsonNode content = TestClient.json(ask(answer, thinking)).path("content");
		assertThat(content.get(0).path("thinking").asString()).isEqualTo(display.equals("omitted") ? "" : "Hm.");
		assertThat(content.get(1).path("type").asString()).isEqualTo("redacted_thinking");
		assertThat(post(request(replay(content, USER), thinking)).statusCode()).isEqualTo(200);
		String altered = WireJson.text(content).replace("\"signature\":\"", "\"signature\":\"AAAA");
		assertThat(post(request(replay(WireJson.read(altered), USER), thinking)).statusCode()).isEqualTo(400);
		String other = request(replay(content, USER), "").replace("opus-4-8", "sonnet-5");
		assertThat(post(other).body()).contains("messages.1.content.0: Invalid `signature` in `thinking` block");
		assertThat(post(other.replace("sonnet-5", "opus-4-8-20260501")).statusCode()).isEqualTo(200);
	}

	@Test
	void newModelsHideTheirThoughtsUnlessTheyAreAskedFor() {
		Answer answer = Answer.builder().reasoning("Hm.").text("Yes").build();
		JsonNode hidden = TestClient.json(ask(answer, ",\"thinking\":{\"type\":\"adaptive\"}"));
		assertThat(hidden.at("/content/0/thinking").asString()).isEmpty();
		List<JsonNode> events = TestClient.chunks(ask(answer, ",\"thinking\":{\"type\":\"adaptive\"}" + STREAM));
		assertThat(events.stream().map((event) -> event.at("/delta/type").asString(""))).contains("signature_delta")
			.doesNotContain("thinking_delta");
	}

	@Test
	void markedPromptsAreWrittenToTheCacheAndReadFromIt() {
		String hour = "\"cache_control\":{\"type\":\"ephemeral\",\"ttl\":\"1h\"}";
		String minutes = "\"cache_control\":{\"type\":\"ephemeral\"}";
		String members = ",\"system\":[{\"type\":\"text\",\"text\":\"Be kind, and be brief.\"," + hour + "}]";
		String turn = "{\"role\":\"user\",\"content\":[{\"type\":\"text\",\"text\":\"Hello there\"," + minutes + "}]}";
		JsonNode first = TestClient.json(post(request(turn, members))).path("usage");
		assertThat(first.path("cache_read_input_tokens").asInt()).isZero();
		int hours = first.at("/cache_creation/ephemeral_1h_input_tokens").asInt();
		int fives = first.at("/cache_creation/ephemeral_5m_input_tokens").asInt();
		assertThat(hours).isPositive();
		assertThat(fives).isPositive();
		assertThat(first.path("cache_creation_input_tokens").asInt()).isEqualTo(hours + fives);
		JsonNode second = TestClient.json(post(request(turn + "," + USER, members))).path("usage");
		assertThat(second.path("cache_read_input_tokens").asInt()).isEqualTo(hours + fives);
		assertThat(second.path("cache_creation_input_tokens").asInt()).isZero();
		assertThat(second.path("input_tokens").asInt()).isPositive();
		JsonNode changed = TestClient.json(post(request(turn.replace("Hello", "Goodbye"), members))).path("usage");
		assertThat(changed.path("cache_read_input_tokens").asInt()).isEqualTo(hours);
	}

	@Test
	void scriptedUsageIsSplitAsAnthropicSplitsIt() {
		Usage usage = Usage.builder()
			.inputTokens(100L)
			.cacheReadTokens(60L)
			.cacheWriteTokens(30L)
			.outputTokens(5L)
			.build();
		JsonNode wire = TestClient.json(ask(Answer.builder().text("Hi").usage(usage).build(), "")).path("usage");
		assertThat(wire.path("input_tokens").asInt()).isEqualTo(10);
		assertThat(wire.path("cache_read_input_tokens").asInt()).isEqualTo(60);
		assertThat(wire.path("cache_creation_input_tokens").asInt()).isEqualTo(30);
		JsonNode unknown = TestClient.json(ask(Answer.builder().text("Hi").usage(Usage.UNKNOWN).build(), ""));
		assertThat(unknown.has("usage")).isFalse();
	}

	@Test
	void toolsOfTheProviderAreCalledAndAnsweredInOneMessage() {
		Answer answer = Answer.builder()
			.serverTool("web_search", "{\"query\":\"weather\"}", "Sunny")
			.text("Sunny")
			.finish("pause_turn")
			.build();
		JsonNode message = TestClient.json(ask(answer, ""));
		JsonNode content = message.path("content");
		assertThat(content.get(0).path("type").asString()).isEqualTo("server_tool_use");
		assertThat(content.get(1).path("tool_use_id")).isEqualTo(content.get(0).path("id"));
		assertThat(content.get(1).at("/content/0/title").asString()).isEqualTo("Sunny");
		assertThat(message.path("stop_reason").asString()).isEqualTo("pause_turn");
		assertThat(types(ask(answer, STREAM)).stream().filter("content_block_start"::equals)).hasSize(3);
		assertThat(post(request(replay(content, USER), "")).statusCode()).isEqualTo(200);
	}

	@ParameterizedTest
	@CsvSource({ "400, invalid_request_error", "401, authentication_error", "402, billing_error",
			"403, permission_error", "404, not_found_error", "409, conflict_error", "413, request_too_large",
			"429, rate_limit_error", "500, api_error", "504, timeout_error", "529, overloaded_error" })
	void errorsHaveTheTypeOfTheirStatus(int status, String type) {
		HttpResponse<String> response = ask(Answer.error(status, "No"), "");
		assertThat(response.statusCode()).isEqualTo(status);
		JsonNode body = TestClient.json(response);
		assertThat(body.path("type").asString()).isEqualTo("error");
		assertThat(body.path("error").toString()).isEqualTo("{\"type\":\"" + type + "\",\"message\":\"No\"}");
		assertThat(body.path("request_id").asString()).startsWith("req_");
	}

	@Test
	void anErrorInAStreamIsAnEvent() {
		SimulatedError overloaded = SimulatedError.of(529, "Overloaded");
		HttpResponse<String> response = ask(Answer.builder().text("Hi").failure(overloaded).build(), STREAM);
		assertThat(response.statusCode()).isEqualTo(200);
		assertThat(types(response)).last().isEqualTo("error");
		assertThat(ask(Answer.builder().failure(overloaded).build(), "").statusCode()).isEqualTo(529);
	}

	@Test
	void aRefusalIsAStopReason() {
		JsonNode message = TestClient.json(ask(Answer.builder().refusal("I will not").build(), ""));
		assertThat(message.path("stop_reason").asString()).isEqualTo("refusal");
		assertThat(message.at("/stop_details/type").asString()).isEqualTo("refusal");
		JsonNode cut = TestClient.json(ask(Answer.builder().text("Long").finish(FinishReason.LENGTH).build(), ""));
		assertThat(cut.path("stop_reason").asString()).isEqualTo("max_tokens");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", ",\"output_config\":{\"effort\":\"xhigh\"},\"thinking\":{\"type\":\"adaptive\"}",
			",\"thinking\":{\"type\":\"disabled\"}", ",\"temperature\":1,\"stop_sequences\":[\"END\"]",
			",\"metadata\":{\"user_id\":\"u\"},\"service_tier\":\"auto\",\"system\":\"Be kind\"",
			",\"tools\":[{\"name\":\"ls\",\"input_schema\":{\"type\":\"object\"}},{\"type\":\"web_search_20250305\",\"name\":\"web_search\"}],\"tool_choice\":{\"type\":\"any\"}" })
	void goodRequestsAreAccepted(String members) {
		HttpResponse<String> response = post(request(USER + "," + USER, members));
		assertThat(response.body()).contains("\"type\":\"message\"");
	}

	@Test
	void modelsAreListedAndTokensCounted() {
		JsonNode models = TestClient.json(this.client
			.send(HttpRequest.newBuilder(this.simulator.uri("/v1/models")).header("anthropic-version", "2023-06-01")));
		assertThat(models.at("/data/0/id").asString()).isEqualTo("echo");
		assertThat(models.path("has_more").asBoolean()).isFalse();
		JsonNode count = TestClient
			.json(this.client.post("/v1/messages/count_tokens", request(USER, ""), "anthropic-version", "2023-06-01"));
		assertThat(count.path("input_tokens").asInt()).isPositive();
		assertThat(TestClient.json(this.client.get("/v1/models")).path("object").asString()).isEqualTo("list");
	}

}
