package io.llmprovider.oauth.standard;

import java.net.URI;
import java.net.URISyntaxException;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;

/**
 * Waits on the loopback interface for the browser to come back, for as long as one
 * sign-in takes. Whoever comes with another state is turned away and changes nothing, so
 * that a page elsewhere can neither end the sign-in nor slip a code of its own in.
 */
final class LoopbackServer {

	/** Codes of some servers are kilobytes long. */
	private static final int MAX_ADDRESS = 64 * 1024;

	private final LoopbackAddress address;

	private final String state;

	private final Sinks.One<RedirectAnswer> answer = Sinks.one();

	private LoopbackServer(LoopbackAddress address, String state) {
		this.address = address;
		this.state = state;
	}

	/**
	 * Listens.
	 * @param address where
	 * @param state which sign-in it is for
	 * @return what is listening, to be closed by the caller
	 */
	static Mono<Listening> open(LoopbackAddress address, String state) {
		return Mono.defer(() -> {
			LoopbackServer server = new LoopbackServer(address, state);
			return HttpServer.create()
				.host(address.host())
				.port(address.port())
				.httpRequestDecoder((decoder) -> decoder.maxInitialLineLength(MAX_ADDRESS))
				.handle(server::handle)
				.bind()
				.map((bound) -> new Listening(bound, address.withPort(bound.port()), server.answer.asMono()));
		});
	}

	private Publisher<Void> handle(HttpServerRequest request, HttpServerResponse response) {
		URI uri = uri(request.uri());
		if (uri == null || !request.method().equals(HttpMethod.GET) || !this.address.path().equals(uri.getRawPath())) {
			return page(response, 404, "There is nothing here");
		}
		RedirectAnswer came = RedirectAnswer.ofQuery(uri.getRawQuery());
		if (!came.belongsTo(this.state) || !came.isComplete()) {
			return page(response, 400, "This is not the answer to the sign-in that is waited for");
		}
		String words = (came.error() == null) ? "The application goes on with the sign-in. You can close this page."
				: "The sign-in was refused. You can close this page; the application says why.";
		return page(response, (came.error() == null) ? 200 : 400, words)
			.doFinally((signal) -> this.answer.tryEmitValue(came));
	}

	private static @Nullable URI uri(String text) {
		try {
			return new URI(text);
		}
		catch (URISyntaxException ex) {
			return null;
		}
	}

	/** Nothing of what came is repeated on the page. */
	private static Mono<Void> page(HttpServerResponse response, int status, String words) {
		return response.status(status)
			.keepAlive(false)
			.header(HttpHeaderNames.CONTENT_TYPE, "text/html;charset=utf-8")
			.header(HttpHeaderNames.CACHE_CONTROL, "no-store")
			.header("Referrer-Policy", "no-referrer")
			.header("Content-Security-Policy", "default-src 'none'")
			.sendString(Mono.just("<!DOCTYPE html><title>Sign-in</title><p>" + words + "</p>"))
			.then();
	}

	/**
	 * A server that listens.
	 *
	 * @param server the server
	 * @param redirectUri where the browser is to come back to
	 * @param answer what it brings
	 */
	record Listening(DisposableServer server, String redirectUri, Mono<RedirectAnswer> answer) {

		Mono<Void> close() {
			return Mono.defer(() -> {
				this.server.dispose();
				return this.server.onDispose();
			});
		}

	}

}
