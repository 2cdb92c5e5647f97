package io.llmprovider.transport;

import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiFunction;
import java.util.function.Consumer;

import io.llmprovider.error.ErrorDetails;
import io.llmprovider.error.ErrorKind;
import io.llmprovider.error.LlmException;
import io.llmprovider.error.TimeoutException;
import io.llmprovider.error.TransportException;
import io.llmprovider.protocol.ErrorResponse;
import io.llmprovider.protocol.WireRequest;
import io.netty.buffer.Unpooled;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Publisher;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;
import reactor.test.StepVerifier;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * One exchange against a real server on loopback.
 */
class HttpTransportTests {

	private static final TimeoutSettings TIMEOUTS = new TimeoutSettings(Duration.ofSeconds(5), Duration.ofSeconds(5),
			Duration.ofSeconds(5), null);

	private final Set<Integer> clientPorts = ConcurrentHashMap.newKeySet();

	private final CountDownLatch closed = new CountDownLatch(1);

	private final List<Disposable> cleanUp = new ArrayList<>();

	@AfterEach
	void stop() {
		this.cleanUp.forEach(Disposable::dispose);
	}

	@Test
	void bytesBecomeEventsInOrderAndTheConnectionIsUsedAgain() {
		// With one connection the next exchange waits until the last one has given it
		// back.
		HttpTransport transport = transport(new ConnectionSettings(1, Duration.ofSeconds(60)));
		String url = serve((request, response) -> response.sendString(Flux.just("a\nb", "c\n", "d\n")));

		for (int i = 0; i < 3; i++) {
			StepVerifier.create(exchange(transport, url, TIMEOUTS)).expectNext("a", "bc", "d").verifyComplete();
		}

		assertThat(this.clientPorts).hasSize(1);
	}

	@Test
	void nothingIsSentBeforeTheSubscription() {
		AtomicInteger requests = new AtomicInteger();
		String url = serve((request, response) -> {
			requests.incrementAndGet();
			return response.sendString(Mono.just("x\n"));
		});

		Flux<String> exchange = exchange(transport(), url, TIMEOUTS);

		assertThat(requests).hasValue(0);
		StepVerifier.create(exchange).expectNext("x").verifyComplete();
		assertThat(requests).hasValue(1);
	}

	@Test
	void cancellingInTheMiddleClosesTheConnection() throws InterruptedException {
		String url = serve((request, response) -> response.send(Flux.just(bytes("a\n")).concatWith(Flux.never()),
				(buffer) -> true));

		StepVerifier.create(exchange(transport(), url, TIMEOUTS)).expectNext("a").thenCancel().verify();

		assertThat(this.closed.await(1, TimeUnit.SECONDS)).isTrue();
	}

	@Test
	void cancellingBeforeTheFirstByteClosesTheConnection() throws InterruptedException {
		CountDownLatch arrived = new CountDownLatch(1);
		String url = serve((request, response) -> {
			arrived.countDown();
			return Mono.never();
		});

		Disposable call = exchange(transport(), url, TIMEOUTS).subscribe();
		assertThat(arrived.await(5, TimeUnit.SECONDS)).isTrue();
		call.dispose();

		assertThat(this.closed.await(1, TimeUnit.SECONDS)).isTrue();
	}

	@Test
	void closingTheTransportEndsCallsUnderWayByName() throws InterruptedException {
		String url = serve((request, response) -> response.send(Flux.just(bytes("a\n")).concatWith(Flux.never()),
				(buffer) -> true));
		HttpTransport transport = transport();

		StepVerifier.create(exchange(transport, url, TIMEOUTS))
			.expectNext("a")
			.then(transport::close)
			.expectErrorSatisfies((error) -> assertThat(error).isInstanceOf(TransportException.class)
				.hasMessageContaining("Provider 'p' was closed during the call"))
			.verify(Duration.ofSeconds(5));

		assertThat(this.closed.await(1, TimeUnit.SECONDS)).isTrue();
	}

