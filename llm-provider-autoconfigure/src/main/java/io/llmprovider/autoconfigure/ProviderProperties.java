package io.llmprovider.autoconfigure;

import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.llmprovider.protocol.Limits;
import io.llmprovider.provider.DeliverOn;
import io.llmprovider.provider.ModelSettings;
import io.llmprovider.provider.ProviderSettings;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationPropertiesSource;
import org.springframework.boot.context.properties.NestedConfigurationProperty;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * One provider. A known name brings its API type, base URL and key variable; any other
 * name says what it is. Groups that are not set are not bound at all, which would take
 * longer than all the rest of an application's settings.
 *
 * @param enabled Whether the provider is there.
 * @param api API type that the provider speaks, such as 'openai-completions'.
 * @param baseUrl Base URL, with the version where the API has one.
 * @param apiKey Key. Without one, the environment variable of a known provider is used.
 * @param apiKeys Several keys that take turns, one for each attempt.
 * @param apiKeyFile Path of a file that holds the key. It is read at each attempt.
 * @param keyRequired Whether a call without a key is refused before it is sent.
 * @param auth How the key travels.
 * @param oauth How one signs in, in place of a key.
 * @param headers Headers of every call. Their values are treated as secrets.
 * @param compat Dialect of a server that speaks its API with deviations.
 * @param timeouts Time limits.
 * @param retry When and how a failed call is tried again.
 * @param connections Connections of this provider.
 * @param proxy Proxy between the application and the provider.
 * @param circuitBreaker When the provider is left alone because it keeps failing.
 * @param limits Bounds on what is read of one answer.
 * @param sslBundle Name of the SSL bundle with the trust and the keys for this provider.
 * @param userAgent What calls say that they come from, instead of the library's name.
 * @param wireStreaming Whether answers are streamed on the wire. True if nobody says
 * otherwise.
 * @param deliverOn Threads on which events arrive; those of the event loop must not
 * block.
 * @param options Options of every call.
 * @param models Models. Without any, every id is passed on.
 */
@ConfigurationPropertiesSource
record ProviderProperties(@DefaultValue("true") boolean enabled, @Nullable String api, @Nullable String baseUrl,
		@Nullable String apiKey, @DefaultValue List<String> apiKeys, @Nullable String apiKeyFile,
		@Nullable Boolean keyRequired, @NestedConfigurationProperty @Nullable AuthProperties auth,
		@NestedConfigurationProperty @Nullable OAuthProperties oauth, @DefaultValue Map<String, String> headers,
		@NestedConfigurationProperty @Nullable CompatProperties compat,
		@NestedConfigurationProperty @Nullable TimeoutsProperties timeouts,
		@NestedConfigurationProperty @Nullable RetryProperties retry,
		@NestedConfigurationProperty @Nullable ConnectionsProperties connections,
		@NestedConfigurationProperty @Nullable ProxyProperties proxy,
		@NestedConfigurationProperty @Nullable CircuitBreakerProperties circuitBreaker,
		@NestedConfigurationProperty @Nullable LimitsProperties limits, @Nullable String sslBundle,
		@Nullable String userAgent, @Nullable Boolean wireStreaming, @Nullable DeliverOn deliverOn,
		@NestedConfigurationProperty @Nullable OptionsProperties options, @DefaultValue List<ModelProperties> models) {

	ProviderSettings toSettings(String name, PropertyPath path, Limits defaultLimits) {
		return ProviderSettings.builder(name)
			.api(PropertyPath.text(this.api))
			.baseUrl(PropertyPath.text(this.baseUrl))
			.apiKey(this.apiKey)
			.apiKeys(this.apiKeys)
			.apiKeyFile(PropertyPath.text(this.apiKeyFile))
			.keyRequired(this.keyRequired)
			.auth((this.auth != null) ? this.auth.toSettings(path.child("auth")) : null)
			.oauth((this.oauth != null) ? this.oauth.toSettings(path.child("oauth")) : null)
			.headers(PropertyPath.headers(this.headers, this.userAgent))
			.compat((this.compat != null) ? this.compat.toSettings() : null)
			.timeouts((this.timeouts != null) ? this.timeouts.toSettings(path.child("timeouts")) : null)
			.retry((this.retry != null) ? this.retry.toSettings(path.child("retry")) : null)
			.connections((this.connections != null || this.proxy != null)
					? ConnectionsProperties.settings(this.connections, this.proxy, path) : null)
			.limits((this.limits != null) ? this.limits.toSettings(path.child("limits"), defaultLimits) : null)
			.sslBundle(PropertyPath.text(this.sslBundle))
			.wireStreaming(this.wireStreaming)
			.deliverOn(this.deliverOn)
			.circuitBreaker((this.circuitBreaker != null)
					? this.circuitBreaker.toSettings(path.child("circuit-breaker")) : null)
			.options((this.options != null) ? this.options.toSettings(path.child("options")) : null)
			.models(models(name, path.child("models")))
			.build();
	}

	/**
	 * Whether an option is set that only one API type has.
	 */
	boolean hasProviderOptions() {
		boolean any = this.options != null && !this.options.providerOptions().isEmpty();
		for (ModelProperties model : this.models) {
			any |= model.options() != null && !model.options().providerOptions().isEmpty();
		}
		return any;
	}

	private List<ModelSettings> models(String provider, PropertyPath path) {
		List<ModelSettings> settings = new ArrayList<>();
		for (int i = 0; i < this.models.size(); i++) {
			settings.add(this.models.get(i).toSettings(provider, path.item(i)));
		}
		return settings;
	}

	@Override
	public String toString() {
		return "ProviderProperties[api=" + this.api + ", models=" + this.models + "]";
	}

	/** How it is read. */
	static final class Shape implements SettingShape {

		@Override
		public Object create(SettingValues in) {
			return new ProviderProperties(in.flag("enabled", true), in.value("api"), in.value("base-url"),
					in.value("api-key"), in.list("api-keys"), in.value("api-key-file"), in.value("key-required"),
					in.value("auth"), in.value("oauth"), in.map("headers"), in.value("compat"), in.value("timeouts"),
					in.value("retry"), in.value("connections"), in.value("proxy"), in.value("circuit-breaker"),
					in.value("limits"), in.value("ssl-bundle"), in.value("user-agent"), in.value("wire-streaming"),
					in.value("deliver-on"), in.value("options"), in.list("models"));
		}

		@Override
		public Type type(String name) {
			return switch (name) {
				case "enabled" -> boolean.class;
				case "api-keys" -> SettingShape.listOf(String.class);
				case "key-required", "wire-streaming" -> Boolean.class;
				case "auth" -> AuthProperties.class;
				case "oauth" -> OAuthProperties.class;
				case "headers" -> SettingShape.mapOf(String.class, String.class);
				case "compat" -> CompatProperties.class;
				case "timeouts" -> TimeoutsProperties.class;
				case "retry" -> RetryProperties.class;
				case "connections" -> ConnectionsProperties.class;
				case "proxy" -> ProxyProperties.class;
				case "circuit-breaker" -> CircuitBreakerProperties.class;
				case "limits" -> LimitsProperties.class;
				case "deliver-on" -> DeliverOn.class;
				case "options" -> OptionsProperties.class;
				case "models" -> SettingShape.listOf(ModelProperties.class);
				default -> String.class;
			};
		}

	}

}
