package io.llmprovider.transport;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Objects;

import io.llmprovider.error.ErrorDetails;
import io.llmprovider.error.ErrorKind;
import io.netty.channel.ChannelOption;
import io.netty.handler.ssl.SslHandler;
import reactor.netty.http.HttpProtocol;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;
import reactor.netty.transport.ProxyProvider;

import org.springframework.http.client.reactive.ReactorClientHttpConnector;

/**
 * Connectors on Reactor Netty. Its silent retry and its redirects are off: there is one
 * retry layer in the whole stack, and a redirect must not carry a key to another host.
 */
public final class ReactorConnectorFactory implements ConnectorFactory {

	@Override
	public void check(ConnectorSettings settings) {
		if (settings.sslBundle() != null) {
			throw ErrorKind.CONFIGURATION.exception(ErrorDetails.of(
					"SSL bundle '" + settings.sslBundle() + "' of provider '" + settings.provider()
							+ "' cannot be used without Spring Boot's SSL bundles",
					"Add the starter, or give the registry a ConnectorFactory of your own."));
		}
	}

	@Override
	public Connector create(ConnectorSettings settings) {
		check(settings);
		ConnectionProvider pool = pool(settings);
		HttpClient client = configure(HttpClient.create(pool), settings);
		return new Connector(new ReactorClientHttpConnector(client), () -> pool.disposeLater().subscribe());
	}

	/**
	 * The pool of connections that a provider has to itself.
	 * @param settings the provider's settings
	 * @return the pool
	 */
	public static ConnectionProvider pool(ConnectorSettings settings) {
		ConnectionSettings connections = settings.connections().orElse(ConnectionSettings.DEFAULTS);
		return ConnectionProvider.builder("llm-" + settings.provider())
			.maxConnections(Objects.requireNonNull(connections.max()))
			.maxIdleTime(Objects.requireNonNull(connections.maxIdleTime()))
			.pendingAcquireMaxCount(-1)
			.build();
	}

	/**
	 * What every client of ours has, on whatever it is built.
	 * @param client a client
	 * @param settings the provider's settings
	 * @return the client without retry and redirects, with the connect limit, the proxy
	 * and HTTP/2 if it is wanted
	 */
	public static HttpClient configure(HttpClient client, ConnectorSettings settings) {
		int limit = millis(settings.connectTimeout());
		HttpClient plain = client.disableRetry(true)
			.followRedirect(false)
			.option(ChannelOption.CONNECT_TIMEOUT_MILLIS, limit)
			.doOnChannelInit((observer, channel, remote) -> {
				SslHandler tls = channel.pipeline().get(SslHandler.class);
				if (tls != null) {
					tls.setHandshakeTimeoutMillis(limit);
				}
			});
		ConnectionSettings connections = settings.connections();
		HttpClient spoken = connections.isHttp2() ? plain.protocol(HttpProtocol.H2, HttpProtocol.HTTP11) : plain;
		return connections.proxy().isUsed() ? spoken.proxy((proxy) -> proxy(proxy, connections.proxy())) : spoken;
	}

	private static void proxy(ProxyProvider.TypeSpec spec, ProxySettings settings) {
		ProxyProvider.Builder proxy = spec
			.type((settings.type() == ProxyType.SOCKS) ? ProxyProvider.Proxy.SOCKS5 : ProxyProvider.Proxy.HTTP)
			.host(Objects.requireNonNull(settings.host()))
			.port(Objects.requireNonNull(settings.port()))
			.nonProxyHostsPredicate((address) -> address instanceof InetSocketAddress target
					&& !settings.covers(target.getHostString(), target.getPort()));
		String password = settings.password();
		if (settings.username() != null && password != null) {
			proxy.username(settings.username()).password((user) -> password);
		}
	}

	private static int millis(Duration limit) {
		// Zero would mean no limit at all.
		return (int) Math.max(1, Math.min(Integer.MAX_VALUE, limit.toMillis()));
	}

}