	@Test
	void silenceBeforeTheFirstByteEndsByItsLimitAndNamesTheProperty() {
		String url = serve((request, response) -> Mono.never());

		StepVerifier.create(exchange(transport(), url, limits(Duration.ofMillis(200), Duration.ofSeconds(9))))
			.expectErrorSatisfies((error) -> assertThat(error).isInstanceOf(TimeoutException.class)
				.hasMessageContaining("llm.providers.p.timeouts.first-byte"))
			.verify(Duration.ofSeconds(5));
	}

	@Test
	void silenceInTheMiddleEndsByItsLimitAfterWhatHadArrived() {
		String url = serve((request, response) -> response.send(Flux.just(bytes("a\n")).concatWith(Flux.never()),
				(buffer) -> true));

		StepVerifier.create(exchange(transport(), url, limits(Duration.ofSeconds(9), Duration.ofMillis(200))))
			.expectNext("a")
			.expectErrorSatisfies((error) -> assertThat(error).isInstanceOf(TimeoutException.class)
				.hasMessageContaining("llm.providers.p.timeouts.idle"))
			.verify(Duration.ofSeconds(5));
	}

	@Test
	void aSlowConsumerIsNotMistakenForASilentServer() {
		String url = serve((request, response) -> response.sendString(Flux.just("a\n", "b\n")));

		StepVerifier.create(exchange(transport(), url, limits(Duration.ofSeconds(9), Duration.ofMillis(100))), 1)
			.expectNext("a")
			.thenAwait(Duration.ofMillis(400))
			.thenRequest(5)
			.expectNext("b")
			.verifyComplete();
	}

	@Test
	void demandIsRespectedStepByStep() {
		String url = serve((request, response) -> response.sendString(Flux.just("1\n2\n3\n4\n", "5\n6\n")));

		StepVerifier.create(exchange(transport(), url, TIMEOUTS), 0)
			.thenRequest(1)
			.expectNext("1")
			.thenRequest(4)
			.expectNext("2", "3", "4", "5")
			.thenRequest(1)
			.expectNext("6")
			.verifyComplete();
	}

	@Test
	void whatIsNoSuccessIsGivenToTheReaderWithItsHeaders() {
		String url = serve(
				(request, response) -> response.status(429).header("Retry-After", "7").sendString(Mono.just("slow")));

		StepVerifier.create(exchange(transport(), url, TIMEOUTS)).expectErrorMessage("429 7 slow").verify();
	}

	@Test
	void aRedirectIsNotFollowed() {
		AtomicReference<String> path = new AtomicReference<>();
		String url = serve((request, response) -> {
			path.set(request.path());
			return response.status(302).header("Location", "http://127.0.0.1:1/elsewhere").send();
		});

		StepVerifier.create(exchange(transport(), url, TIMEOUTS)).expectErrorMessage("302 null ").verify();
		assertThat(path).hasValue("chat");
	}

	@Test
	void aPortWhereNobodyListensIsNamed() {
		StepVerifier.create(exchange(transport(), "http://127.0.0.1:1/chat", TIMEOUTS))
			.expectErrorSatisfies((error) -> assertThat(error).isInstanceOf(TransportException.class)
				.hasMessage("Nobody listens at 127.0.0.1:1. Start the server, or correct llm.providers.p.base-url."))
			.verify();
	}

	@Test
	void anUnknownHostIsNamed() {
		StepVerifier.create(exchange(transport(), "http://nowhere.invalid/chat", TIMEOUTS))
			.expectErrorSatisfies((error) -> assertThat(error).isInstanceOf(TransportException.class)
				.hasMessageContaining("nowhere.invalid"))
			.verify();
	}

