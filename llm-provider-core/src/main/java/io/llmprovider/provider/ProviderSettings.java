package io.llmprovider.provider;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import io.llmprovider.auth.AuthSettings;
import io.llmprovider.chat.ChatOptions;
import io.llmprovider.json.Json;
import io.llmprovider.oauth.OAuthSettings;
import io.llmprovider.protocol.Compat;
import io.llmprovider.protocol.Limits;
import io.llmprovider.provider.failover.CircuitBreakerSettings;
import io.llmprovider.provider.hook.ExchangeHook;
import io.llmprovider.retry.RetrySettings;
import io.llmprovider.transport.ConnectionSettings;
import io.llmprovider.transport.TimeoutSettings;
import org.jspecify.annotations.Nullable;

/**
 * What is set for one provider; each room owns its part. What is not set is taken from
 * the known provider of the same name, then from the defaults.
 * <p>
 * Groups of which nobody sets anything are null in here and nothing outside, so that an
 * application's start does not load classes of what it does not use.
 */
public final class ProviderSettings {

	private final String name;

	private final @Nullable String api;

	private final @Nullable String baseUrl;

	private final @Nullable String apiKey;

	private final List<String> apiKeys;

	private final @Nullable String apiKeyFile;

	private final List<String> keyVariables;

	private final @Nullable Boolean keyRequired;

	private final @Nullable AuthSettings auth;

	private final @Nullable OAuthSettings oauth;

	private final Map<String, String> headers;

	private final @Nullable Compat compat;

	private final List<ModelSettings> models;

	private final @Nullable ChatOptions options;

	private final @Nullable TimeoutSettings timeouts;

	private final @Nullable RetrySettings retry;

	private final @Nullable ConnectionSettings connections;

	private final @Nullable Limits limits;

	private final @Nullable String sslBundle;

	private final @Nullable Boolean wireStreaming;

	private final @Nullable DeliverOn deliverOn;

	private final @Nullable CircuitBreakerSettings circuitBreaker;

	private final List<ExchangeHook> hooks;

