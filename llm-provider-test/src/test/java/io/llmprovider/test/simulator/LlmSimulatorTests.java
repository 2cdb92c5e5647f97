package io.llmprovider.test.simulator;

import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import io.llmprovider.test.simulator.openai.OpenAiCompletionsDialect;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.test.scheduler.VirtualTimeScheduler;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class LlmSimulatorTests {

	private LlmSimulator simulator = LlmSimulator.start();

	@AfterEach
	void close() {
		this.simulator.close();
	}

	private TestClient client() {
		return new TestClient(this.simulator);
	}

	private void restart(LlmSimulatorBuilder builder) {
		this.simulator.close();
		this.simulator = builder.start();
	}

	@Test
	void eachProtocolHasItsBaseUrlOnTheLoopbackInterface() {
		String root = "http://127.0.0.1:" + this.simulator.port();
		assertThat(this.simulator.baseUrl("openai-completions")).isEqualTo(root + "/v1");
		assertThat(this.simulator.baseUrl("ollama-chat")).isEqualTo(root);
		assertThatIllegalArgumentException().isThrownBy(() -> this.simulator.baseUrl("smoke-signals"))
			.withMessageContaining("openai-completions");
	}

	@Test
	void requestsAreKeptWithHeadersAndBodyWhetherAcceptedOrNot() {
		client().post(TestClient.OPENAI, TestClient.openAi(""), "Authorization", "Bearer secret", "X-Team", "search");
		client().post(TestClient.OPENAI, "{}");
		assertThat(this.simulator.exchangeCount()).isEqualTo(2);
		ReceivedRequest first = this.simulator.requests().get(0);
		assertThat(first.header("AUTHORIZATION")).isEqualTo("Bearer secret");
		assertThat(first.headers()).containsEntry("x-team", List.of("search"));
		assertThat(first.json().at("/messages/0/content").asString()).isEqualTo("Hello there");
		assertThat(first.method()).isEqualTo("POST");
		assertThat(first.path()).isEqualTo(TestClient.OPENAI);
		assertThat(this.simulator.chats()).hasSize(1);
		Exchange refused = this.simulator.exchanges().get(1);
		assertThat(refused.chat()).isNull();
		assertThat(refused.refusal()).isNotNull();
		assertThat(refused.number()).isEqualTo(2);
		this.simulator.reset();
		assertThat(this.simulator.exchangeCount()).isZero();
	}

	@Test
	void queuedAnswersComeFirstAndTheScriptAfterThem() {
		this.simulator.script(Script.always(Answer.text("from the script")));
		this.simulator.enqueue(Answer.text("one"), Answer.text("two"));
		for (String expected : List.of("one", "two", "from the script", "from the script")) {
			JsonNode answer = TestClient.json(client().post(TestClient.OPENAI, TestClient.openAi("")));
			assertThat(answer.at("/choices/0/message/content").asString()).isEqualTo(expected);
		}
	}

	@Test
	void refusedRequestsTakeNoQueuedAnswer() {
		this.simulator.enqueue(Answer.text("kept"));
		assertThat(client().post(TestClient.OPENAI, "{}").statusCode()).isEqualTo(400);
		assertThat(client().post(TestClient.OPENAI, TestClient.openAi("")).body()).contains("kept");
	}

	@Test
	void oneRequestTooManyForASequenceIsAnError() {
		this.simulator.script(Script.sequence(Answer.text("only")));
		assertThat(client().post(TestClient.OLLAMA, TestClient.ollama("")).statusCode()).isEqualTo(200);
		HttpResponse<String> second = client().post(TestClient.OLLAMA, TestClient.ollama(""));
		assertThat(second.statusCode()).isEqualTo(500);
		assertThat(second.body()).isEqualTo("{\"error\":\"The script has no answer for request 2\"}");
	}

	@Test
	void aScriptThatThrowsIsAnsweredWithItsMessage() {
		this.simulator.script((request) -> {
			throw new IllegalStateException("out of ideas");
		});
		HttpResponse<String> response = client().post(TestClient.OPENAI, TestClient.openAi(""));
		assertThat(response.statusCode()).isEqualTo(500);
		assertThat(TestClient.json(response).at("/error/message").asString()).contains("out of ideas");
	}

	@Test
	void openAiWantsABearerTokenWhenAKeyIsConfigured() {
		restart(LlmSimulator.builder().apiKey("sk-right"));
		for (String header : List.of("Bearer ", "Basic abc")) {
			HttpResponse<String> missing = client().post(TestClient.OPENAI, TestClient.openAi(""), "Authorization",
					header);
			assertThat(missing.statusCode()).isEqualTo(401);
			assertThat(TestClient.json(missing).at("/error/message").asString())
				.startsWith("You didn't provide an API key.");
		}
		HttpResponse<String> wrong = client().post(TestClient.OPENAI, TestClient.openAi(""), "Authorization",
				"Bearer sk-wrong-and-long");
		assertThat(wrong.statusCode()).isEqualTo(401);
		assertThat(TestClient.json(wrong).at("/error/code").asString()).isEqualTo("invalid_api_key");
		assertThat(TestClient.json(wrong).at("/error/message").asString()).contains("sk-wrong*****long");
		assertThat(client().post(TestClient.OPENAI, TestClient.openAi(""), "Authorization", "Bearer sk-right")
			.statusCode()).isEqualTo(200);
		assertThat(client().get("/v1/models").statusCode()).isEqualTo(401);
	}

	@Test
	void ollamaIsUnauthorizedWithoutTheKey() {
		restart(LlmSimulator.builder().apiKey("right"));
		HttpResponse<String> response = client().post(TestClient.OLLAMA, TestClient.ollama(""));
		assertThat(response.statusCode()).isEqualTo(401);
		assertThat(response.body()).isEqualTo("{\"error\":\"unauthorized\"}");
	}

	@Test
	void modelsAreListedInTheShapeOfEachProtocol() {
		restart(LlmSimulator.builder()
			.models(SimulatedModel.of("small").withTools(false), SimulatedModel.of("thinker")));
		JsonNode models = TestClient.json(client().get("/v1/models"));
		assertThat(models.at("/object").asString()).isEqualTo("list");
		assertThat(models.at("/data/1/id").asString()).isEqualTo("thinker");
		assertThat(TestClient.json(client().get("/api/tags")).at("/models/0/name").asString())
			.isEqualTo("small:latest");
		JsonNode small = TestClient.json(client().post("/api/show", "{\"model\": \"small\"}"));
		assertThat(small.at("/capabilities").toString()).isEqualTo("[\"completion\"]");
		assertThat(small.at("/model_info/simulator.context_length").asInt()).isEqualTo(131_072);
		JsonNode thinker = TestClient.json(client().post("/api/show", "{\"model\": \"thinker\"}"));
		assertThat(thinker.at("/capabilities").toString()).isEqualTo("[\"completion\",\"tools\",\"thinking\"]");
		assertThat(client().post("/api/show", "{\"model\": \"other\"}").statusCode()).isEqualTo(404);
		assertThat(TestClient.json(client().get("/api/version")).has("version")).isTrue();
	}

	@Test
	void unknownPathsAreAnsweredAsTheProviderDoes() {
		HttpResponse<String> openAi = client().post("/v1/nothing", "{}");
		assertThat(openAi.statusCode()).isEqualTo(404);
		assertThat(TestClient.json(openAi).at("/error/message").asString()).isEqualTo("Invalid URL (POST /v1/nothing)");
		assertThat(client().get(TestClient.OPENAI).statusCode()).isEqualTo(405);
		assertThat(client().get("/api/nothing").body()).isEqualTo("404 page not found");
		assertThat(client().get(TestClient.OLLAMA).body()).isEqualTo("405 method not allowed");
	}

	@Test
	void aRequestBeyondTheBoundIsRefused() {
		restart(LlmSimulator.builder().maxRequestBytes(1000));
		HttpResponse<String> response = client().post(TestClient.OPENAI,
				TestClient.openAi(", \"user\": \"" + "x".repeat(2_000_000) + "\""));
		assertThat(response.statusCode()).isEqualTo(413);
		assertThat(TestClient.json(response).at("/error/message").asString())
			.startsWith("Maximum content size limit (1000) exceeded (2000");
		assertThat(this.simulator.requests().get(0).body().length).isLessThanOrEqualTo(1000);
	}

	@Test
	void anotherContentTypeIsRefusedByOpenAi() {
		HttpResponse<String> response = client().send(HttpRequest.newBuilder(this.simulator.uri(TestClient.OPENAI))
			.header("Content-Type", "text/plain")
			.POST(HttpRequest.BodyPublishers.ofString(TestClient.openAi(""))));
		assertThat(response.statusCode()).isEqualTo(400);
		assertThat(response.body()).contains("Invalid Content-Type header (text/plain)");
	}

	@Test
	void waitingForARequestThatDoesNotComeFails() {
		client().post(TestClient.OPENAI, TestClient.openAi(""));
		assertThat(this.simulator.awaitExchange(1, TestClient.SOON).number()).isEqualTo(1);
		assertThatExceptionOfType(AssertionError.class)
			.isThrownBy(() -> this.simulator.awaitExchange(2, Duration.ofMillis(20)))
			.withMessageContaining("there are 1 requests, not 2");
	}

	@Test
	void connectionsAreCounted() {
		TestClient client = client();
		client.post(TestClient.OPENAI, TestClient.openAi(""));
		client.post(TestClient.OPENAI, TestClient.openAi(""));
		assertThat(this.simulator.connectionCount()).isEqualTo(1);
		assertThat(this.simulator.openConnections()).isEqualTo(1);
	}

	@Test
	void aPortThatIsTakenIsAnError() {
		assertThatException().isThrownBy(() -> LlmSimulator.builder().port(this.simulator.port()).start())
			.withMessageContaining(Integer.toString(this.simulator.port()));
	}

	@Test
	void virtualTimeOfATestDoesNotStopTheSimulator() {
		VirtualTimeScheduler.getOrSet();
		try {
			this.simulator.enqueue(Answer.text("in real time").delayed(Duration.ofMillis(20)));
			assertThat(client().post(TestClient.OPENAI, TestClient.openAi("")).body()).contains("in real time");
		}
		finally {
			VirtualTimeScheduler.reset();
		}
	}

	@Test
	void manyStreamsShareFewThreads() throws IOException {
		this.simulator.close();
		Set<Thread> others = TestClient.simulatorThreads();
		this.simulator = LlmSimulator.start();
		this.simulator.script(Script.always(Answer.builder().text("Hello").hang().build()));
		List<Socket> sockets = new ArrayList<>();
		for (int i = 0; i < 200; i++) {
			sockets.add(client().open(TestClient.OPENAI, TestClient.openAi(", \"stream\": true")));
		}
		this.simulator.awaitExchange(200, TestClient.SOON);
		assertThat(this.simulator.openConnections()).isEqualTo(200);
		assertThat(TestClient.simulatorThreads()).filteredOn((thread) -> !others.contains(thread)).hasSizeBetween(1, 2);
		for (Socket socket : sockets) {
			socket.close();
		}
		this.simulator.exchanges().forEach((exchange) -> exchange.awaitCancelled(TestClient.SOON));
	}

	@Test
	void aDialectOfOnesOwnTakesThePlaceOfAnother() {
		Dialect strict = new OpenAiCompletionsDialect();
		restart(LlmSimulator.builder().dialect(strict).extraMembers("chat_template_kwargs"));
		assertThat(client().post(TestClient.OPENAI, TestClient.openAi(", \"chat_template_kwargs\": {}")).statusCode())
			.isEqualTo(200);
	}

}
