package io.llmprovider.provider;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

import io.llmprovider.auth.AuthSettings;
import io.llmprovider.chat.ChatOptions;
import io.llmprovider.chat.ChatRequest;
import io.llmprovider.chat.ChatResponse;
import io.llmprovider.chat.FinishReason;
import io.llmprovider.chat.StreamEvent;
import io.llmprovider.chat.StreamEvents;
import io.llmprovider.error.AuthenticationException;
import io.llmprovider.error.ConfigurationException;
import io.llmprovider.error.LimitExceededException;
import io.llmprovider.error.LlmException;
import io.llmprovider.error.ProtocolException;
import io.llmprovider.error.TransportException;
import io.llmprovider.error.TruncatedStreamException;
import io.llmprovider.model.Model;
import io.llmprovider.protocol.ChatCall;
import io.llmprovider.protocol.Compat;
import io.llmprovider.protocol.Limits;
import io.llmprovider.retry.RetrySettings;
import io.llmprovider.transport.ConnectionSettings;
import io.llmprovider.transport.TimeoutSettings;
import io.netty.buffer.Unpooled;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.test.StepVerifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * The path of one call, against a server on loopback.
 */
class WireProviderTests {

	private static final ChatRequest REQUEST = ChatRequest.of("hi");

	private final List<AutoCloseable> open = new ArrayList<>();

	@AfterEach
	void close() throws Exception {
		for (AutoCloseable each : this.open) {
			each.close();
		}
	}

	@Test
	void optionsAreTakenFromTheCallThenTheModeTheModelTheProviderAndTheDefaults() {
		FakeServer server = serve(FakeServer.lines("\"ok\"", "\"END\""));
		ProviderRegistry registry = registry(server,
				(settings) -> settings.options(options(4).maxTokens(null).build())
					.models(List.of(model(options(3).maxTokens(null).topP(null).build()))),
				(builder) -> builder.defaults(ProviderSettings.builder("d").options(options(5).build()).build())
					.mode(new ModeSettings(Mode.PLAN, "p:m", ChatOptions.builder().temperature(0.2).seed(2L).build(),
							CallSettings.NONE)));

		registry.forMode(Mode.PLAN)
			.chat(REQUEST
				.withOptions(ChatOptions.builder().temperature(0.1).providerOptions(Map.of("topK", 1)).build()))
			.block();

		assertThat(server.last().body()).containsEntry("temperature", 0.1)
			.containsEntry("seed", 2)
			.containsEntry("topP", 0.4)
			.containsEntry("maxTokens", 5)
			.containsEntry("options", Map.of("top_k", 1, "tier", "t3"));
	}

	@Test
	void headersMergeOverTheRanksWithoutRegardToCase() {
		FakeServer server = serve(FakeServer.lines("\"ok\"", "\"END\""));
		ModelSettings model = new ModelSettings(Model.of("p", "m"), null, null, Map.of("x-a", "model", "X-B", "model"),
				Compat.NONE, ChatOptions.NONE, null);
		ProviderRegistry registry = registry(server,
				(settings) -> settings.headers(Map.of("X-A", "provider", "X-B", "provider", "X-C", "provider"))
					.models(List.of(model)),
				UnaryOperator.identity());

		registry.client("p:m")
			.with(CallSettings.builder().headers(Map.of("X-a", "call")).build())
			.chat(REQUEST)
			.block();

		assertThat(server.last().headers().getAll("X-A")).containsExactly("call");
		assertThat(server.last().headers().getAll("X-B")).containsExactly("model");
		assertThat(server.last().headers().getAll("X-C")).containsExactly("provider");
	}

	/** A compressed stream is held back until there is enough of it. */
	@Test
	void nobodyAsksForCompression() {
		FakeServer server = serve(FakeServer.lines("\"ok\"", "\"END\""));
		plain(server).client("p:m").chat(REQUEST).block();
		assertThat(server.last().headers().names()).noneMatch("Accept-Encoding"::equalsIgnoreCase);
	}

	@Test
	void extraBodyIsLaidOverWhatTheProtocolWrites() {
		FakeServer server = serve(FakeServer.lines("\"ok\"", "\"END\""));
		LlmClient client = plain(server).client("p:m");

		client
			.chat(REQUEST
				.withOptions(ChatOptions.builder().extraBody(Map.of("seed", 7, "own", Map.of("a", 1))).build()))
			.block();

		assertThat(server.last().body()).containsEntry("seed", 7).containsEntry("own", Map.of("a", 1));
	}

