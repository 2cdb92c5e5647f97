package io.llmprovider.autoconfigure;

import io.llmprovider.transport.ConnectorFactory;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.http.client.HttpClientSettings;
import org.springframework.boot.http.client.reactive.ClientHttpConnectorBuilder;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Connections through Spring Boot's HTTP clients, where they are there.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnClass(ClientHttpConnectorBuilder.class)
class LlmConnectorConfiguration {

	@Bean
	@ConditionalOnBean(HttpClientSettings.class)
	InheritedSettings llmInheritedSettings(HttpClientSettings settings) {
		return InheritedSettings.of(settings);
	}

	@Bean
	@ConditionalOnBean(ClientHttpConnectorBuilder.class)
	@ConditionalOnMissingBean(ConnectorFactory.class)
	BootConnectorFactory llmConnectorFactory(ClientHttpConnectorBuilder<?> builder,
			ObjectProvider<HttpClientSettings> settings, ObjectProvider<SslBundles> sslBundles) {
		return new BootConnectorFactory(builder, settings.getIfAvailable(HttpClientSettings::defaults),
				sslBundles.getIfAvailable());
	}

}
