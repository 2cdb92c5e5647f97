package io.llmprovider.load;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

import io.llmprovider.auth.Authorizer;
import io.llmprovider.chat.ChatRequest;
import io.llmprovider.chat.ChatResponse;
import io.llmprovider.chat.StreamEvent;
import io.llmprovider.chat.StreamEvents;
import io.llmprovider.error.LimitExceededException;
import io.llmprovider.protocol.WireRequest;
import io.llmprovider.provider.LlmClient;
import io.llmprovider.provider.ProviderRegistry;
import io.llmprovider.provider.ProviderRegistryBuilder;
import io.llmprovider.provider.ProviderSettings;
import io.llmprovider.retry.RetrySettings;
import io.llmprovider.retry.RetryWaitListener;
import io.llmprovider.test.simulator.Answer;
import io.llmprovider.test.simulator.LlmSimulator;
import io.llmprovider.transport.ConnectionSettings;
import io.llmprovider.transport.TimeoutSettings;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.Disposable;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import reactor.test.StepVerifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Callers and servers that behave badly, from one end to the other.
 */
class RoughCallsTests {

	private static final Duration PATIENCE = Duration.ofSeconds(20);

	private static final int HUNDRED_MEGABYTES = 100 << 20;

	private static final int PIECE = 64 * 1024;

	private static final ChatRequest REQUEST = ChatRequest.of("ping");

	private final LlmSimulator simulator = LlmSimulator.start();

	private @Nullable ProviderRegistry registry;

	private @Nullable DisposableServer server;

