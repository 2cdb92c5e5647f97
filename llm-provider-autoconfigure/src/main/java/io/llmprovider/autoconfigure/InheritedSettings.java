package io.llmprovider.autoconfigure;

import java.time.Duration;

import io.llmprovider.provider.ProviderSettings;
import io.llmprovider.transport.TimeoutSettings;

import org.springframework.boot.http.client.HttpClientSettings;

/**
 * What is taken from the application's settings for all HTTP clients where {@code llm.*}
 * says nothing. Spring Boot's read timeout is the silence between two reads, which for us
 * are two limits: until the first byte, and after it.
 */
final class InheritedSettings {

	private InheritedSettings() {
	}

	static ProviderSettings of(HttpClientSettings client) {
		Duration read = client.readTimeout();
		return ProviderSettings.builder("spring.http.clients")
			.timeouts(new TimeoutSettings(client.connectTimeout(), read, read, null))
			.build();
	}

}
