package io.llmprovider.test.replay;

import java.time.Duration;
import java.util.function.BiFunction;

import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.util.concurrent.GlobalEventExecutor;
import org.reactivestreams.Publisher;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;
import reactor.netty.resources.LoopResources;

/**
 * A server on a free port of the loopback interface, with threads of its own.
 */
final class LoopbackServer implements AutoCloseable {

	private static final Duration CLOSING = Duration.ofSeconds(5);

	private static final int MAX_LINE = 64 * 1024;

	private final ChannelGroup channels = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);

	private final LoopResources loops;

	private final DisposableServer server;

	LoopbackServer(String name, BiFunction<HttpServerRequest, HttpServerResponse, Publisher<Void>> handler) {
		this.loops = LoopResources.create(name, 2, true);
		try {
			this.server = HttpServer.create()
				.runOn(this.loops, false)
				.host("127.0.0.1")
				.port(0)
				// a signed address or a token may be long
				.httpRequestDecoder((spec) -> spec.maxInitialLineLength(MAX_LINE).maxHeaderSize(MAX_LINE))
				.doOnChannelInit((observer, channel, address) -> this.channels.add(channel))
				.handle(handler)
				.bindNow();
		}
		catch (RuntimeException ex) {
			this.loops.dispose();
			throw ex;
		}
	}

	int port() {
		return this.server.port();
	}

	@Override
	public void close() {
		this.channels.close().awaitUninterruptibly();
		this.server.disposeNow(CLOSING);
		this.loops.disposeLater(Duration.ZERO, CLOSING).block(CLOSING);
	}

}