	private ProviderSettings(Builder builder) {
		this.name = builder.name;
		this.api = builder.api;
		this.baseUrl = builder.baseUrl;
		this.apiKey = builder.apiKey;
		this.apiKeys = List.copyOf(builder.apiKeys);
		this.apiKeyFile = builder.apiKeyFile;
		this.keyVariables = List.copyOf(builder.keyVariables);
		this.keyRequired = builder.keyRequired;
		this.auth = builder.auth;
		this.oauth = builder.oauth;
		this.headers = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(builder.headers));
		this.compat = builder.compat;
		this.models = List.copyOf(builder.models);
		this.options = builder.options;
		this.timeouts = builder.timeouts;
		this.retry = builder.retry;
		this.connections = builder.connections;
		this.limits = builder.limits;
		this.sslBundle = builder.sslBundle;
		this.wireStreaming = builder.wireStreaming;
		this.deliverOn = builder.deliverOn;
		this.circuitBreaker = builder.circuitBreaker;
		this.hooks = List.copyOf(builder.hooks);
	}

	/**
	 * Starts settings of which only the name is set.
	 * @param name the provider's name in the registry
	 * @return a builder
	 */
	public static Builder builder(String name) {
		return new Builder(name);
	}

	/**
	 * A builder that holds what these settings have.
	 * @return a builder
	 */
	public Builder toBuilder() {
		Builder builder = new Builder(this.name).api(this.api)
			.baseUrl(this.baseUrl)
			.apiKey(this.apiKey)
			.apiKeys(this.apiKeys)
			.apiKeyFile(this.apiKeyFile)
			.keyVariables(this.keyVariables)
			.keyRequired(this.keyRequired)
			.headers(this.headers)
			.models(this.models)
			.limits(this.limits)
			.sslBundle(this.sslBundle)
			.wireStreaming(this.wireStreaming)
			.deliverOn(this.deliverOn)
			.hooks(this.hooks);
		builder.auth = this.auth;
		builder.oauth = this.oauth;
		builder.compat = this.compat;
		builder.options = this.options;
		builder.timeouts = this.timeouts;
		builder.retry = this.retry;
		builder.connections = this.connections;
		builder.circuitBreaker = this.circuitBreaker;
		return builder;
	}

	/**
	 * These settings, and the others' where these are not set. Maps merge by key, options
	 * and flags field by field; a list of models or hooks replaces.
	 * @param other settings of lower rank
	 * @return the merged settings under this name
	 */
	public ProviderSettings orElse(ProviderSettings other) {
		// Whoever sets a key does not want one of lower rank to take turns with it.
		ProviderSettings keys = hasKey() ? this : other;
		Builder builder = new Builder(this.name).api((this.api != null) ? this.api : other.api)
			.baseUrl((this.baseUrl != null) ? this.baseUrl : other.baseUrl)
			.apiKey(keys.apiKey)
			.apiKeys(keys.apiKeys)
			.apiKeyFile(keys.apiKeyFile)
			.keyVariables(this.keyVariables.isEmpty() ? other.keyVariables : this.keyVariables)
			.keyRequired((this.keyRequired != null) ? this.keyRequired : other.keyRequired)
			.headers(other.headers.isEmpty() ? this.headers : Headers.merge(other.headers, this.headers))
			.models(this.models.isEmpty() ? other.models : this.models)
			.limits((this.limits != null) ? this.limits : other.limits)
			.sslBundle((this.sslBundle != null) ? this.sslBundle : other.sslBundle)
			.wireStreaming((this.wireStreaming != null) ? this.wireStreaming : other.wireStreaming)
			.deliverOn((this.deliverOn != null) ? this.deliverOn : other.deliverOn)
			.hooks(this.hooks.isEmpty() ? other.hooks : this.hooks);
		builder.auth = (this.auth != null && other.auth != null) ? this.auth.orElse(other.auth)
				: either(this.auth, other.auth);
		builder.oauth = (this.oauth != null && other.oauth != null) ? this.oauth.orElse(other.oauth)
				: either(this.oauth, other.oauth);
		builder.compat = (this.compat != null && other.compat != null) ? this.compat.orElse(other.compat)
				: either(this.compat, other.compat);
		builder.options = (this.options != null && other.options != null) ? this.options.orElse(other.options)
				: either(this.options, other.options);
		builder.timeouts = (this.timeouts != null && other.timeouts != null) ? this.timeouts.orElse(other.timeouts)
				: either(this.timeouts, other.timeouts);
		builder.retry = (this.retry != null && other.retry != null) ? this.retry.orElse(other.retry)
				: either(this.retry, other.retry);
		builder.connections = (this.connections != null && other.connections != null)
				? this.connections.orElse(other.connections) : either(this.connections, other.connections);
		builder.circuitBreaker = (this.circuitBreaker != null && other.circuitBreaker != null)
				? this.circuitBreaker.orElse(other.circuitBreaker) : either(this.circuitBreaker, other.circuitBreaker);
		return builder.build();
	}

	private static <T> @Nullable T either(@Nullable T own, @Nullable T other) {
		return (own != null) ? own : other;
	}

	/**
	 * Whether a key or a file with one is set; variables do not count.
	 * @return whether it is
	 */
	boolean hasKey() {
		return this.apiKey != null || !this.apiKeys.isEmpty() || this.apiKeyFile != null;
	}

	/**
	 * Whether a sign-in is set.
	 * @return whether it is
	 */
	boolean hasSignIn() {
		return this.oauth != null && this.oauth.isSet();
	}

	/**
	 * Whether how the key travels is set.
	 * @return whether it is
	 */
	boolean hasAuth() {
		return this.auth != null;
	}

	/**
	 * Whether it takes more than a key and an address to call the provider: what may not
	 * be there, or not fit together.
	 * @return whether it does
	 */
	boolean needsMoreThanKey() {
		return hasSignIn() || this.auth != null && this.auth.isByLibrary()
				|| this.circuitBreaker != null && this.circuitBreaker.isOn();
	}

	/**
	 * The provider's name in the registry.
	 * @return the name
	 */
	public String name() {
		return this.name;
	}

	/**
	 * The API type, such as {@code openai-completions}.
	 * @return the value, or null if not set
	 */
	public @Nullable String api() {
		return this.api;
	}

	/**
	 * The base URL, with the version where the API has one.
	 * @return the value, or null if not set
	 */
	public @Nullable String baseUrl() {
		return this.baseUrl;
	}

	/**
	 * The key, or null to look for the provider's environment variable.
	 * @return the value, or null if not set
	 */
	public @Nullable String apiKey() {
		return this.apiKey;
	}

	/**
	 * Several keys that take turns, one for each attempt.
	 * @return the value
	 */
	public List<String> apiKeys() {
		return this.apiKeys;
	}

	/**
	 * The path of a file that holds the key, read at each attempt.
	 * @return the value, or null if not set
	 */
	public @Nullable String apiKeyFile() {
		return this.apiKeyFile;
	}

	/**
	 * Environment variables that may hold the key, in the order in which they are tried.
	 * @return the value
	 */
	public List<String> keyVariables() {
		return this.keyVariables;
	}

	/**
	 * Whether a call without a key must not be sent; null leaves it to whether there is a
	 * key variable.
	 * @return the value, or null if not set
	 */
	public @Nullable Boolean keyRequired() {
		return this.keyRequired;
	}

	/**
	 * How the key travels.
	 * @return the value
	 */
	public AuthSettings auth() {
		return (this.auth != null) ? this.auth : AuthSettings.UNSET;
	}

	/**
	 * How one signs in.
	 * @return the value
	 */
	public OAuthSettings oauth() {
		return (this.oauth != null) ? this.oauth : OAuthSettings.UNSET;
	}

	/**
	 * Headers of every call.
	 * @return the value
	 */
	public Map<String, String> headers() {
		return this.headers;
	}

	/**
	 * The server's dialect.
	 * @return the value
	 */
	public Compat compat() {
		return (this.compat != null) ? this.compat : Compat.NONE;
	}

	/**
	 * The models; none if every id is passed on.
	 * @return the value
	 */
	public List<ModelSettings> models() {
		return this.models;
	}

	/**
	 * Options of every call.
	 * @return the value
	 */
	public ChatOptions options() {
		return (this.options != null) ? this.options : ChatOptions.NONE;
	}

	/**
	 * Time limits.
	 * @return the value
	 */
	public TimeoutSettings timeouts() {
		return (this.timeouts != null) ? this.timeouts : TimeoutSettings.NONE;
	}

	/**
	 * Retry.
	 * @return the value
	 */
	public RetrySettings retry() {
		return (this.retry != null) ? this.retry : RetrySettings.NONE;
	}

	/**
	 * The provider's own connections.
	 * @return the value
	 */
	public ConnectionSettings connections() {
		return (this.connections != null) ? this.connections : ConnectionSettings.NONE;
	}

	/**
	 * Bounds on what is read.
	 * @return the value, or null if not set
	 */
	public @Nullable Limits limits() {
		return this.limits;
	}

	/**
	 * Name of an SSL bundle.
	 * @return the value, or null if not set
	 */
	public @Nullable String sslBundle() {
		return this.sslBundle;
	}

	/**
	 * Whether answers are streamed on the wire.
	 * @return the value, or null if not set
	 */
	public @Nullable Boolean wireStreaming() {
		return this.wireStreaming;
	}

	/**
	 * On which threads events arrive.
	 * @return the value, or null if not set
	 */
	public @Nullable DeliverOn deliverOn() {
		return this.deliverOn;
	}

	/**
	 * When the provider is left alone because it keeps failing.
	 * @return the value
	 */
	public CircuitBreakerSettings circuitBreaker() {
		return (this.circuitBreaker != null) ? this.circuitBreaker : CircuitBreakerSettings.NONE;
	}

	/**
	 * What looks at this provider's requests and answers, after the registry's hooks.
	 * @return the hooks in their order
	 */
	public List<ExchangeHook> hooks() {
		return this.hooks;
	}

	/**
	 * All but secrets.
	 */
	@Override
	public String toString() {
		return "ProviderSettings[" + this.name + ", api=" + this.api + ", base-url=" + this.baseUrl + ", api-key="
				+ ((this.apiKey != null) ? "(set)" : "(not set)") + ", api-keys=" + this.apiKeys.size()
				+ ", api-key-file=" + this.apiKeyFile + ", key-variables=" + this.keyVariables + ", key-required="
				+ this.keyRequired + ", " + auth() + (oauth().isSet() ? ", " + oauth() : "") + ", headers="
				+ this.headers.keySet() + ", compat=" + Json.text(compat()) + ", " + options() + ", " + timeouts()
				+ ", " + retry() + ", " + connections() + ", " + circuitBreaker() + ", " + this.limits + ", ssl-bundle="
				+ this.sslBundle + ", wire-streaming=" + this.wireStreaming + ", deliver-on=" + this.deliverOn
				+ ", models=" + this.models.stream().map((model) -> model.model().id()).toList() + ", hooks="
				+ this.hooks.stream().map(ExchangeHook::name).toList() + "]";
	}

	/**
	 * Builds {@link ProviderSettings}.
	 */
	public static final class Builder {

		private final String name;

		private @Nullable String api;

		private @Nullable String baseUrl;

		private @Nullable String apiKey;

		private List<String> apiKeys = List.of();

		private @Nullable String apiKeyFile;

		private List<String> keyVariables = List.of();

		private @Nullable Boolean keyRequired;

		private @Nullable AuthSettings auth;

		private @Nullable OAuthSettings oauth;

		private Map<String, String> headers = Map.of();

		private @Nullable Compat compat;

		private List<ModelSettings> models = List.of();

		private @Nullable ChatOptions options;

		private @Nullable TimeoutSettings timeouts;

		private @Nullable RetrySettings retry;

		private @Nullable ConnectionSettings connections;

		private @Nullable Limits limits;

		private @Nullable String sslBundle;

		private @Nullable Boolean wireStreaming;

		private @Nullable DeliverOn deliverOn;

		private @Nullable CircuitBreakerSettings circuitBreaker;

		private List<ExchangeHook> hooks = List.of();

		private Builder(String name) {
			this.name = Objects.requireNonNull(name, "name");
		}

		/**
		 * The API type, such as {@code openai-completions}.
		 * @param api the value, or null if not set
		 * @return this builder
		 */
		public Builder api(@Nullable String api) {
			this.api = api;
			return this;
		}

		/**
		 * The base URL, with the version where the API has one.
		 * @param baseUrl the value, or null if not set
		 * @return this builder
		 */
		public Builder baseUrl(@Nullable String baseUrl) {
			this.baseUrl = baseUrl;
			return this;
		}

		/**
		 * The key, or null to look for the provider's environment variable.
		 * @param apiKey the value, or null if not set
		 * @return this builder
		 */
		public Builder apiKey(@Nullable String apiKey) {
			this.apiKey = apiKey;
			return this;
		}

		/**
		 * Several keys that take turns, one for each attempt.
		 * @param apiKeys the value
		 * @return this builder
		 */
		public Builder apiKeys(List<String> apiKeys) {
			this.apiKeys = apiKeys;
			return this;
		}

		/**
		 * The path of a file that holds the key, read at each attempt.
		 * @param apiKeyFile the value, or null if not set
		 * @return this builder
		 */
		public Builder apiKeyFile(@Nullable String apiKeyFile) {
			this.apiKeyFile = apiKeyFile;
			return this;
		}

		/**
		 * Environment variables that may hold the key, in the order in which they are
		 * tried.
		 * @param keyVariables the value
		 * @return this builder
		 */
		public Builder keyVariables(List<String> keyVariables) {
			this.keyVariables = keyVariables;
			return this;
		}

		/**
		 * Whether a call without a key must not be sent; null leaves it to whether there
		 * is a key variable.
		 * @param keyRequired the value, or null if not set
		 * @return this builder
		 */
		public Builder keyRequired(@Nullable Boolean keyRequired) {
			this.keyRequired = keyRequired;
			return this;
		}

		/**
		 * How the key travels.
		 * @param auth the value, or null if not set
		 * @return this builder
		 */
		public Builder auth(@Nullable AuthSettings auth) {
			this.auth = auth;
			return this;
		}

		/**
		 * How one signs in.
		 * @param oauth the value, or null if not set
		 * @return this builder
		 */
		public Builder oauth(@Nullable OAuthSettings oauth) {
			this.oauth = oauth;
			return this;
		}

		/**
		 * Headers of every call.
		 * @param headers the value
		 * @return this builder
		 */
		public Builder headers(Map<String, String> headers) {
			this.headers = headers;
			return this;
		}

		/**
		 * The server's dialect.
		 * @param compat the value, or null if not set
		 * @return this builder
		 */
		public Builder compat(@Nullable Compat compat) {
			this.compat = compat;
			return this;
		}

		/**
		 * The models; none if every id is passed on.
		 * @param models the value
		 * @return this builder
		 */
		public Builder models(List<ModelSettings> models) {
			this.models = models;
			return this;
		}

		/**
		 * Options of every call.
		 * @param options the value, or null if not set
		 * @return this builder
		 */
		public Builder options(@Nullable ChatOptions options) {
			this.options = options;
			return this;
		}

		/**
		 * Time limits.
		 * @param timeouts the value, or null if not set
		 * @return this builder
		 */
		public Builder timeouts(@Nullable TimeoutSettings timeouts) {
			this.timeouts = timeouts;
			return this;
		}

		/**
		 * Retry.
		 * @param retry the value, or null if not set
		 * @return this builder
		 */
		public Builder retry(@Nullable RetrySettings retry) {
			this.retry = retry;
			return this;
		}

		/**
		 * The provider's own connections.
		 * @param connections the value, or null if not set
		 * @return this builder
		 */
		public Builder connections(@Nullable ConnectionSettings connections) {
			this.connections = connections;
			return this;
		}

		/**
		 * Bounds on what is read.
		 * @param limits the value, or null if not set
		 * @return this builder
		 */
		public Builder limits(@Nullable Limits limits) {
			this.limits = limits;
			return this;
		}

		/**
		 * Name of an SSL bundle.
		 * @param sslBundle the value, or null if not set
		 * @return this builder
		 */
		public Builder sslBundle(@Nullable String sslBundle) {
			this.sslBundle = sslBundle;
			return this;
		}

		/**
		 * Whether answers are streamed on the wire.
		 * @param wireStreaming the value, or null if not set
		 * @return this builder
		 */
		public Builder wireStreaming(@Nullable Boolean wireStreaming) {
			this.wireStreaming = wireStreaming;
			return this;
		}

		/**
		 * On which threads events arrive.
		 * @param deliverOn the value, or null if not set
		 * @return this builder
		 */
		public Builder deliverOn(@Nullable DeliverOn deliverOn) {
			this.deliverOn = deliverOn;
			return this;
		}

		/**
		 * When the provider is left alone because it keeps failing.
		 * @param circuitBreaker the value, or null if not set
		 * @return this builder
		 */
		public Builder circuitBreaker(@Nullable CircuitBreakerSettings circuitBreaker) {
			this.circuitBreaker = circuitBreaker;
			return this;
		}

		/**
		 * What looks at this provider's requests and answers, after the registry's hooks.
		 * @param hooks the hooks in their order
		 * @return this builder
		 */
		public Builder hooks(List<? extends ExchangeHook> hooks) {
			this.hooks = List.copyOf(hooks);
			return this;
		}

		/**
		 * Builds the settings.
		 * @return the settings
		 */
		public ProviderSettings build() {
			return new ProviderSettings(this);
		}

	}

}
