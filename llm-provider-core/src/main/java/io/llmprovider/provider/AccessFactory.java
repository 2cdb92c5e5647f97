package io.llmprovider.provider;

import java.util.Map;
import java.util.function.UnaryOperator;

import io.llmprovider.auth.Authorizer;
import io.llmprovider.auth.KeySource;
import io.llmprovider.oauth.ProviderSignIn;
import io.llmprovider.transport.HttpTransport;
import org.jspecify.annotations.Nullable;

/**
 * Makes a provider's access of its settings and of what the application has for all
 * providers.
 */
final class AccessFactory {

	private final Map<String, Authorizer> authorizers;

	private final UnaryOperator<@Nullable String> environment;

	private final SignInFlows signIns;

	/**
	 * Nothing is looked for before a provider asks for it.
	 * @param authorizers the application's by provider
	 * @param environment gives environment variables
	 * @param signIns chooses how one signs in
	 */
	AccessFactory(Map<String, Authorizer> authorizers, UnaryOperator<@Nullable String> environment,
			SignInFlows signIns) {
		this.authorizers = authorizers;
		this.environment = environment;
		this.signIns = signIns;
	}

	/**
	 * The access of a provider.
	 * @param registration what the user says of it
	 * @param settings the provider's settings with all layers merged
	 * @param keys where its key comes from
	 * @param protocols the API types that it may speak
	 * @param transport the provider's connections
	 * @return the access
	 */
	Access create(Registration registration, ProviderSettings settings, KeySource keys, Protocols protocols,
			HttpTransport transport) {
		ProviderSettings configured = registration.settings();
		String home = configured.keyVariables().isEmpty() ? settings.baseUrl() : null;
		ProviderSignIn signIn = this.signIns.create(settings, registration.flow(), transport);
		Authorizer authorizer = new Authorizers(protocols, this.authorizers, this.environment).create(settings, keys,
				home);
		if (signIn != null && !this.authorizers.containsKey(settings.name())) {
			authorizer = signIn.authorizer(keys, authorizer, configured.auth());
		}
		return new Access(keys, authorizer, signIn);
	}

}