	@Test
	void aConnectionThatBreaksInTheMiddleIsAFailureAfterWhatHadArrived() {
		String url = serve((request, response) -> {
			request.withConnection((connection) -> connection.channel()
				.eventLoop()
				.schedule(() -> connection.channel().close(), 200, TimeUnit.MILLISECONDS));
			return response.send(Flux.just(bytes("a\n")).concatWith(Flux.never()), (buffer) -> true);
		});

		StepVerifier.create(exchange(transport(), url, TIMEOUTS))
			.expectNext("a")
			.expectErrorSatisfies((error) -> assertThat(error).isInstanceOf(TransportException.class))
			.verify(Duration.ofSeconds(5));
	}

	@Test
	void theRestOfABodyIsNotWaitedForOnceTheAnswerIsOver() {
		String url = serve((request, response) -> response.send(Flux.just(bytes("a\nEND\n")).concatWith(Flux.never()),
				(buffer) -> true));

		StepVerifier.create(exchange(transport(), url, TIMEOUTS))
			.expectNext("a", "END")
			.expectComplete()
			.verify(Duration.ofSeconds(1));
	}

	private static io.netty.buffer.ByteBuf bytes(String text) {
		return Unpooled.copiedBuffer(text, StandardCharsets.UTF_8);
	}

	private static TimeoutSettings limits(Duration firstByte, Duration idle) {
		return new TimeoutSettings(null, firstByte, idle, null);
	}

	private Flux<String> exchange(HttpTransport transport, String url, TimeoutSettings timeouts) {
		return transport.exchange(WireRequest.post(url, Map.of("q", 1), true, List.of()),
				ExchangeLimits.of(timeouts, null), Lines::new);
	}

	private HttpTransport transport() {
		return transport(ConnectionSettings.DEFAULTS);
	}

	private HttpTransport transport(ConnectionSettings connections) {
		HttpTransport transport = new HttpTransport("p", () -> new ReactorConnectorFactory()
			.create(new ConnectorSettings("p", connections, Duration.ofSeconds(5), null)));
		this.cleanUp.add(transport::dispose);
		return transport;
	}

	private String serve(BiFunction<HttpServerRequest, HttpServerResponse, Publisher<Void>> handler) {
		DisposableServer server = HttpServer.create().host("127.0.0.1").port(0).doOnConnection((connection) -> {
			this.clientPorts.add(((InetSocketAddress) connection.channel().remoteAddress()).getPort());
			connection.channel().closeFuture().addListener((future) -> this.closed.countDown());
		}).handle((request, response) -> request.receive().then().thenMany(handler.apply(request, response))).bindNow();
		this.cleanUp.add(server);
		return "http://127.0.0.1:" + server.port() + "/chat";
	}

	/**
	 * Reads lines; "END" ends the answer.
	 */
	private static final class Lines implements ResponseReader<String> {

		private final StringBuilder line = new StringBuilder();

		private boolean complete;

		@Override
		public void begin(int status, Map<String, List<String>> headers) {
			assertThat(status).isEqualTo(200);
		}

		@Override
		public void read(byte[] bytes, int offset, int length, Consumer<? super String> out) {
			for (char c : new String(bytes, offset, length, StandardCharsets.UTF_8).toCharArray()) {
				if (c != '\n') {
					this.line.append(c);
					continue;
				}
				out.accept(this.line.toString());
				this.complete |= this.line.toString().equals("END");
				this.line.setLength(0);
			}
		}

		@Override
		public boolean isComplete() {
			return this.complete;
		}

		@Override
		public void end(Consumer<? super String> out) {
			assertThat(this.line).isEmpty();
		}

		@Override
		public LlmException error(ErrorResponse response) {
			return ErrorKind.SERVER.exception(ErrorDetails
				.builder(response.status() + " " + response.header("retry-after") + " " + response.text())
				.build());
		}

		@Override
		public LlmException failed(Throwable cause) {
			return (cause instanceof LlmException failure) ? failure
					: ErrorKind.PROTOCOL.exception(ErrorDetails.builder(String.valueOf(cause)).build(), cause);
		}

		@Override
		public void cancelled() {
			this.line.setLength(0);
		}

	}

}
