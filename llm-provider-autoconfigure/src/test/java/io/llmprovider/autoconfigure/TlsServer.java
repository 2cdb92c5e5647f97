package io.llmprovider.autoconfigure;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.security.KeyStore;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.TrustManagerFactory;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.handler.ssl.ClientAuth;
import reactor.core.publisher.Flux;
import reactor.netty.DisposableServer;
import reactor.netty.http.Http11SslContextSpec;
import reactor.netty.http.Http2SslContextSpec;
import reactor.netty.http.HttpProtocol;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.resources.LoopResources;
import reactor.netty.tcp.AbstractProtocolSslContextSpec;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A TLS server that asks for a client's certificate. An answer begins with "pong"; below
 * {@code /open} it does not end before the latch is counted down.
 */
final class TlsServer implements AutoCloseable {

	private static final String BEGINNING = """
			data: {"id":"1","model":"m","choices":[{"index":0,"delta":{"role":"assistant","content":"pong"}}]}

			""";

	private static final String END = """
			data: {"id":"1","model":"m","choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}

			data: [DONE]

			""";

	final Set<Channel> connections = ConcurrentHashMap.newKeySet();

	final BlockingQueue<String> protocols = new LinkedBlockingQueue<>();

	final CountDownLatch cancelled = new CountDownLatch(1);

	final CountDownLatch mayEnd = new CountDownLatch(1);

	private final LoopResources loops = LoopResources.create("tls-server", 2, true);

	private final DisposableServer server;

	TlsServer(Certificates certificates, ClientAuth clients, boolean http2) throws Exception {
		AbstractProtocolSslContextSpec<?> tls = http2 ? Http2SslContextSpec.forServer(keys(certificates))
				: Http11SslContextSpec.forServer(keys(certificates));
		TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
		trust.init(store(certificates, "trust"));
		tls.configure((context) -> context.clientAuth(clients).trustManager(trust));
		HttpServer configured = http2 ? HttpServer.create().protocol(HttpProtocol.H2, HttpProtocol.HTTP11)
				: HttpServer.create();
		this.server = configured.runOn(this.loops)
			.host("127.0.0.1")
			.port(0)
			.secure((spec) -> spec.sslContext(tls))
			.handle((request, response) -> {
				this.connections.add(connection(request));
				this.protocols.add(request.protocol());
				Flux<String> answer = Flux.just(BEGINNING).concatWith(end(request.uri().startsWith("/open")));
				return request.receive()
					.then(response.header("Content-Type", "text/event-stream")
						.send(answer.doOnCancel(this.cancelled::countDown)
							.map((text) -> Unpooled.copiedBuffer(text, StandardCharsets.UTF_8)), (buffer) -> true)
						.then());
			})
			.bindNow();
	}

	private static Channel connection(HttpServerRequest request) {
		Channel[] channel = new Channel[1];
		request.withConnection((connection) -> channel[0] = connection.channel());
		return (channel[0].parent() instanceof io.netty.channel.ServerChannel) ? channel[0] : channel[0].parent();
	}

	private Flux<String> end(boolean late) {
		return !late ? Flux.just(END) : Flux.defer(() -> {
			try {
				assertThat(this.mayEnd.await(1, TimeUnit.MINUTES)).isTrue();
			}
			catch (InterruptedException ex) {
				return Flux.empty();
			}
			return Flux.just(END);
		}).subscribeOn(reactor.core.scheduler.Schedulers.boundedElastic());
	}

	private static KeyManagerFactory keys(Certificates certificates) throws Exception {
		KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
		keys.init(store(certificates, "server"), Certificates.PASSWORD.toCharArray());
		return keys;
	}

	private static KeyStore store(Certificates certificates, String name) throws Exception {
		File file = certificates.store(name).toFile();
		return KeyStore.getInstance(file, Certificates.PASSWORD.toCharArray());
	}

	String url(String path) {
		return "https://127.0.0.1:" + this.server.port() + path;
	}

	@Override
	public void close() {
		this.mayEnd.countDown();
		this.server.disposeNow();
		this.loops.dispose();
	}

}
