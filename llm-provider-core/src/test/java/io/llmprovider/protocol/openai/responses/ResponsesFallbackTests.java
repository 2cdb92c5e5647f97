package io.llmprovider.protocol.openai.responses;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.llmprovider.chat.AssistantMessage;
import io.llmprovider.chat.ChatOptions;
import io.llmprovider.chat.ChatRequest;
import io.llmprovider.chat.ChatResponse;
import io.llmprovider.chat.Origin;
import io.llmprovider.chat.Text;
import io.llmprovider.chat.UserMessage;
import io.llmprovider.chat.Warning;
import io.llmprovider.error.LlmException;
import io.llmprovider.json.Json;
import io.llmprovider.model.Model;
import io.llmprovider.model.ThinkingLevel;
import io.llmprovider.provider.ProviderRegistry;
import io.llmprovider.provider.ProviderSettings;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * A server that refuses what it has forgotten, and one that refuses summaries.
 */
class ResponsesFallbackTests {

	private static final Duration PATIENCE = Duration.ofSeconds(20);

	private static final String ANSWER = "{\"id\":\"resp_2\",\"model\":\"m-1\",\"status\":\"completed\",\"output\":"
			+ "[{\"type\":\"message\",\"content\":[{\"type\":\"output_text\",\"text\":\"Hi\"}]}]}";

	private static final String FORGOTTEN = "{\"error\":{\"message\":\"Previous response with id 'resp_1' not found.\","
			+ "\"type\":\"invalid_request_error\",\"param\":\"previous_response_id\","
			+ "\"code\":\"previous_response_not_found\"}}";

	private static final String UNVERIFIED = "{\"error\":{\"message\":\"Your organization must be verified to generate"
			+ " reasoning summaries.\",\"type\":\"invalid_request_error\",\"param\":\"reasoning.summary\","
			+ "\"code\":\"unsupported_value\"}}";

	private final List<JsonNode> bodies = new CopyOnWriteArrayList<>();

	private @Nullable HttpServer server;

	private @Nullable ProviderRegistry registry;

	@BeforeEach
	void start() throws IOException {
		this.server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
		this.server.createContext("/v1/responses", this::answer);
		this.server.start();
		this.registry = ProviderRegistry.builder()
			.provider(ProviderSettings.builder("acme")
				.api(OpenAiResponsesProtocol.ID)
				.baseUrl("http://127.0.0.1:" + this.server.getAddress().getPort() + "/v1")
				.apiKey("key")
				.build())
			.build();
	}

	@AfterEach
	void stop() {
		Objects.requireNonNull(this.registry).close();
		Objects.requireNonNull(this.server).stop(0);
	}

	@Test
	void whatTheProviderHasForgottenIsSentInFull() {
		ChatResponse response = chat(conversation(Map.of("previous_response_id", "resp_1"), null));
		assertThat(response.text()).isEqualTo("Hi");
		assertThat(response.warnings()).extracting(Warning::code).containsExactly("previous-response-forgotten");
		assertThat(this.bodies).hasSize(2);
		assertThat(this.bodies.get(0).path("input").size()).isEqualTo(1);
		assertThat(this.bodies.get(1).path("input").size()).isEqualTo(3);
		assertThat(this.bodies.get(1).has("previous_response_id")).isFalse();
		assertThat(this.bodies.get(1).path("store").asBoolean()).isTrue();
	}

	@Test
	void withoutTheHistoryTheFailureIsTold() {
		ChatRequest request = ChatRequest.of("Go on")
			.withOptions(ChatOptions.builder().providerOptions(Map.of("previous_response_id", "resp_1")).build());
		assertThatExceptionOfType(LlmException.class).isThrownBy(() -> chat(request)).withMessageContaining("resp_1");
		assertThat(this.bodies).hasSize(1);
	}

	@Test
	void summariesThatTheProviderRefusesAreNotAskedForAgain() {
		ChatResponse response = chat(conversation(Map.of(), ThinkingLevel.HIGH));
		assertThat(response.warnings()).extracting(Warning::code).containsExactly("summary-left-out");
		assertThat(this.bodies).hasSize(2);
		assertThat(this.bodies.get(1).path("reasoning").toString()).isEqualTo("{\"effort\":\"high\"}");
	}

	private ChatResponse chat(ChatRequest request) {
		ProviderRegistry clients = Objects.requireNonNull(this.registry);
		return Objects.requireNonNull(clients.client(Model.of("acme", "m-1")).chat(request).block(PATIENCE));
	}

	private static ChatRequest conversation(Map<String, @Nullable Object> own, @Nullable ThinkingLevel level) {
		return ChatRequest.builder()
			.messages(List.of(UserMessage.of("Hello"),
					new AssistantMessage(List.of(new Text("Well")), new Origin("acme", "m-1", "openai-responses"), null,
							"resp_1"),
					UserMessage.of("Go on")))
			.options(ChatOptions.builder().thinking(level).providerOptions(own).build())
			.build();
	}

	private void answer(HttpExchange exchange) throws IOException {
		try (exchange) {
			JsonNode body = Json.tree(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
			this.bodies.add(body);
			boolean forgotten = body.has("previous_response_id");
			boolean unverified = body.at("/reasoning/summary").isString();
			String unwilling = forgotten ? FORGOTTEN : UNVERIFIED;
			boolean refused = forgotten || unverified;
			byte[] answer = (refused ? unwilling : ANSWER).getBytes(StandardCharsets.UTF_8);
			exchange.getResponseHeaders().set("Content-Type", "application/json");
			exchange.sendResponseHeaders(refused ? 400 : 200, answer.length);
			exchange.getResponseBody().write(answer);
		}
	}

}