	@Test
	void aModelMayLiveAtAnAddressOfItsOwn() {
		FakeServer server = serve(FakeServer.lines("\"home\"", "\"END\""));
		FakeServer elsewhere = serve(FakeServer.lines("\"elsewhere\"", "\"END\""));
		ModelSettings model = new ModelSettings(Model.of("p", "m"), null, elsewhere.url() + "/own/", Map.of(),
				Compat.NONE, ChatOptions.NONE, null);
		ProviderRegistry registry = registry(server,
				(settings) -> settings.models(List.of(model, ModelSettings.of(Model.of("p", "n")))),
				UnaryOperator.identity());

		assertThat(registry.client("p:m").chat(REQUEST).block().text()).isEqualTo("elsewhere");
		assertThat(registry.client("p:n").chat(REQUEST).block().text()).isEqualTo("home");
		assertThat(elsewhere.last().uri()).isEqualTo("/v1/own/chat");
	}

	@ParameterizedTest
	@CsvSource({ "'', /v1/chat", "/, /v1/chat", "' ', /v1/chat" })
	void aBaseUrlMayEndInASlashOrABlank(String end, String path) {
		FakeServer server = serve(FakeServer.lines("\"ok\"", "\"END\""));

		registry(server, (settings) -> settings.baseUrl(server.url() + end), UnaryOperator.identity()).client("p:m")
			.chat(REQUEST)
			.block();

		assertThat(server.last().uri()).isEqualTo(path);
	}

	@ParameterizedTest
	@EnumSource(DeliverOn.class)
	void eventsArriveWhereTheyAreWanted(DeliverOn where) {
		FakeServer server = serve(FakeServer.lines("\"ok\"", "\"END\""));
		AtomicReference<String> thread = new AtomicReference<>();

		registry(server, (settings) -> settings.deliverOn(where), UnaryOperator.identity()).client("p:m")
			.stream(REQUEST)
			.doOnNext((event) -> thread.set(Thread.currentThread().getName()))
			.blockLast();

		assertThat(thread.get()).contains(switch (where) {
			case EVENT_LOOP -> "reactor-http";
			case BOUNDED_ELASTIC -> "boundedElastic";
			case PARALLEL -> "parallel";
		});
	}

	@Test
	void callsOneAfterTheOtherShareAConnectionWhetherTheyStreamOrNot() {
		FakeServer server = serve(
				new FakeServer((response, number) -> response.header("Content-Type", "application/x-ndjson")
					.sendString(Flux.just("\"ok\"\n", "\"END\"\n")
						.concatWith(Mono.delay(Duration.ofMillis(20)).map((t) -> "\n")))));
		LlmClient client = registry(server, (settings) -> settings.connections(new ConnectionSettings(1, null)),
				UnaryOperator.identity())
			.client("p:m");

		for (int i = 0; i < 3; i++) {
			assertThat(client.chat(REQUEST).block().text()).isEqualTo("ok");
			client.stream(REQUEST).takeUntil(StreamEvent.Finished.class::isInstance).blockLast();
		}

		assertThat(server.clientPorts).hasSize(1);
	}

	@Test
	void whatIsNotStreamedOnTheWireGivesTheSameEvents() {
		FakeServer server = serve(
				new FakeServer((response, number) -> response.header("Content-Type", "application/json")
					.sendString(Mono.just("{\"text\":\"whole\"}"))));
		ProviderRegistry registry = registry(server, (settings) -> settings.wireStreaming(false),
				UnaryOperator.identity());

		List<StreamEvent> events = registry.client("p:m").stream(REQUEST).collectList().block();

		assertThat(server.last().body()).containsEntry("stream", false);
		assertThat(server.last().headers().get("Accept")).isEqualTo("application/json");
		assertThat(events).extracting((event) -> event.getClass().getSimpleName())
			.containsExactly("Started", "TextStarted", "TextDelta", "TextEnded", "Finished");
	}

