package io.llmprovider.provider;

import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import io.llmprovider.json.Json;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.HttpHeaders;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.HttpServerResponse;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A server on loopback that notes what it is asked and answers as it is told.
 */
final class FakeServer implements AutoCloseable {

	final List<Asked> asked = new CopyOnWriteArrayList<>();

	final Set<Integer> clientPorts = ConcurrentHashMap.newKeySet();

	final CountDownLatch firstConnectionClosed = new CountDownLatch(1);

	private final CountDownLatch firstAsked = new CountDownLatch(1);

	private final DisposableServer server;

	FakeServer(Answer answer) {
		this.server = HttpServer.create().host("127.0.0.1").port(0).doOnConnection((connection) -> {
			this.clientPorts.add(((InetSocketAddress) connection.channel().remoteAddress()).getPort());
			connection.channel().closeFuture().addListener((future) -> this.firstConnectionClosed.countDown());
		})
			.handle((request,
					response) -> request.receive().aggregate().asString().defaultIfEmpty("{}").flatMapMany((body) -> {
						this.asked.add(new Asked(request.uri(), request.requestHeaders(), Json.object(body)));
						this.firstAsked.countDown();
						return answer.to(response, this.asked.size());
					}))
			.bindNow();
	}

	static FakeServer lines(String... lines) {
		return new FakeServer((response, number) -> response.header("Content-Type", "application/x-ndjson")
			.sendString(Flux.just(String.join("\n", lines) + "\n")));
	}

	/**
	 * A body of which more could always follow.
	 */
	static Publisher<Void> openEnded(HttpServerResponse response, String beginning) {
		return response.send(
				Flux.just(Unpooled.copiedBuffer(beginning, StandardCharsets.UTF_8)).concatWith(Flux.never()),
				(buffer) -> true);
	}

	String url() {
		return "http://127.0.0.1:" + this.server.port() + "/v1";
	}

	void awaitAsked() {
		try {
			assertThat(this.firstAsked.await(5, TimeUnit.SECONDS)).isTrue();
		}
		catch (InterruptedException ex) {
			throw new AssertionError(ex);
		}
	}

	Asked last() {
		return this.asked.get(this.asked.size() - 1);
	}

	@Override
	public void close() {
		this.server.disposeNow();
	}

	/**
	 * What is answered to a request.
	 */
	interface Answer {

		Publisher<Void> to(HttpServerResponse response, int number);

	}

	/**
	 * What was asked.
	 *
	 * @param uri path and query
	 * @param headers the headers
	 * @param body the body
	 */
	record Asked(String uri, HttpHeaders headers, Map<String, Object> body) {
	}

}
