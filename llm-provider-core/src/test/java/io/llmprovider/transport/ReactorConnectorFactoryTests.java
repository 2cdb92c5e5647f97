package io.llmprovider.transport;

import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import javax.net.ssl.SSLException;

import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.ChannelOption;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import reactor.core.publisher.Mono;
import reactor.netty.ConnectionObserver;
import reactor.netty.DisposableServer;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.server.HttpServer;
import reactor.netty.resources.ConnectionProvider;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What of a provider's settings reaches its connections.
 */
class ReactorConnectorFactoryTests {

	@Test
	void thePoolHasAsManyConnectionsAsIsSet() {
		ConnectionProvider pool = ReactorConnectorFactory.pool(settings(new ConnectionSettings(7, null), 1000));
		assertThat(pool.maxConnections()).isEqualTo(7);
		assertThat(pool.name()).isEqualTo("llm-p");
	}

	@Test
	@Timeout(20)
	void aConnectionThatLayUnusedForLongerThanIsSetIsNotTakenAgain() {
		assertThat(connectionsOfCalls(Duration.ofMillis(1), 2)).hasSizeGreaterThan(1);
	}

	@Test
	void oneThatLayUnusedForLessIs() {
		assertThat(connectionsOfCalls(Duration.ofHours(1), 1)).hasSize(1);
	}

	@ParameterizedTest
	@CsvSource({ "1500, 1500", "0, 1", "3000000000, 2147483647" })
	void theLimitForConnectingIsThatOfTheSocketAndOfItsHandshake(long millis, int expected) {
		HttpClient client = ReactorConnectorFactory.configure(HttpClient.create(),
				settings(ConnectionSettings.DEFAULTS, millis));
		assertThat(client.configuration().options()).extractingByKey(ChannelOption.CONNECT_TIMEOUT_MILLIS)
			.isEqualTo(expected);
		assertThat(handshake(client)).isEqualTo(expected);
	}

	/** Calls one after the other until there were as many connections as are wanted. */
	private static Set<Integer> connectionsOfCalls(Duration idle, int wanted) {
		Set<Integer> clientPorts = ConcurrentHashMap.newKeySet();
		DisposableServer server = HttpServer.create().host("127.0.0.1").port(0).doOnConnection((connection) -> {
			SocketAddress client = connection.channel().remoteAddress();
			clientPorts.add(((InetSocketAddress) client).getPort());
		}).handle((request, response) -> response.sendString(Mono.just("ok"))).bindNow();
		ConnectionProvider pool = ReactorConnectorFactory.pool(settings(new ConnectionSettings(1, idle), 1000));
		try {
			HttpClient client = HttpClient.create(pool);
			int calls = 0;
			while (calls < 3 || clientPorts.size() < wanted) {
				client.get().uri("http://127.0.0.1:" + server.port()).responseContent().aggregate().block();
				calls++;
			}
			return clientPorts;
		}
		finally {
			pool.dispose();
			server.disposeNow();
		}
	}

	private static @Nullable Long handshake(HttpClient client) {
		try {
			SslHandler tls = SslContextBuilder.forClient().build().newHandler(UnpooledByteBufAllocator.DEFAULT);
			EmbeddedChannel channel = new EmbeddedChannel();
			channel.pipeline().addLast(tls);
			client.configuration()
				.doOnChannelInit()
				.onChannelInit(ConnectionObserver.emptyListener(), channel, new InetSocketAddress("localhost", 443));
			return tls.getHandshakeTimeoutMillis();
		}
		catch (SSLException ex) {
			throw new AssertionError(ex);
		}
	}

	private static ConnectorSettings settings(ConnectionSettings connections, long connectMillis) {
		return new ConnectorSettings("p", connections, Duration.ofMillis(connectMillis), null);
	}

}
