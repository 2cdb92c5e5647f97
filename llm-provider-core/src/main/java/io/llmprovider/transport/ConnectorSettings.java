package io.llmprovider.transport;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * What a connector is made from.
 *
 * @param provider the provider's name, for the names of pools and metrics
 * @param connections the provider's own connections, complete
 * @param connectTimeout until a connection stands
 * @param sslBundle name of an SSL bundle with the provider's trust and keys, or null for
 * the platform's trust
 */
public record ConnectorSettings(String provider, ConnectionSettings connections, Duration connectTimeout,
		@Nullable String sslBundle) {

}