	@AfterEach
	void close() {
		if (this.registry != null) {
			this.registry.close();
		}
		if (this.server != null) {
			this.server.disposeNow();
		}
		this.simulator.close();
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void aConsumerThatThrowsGetsItsOwnErrorAndTheConnectionIsClosed(boolean atOnce) {
		this.simulator.enqueue(Answer.builder().deltas("one ", "two ", "three").hang().build());
		LlmClient client = client(this.simulator.baseUrl("openai-completions"));
		Flux<StreamEvent> events = client.stream(REQUEST).doOnNext((event) -> {
			if (event instanceof StreamEvent.TextDelta) {
				throw new IllegalStateException("the caller is broken");
			}
		});
		assertThatIllegalStateException().isThrownBy(() -> (atOnce ? events : events.limitRate(1)).blockLast(PATIENCE))
			.withMessage("the caller is broken");
		this.simulator.awaitExchange(1, PATIENCE).awaitCancelled(PATIENCE);
		assertThat(client.blocking().chat(ChatRequest.of("still there?")).text()).isNotEmpty();
		assertThat(this.simulator.exchangeCount()).isEqualTo(2);
	}

	@Test
	void aSubscriberThatThrowsEndsItsCallAndNoOther() throws InterruptedException {
		this.simulator.script((request) -> Answer.builder().deltas("one ", "two").hang().build());
		LlmClient client = client(this.simulator.baseUrl("openai-completions"));
		CountDownLatch heard = new CountDownLatch(1);
		Disposable other = client.stream(REQUEST).as(StreamEvents.text()::apply).subscribe((text) -> heard.countDown());
		this.simulator.awaitExchange(1, PATIENCE);
		CountDownLatch told = new CountDownLatch(1);
		client.stream(REQUEST).subscribe(new BaseSubscriber<>() {

			@Override
			protected void hookOnNext(StreamEvent event) {
				throw new IllegalStateException("the subscriber is broken");
			}

			@Override
			protected void hookOnError(Throwable failure) {
				told.countDown();
			}

		});
		assertThat(told.await(20, TimeUnit.SECONDS)).isTrue();
		this.simulator.awaitExchange(2, PATIENCE).awaitCancelled(PATIENCE);
		assertThat(heard.await(20, TimeUnit.SECONDS)).isTrue();
		assertThat(this.simulator.exchanges().get(0).end()).isNotDone();
		other.dispose();
	}

	@ParameterizedTest
	@CsvSource({ "openai-completions, text/event-stream", "ollama-chat, application/x-ndjson",
			"google-generative-ai, text/event-stream" })
	void aHundredMegabytesWithoutALineEndAreNotReadAway(String api, String contentType) {
		AtomicLong offered = new AtomicLong();
		ByteBuf piece = Unpooled.unreleasableBuffer(Unpooled.copiedBuffer("x".repeat(PIECE), StandardCharsets.UTF_8));
		serve(contentType, Flux.concat(Mono.just(Unpooled.copiedBuffer("data: ", StandardCharsets.UTF_8)),
				Flux.range(0, HUNDRED_MEGABYTES / PIECE).map((i) -> {
					offered.addAndGet(PIECE);
					return piece.duplicate();
				})), true);
		LlmClient client = client(api, "http://127.0.0.1:" + this.server.port() + "/v1", (settings) -> {
		});
		StepVerifier.create(client.stream(REQUEST))
			.expectErrorSatisfies((failure) -> assertThat(failure).isInstanceOf(LimitExceededException.class)
				.hasMessageContaining("max-event-bytes"))
			.verify(PATIENCE);
		assertThat(offered.get()).isLessThan(HUNDRED_MEGABYTES / 2);
	}

	@ParameterizedTest
	@ValueSource(longs = { Long.MAX_VALUE, 1 })
	void tenThousandTinyChunksInAFewReadsAreTenThousandPieces(long step) {
		StringBuilder body = new StringBuilder();
		for (int i = 0; i < 10_000; i++) {
			body.append("data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"")
				.append(i % 10)
				.append("\"}}]}\n\n");
		}
		body.append("data: {\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}\n\ndata: [DONE]\n\n");
		serve("text/event-stream", Flux.fromArray(body.toString().split("(?<=\n\n)"))
			.map((event) -> Unpooled.copiedBuffer(event, StandardCharsets.UTF_8)), false);
		AtomicInteger pieces = new AtomicInteger();
		Flux<StreamEvent> events = client("http://127.0.0.1:" + this.server.port() + "/v1").stream(REQUEST)
			.doOnNext((event) -> pieces.addAndGet((event instanceof StreamEvent.TextDelta) ? 1 : 0));
		ChatResponse answer = ((step == 1) ? events.limitRate(1) : events).as(StreamEvents.response()).block(PATIENCE);
		assertThat(pieces).hasValue(10_000);
		assertThat(answer.text()).hasSize(10_000).startsWith("0123456789").endsWith("0123456789");
	}

	@Test
	void aConnectionThatIsBeingMadeForACallThatWasCancelledGoesByTheConnectLimit() throws Exception {
		try (ServerSocket mute = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
			String url = "https://127.0.0.1:" + mute.getLocalPort() + "/v1";
			AtomicInteger ends = new AtomicInteger();
			Disposable call = client("openai-completions", url,
					(settings) -> settings.timeouts(new TimeoutSettings(Duration.ofMillis(500), null, null, null)))
				.stream(REQUEST)
				.subscribe((event) -> ends.incrementAndGet(), (failure) -> ends.incrementAndGet(),
						ends::incrementAndGet);
			// The handshake of TLS has begun, and gets no answer.
			try (Socket half = mute.accept()) {
				half.setSoTimeout(20_000);
				assertThat(half.getInputStream().read()).isNotEqualTo(-1);
				call.dispose();
				half.getInputStream().readAllBytes();
			}
			assertThat(ends).hasValue(0);
		}
	}

	@Test
	void cancellingWhileAConnectionIsWaitedForSendsNothing() {
		this.simulator.enqueue(Answer.silence());
		LlmClient client = client("openai-completions", this.simulator.baseUrl("openai-completions"),
				(settings) -> settings.connections(new ConnectionSettings(1, null)));
		Disposable holder = client.stream(REQUEST).subscribe();
		this.simulator.awaitExchange(1, PATIENCE);
		client.stream(ChatRequest.of("never sent")).subscribe().dispose();
		holder.dispose();
		this.simulator.awaitExchange(1, PATIENCE).awaitCancelled(PATIENCE);
		assertThat(client.blocking().chat(ChatRequest.of("sent")).text()).isNotEmpty();
		assertThat(this.simulator.chats()).extracting((chat) -> chat.lastUserText()).containsExactly("ping", "sent");
	}

	@Test
	void cancellingWhileATokenIsFetchedEndsTheFetchAndSendsNothing() {
		CountDownLatch cancelled = new CountDownLatch(1);
		Authorizer waiting = (request, key) -> Mono.<WireRequest>never().doOnCancel(cancelled::countDown);
		Disposable call = client("openai-completions", this.simulator.baseUrl("openai-completions"), (settings) -> {
		}, (builder) -> builder.authorizer("office", waiting)).stream(REQUEST).subscribe();
		call.dispose();
		assertThat(cancelled.getCount()).isZero();
		assertThat(this.simulator.exchangeCount()).isZero();
	}

	@Test
	void cancellingDuringABackOffSendsNothingMore() throws InterruptedException {
		this.simulator.enqueue(Answer.error(503, "later").header("Retry-After", "30"));
		CountDownLatch waiting = new CountDownLatch(1);
		Disposable call = client("openai-completions", this.simulator.baseUrl("openai-completions"),
				(settings) -> settings.retry(RetrySettings.builder().maxAttempts(3).build()),
				(builder) -> builder.retries((provider, retries) -> retries
					.listeners(List.of((RetryWaitListener) (wait) -> waiting.countDown()))))
			.stream(REQUEST)
			.subscribe();
		assertThat(waiting.await(20, TimeUnit.SECONDS)).isTrue();
		call.dispose();
		assertThat(this.simulator.exchangeCount()).isEqualTo(1);
		// The connection of the refused call is free, and the next call is the next
		// exchange.
		assertThat(this.registry.client("office:m").blocking().chat(ChatRequest.of("next")).text()).isNotEmpty();
		assertThat(this.simulator.chats()).extracting((chat) -> chat.lastUserText()).containsExactly("ping", "next");
	}

	private void serve(String contentType, Flux<ByteBuf> body, boolean flushing) {
		this.server = HttpServer.create()
			.host("127.0.0.1")
			.port(0)
			.handle((request, response) -> request.receive()
				.then(response.header("Content-Type", contentType).send(body, (buffer) -> flushing).then()))
			.bindNow();
	}

	private LlmClient client(String url) {
		return client("openai-completions", url, (settings) -> {
		});
	}

	private LlmClient client(String api, String url, Consumer<ProviderSettings.Builder> settings) {
		return client(api, url, settings, (builder) -> {
		});
	}

	private LlmClient client(String api, String url, Consumer<ProviderSettings.Builder> settings,
			Consumer<ProviderRegistryBuilder> registry) {
		ProviderSettings.Builder provider = ProviderSettings.builder("office")
			.api(api)
			.baseUrl(url)
			.apiKey("key")
			.retry(RetrySettings.once());
		settings.accept(provider);
		ProviderRegistryBuilder builder = ProviderRegistry.builder().provider(provider.build());
		registry.accept(builder);
		this.registry = builder.build();
		return this.registry.client("office:m");
	}

}
