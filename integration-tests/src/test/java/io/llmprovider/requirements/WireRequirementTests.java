package io.llmprovider.requirements;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;

import io.llmprovider.chat.ChatOptions;
import io.llmprovider.chat.ChatRequest;
import io.llmprovider.chat.StreamEvent;
import io.llmprovider.error.AuthenticationException;
import io.llmprovider.error.LlmException;
import io.llmprovider.model.Model;
import io.llmprovider.provider.LlmClient;
import io.llmprovider.provider.Mode;
import io.llmprovider.provider.ModelSettings;
import io.llmprovider.provider.ProviderRegistry;
import io.llmprovider.provider.ProviderSettings;
import io.llmprovider.retry.RetrySettings;
import io.llmprovider.test.simulator.Answer;
import io.llmprovider.test.simulator.LlmSimulator;
import io.llmprovider.test.simulator.ReceivedRequest;
import io.llmprovider.transport.TimeoutSettings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import reactor.test.StepVerifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * Requirements that are seen on the wire.
 */
class WireRequirementTests {

	private static final ChatRequest REQUEST = ChatRequest.of("ping");

	private final LlmSimulator server = LlmSimulator.start();

	private final List<ProviderRegistry> open = new ArrayList<>();

	@AfterEach
	void close() {
		this.open.forEach(ProviderRegistry::close);
		this.server.close();
	}

	@Test
	void buildingOpensNoSocketAndNeedsNoKey() {
		ProviderRegistry registry = registry((settings) -> settings.keyRequired(true));

		registry.client("office:m").stream(REQUEST);
		registry.forMode(Mode.PLAN).chat(REQUEST);

		assertThat(this.server.connectionCount()).isZero();
		assertThat(this.server.requests()).isEmpty();
	}

	@Test
	void aMissingKeyFailsOnFirstUseWithProviderAndProperty() {
		LlmClient client = registry((settings) -> settings.keyRequired(true)).client("office:m");

		AuthenticationException failure = catchThrowableOfType(AuthenticationException.class,
				() -> client.blocking().chat(REQUEST));

		assertThat(failure).hasMessageContaining("'office'").hasMessageContaining("llm.providers.office.api-key");
		assertThat(failure.attempts()).isZero();
		assertThat(this.server.connectionCount()).isZero();
	}

	@Test
	void modesOfOneProviderShareItsConnection() {
		ProviderRegistry registry = registry(UnaryOperator.identity());
		// The connection is free again as soon as the answer is over, and no later than
		// the next call is asked for.
		for (int i = 0; i < 3; i++) {
			awaitAnswer(registry.forMode(Mode.PLAN));
			awaitAnswer(registry.forMode(Mode.ACT));
		}
		assertThat(this.server.requests()).hasSize(6);
		assertThat(this.server.connectionCount()).isLessThan(6);
		assertThat(registry.client("office:m").model()).isEqualTo(registry.forMode(Mode.PLAN).model());
	}

	private void awaitAnswer(LlmClient client) {
		assertThat(client.chat(REQUEST).block(Duration.ofSeconds(30))).isNotNull();
	}

	@Test
	void aLongAnswerOutlivesTheLimitOfItsFirstByte() {
		this.server.enqueue(Answer.text("one two three four five six").paced(Duration.ofMillis(60)));
		LlmClient client = registry((settings) -> settings
			.timeouts(new TimeoutSettings(null, Duration.ofMillis(250), Duration.ofSeconds(30), null)))
			.client("office:m");

		assertThat(client.blocking().chat(REQUEST).text()).isEqualTo("one two three four five six");
	}

	@Test
	void everyRequestSaysFromWhomItComes() {
		registry(UnaryOperator.identity()).client("office:m").blocking().chat(REQUEST);
		registry((settings) -> settings.headers(Map.of("user-agent", "shop/1.0"))).client("office:m")
			.blocking()
			.chat(REQUEST);

		assertThat(this.server.requests()).extracting((request) -> request.header("User-Agent"))
			.satisfiesExactly((usual) -> assertThat(usual).startsWith("llm-provider").contains("(Java "),
					(own) -> assertThat(own).isEqualTo("shop/1.0"));
	}

