package io.llmprovider.autoconfigure;

import java.time.Duration;

import io.llmprovider.transport.ConnectionSettings;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationPropertiesSource;

/**
 * A provider's own connections.
 *
 * @param max Number of connections that may be open at once. Ten thousand if nobody says
 * otherwise.
 * @param maxIdleTime Time after which an unused connection is closed. Sixty seconds if
 * nobody says otherwise.
 * @param http2 Whether HTTP/2 is spoken with a host that offers it over TLS. False if
 * nobody says otherwise.
 */
@ConfigurationPropertiesSource
record ConnectionsProperties(@Nullable Integer max, @Nullable Duration maxIdleTime, @Nullable Boolean http2) {

	/**
	 * The connections of a provider or of all of them.
	 * @param connections what is set of them
	 * @param proxy the proxy that they go through
	 * @param path of what both belong to
	 * @return the settings
	 */
	static ConnectionSettings settings(@Nullable ConnectionsProperties connections, @Nullable ProxyProperties proxy,
			PropertyPath path) {
		ConnectionSettings settings = (connections != null) ? connections.toSettings(path.child("connections"))
				: ConnectionSettings.NONE;
		return (proxy != null) ? settings.through(proxy.toSettings(path.child("proxy"))) : settings;
	}

	private ConnectionSettings toSettings(PropertyPath path) {
		return new ConnectionSettings(path.positive("max", this.max), path.positive("max-idle-time", this.maxIdleTime),
				this.http2, null);
	}

}
