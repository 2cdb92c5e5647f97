package io.llmprovider.samples.customprotocol;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;

import com.sun.net.httpserver.HttpServer;
import io.llmprovider.chat.ChatOptions;
import io.llmprovider.chat.ChatRequest;
import io.llmprovider.chat.ChatResponse;
import io.llmprovider.chat.FinishReason;
import io.llmprovider.chat.StreamEvent;
import io.llmprovider.error.InvalidRequestException;
import io.llmprovider.error.RateLimitException;
import io.llmprovider.error.TruncatedStreamException;
import io.llmprovider.provider.LlmClient;
import io.llmprovider.provider.ProviderRegistry;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * The application against a server that speaks its API.
 */
@SpringBootTest
class CustomProtocolApplicationTests {

	private static final AtomicReference<String> ASKED = new AtomicReference<>("");

	private static final AtomicReference<String> ANSWER = new AtomicReference<>("");

	private static final HttpServer SERVER = start();

	@Autowired
	private ProviderRegistry providers;

	private static HttpServer start() {
		try {
			HttpServer server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
			server.createContext("/v1/converse", (exchange) -> {
				ASKED.set(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
				byte[] answer = ANSWER.get().getBytes(StandardCharsets.UTF_8);
				exchange.getResponseHeaders().add("Content-Type", "application/x-ndjson");
				exchange.sendResponseHeaders(200, answer.length);
				exchange.getResponseBody().write(answer);
				exchange.close();
			});
			server.start();
			return server;
		}
		catch (IOException ex) {
			throw new AssertionError(ex);
		}
	}

	@DynamicPropertySource
	static void address(DynamicPropertyRegistry properties) {
		properties.add("llm.providers.salon.base-url",
				() -> "http://127.0.0.1:" + SERVER.getAddress().getPort() + "/v1");
		properties.add("llm.providers.salon.retry.max-attempts", () -> 1);
	}

	@AfterAll
	static void stop() {
		SERVER.stop(0);
	}

	@Test
	void aConversationGoesOverTheNewApi() {
		ANSWER.set("{\"says\":\"Good \"}\n{\"says\":\"evening\"}\n{\"over\":\"done\",\"heard\":7,\"spoken\":2}\n");
		LlmClient client = this.providers.client();
		ChatRequest request = ChatRequest.builder().system("Be kind").user("Hello").build();

		List<StreamEvent> events = client.stream(request).collectList().block();
		ChatResponse response = ((StreamEvent.Finished) events.get(events.size() - 1)).response();
		client.chat(request.reply(response).toBuilder().user("And?").build()).block();

		assertThat(response.text()).isEqualTo("Good evening");
		assertThat(response.finishReason()).isEqualTo(FinishReason.STOP);
		assertThat(response.usage().inputTokens()).isEqualTo(7);
		assertThat(JsonMapper.builder().build().readTree(ASKED.get()))
			.isEqualTo(JsonMapper.builder().build().readTree("""
					{"model":"wit-1","stage":["Be kind"],"turns":[{"who":"guest","says":"Hello"},
					{"who":"host","says":"Good evening"},{"who":"guest","says":"And?"}],"mood":"dry"}"""));
	}

	@Test
	void failuresAreThoseOfEveryProvider() {
		LlmClient client = this.providers.client();
		ANSWER.set("{\"says\":\"Good \"}\n");
		assertThatExceptionOfType(TruncatedStreamException.class)
			.isThrownBy(() -> client.chat(ChatRequest.of("Hello")).block())
			.satisfies((failure) -> assertThat(failure.partialResponse()).get()
				.extracting(ChatResponse::text)
				.isEqualTo("Good "));
		ANSWER.set("{\"error\":{\"type\":\"rate_limit_exceeded\",\"message\":\"Not so fast\"}}\n");
		assertThatExceptionOfType(RateLimitException.class)
			.isThrownBy(() -> client.chat(ChatRequest.of("Hello")).block())
			.withMessageContaining("Not so fast");
	}

	@Test
	void anOptionThatTheApiDoesNotDeclareIsRefused() {
		ChatOptions options = ChatOptions.builder().providerOptions(Map.of("moood", "dry")).build();
		assertThatExceptionOfType(InvalidRequestException.class)
			.isThrownBy(() -> this.providers.client().chat(ChatRequest.of("Hello").withOptions(options)).block())
			.withMessageContaining("'mood'");
	}

}
