package io.llmprovider.test.replay;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;

import io.netty.buffer.Unpooled;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;

/**
 * Stands for a provider's real server.
 */
final class Upstream implements AutoCloseable {

	/** So far apart that no two pieces are read as one. */
	static final Duration APART = Duration.ofMillis(30);

	final List<Map.Entry<String, String>> headers = new CopyOnWriteArrayList<>();

	final List<String> uris = new CopyOnWriteArrayList<>();

	final List<String> bodies = new CopyOnWriteArrayList<>();

	private final DisposableServer server;

	private final String scheme;

	private Upstream(String scheme, UnaryOperator<HttpServer> change,
			BiFunction<HttpServerRequest, HttpServerResponse, Publisher<Void>> handler) {
		this.scheme = scheme;
		this.server = change.apply(HttpServer.create().host("127.0.0.1").port(0))
			.handle((request,
					response) -> request.receive().aggregate().asString().defaultIfEmpty("").flatMap((body) -> {
						this.headers.addAll(request.requestHeaders().entries());
						this.uris.add(request.uri());
						this.bodies.add(body);
						return Mono.from(handler.apply(request, response));
					}))
			.bindNow();
	}

	static Upstream of(BiFunction<HttpServerRequest, HttpServerResponse, Publisher<Void>> handler) {
		return new Upstream("http", UnaryOperator.identity(), handler);
	}

	static Upstream tls(UnaryOperator<HttpServer> change,
			BiFunction<HttpServerRequest, HttpServerResponse, Publisher<Void>> handler) {
		return new Upstream("https", change, handler);
	}

	static Upstream answering(String contentType, byte[]... chunks) {
		return of((request, response) -> send(response, contentType, chunks));
	}

	static Publisher<Void> send(HttpServerResponse response, String contentType, byte[]... chunks) {
		return response.status(200)
			.header("content-type", contentType)
			.header("date", "Thu, 01 Jan 1970 00:00:00 GMT")
			.header("set-cookie", "session=cookie-of-the-server")
			.header("request-id", "req_1")
			.sendHeaders()
			.send(Flux.fromArray(chunks)
				.concatMap((chunk) -> Mono.delay(APART).thenReturn(Unpooled.wrappedBuffer(chunk)), 1),
					(buffer) -> true);
	}

	String url(String path) {
		return this.scheme + "://127.0.0.1:" + this.server.port() + path;
	}

	@Override
	public void close() {
		this.server.disposeNow();
	}

}
