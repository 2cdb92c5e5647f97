package io.llmprovider.provider;

import java.util.Map;

import io.llmprovider.auth.AuthScheme;
import io.llmprovider.auth.Authorizer;
import io.llmprovider.auth.KeyAuthorizer;
import io.llmprovider.auth.KeyOrTokenAuthorizer;
import io.llmprovider.auth.KeySource;
import io.llmprovider.auth.entra.EntraLibrary;
import io.llmprovider.auth.entra.EntraTokens;
import io.llmprovider.protocol.Cloud;
import org.jspecify.annotations.Nullable;

/**
 * Chooses what puts credentials on a provider's requests: the user's own authorizer, what
 * the settings say, or the key and where there is none the cloud's token.
 */
final class Authorizers {

	private final Protocols protocols;

	private final Map<String, Authorizer> own;

	Authorizers(Protocols protocols, Map<String, Authorizer> own) {
		this.protocols = protocols;
		this.own = own;
	}

	Authorizer create(ProviderSettings settings, KeySource keys, @Nullable String home) {
		String name = settings.name();
		Authorizer chosen = this.own.get(name);
		if (chosen != null) {
			return chosen;
		}
		if (settings.auth().scheme() == AuthScheme.ENTRA) {
			if (!EntraLibrary.isPresent()) {
				throw ProviderFactory.wrong("llm.providers." + name
						+ ".auth.scheme is 'entra', but the library that fetches tokens is not" + " on the class path",
						"Add the dependency " + EntraLibrary.ARTIFACT + ".");
			}
			return EntraTokens.authorizer(name, settings.auth().scope());
		}
		Authorizer byKey = new KeyAuthorizer(keys, settings.auth(), home);
		boolean azure = this.protocols.get(settings.api(), name).cloud() == Cloud.AZURE;
		boolean tokens = azure && settings.auth().scheme() != AuthScheme.NONE && EntraLibrary.isPresent();
		return tokens ? new KeyOrTokenAuthorizer(keys, byKey, EntraTokens.authorizer(name, settings.auth().scope()))
				: byKey;
	}

}
