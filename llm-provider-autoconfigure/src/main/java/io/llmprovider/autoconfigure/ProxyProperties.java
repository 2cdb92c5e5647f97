package io.llmprovider.autoconfigure;

import java.util.List;

import io.llmprovider.transport.ProxySettings;
import io.llmprovider.transport.ProxyType;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationPropertiesSource;

/**
 * The proxy between the application and a provider.
 *
 * @param type How the proxy is spoken to; 'none' for no proxy although the defaults name
 * one. HTTP if nobody says otherwise.
 * @param host Name or address of the proxy.
 * @param port Port of the proxy.
 * @param username User that the proxy knows.
 * @param password Password of the user.
 * @param noProxy Hosts that are reached without the proxy: 'example.com' with all below
 * it, '.example.com' for only what is below it, or an address, each with or without a
 * port.
 */
@ConfigurationPropertiesSource
record ProxyProperties(@Nullable ProxyType type, @Nullable String host, @Nullable Integer port,
		@Nullable String username, @Nullable String password, @Nullable List<String> noProxy) {

	ProxySettings toSettings(PropertyPath path) {
		if (this.port != null && (this.port < 1 || this.port > 65535)) {
			throw PropertyPath.wrong(path.child("port") + " must be from 1 to 65535, not " + this.port,
					"Correct " + path.child("port") + ".");
		}
		return new ProxySettings(this.type, PropertyPath.text(this.host), this.port, PropertyPath.text(this.username),
				this.password, this.noProxy);
	}

	@Override
	public String toString() {
		return "ProxyProperties[" + this.host + ":" + this.port + "]";
	}

}
