package io.llmprovider.autoconfigure;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

import io.llmprovider.transport.Connector;
import io.llmprovider.transport.ConnectorSettings;
import io.llmprovider.transport.ReactorConnectorFactory;
import org.jspecify.annotations.Nullable;
import reactor.netty.http.Http2SslContextSpec;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;

import org.springframework.boot.http.client.HttpClientSettings;
import org.springframework.boot.http.client.HttpRedirects;
import org.springframework.boot.http.client.reactive.ClientHttpConnectorBuilder;
import org.springframework.boot.http.client.reactive.ReactorClientHttpConnectorBuilder;
import org.springframework.boot.ssl.NoSuchSslBundleException;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.context.Lifecycle;
import org.springframework.http.client.reactive.ClientHttpConnector;

/**
 * Makes connectors on Spring Boot's own, so that SSL bundles,
 * {@code spring.http.clients.*} and the customizers of an application apply. What must
 * not be taken over is set over it: redirects are off, there is no retry below ours, and
 * time limits are watched by the library, which can say whose they are.
 */
final class BootConnectors {

	private final ClientHttpConnectorBuilder<?> builder;

	private final HttpClientSettings settings;

	private final @Nullable SslBundles sslBundles;

	BootConnectors(ClientHttpConnectorBuilder<?> builder, HttpClientSettings settings,
			@Nullable SslBundles sslBundles) {
		this.builder = builder;
		this.settings = settings.withRedirects(HttpRedirects.DONT_FOLLOW).withReadTimeout(null);
		this.sslBundles = sslBundles;
	}

	Connector create(ConnectorSettings connector) {
		HttpClientSettings own = this.settings.withConnectTimeout(connector.connectTimeout());
		if (connector.sslBundle() != null) {
			own = own.withSslBundle(bundle(connector, connector.sslBundle()));
		}
		if (this.builder instanceof ReactorClientHttpConnectorBuilder reactor) {
			ConnectionProvider pool = ReactorConnectorFactory.pool(connector);
			SslBundle tls = own.sslBundle();
			ClientHttpConnector http = reactor.withHttpClientFactory(() -> HttpClient.create(pool))
				.withHttpClientCustomizer((client) -> configure(client, connector, tls))
				.build(own);
			return new Connector(http, () -> pool.disposeLater().subscribe());
		}
		ClientHttpConnector http = this.builder.build(own);
		return new Connector(http, () -> close(http));
	}

	private static HttpClient configure(HttpClient client, ConnectorSettings connector, @Nullable SslBundle tls) {
		HttpClient configured = ReactorConnectorFactory.configure(client, connector);
		// What Spring Boot makes of a bundle does not tell the host about HTTP/2.
		return (tls != null && connector.connections().isHttp2())
				? configured.secure((spec) -> spec.sslContext(http2(tls))) : configured;
	}

	private static Http2SslContextSpec http2(SslBundle bundle) {
		return Http2SslContextSpec.forClient().configure((context) -> {
			context.keyManager(bundle.getManagers().getKeyManagerFactory())
				.trustManager(bundle.getManagers().getTrustManagerFactory());
			if (bundle.getOptions().getCiphers() != null) {
				context.ciphers(List.of(bundle.getOptions().getCiphers()));
			}
			if (bundle.getOptions().getEnabledProtocols() != null) {
				context.protocols(bundle.getOptions().getEnabledProtocols());
			}
		});
	}

	private SslBundle bundle(ConnectorSettings connector, String name) {
		try {
			return java.util.Objects.requireNonNull(this.sslBundles).getBundle(name);
		}
		catch (NoSuchSslBundleException ex) {
			throw BootConnectorFactory.unknown(connector, name, this.sslBundles);
		}
	}

	private static void close(ClientHttpConnector http) {
		if (http instanceof Closeable closeable) {
			try {
				closeable.close();
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
		}
		else if (http instanceof Lifecycle lifecycle) {
			lifecycle.stop();
		}
	}

}
