package io.llmprovider.provider;

import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;

import com.azure.core.credential.AccessToken;
import com.azure.core.credential.TokenCredential;
import io.llmprovider.auth.AuthScheme;
import io.llmprovider.auth.AuthSettings;
import io.llmprovider.auth.entra.EntraTokens;
import io.llmprovider.chat.ChatOptions;
import io.llmprovider.chat.ChatRequest;
import io.llmprovider.chat.ChatResponse;
import io.llmprovider.chat.FinishReason;
import io.llmprovider.error.AuthenticationException;
import io.llmprovider.error.ConfigurationException;
import io.llmprovider.model.ThinkingLevel;
import io.llmprovider.transport.ConnectionSettings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * The known provider {@code azure} against a server on loopback: addresses, keys, tokens,
 * and what filters say.
 */
class AzureProviderTests {

	private static final String ANSWER = """
			data: {"choices":[],"created":0,"id":"","model":"","object":"","prompt_filter_results":[{"prompt_index":0,"content_filter_results":{"hate":{"filtered":false,"severity":"safe"}}}]}

			data: {"id":"c1","model":"gpt-5.4-2026","choices":[{"index":0,"delta":{"role":"assistant","content":"Hello"}}]}

			data: {"id":"c1","model":"gpt-5.4-2026","choices":[{"index":0,"finish_reason":"stop"}]}

			data: {"id":"","choices":[{"index":0,"finish_reason":null,"content_filter_offsets":{"check_offset":5,"start_offset":0,"end_offset":5},"content_filter_results":{"violence":{"filtered":true,"severity":"high"}}}]}

			data: {"id":"","choices":[{"index":0,"finish_reason":"content_filter"}]}

			data: {"id":"c1","choices":[],"usage":{"prompt_tokens":3,"completion_tokens":1,"total_tokens":4}}

			data: [DONE]

			""";

	private final List<AutoCloseable> open = new ArrayList<>();

	private final AtomicInteger tokens = new AtomicInteger();

	private final TokenCredential credential = (context) -> Mono
		.fromCallable(() -> new AccessToken("jwt" + this.tokens.incrementAndGet(), OffsetDateTime.now().plusHours(1)));

	@AfterEach
	void close() throws Exception {
		for (AutoCloseable each : this.open) {
			each.close();
		}
	}

	@Test
	void whatTheFilterSaysIsMetadataAndItsLateWordCounts() {
		FakeServer server = serve(200, ANSWER);
		ChatResponse response = registry(server, (settings) -> settings.apiKey("k"), UnaryOperator.identity())
			.client("azure:gpt-5.4")
			.chat(ChatRequest.of("Hi"))
			.block();
		assertThat(response.text()).isEqualTo("Hello");
		assertThat(response.responseId()).isEqualTo("c1");
		assertThat(response.model()).isEqualTo("gpt-5.4-2026");
		assertThat(response.finishReason()).isEqualTo(FinishReason.CONTENT_FILTER);
		assertThat(response.usage().inputTokens()).isEqualTo(3);
		assertThat(response.providerMetadata()).containsKeys("prompt_filter_results", "content_filter_results",
				"content_filter_offsets");
		assertThat(server.last().uri()).isEqualTo("/openai/v1/chat/completions");
		assertThat(server.last().headers().get("api-key")).isEqualTo("k");
		assertThat(server.last().headers().get("Authorization")).isNull();
	}

	@Test
	void theClassicSurfaceIsReachedByAVersionInTheBaseUrl() {
		FakeServer server = serve(200, ANSWER);
		registry(server, (settings) -> settings.apiKey("k").baseUrl(host(server) + "?api-version=2024-10-21"),
				UnaryOperator.identity())
			.client("azure:gpt-5.4")
			.chat(ChatRequest.of("Hi"))
			.block();
		assertThat(server.last().uri())
			.isEqualTo("/openai/deployments/gpt-5.4/chat/completions?api-version=2024-10-21");
	}

	@Test
	void theNameOfADeploymentIsEncodedOnce() {
		FakeServer server = serve(200, ANSWER);
		ChatOptions named = ChatOptions.builder().providerOptions(Map.of("deployment", "my gpt-5.4")).build();
		registry(server,
				(settings) -> settings.apiKey("k").baseUrl(host(server) + "?api-version=2024-10-21").options(named),
				UnaryOperator.identity())
			.client("azure:gpt-5.4")
			.chat(ChatRequest.of("Hi"))
			.block();
		assertThat(server.last().uri())
			.isEqualTo("/openai/deployments/my%20gpt-5.4/chat/completions?api-version=2024-10-21");
		assertThat(server.last().body()).containsEntry("model", "my gpt-5.4");
	}

