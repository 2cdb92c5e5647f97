package io.llmprovider.autoconfigure;

import io.llmprovider.transport.Connector;
import io.llmprovider.transport.ConnectorFactory;
import io.llmprovider.transport.ConnectorSettings;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.boot.http.client.HttpClientSettings;
import org.springframework.boot.http.client.reactive.ClientHttpConnectorBuilder;
import org.springframework.boot.http.client.reactive.ReactorClientHttpConnectorBuilder;
import org.springframework.boot.ssl.SslBundles;

/**
 * Connectors on Spring Boot's own, looked over at the start and made by
 * {@link BootConnectors} when they are needed.
 */
final class BootConnectorFactory implements ConnectorFactory {

	private static final Logger LOG = LoggerFactory.getLogger(BootConnectorFactory.class);

	private final ClientHttpConnectorBuilder<?> builder;

	private final HttpClientSettings settings;

	private final @Nullable SslBundles sslBundles;

	BootConnectorFactory(ClientHttpConnectorBuilder<?> builder, HttpClientSettings settings,
			@Nullable SslBundles sslBundles) {
		this.builder = builder;
		this.settings = settings;
		this.sslBundles = sslBundles;
		if (!(builder instanceof ReactorClientHttpConnectorBuilder)) {
			LOG.warn("Providers are reached through {}, not through Reactor Netty: llm.*.connections.max and"
					+ " llm.*.connections.max-idle-time have no effect, and connections are not the provider's own."
					+ " Take spring.http.clients.reactive.connector out to have them.", name(builder));
		}
	}

	@Override
	public void check(ConnectorSettings connector) {
		if (!(this.builder instanceof ReactorClientHttpConnectorBuilder)
				&& (connector.connections().proxy().isUsed() || connector.connections().isHttp2())) {
			throw PropertyPath.wrong(
					"Provider '" + connector.provider() + "' has a proxy or HTTP/2, which " + name(this.builder)
							+ " is not told of",
					"Take spring.http.clients.reactive.connector out, or llm.providers." + connector.provider()
							+ ".proxy and .connections.http2.");
		}
		String bundle = connector.sslBundle();
		if (bundle != null && (this.sslBundles == null || !this.sslBundles.getBundleNames().contains(bundle))) {
			throw unknown(connector, bundle, this.sslBundles);
		}
	}

	@Override
	public Connector create(ConnectorSettings connector) {
		check(connector);
		return new BootConnectors(this.builder, this.settings, this.sslBundles).create(connector);
	}

	static RuntimeException unknown(ConnectorSettings connector, String bundle, @Nullable SslBundles sslBundles) {
		String property = "llm.providers." + connector.provider() + ".ssl-bundle";
		return PropertyPath.wrong(
				"Provider '" + connector.provider() + "' refers to the unknown SSL bundle '" + bundle + "'; there are "
						+ ((sslBundles != null) ? sslBundles.getBundleNames() : "none"),
				"Correct " + property + " (or llm.defaults.ssl-bundle), or add spring.ssl.bundle.pem." + bundle + ".");
	}

	private static String name(ClientHttpConnectorBuilder<?> builder) {
		return builder.getClass()
			.getSimpleName()
			.replace("ClientHttpConnectorBuilder", "")
			.toLowerCase(java.util.Locale.ROOT);
	}

}
