package io.llmprovider.autoconfigure;

import java.util.Map;

import io.llmprovider.protocol.Limits;
import io.llmprovider.provider.DeliverOn;
import io.llmprovider.provider.ProviderSettings;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationPropertiesSource;
import org.springframework.boot.context.properties.NestedConfigurationProperty;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What every provider takes where neither it nor the known provider of its name says
 * anything.
 *
 * @param timeouts Time limits.
 * @param retry When and how a failed call is tried again.
 * @param connections Connections of each provider.
 * @param proxy Proxy between the application and the provider.
 * @param circuitBreaker When the provider is left alone because it keeps failing.
 * @param limits Bounds on what is read of one answer.
 * @param headers Headers of every call. Their values are treated as secrets.
 * @param compat Dialect of servers that speak their API with deviations.
 * @param sslBundle Name of the SSL bundle with the trust and the keys for the providers.
 * @param userAgent What calls say that they come from, instead of the library's name.
 * @param wireStreaming Whether answers are streamed on the wire. True if nobody says
 * otherwise.
 * @param deliverOn Threads on which events arrive; those of the event loop must not
 * block.
 * @param options Options of every call.
 */
@ConfigurationPropertiesSource
record DefaultsProperties(@NestedConfigurationProperty @Nullable TimeoutsProperties timeouts,
		@NestedConfigurationProperty @Nullable RetryProperties retry,
		@NestedConfigurationProperty @Nullable ConnectionsProperties connections,
		@NestedConfigurationProperty @Nullable ProxyProperties proxy,
		@NestedConfigurationProperty @Nullable CircuitBreakerProperties circuitBreaker,
		@NestedConfigurationProperty @Nullable LimitsProperties limits, @DefaultValue Map<String, String> headers,
		@NestedConfigurationProperty @Nullable CompatProperties compat, @Nullable String sslBundle,
		@Nullable String userAgent, @Nullable Boolean wireStreaming, @Nullable DeliverOn deliverOn,
		@NestedConfigurationProperty @Nullable OptionsProperties options) {

	static final PropertyPath PATH = new PropertyPath("llm.defaults");

	ProviderSettings toSettings() {
		return ProviderSettings.builder("defaults")
			.timeouts((this.timeouts != null) ? this.timeouts.toSettings(PATH.child("timeouts")) : null)
			.retry((this.retry != null) ? this.retry.toSettings(PATH.child("retry")) : null)
			.connections((this.connections != null || this.proxy != null)
					? ConnectionsProperties.settings(this.connections, this.proxy, PATH) : null)
			.limits(limitsSettings())
			.headers(PropertyPath.headers(this.headers, this.userAgent))
			.compat((this.compat != null) ? this.compat.toSettings() : null)
			.sslBundle(PropertyPath.text(this.sslBundle))
			.wireStreaming(this.wireStreaming)
			.deliverOn(this.deliverOn)
			.circuitBreaker((this.circuitBreaker != null)
					? this.circuitBreaker.toSettings(PATH.child("circuit-breaker")) : null)
			.options((this.options != null) ? this.options.toSettings(PATH.child("options")) : null)
			.build();
	}

	Limits limitsSettings() {
		return (this.limits != null) ? this.limits.toSettings(PATH.child("limits"), Limits.DEFAULTS) : Limits.DEFAULTS;
	}

	@Override
	public String toString() {
		return "DefaultsProperties[headers=" + this.headers.keySet() + "]";
	}

}
