package io.llmprovider.autoconfigure;

import java.time.Duration;

import io.llmprovider.provider.ProviderSettings;
import io.llmprovider.transport.ConnectorFactory;
import io.llmprovider.transport.TimeoutSettings;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.config.ConfigurableBeanFactory;
import org.springframework.boot.http.client.HttpClientSettings;
import org.springframework.boot.http.client.reactive.ClientHttpConnectorBuilder;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.util.ClassUtils;

/**
 * Connections through Spring Boot's HTTP clients, where the application has them.
 */
final class BootConnections {

	private static final String BUILDER = "org.springframework.boot.http.client.reactive.ClientHttpConnectorBuilder";

	private final ListableBeanFactory beanFactory;

	private final boolean present;

	BootConnections(ListableBeanFactory beanFactory) {
		this.beanFactory = beanFactory;
		this.present = ClassUtils.isPresent(BUILDER, (beanFactory instanceof ConfigurableBeanFactory configurable)
				? configurable.getBeanClassLoader() : getClass().getClassLoader());
	}

	/**
	 * The application's own factory, or else one on Spring Boot's.
	 * @param hasOwn whether the application may have one
	 * @return the factory, or null if there is neither
	 */
	@Nullable ConnectorFactory factory(boolean hasOwn) {
		ConnectorFactory own = hasOwn ? bean(ConnectorFactory.class) : null;
		if (own != null || !this.present) {
			return own;
		}
		ClientHttpConnectorBuilder<?> builder = bean(ClientHttpConnectorBuilder.class);
		if (builder == null) {
			return null;
		}
		HttpClientSettings settings = bean(HttpClientSettings.class);
		return new BootConnectorFactory(builder, (settings != null) ? settings : HttpClientSettings.defaults(),
				bean(SslBundles.class));
	}

	/**
	 * What the application has set for all HTTP clients.
	 * @return settings of lower rank than {@code llm.defaults}
	 */
	ProviderSettings settings() {
		HttpClientSettings settings = this.present ? bean(HttpClientSettings.class) : null;
		return (settings != null) ? inherited(settings) : ProviderSettings.builder("spring.http.clients").build();
	}

	/**
	 * Spring Boot's read timeout is the silence between two reads, which for us are two
	 * limits: until the first byte, and after it.
	 */
	private static ProviderSettings inherited(HttpClientSettings client) {
		Duration read = client.readTimeout();
		return ProviderSettings.builder("spring.http.clients")
			.timeouts(new TimeoutSettings(client.connectTimeout(), read, read, null))
			.build();
	}

	private <T> @Nullable T bean(Class<T> type) {
		return this.beanFactory.getBeanProvider(type).getIfAvailable();
	}

}
