package io.llmprovider.autoconfigure;

import java.time.Duration;

import io.llmprovider.provider.ProviderSettings;
import io.llmprovider.transport.TimeoutSettings;

import org.springframework.boot.http.client.HttpClientSettings;

/**
 * What is taken from the application's settings for all HTTP clients where {@code llm.*}
 * says nothing. Spring Boot's read timeout is the silence between two reads, which for us
 * are two limits: until the first byte, and after it.
 *
 * @param settings the settings, of lower rank than {@code llm.defaults}
 */
record InheritedSettings(ProviderSettings settings) {

	static InheritedSettings of(HttpClientSettings client) {
		Duration read = client.readTimeout();
		return new InheritedSettings(ProviderSettings.builder("spring.http.clients")
			.timeouts(new TimeoutSettings(client.connectTimeout(), read, read, null))
			.build());
	}

}
