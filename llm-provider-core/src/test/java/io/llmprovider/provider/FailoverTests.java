package io.llmprovider.provider;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.llmprovider.chat.ChatOptions;
import io.llmprovider.chat.ChatRequest;
import io.llmprovider.chat.ChatResponse;
import io.llmprovider.chat.StreamEvent;
import io.llmprovider.chat.Warning;
import io.llmprovider.error.ConfigurationException;
import io.llmprovider.error.LlmException;
import io.llmprovider.error.TruncatedStreamException;
import io.llmprovider.provider.failover.FailoverStep;
import io.llmprovider.retry.RetrySettings;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.test.StepVerifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * Another model answers, where that was asked for.
 */
class FailoverTests {

	private static final ChatRequest REQUEST = ChatRequest.of("hi");

	private final List<AutoCloseable> open = new ArrayList<>();

	@AfterEach
	void close() throws Exception {
		for (AutoCloseable each : this.open) {
			each.close();
		}
	}

	@ParameterizedTest
	@ValueSource(ints = { 401, 403, 404, 429, 500, 503, 529 })
	void theNextModelAnswersWhatAnotherProviderCanCure(int status) {
		FakeServer first = refusing(status);
		FakeServer second = refusing(503);
		FakeServer third = answering();
		LlmClient client = mode(first, second, third);

		ChatResponse response = client.blocking().chat(REQUEST);

		assertThat(response.text()).isEqualTo("ok");
		assertThat(response.provider()).isEqualTo("third");
		assertThat(response.warnings()).extracting(Warning::code)
			.containsExactly(FailoverStep.WARNING, FailoverStep.WARNING);
		assertThat(response.warnings().get(0).message()).contains("second:m answers in place of first:m");
		assertThat(client.model().provider()).isEqualTo("first");
	}

	@Test
	void stepsAreEventsAfterTheBeginning() {
		StepVerifier.create(mode(refusing(503), answering()).stream(REQUEST), 0)
			.thenRequest(1)
			.expectNextMatches(
					(event) -> event instanceof StreamEvent.Started started && started.provider().equals("second"))
			.thenRequest(1)
			.expectNextMatches((event) -> event instanceof StreamEvent.ProviderEvent step
					&& step.type().equals(FailoverStep.EVENT) && step.raw().contains("\"from\":\"first:m\"")
					&& step.raw().contains("\"to\":\"second:m\"") && step.raw().contains("\"kind\":\"OVERLOADED\""))
			.thenRequest(Long.MAX_VALUE)
			.expectNextMatches(StreamEvent.TextStarted.class::isInstance)
			.thenConsumeWhile((event) -> true)
			.verifyComplete();
	}

	@Test
	void aRequestThatIsWrongIsWrongAnywhere() {
		FakeServer second = answering();
		LlmException failure = catchThrowableOfType(LlmException.class,
				() -> mode(refusing(400), second).blocking().chat(REQUEST));

		assertThat(failure.status()).isEqualTo(400);
		assertThat(second.asked).isEmpty();
	}

	@Test
	void anAnswerThatHasBegunIsNotBegunAgainElsewhere() {
		FakeServer second = answering();
		FakeServer first = serve(FakeServer.lines("\"half\""));

		assertThatExceptionOfType(TruncatedStreamException.class)
			.isThrownBy(() -> mode(first, second).blocking().chat(REQUEST))
			.satisfies((failure) -> assertThat(failure.partialResponse().orElseThrow().text()).isEqualTo("half"));
		assertThat(second.asked).isEmpty();
	}

	@Test
	void ifAllFailTheLastFailureHasTheOthers() {
		LlmException failure = catchThrowableOfType(LlmException.class,
				() -> mode(refusing(503), refusing(500)).blocking().chat(REQUEST));

		assertThat(failure.model().orElseThrow().provider()).isEqualTo("second");
		assertThat(failure.getSuppressed()).filteredOn(LlmException.class::isInstance)
			.singleElement(InstanceOfAssertFactories.THROWABLE)
			.hasMessageContaining("first:m");
	}

	@Test
	void keysHeadersAndOptionsOfOneProviderDoNotGoToAnother() {
		FakeServer first = refusing(503);
		FakeServer second = answering();
		ProviderRegistry registry = registry(List.of(first, second),
				new ModeSettings(Mode.PLAN, "first:m",
						ChatOptions.builder().seed(7L).providerOptions(Map.of("topK", 1)).build(),
						CallSettings.builder().headers(Map.of("X-Mode", "secret")).build(), List.of("second:m")));

		registry.forMode(Mode.PLAN)
			.with(CallSettings.builder().apiKey("sk-first").headers(Map.of("X-Call", "secret")).build())
			.blocking()
			.chat(REQUEST);

		assertThat(first.last().headers().get("Authorization")).isEqualTo("Bearer sk-first");
		assertThat(first.last().headers().contains("X-Mode")).isTrue();
		assertThat(second.last().headers().contains("Authorization")).isFalse();
		assertThat(second.last().headers().contains("X-Call")).isFalse();
		assertThat(second.last().headers().contains("X-Mode")).isFalse();
		assertThat(second.last().body()).containsEntry("seed", 7).containsEntry("options", Map.of());
	}

	@Test
	void aClientMayNameOthersItself() {
		ProviderRegistry registry = registry(List.of(refusing(500), answering()), null);

		assertThat(
				registry.client("first:m").withFallbacks(registry.client("second:m")).blocking().chat(REQUEST).text())
			.isEqualTo("ok");
	}

	@Test
	void anUnknownModelOfTheListFailsTheStart() {
		assertThatExceptionOfType(ConfigurationException.class)
			.isThrownBy(() -> registry(List.of(answering()),
					new ModeSettings(Mode.PLAN, "first:m", ChatOptions.NONE, CallSettings.NONE, List.of("secnd:m"))))
			.withMessageContaining("llm.modes.plan.fallbacks[0]");
	}

	private LlmClient mode(FakeServer... servers) {
		List<String> names = List.of("first:m", "second:m", "third:m").subList(0, servers.length);
		return registry(List.of(servers), new ModeSettings(Mode.PLAN, names.get(0), ChatOptions.NONE, CallSettings.NONE,
				names.subList(1, names.size())))
			.forMode(Mode.PLAN);
	}

	private ProviderRegistry registry(List<FakeServer> servers, ModeSettings mode) {
		ProviderRegistryBuilder builder = ProviderRegistry.builder().protocols(List.of(new FakeProtocol()));
		List<String> names = List.of("first", "second", "third");
		for (int i = 0; i < servers.size(); i++) {
			builder.provider(ProviderSettings.builder(names.get(i))
				.api("fake")
				.baseUrl(servers.get(i).url())
				.retry(RetrySettings.once())
				.build());
		}
		if (mode != null) {
			builder.mode(mode);
		}
		ProviderRegistry registry = builder.build();
		this.open.add(registry);
		return registry;
	}

	private FakeServer refusing(int status) {
		return serve(new FakeServer((response, number) -> response.status(status).send()));
	}

	private FakeServer answering() {
		return serve(FakeServer.lines("\"ok\"", "\"END\""));
	}

	private FakeServer serve(FakeServer server) {
		this.open.add(server);
		return server;
	}

}