	@Test
	void theCatalogueTellsWhatTheModelOfADeploymentTakes() {
		FakeServer server = serve(200, ANSWER);
		ChatOptions options = ChatOptions.builder()
			.maxTokens(500)
			.temperature(0.5)
			.thinking(ThinkingLevel.MAX)
			.providerOptions(Map.of("deployment", "prod"))
			.build();
		LlmClient client = registry(server, (settings) -> settings.apiKey("k"), UnaryOperator.identity())
			.client("azure:gpt-5.4");
		client.chat(ChatRequest.of("Hi").withOptions(options)).block();
		assertThat(server.last().body()).containsEntry("model", "prod")
			.containsEntry("max_completion_tokens", 500)
			.containsEntry("reasoning_effort", "xhigh")
			.doesNotContainKeys("temperature", "max_tokens");
	}

	/** Azure's gateway closes them after four minutes. */
	@Test
	void connectionsAreNotKeptUntilAzureClosesThem() {
		assertThat(ConnectionSettings.DEFAULTS.maxIdleTime()).isLessThan(Duration.ofMinutes(4));
	}

	@Test
	void claudeInFoundryIsReachedByItsOwnProtocolWithTheSameKey() {
		FakeServer server = serve(401, "{}");
		ProviderSettings foundry = ProviderSettings.builder("foundry-claude")
			.api("anthropic-messages")
			.baseUrl(host(server) + "/anthropic")
			.apiKey("k")
			.auth(AuthSettings.header("api-key"))
			.build();
		ProviderRegistry registry = ProviderRegistry.builder().environment((name) -> null).provider(foundry).build();
		this.open.add(registry);
		assertThatExceptionOfType(AuthenticationException.class)
			.isThrownBy(() -> registry.client("foundry-claude:claude-sonnet-5").chat(ChatRequest.of("Hi")).block());
		assertThat(server.last().uri()).isEqualTo("/anthropic/v1/messages");
		assertThat(server.last().headers().get("api-key")).isEqualTo("k");
		assertThat(server.last().headers().get("anthropic-version")).isNotNull();
		assertThat(server.last().headers().get("Authorization")).isNull();
	}

	@Test
	void claudeInFoundryTakesATokenOfEntraWithoutTheBetaOfAnthropicsSignIn() {
		FakeServer server = serve(401, "{}");
		ProviderSettings foundry = ProviderSettings.builder("foundry-claude")
			.api("anthropic-messages")
			.baseUrl(host(server) + "/anthropic")
			.build();
		ProviderRegistry registry = ProviderRegistry.builder()
			.environment((name) -> null)
			.provider(foundry)
			.authorizer("foundry-claude", EntraTokens.authorizer("foundry-claude", null, this.credential))
			.build();
		this.open.add(registry);
		assertThatExceptionOfType(AuthenticationException.class)
			.isThrownBy(() -> registry.client("foundry-claude:claude-sonnet-5").chat(ChatRequest.of("Hi")).block());
		assertThat(server.last().uri()).isEqualTo("/anthropic/v1/messages");
		assertThat(server.last().headers().get("Authorization")).startsWith("Bearer jwt");
		assertThat(server.last().headers().names()).noneMatch("x-api-key"::equalsIgnoreCase)
			.noneMatch("anthropic-beta"::equalsIgnoreCase);
	}

	@ParameterizedTest
	@CsvSource({ "?api-key=secret", "?api-version=v1&code=x", "?" })
	void noOtherQueryIsTakenForABaseUrl(String query) {
		FakeServer server = serve(200, ANSWER);
		assertThatExceptionOfType(ConfigurationException.class).isThrownBy(
				() -> registry(server, (settings) -> settings.baseUrl(host(server) + query), UnaryOperator.identity()))
			.withMessageContaining("llm.providers.azure.base-url")
			.withMessageNotContaining("secret");
	}

