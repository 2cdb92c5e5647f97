package io.llmprovider.cancellation;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;

import io.llmprovider.chat.ChatRequest;
import io.llmprovider.chat.ChatResponse;
import io.llmprovider.chat.FinishReason;
import io.llmprovider.chat.StreamEvent;
import io.llmprovider.chat.StreamEvents;
import io.llmprovider.error.TransportException;
import io.llmprovider.provider.LlmClient;
import io.llmprovider.provider.ProviderRegistry;
import io.llmprovider.provider.ProviderSettings;
import io.llmprovider.test.simulator.Answer;
import io.llmprovider.test.simulator.Exchange;
import io.llmprovider.test.simulator.LlmSimulator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import reactor.core.Disposable;
import reactor.test.StepVerifier;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import io.llmprovider.autoconfigure.LlmAutoConfiguration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * The server sees the connection close within a second, before the first byte and in the
 * middle of an answer, whichever way the caller cancels.
 */
class CancellationTests {

	private static final Duration ONE_SECOND = Duration.ofSeconds(1);

	private static final Duration PATIENCE = Duration.ofSeconds(10);

	private static final List<String> APIS = List.of("openai-completions", "ollama-chat");

	private final LlmSimulator simulator = LlmSimulator.start();

	private ProviderRegistry registry = ProviderRegistry.builder().build();

	@BeforeEach
	void open() {
		var builder = ProviderRegistry.builder();
		APIS.forEach((api) -> builder
			.provider(ProviderSettings.builder(api).api(api).baseUrl(this.simulator.baseUrl(api)).build()));
		this.registry = builder.build();
	}

	@AfterEach
	void close() {
		this.registry.close();
		this.simulator.close();
	}

	static Stream<Arguments> places() {
		return APIS.stream().flatMap((api) -> Arrays.stream(Place.values()).map((place) -> Arguments.of(api, place)));
	}

	@ParameterizedTest
	@MethodSource("places")
	void disposingAStreamClosesTheConnection(String api, Place place) throws InterruptedException {
		this.simulator.enqueue(place.answer);
		CountDownLatch text = new CountDownLatch(1);

		Disposable call = client(api).stream(ChatRequest.of("Hello"))
			.doOnNext((event) -> countText(event, text))
			.subscribe();
		place.await(this.simulator, text);
		call.dispose();

		assertClosed();
	}

	@ParameterizedTest
	@MethodSource("places")
	void disposingAChatClosesTheConnection(String api, Place place) throws InterruptedException {
		this.simulator.enqueue(place.answer);

		Disposable call = client(api).chat(ChatRequest.of("Hello")).subscribe();
		this.simulator.awaitExchange(1, PATIENCE);
		call.dispose();

		assertClosed();
	}

	@ParameterizedTest
	@MethodSource("places")
	void interruptingABlockingChatClosesTheConnection(String api, Place place) throws InterruptedException {
		this.simulator.enqueue(place.answer);
		AtomicReference<Throwable> thrown = new AtomicReference<>();
		Thread caller = new Thread(() -> {
			try {
				client(api).blocking().chat(ChatRequest.of("Hello"));
			}
			catch (RuntimeException ex) {
				thrown.set(ex);
			}
		});

		caller.start();
		this.simulator.awaitExchange(1, PATIENCE);
		caller.interrupt();
		caller.join(PATIENCE.toMillis());

		assertThat(thrown.get()).isInstanceOf(CancellationException.class);
		assertClosed();
	}

	@ParameterizedTest
	@MethodSource("places")
	void interruptingABlockingStreamClosesTheConnection(String api, Place place) throws InterruptedException {
		this.simulator.enqueue(place.answer);
		CountDownLatch text = new CountDownLatch(1);
		AtomicReference<Throwable> thrown = new AtomicReference<>();
		Thread caller = new Thread(() -> {
			try (Stream<StreamEvent> events = client(api).blocking().stream(ChatRequest.of("Hello"))) {
				events.forEach((event) -> countText(event, text));
			}
			catch (RuntimeException ex) {
				thrown.set(ex);
			}
		});

		caller.start();
		place.await(this.simulator, text);
		caller.interrupt();
		caller.join(PATIENCE.toMillis());

		assertThat(thrown.get()).isNotNull();
		assertClosed();
	}