	@Test
	void oneJsonDocumentInsteadOfAStreamIsReadAllTheSame() {
		FakeServer server = serve(
				new FakeServer((response, number) -> response.header("Content-Type", "application/json; charset=utf-8")
					.sendString(Flux.just(" \n{\"text\":", "\"whole\"}"))));

		ChatResponse response = plain(server).client("p:m").chat(REQUEST).block();

		assertThat(server.last().body()).containsEntry("stream", true);
		assertThat(response.text()).isEqualTo("whole");
		assertThat(response.finishReason()).isEqualTo(FinishReason.STOP);
	}

	@Test
	void framesUnderTheWrongContentTypeAreReadAllTheSame() {
		FakeServer server = serve(
				new FakeServer((response, number) -> response.header("Content-Type", "application/json")
					.sendString(Flux.just("\"fra", "mes\"\n\"END\"\n"))));

		assertThat(plain(server).client("p:m").chat(REQUEST).block().text()).isEqualTo("frames");
	}

	@Test
	void aPageInsteadOfAnAnswerIsAFailureOfTheProtocol() {
		FakeServer server = serve(new FakeServer((response, number) -> response.header("Content-Type", "text/html")
			.sendString(Mono.just("<html><head><title>Sign in</title></head>" + "x".repeat(200_000)))));

		assertThatExceptionOfType(LlmException.class)
			.isThrownBy(() -> plain(server).client("p:m").chat(REQUEST).block())
			.withMessageContaining("Sign in")
			.satisfies((failure) -> assertThat(failure.details().body().length()).isLessThanOrEqualTo(64 * 1024));
	}

	@Test
	void anAnswerThatIsNoJsonIsAFailureThatNamesThePropertyAndKeepsWhatArrived() {
		FakeServer server = serve(FakeServer.lines("\"so far\"", "nonsense"));

		assertThatExceptionOfType(ProtocolException.class)
			.isThrownBy(() -> plain(server).client("p:m").chat(REQUEST).block())
			.withMessageContaining("llm.providers.p.api")
			.satisfies((failure) -> assertThat(failure.partialResponse().orElseThrow().text()).isEqualTo("so far"));
	}

	@Test
	void anAnswerThatStopsTooEarlyIsAFailureThatKeepsWhatArrived() {
		FakeServer server = serve(FakeServer.lines("\"so far\""));

		assertThatExceptionOfType(TruncatedStreamException.class)
			.isThrownBy(() -> plain(server).client("p:m").chat(REQUEST).block())
			.withMessageStartingWith("p:m: no END")
			.satisfies((failure) -> assertThat(failure.partialResponse().orElseThrow().text()).isEqualTo("so far"));
	}

	@Test
	void anAnswerIsBounded() {
		FakeServer server = serve(FakeServer.lines("\"so far\"", "\"" + "x".repeat(5000) + "\"", "\"END\""));
		ProviderRegistry registry = registry(server, (settings) -> settings.limits(new Limits(10_000, 1000, 4000)),
				UnaryOperator.identity());

		assertThatExceptionOfType(LimitExceededException.class)
			.isThrownBy(() -> registry.client("p:m").chat(REQUEST).block())
			.withMessageContaining("llm.providers.p.limits.max-response-bytes");
	}

	@Test
	void aCallMayHaveAKeyOfItsOwn() {
		FakeServer server = serve(FakeServer.lines("\"ok\"", "\"END\""));
		LlmClient client = registry(server, (settings) -> settings.apiKey("sk-provider"), UnaryOperator.identity())
			.client("p:m");

		client.chat(REQUEST).block();
		assertThat(server.last().headers().get("Authorization")).isEqualTo("Bearer sk-provider");
		client.with(CallSettings.apiKey("sk-call")).chat(REQUEST).block();
		assertThat(server.last().headers().get("Authorization")).isEqualTo("Bearer sk-call");
		assertThatExceptionOfType(AuthenticationException.class)
			.isThrownBy(() -> client.with(CallSettings.apiKey(" ")).chat(REQUEST).block());
		assertThat(server.asked).hasSize(2);
	}