	@Test
	void aTokenIsSentInsteadOfAKeyAndFetchedOnce() {
		FakeServer server = serve(200, ANSWER);
		LlmClient client = registry(server, UnaryOperator.identity(), this::withCredential).client("azure:gpt-5.4");
		client.chat(ChatRequest.of("Hi")).block();
		client.chat(ChatRequest.of("Hi")).block();
		assertThat(server.asked).extracting((asked) -> asked.headers().get("Authorization"))
			.containsExactly("Bearer jwt1", "Bearer jwt1");
		assertThat(server.last().headers().get("api-key")).isNull();
	}

	@Test
	void aTokenThatIsRefusedIsReplacedOnce() {
		FakeServer server = new FakeServer((response, number) -> (number == 1)
				? response.status(401)
					.header("Content-Type", "application/json")
					.sendString(Mono.just("{\"statusCode\":401,\"message\":\"expired\"}"))
				: response.header("Content-Type", "text/event-stream").sendString(Flux.just(ANSWER)));
		this.open.add(server);
		ChatResponse response = registry(server, UnaryOperator.identity(), this::withCredential).client("azure:gpt-5.4")
			.chat(ChatRequest.of("Hi"))
			.block();
		assertThat(response.text()).isEqualTo("Hello");
		assertThat(server.asked).extracting((asked) -> asked.headers().get("Authorization"))
			.containsExactly("Bearer jwt1", "Bearer jwt2");
	}

	@Test
	void aSecondRefusalIsTold() {
		FakeServer server = serve(401, "{\"statusCode\":401,\"message\":\"audience is incorrect\"}");
		LlmClient client = registry(server, UnaryOperator.identity(), this::withCredential).client("azure:gpt-5.4");
		assertThatExceptionOfType(AuthenticationException.class)
			.isThrownBy(() -> client.chat(ChatRequest.of("Hi")).block())
			.withMessageContaining("llm.providers.azure.auth.scope");
		assertThat(server.asked).hasSize(2);
	}

	@Test
	void aKeyThatIsRefusedIsNotSentAgain() {
		FakeServer server = serve(401, "{}");
		LlmClient client = registry(server, (settings) -> settings.apiKey("k"), UnaryOperator.identity())
			.client("azure:gpt-5.4");
		assertThatExceptionOfType(AuthenticationException.class)
			.isThrownBy(() -> client.chat(ChatRequest.of("Hi")).block());
		assertThat(server.asked).hasSize(1);
	}

	@Test
	void aProviderWithTokensNeedsNoKey() {
		FakeServer server = serve(200, ANSWER);
		AuthSettings entra = new AuthSettings(AuthScheme.ENTRA, null, EntraTokens.DEFAULT_SCOPE);
		ProviderRegistry registry = registry(server, (settings) -> settings.auth(entra), UnaryOperator.identity());
		assertThat(registry.describe("azure").orElseThrow().key()).isEqualTo(ProviderDescription.KeyState.NOT_NEEDED);
	}

	@Test
	void whoeverForgotTheAddressIsToldWhatItIs() {
		assertThatExceptionOfType(ConfigurationException.class)
			.isThrownBy(() -> ProviderRegistry.builder()
				.provider(ProviderSettings.builder("azure").options(ChatOptions.NONE).build())
				.build())
			.withMessageContaining("llm.providers.azure.base-url")
			.withMessageContaining("of your own");
	}

	private ProviderRegistryBuilder withCredential(ProviderRegistryBuilder builder) {
		return builder.authorizer("azure", EntraTokens.authorizer("azure", null, this.credential));
	}

	private FakeServer serve(int status, String body) {
		String type = (status == 200) ? "text/event-stream" : "application/json";
		FakeServer server = new FakeServer(
				(response, number) -> response.status(status).header("Content-Type", type).sendString(Flux.just(body)));
		this.open.add(server);
		return server;
	}

	private static String host(FakeServer server) {
		return server.url().substring(0, server.url().length() - "/v1".length());
	}

	private ProviderRegistry registry(FakeServer server, UnaryOperator<ProviderSettings.Builder> settings,
			UnaryOperator<ProviderRegistryBuilder> change) {
		ProviderSettings.Builder azure = ProviderSettings.builder("azure").baseUrl(host(server));
		ProviderRegistry registry = change
			.apply(ProviderRegistry.builder().environment((name) -> null).provider(settings.apply(azure).build()))
			.build();
		this.open.add(registry);
		return registry;
	}

}
