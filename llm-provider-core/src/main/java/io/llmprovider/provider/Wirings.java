package io.llmprovider.provider;

import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

import io.llmprovider.auth.Authorizer;
import io.llmprovider.auth.KeyAuthorizer;
import io.llmprovider.auth.KeySettings;
import io.llmprovider.auth.KeySource;
import io.llmprovider.auth.KeySupplier;
import io.llmprovider.oauth.CredentialStore;
import io.llmprovider.oauth.OAuthFlow;
import org.jspecify.annotations.Nullable;

/**
 * What the calls of all providers are made ready with. Of it, only what a start needs is
 * made at once.
 */
final class Wirings {

	private final UnaryOperator<@Nullable String> environment;

	private final Map<String, Authorizer> authorizers;

	private final @Nullable KeySupplier supplier;

	private final Map<String, OAuthFlow> flows;

	private final @Nullable Function<String, Optional<OAuthFlow>> otherFlows;

	private final @Nullable Supplier<? extends CredentialStore> credentials;

	private final Clock clock;

	private @Nullable WiringFactory factory;

	/**
	 * Nothing is looked for before a provider asks for it.
	 * @param environment gives environment variables
	 * @param authorizers the application's by provider
	 * @param supplier the application's own source of keys, or null
	 * @param flows how one signs in, by name
	 * @param otherFlows finds ways of signing in that are not among them, or null
	 * @param credentials gives the store of those who signed in, or null
	 * @param clock tells when a token ends
	 */
	Wirings(UnaryOperator<@Nullable String> environment, Map<String, Authorizer> authorizers,
			@Nullable KeySupplier supplier, Map<String, OAuthFlow> flows,
			@Nullable Function<String, Optional<OAuthFlow>> otherFlows,
			@Nullable Supplier<? extends CredentialStore> credentials, Clock clock) {
		this.environment = environment;
		this.authorizers = Map.copyOf(authorizers);
		this.supplier = supplier;
		this.flows = Map.copyOf(flows);
		this.otherFlows = otherFlows;
		this.credentials = credentials;
		this.clock = clock;
	}

	/**
	 * Wires a provider; nothing is opened yet.
	 * @param registration what the user says of it
	 * @param merged its settings with all layers merged
	 * @param parts what providers share
	 * @return the wiring
	 * @throws io.llmprovider.error.ConfigurationException if something cannot work
	 */
	ProviderWiring wire(Registration registration, ProviderSettings merged, ProviderParts parts) {
		return factory().wire(registration, merged, keys(merged), parts);
	}

	private synchronized WiringFactory factory() {
		WiringFactory made = this.factory;
		if (made == null) {
			SignInFlows signIns = new SignInFlows(this.flows, this.otherFlows, this.credentials, this.clock);
			made = new WiringFactory(this.environment, new AccessFactory(this.authorizers, this.environment, signIns));
			this.factory = made;
		}
		return made;
	}

	/**
	 * Whether a provider has a key that is not wired, and so has neither a sign-in nor a
	 * cloud nor a library that gives it tokens.
	 * @param settings its settings with all layers merged
	 * @return the state, as its wiring would tell it
	 */
	ProviderDescription.KeyState keyState(ProviderSettings settings) {
		KeySource keys = keys(settings);
		Authorizer own = this.authorizers.get(settings.name());
		Authorizer authorizer = (own != null) ? own : new KeyAuthorizer(keys, settings.auth(), null);
		return new Access(keys, authorizer, null).keyState(settings.auth());
	}

	private KeySource keys(ProviderSettings settings) {
		boolean required = (settings.keyRequired() != null) ? settings.keyRequired()
				: !settings.keyVariables().isEmpty() || settings.hasKey();
		KeySettings keys = new KeySettings(settings.apiKey(), settings.apiKeys(), settings.apiKeyFile(),
				settings.keyVariables(), required);
		return new KeySource(settings.name(), keys, (this.supplier != null) ? this.supplier : KeySupplier.NONE,
				this.environment);
	}

}