	@ParameterizedTest
	@MethodSource("apis")
	void closingABlockingStreamInTheMiddleClosesTheConnection(String api) {
		this.simulator.enqueue(Place.IN_THE_MIDDLE.answer);

		try (Stream<StreamEvent> events = client(api).blocking().stream(ChatRequest.of("Hello"))) {
			assertThat(events.filter(StreamEvent.TextDelta.class::isInstance).findFirst()).isPresent();
		}

		assertClosed();
	}

	@ParameterizedTest
	@MethodSource("apis")
	void whatHadArrivedIsKeptAfterACancellation(String api) {
		this.simulator.enqueue(Place.IN_THE_MIDDLE.answer);
		CompletableFuture<ChatResponse> captured = new CompletableFuture<>();

		StepVerifier
			.create(client(api).stream(ChatRequest.of("Hello"))
				.transform(StreamEvents.capture(captured::complete))
				.ofType(StreamEvent.TextDelta.class))
			.expectNextCount(1)
			.thenCancel()
			.verify(PATIENCE);

		// What a cancelled answer used is told by the thread that reads it.
		assertThat(captured).succeedsWithin(PATIENCE).satisfies((answer) -> {
			assertThat(answer.finishReason()).isEqualTo(FinishReason.CANCELLED);
			assertThat(answer.text()).isNotEmpty();
		});
	}

	@ParameterizedTest
	@MethodSource("places")
	void closingTheApplicationContextEndsCallsUnderWay(String api, Place place) {
		this.simulator.enqueue(place.answer);
		AtomicReference<Throwable> failure = new AtomicReference<>();
		CountDownLatch ended = new CountDownLatch(1);
		CountDownLatch text = new CountDownLatch(1);
		new ApplicationContextRunner().withConfiguration(AutoConfigurations.of(LlmAutoConfiguration.class))
			.withPropertyValues("llm.providers.sim.api=" + api,
					"llm.providers.sim.base-url=" + this.simulator.baseUrl(api))
			.run((context) -> {
				context.getBean(ProviderRegistry.class)
					.client("sim:simulated")
					.stream(ChatRequest.of("Hello"))
					.doOnNext((event) -> countText(event, text))
					.doFinally((signal) -> ended.countDown())
					.subscribe((event) -> {
					}, failure::set);
				place.await(this.simulator, text);
			});

		assertClosed();
		assertThat(await(ended)).isTrue();
		assertThat(failure.get()).isInstanceOf(TransportException.class)
			.hasMessageContaining("Provider 'sim' was closed during the call");
	}

	@ParameterizedTest
	@MethodSource("apis")
	void aBlockingCallOnAnEventLoopIsRefusedWithAWayOut(String api) {
		assertThatThrownBy(() -> reactor.core.publisher.Mono
			.fromCallable(() -> client(api).blocking().chat(ChatRequest.of("Hello")))
			.subscribeOn(reactor.core.scheduler.Schedulers.parallel())
			.block()).isInstanceOf(IllegalStateException.class).hasMessageContaining("use stream() or chat()");
		assertThat(this.simulator.exchangeCount()).isZero();
	}

	static List<String> apis() {
		return APIS;
	}

	private LlmClient client(String api) {
		return this.registry.client(api + ":simulated");
	}

	private void assertClosed() {
		this.simulator.awaitExchange(1, PATIENCE).awaitCancelled(ONE_SECOND);
		assertThat(this.simulator.exchangeCount()).isEqualTo(1);
	}

	private static void countText(StreamEvent event, CountDownLatch text) {
		if (event instanceof StreamEvent.TextDelta) {
			text.countDown();
		}
	}

	private static boolean await(CountDownLatch latch) {
		try {
			return latch.await(PATIENCE.toSeconds(), TimeUnit.SECONDS);
		}
		catch (InterruptedException ex) {
			throw new AssertionError(ex);
		}
	}

	enum Place {

		BEFORE_THE_FIRST_BYTE(Answer.silence()),

		IN_THE_MIDDLE(Answer.builder().deltas("Hel", "lo").hang().build());

		private final Answer answer;

		Place(Answer answer) {
			this.answer = answer;
		}

		Exchange await(LlmSimulator simulator, CountDownLatch text) throws InterruptedException {
			Exchange exchange = simulator.awaitExchange(1, PATIENCE);
			if (this == IN_THE_MIDDLE) {
				assertThat(text.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
			}
			return exchange;
		}

	}

}