	@Test
	void aRedirectNamesTheHostAndCarriesNoKeyThere() {
		FakeServer other = serve(FakeServer.lines("\"ok\"", "\"END\""));
		FakeServer server = serve(new FakeServer(
				(response, number) -> response.status(307).header("Location", other.url() + "/chat").send()));
		LlmClient client = registry(server, (settings) -> settings.apiKey("sk-1"), UnaryOperator.identity())
			.client("p:m");

		assertThatExceptionOfType(LlmException.class).isThrownBy(() -> client.chat(REQUEST).block())
			.withMessageContaining("127.0.0.1")
			.satisfies((failure) -> assertThat(failure.status()).isEqualTo(307));
		assertThat(server.last().headers().get("Authorization")).isEqualTo("Bearer sk-1");
		assertThat(other.asked).isEmpty();
	}

	@Test
	void aHeaderThatBreaksARequestApartIsRefusedBeforeAnythingIsSent() {
		FakeServer server = serve(FakeServer.lines("\"ok\"", "\"END\""));
		LlmClient client = plain(server).client("p:m");

		for (Map<String, String> headers : List.of(Map.of("X-A", "1\r\nX-B: 2"), Map.of("X-A: 1\r\nX-B", "2"),
				Map.of("X A", "1"), Map.of("", "1"))) {
			assertThatExceptionOfType(ConfigurationException.class)
				.isThrownBy(() -> client.with(CallSettings.builder().headers(headers).build()).chat(REQUEST).block())
				.withMessageContaining("header");
		}
		assertThat(server.asked).isEmpty();
	}

	@Test
	void aRetiredProviderEndsItsCallsAndThenItsConnections() throws InterruptedException {
		Sinks.One<String> rest = Sinks.one();
		FakeServer server = serve(
				new FakeServer(
						(response, number) -> response.send(
								Flux.concat(Mono.just("\"a\"\n"), rest.asMono())
									.map((text) -> Unpooled.copiedBuffer(text, StandardCharsets.UTF_8)),
								(buffer) -> true)));
		LlmProvider provider = plain(server).provider("p");
		CountDownLatch begun = new CountDownLatch(1);

		CompletableFuture<String> text = provider.stream(Model.of("p", "m"), REQUEST, CallSettings.NONE)
			.doOnNext((event) -> begun.countDown())
			.transform(StreamEvents.text())
			.collect(Collectors.joining())
			.toFuture();
		assertThat(begun.await(5, TimeUnit.SECONDS)).isTrue();
		provider.retire();
		rest.tryEmitValue("\"b\"\n\"END\"\n");

		assertThat(text).succeedsWithin(Duration.ofSeconds(5)).isEqualTo("ab");
		assertThat(server.firstConnectionClosed.await(5, TimeUnit.SECONDS)).isTrue();
	}

	@Test
	void idleConnectionsOfARetiredProviderGoEvenIfACallFailedBeforeItWasSent() throws InterruptedException {
		FakeServer server = serve(FakeServer.lines("\"ok\"", "\"END\""));
		LlmProvider provider = plain(server).provider("p");
		assertThatExceptionOfType(LlmException.class)
			.isThrownBy(() -> provider.stream(Model.of("p", "broken"), REQUEST, CallSettings.NONE).blockLast());
		provider.stream(Model.of("p", "m"), REQUEST, CallSettings.NONE).blockLast();

		provider.retire();

		assertThat(server.firstConnectionClosed.await(5, TimeUnit.SECONDS)).isTrue();
	}

	@Test
	void closingEndsACallThatWaitsForAnotherAttempt() {
		FakeServer server = serve(new FakeServer(
				(response, number) -> response.status(503).header("Retry-After", "50").sendString(Mono.just("busy"))));
		ProviderRegistry registry = registry(server,
				(settings) -> settings.retry(RetrySettings.builder().maxAttempts(3).build()), UnaryOperator.identity());
		CountDownLatch asked = new CountDownLatch(1);

		StepVerifier.create(registry.client("p:m").stream(REQUEST).doOnSubscribe((s) -> asked.countDown()))
			.then(server::awaitAsked)
			.thenAwait(Duration.ofMillis(300))
			.then(registry::close)
			.expectErrorSatisfies((thrown) -> assertThat(thrown).isInstanceOf(TransportException.class)
				.hasMessageContaining("Provider 'p' was closed"))
			.verify(Duration.ofSeconds(5));
	}