	@ParameterizedTest
	@CsvSource({ "401, 1", "403, 1", "400, 1", "404, 1", "422, 1", "408, 4", "409, 4", "425, 4", "429, 4", "500, 4",
			"502, 4", "503, 4", "504, 4", "529, 4" })
	void exchangesOnTheWireAreWhatTheTableSays(int status, int exchanges) {
		for (int i = 0; i < 6; i++) {
			this.server.enqueue(Answer.error(status, "It failed"));
		}
		LlmClient client = registry(
				(settings) -> settings.retry(RetrySettings.builder().maxAttempts(4).delay(Duration.ZERO).build()))
			.client("office:m");

		LlmException failure = catchThrowableOfType(LlmException.class, () -> client.blocking().chat(REQUEST));

		assertThat(failure.status()).isEqualTo(status);
		assertThat(failure.attempts()).isEqualTo(exchanges);
		assertThat(this.server.exchangeCount()).isEqualTo(exchanges);
	}

	@Test
	void theFirstEventIsThereBeforeTheServerEnds() {
		this.server.enqueue(Answer.builder().deltas("first").hang().build());

		StepVerifier.create(registry(UnaryOperator.identity()).client("office:m").stream(REQUEST))
			.thenConsumeWhile((event) -> !(event instanceof StreamEvent.TextDelta))
			.expectNextMatches((event) -> event instanceof StreamEvent.TextDelta delta && delta.text().equals("first"))
			.thenCancel()
			.verify(Duration.ofSeconds(30));
	}

	@Test
	void whatIsConfiguredOfAModelIsWhatIsUsed() {
		Model configured = Model.builder("office", "gpt-5.2-lookalike").contextWindow(7777).maxOutputTokens(99).build();
		ProviderRegistry registry = registry((settings) -> settings.models(List.of(ModelSettings.of(configured))));

		LlmClient client = registry.client("office:gpt-5.2-lookalike");
		client.blocking().chat(REQUEST.withOptions(ChatOptions.builder().maxTokens(98).build()));

		assertThat(client.model().contextWindow()).isEqualTo(7777);
		assertThat(client.model().maxOutputTokens()).isEqualTo(99);
		ReceivedRequest request = this.server.requests().get(0);
		assertThat(request.json().path("model").asString()).isEqualTo("gpt-5.2-lookalike");
	}

	@Test
	void lookingAKeyUpChangesNothing() {
		Map<String, String> environment = new ConcurrentHashMap<>(Map.of("OFFICE_KEY", "sk-office"));
		Map<String, String> systemBefore = Map.copyOf(System.getenv());
		Map<Object, Object> propertiesBefore = Map.copyOf(System.getProperties());
		ProviderRegistry registry = ProviderRegistry.builder()
			.environment((name) -> (name != null) ? environment.get(name) : null)
			.provider(settings((settings) -> settings.keyVariables(List.of("OFFICE_KEY"))))
			.build();
		this.open.add(registry);

		registry.client("office:m").blocking().chat(REQUEST);

		assertThat(this.server.requests().get(0).header("Authorization")).isEqualTo("Bearer sk-office");
		assertThat(environment).containsExactly(Map.entry("OFFICE_KEY", "sk-office"));
		assertThat(System.getenv()).isEqualTo(systemBefore);
		assertThat(System.getProperties().values()).doesNotContain("sk-office");
		assertThat(System.getProperties()).containsAllEntriesOf(propertiesBefore);
	}

	private ProviderRegistry registry(UnaryOperator<ProviderSettings.Builder> customizer) {
		ProviderSettings settings = settings(customizer);
		String model = "office:" + (settings.models().isEmpty() ? "m" : settings.models().get(0).model().id());
		ProviderRegistry registry = ProviderRegistry.builder()
			.provider(settings)
			.mode(Mode.PLAN, model)
			.mode(Mode.ACT, model)
			.build();
		this.open.add(registry);
		return registry;
	}

	private ProviderSettings settings(UnaryOperator<ProviderSettings.Builder> customizer) {
		return customizer
			.apply(ProviderSettings.builder("office")
				.api("openai-completions")
				.baseUrl(this.server.baseUrl("openai-completions"))
				.retry(RetrySettings.once()))
			.build();
	}

}