	@Test
	void aClosedProviderFailsByNameAlsoWhereItHadConnections() {
		FakeServer server = serve(FakeServer.lines("\"ok\"", "\"END\""));
		LlmProvider provider = plain(server).provider("p");
		Flux<StreamEvent> call = provider.stream(Model.of("p", "m"), REQUEST, CallSettings.NONE);
		call.blockLast();

		provider.close();

		assertThatExceptionOfType(TransportException.class).isThrownBy(call::blockLast)
			.withMessage("p:m: Provider 'p' was closed before the call");
		assertThat(server.asked).hasSize(1);
	}

	@Test
	void aProviderThatWasClosedBeforeItsFirstCallFailsByNameToo() {
		FakeServer server = serve(FakeServer.lines("\"ok\"", "\"END\""));
		LlmProvider provider = plain(server).provider("p");

		provider.close();

		assertThatExceptionOfType(TransportException.class)
			.isThrownBy(() -> provider.stream(Model.of("p", "m"), REQUEST, CallSettings.NONE).blockLast())
			.withMessage("p:m: Provider 'p' was closed before the call");
		assertThat(server.asked).isEmpty();
	}

	@Test
	void aProviderThatWasRetiredBeforeItsFirstCallKeepsNoConnection() throws InterruptedException {
		FakeServer server = serve(FakeServer.lines("\"ok\"", "\"END\""));
		LlmProvider provider = plain(server).provider("p");

		provider.retire();
		provider.stream(Model.of("p", "m"), REQUEST, CallSettings.NONE).blockLast();

		assertThat(server.firstConnectionClosed.await(5, TimeUnit.SECONDS)).isTrue();
	}

	@ParameterizedTest
	@CsvSource(nullValues = "-", value = { "-,-,PT0.1S,PT0.1S", "-,PT0.1S,-,PT0.1S", "-,PT1H,PT0.1S,PT0.1S",
			"-,PT0.1S,PT0.2S,PT0.2S", "PT0.1S,-,-,PT0.1S", "PT0.1S,PT0.2S,-,PT0.2S" })
	void timeLimitsAreTheCallsThenTheProvidersThenThoseOfItsServer(@Nullable Duration silence,
			@Nullable Duration provider, @Nullable Duration call, String expected) {
		FakeServer server = serve(new FakeServer((response, number) -> FakeServer.openEnded(response, "")));
		ProviderRegistry registry = registry(server,
				(settings) -> settings.timeouts(new TimeoutSettings(null, provider, null, null)),
				(builder) -> builder.protocol(new FakeProtocol() {
					@Override
					public @Nullable Duration silence(ChatCall asked) {
						return silence;
					}
				}));
		CallSettings settings = CallSettings.builder()
			.timeouts(new TimeoutSettings(null, call, null, null))
			.retry(RetrySettings.once())
			.build();

		assertThatExceptionOfType(LlmException.class)
			.isThrownBy(() -> registry.client("p:m").with(settings).chat(REQUEST).block())
			.withMessageContaining("within " + expected + ". ")
			.withMessageContaining("timeouts.first-byte");
	}

	private ModelSettings model(ChatOptions options) {
		return new ModelSettings(Model.of("p", "m"), null, null, Map.of(), Compat.NONE, options, null);
	}

	/** Everything set, so that a rank is seen by its number. */
	private static ChatOptions.Builder options(int rank) {
		return ChatOptions.builder()
			.temperature(rank / 10.0)
			.seed((long) rank)
			.topP(rank / 10.0)
			.maxTokens(rank)
			.providerOptions(Map.of("top_k", rank, "tier", "t" + rank));
	}

	private FakeServer serve(FakeServer server) {
		this.open.add(server);
		return server;
	}

	private ProviderRegistry plain(FakeServer server) {
		return registry(server, UnaryOperator.identity(), UnaryOperator.identity());
	}

	private ProviderRegistry registry(FakeServer server, UnaryOperator<ProviderSettings.Builder> provider,
			UnaryOperator<ProviderRegistryBuilder> more) {
		ProviderSettings.Builder settings = ProviderSettings.builder("p")
			.api("fake")
			.baseUrl(server.url())
			.auth(AuthSettings.UNSET)
			.retry(RetrySettings.once());
		ProviderRegistry registry = more
			.apply(ProviderRegistry.builder()
				.environment((name) -> null)
				.protocol(new FakeProtocol())
				.provider(provider.apply(settings).build()))
			.build();
		this.open.add(0, registry);
		return registry;
	}

}
