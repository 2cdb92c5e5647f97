package io.llmprovider.provider;

import java.util.Locale;
import java.util.Map;

import io.llmprovider.auth.AuthScheme;
import io.llmprovider.auth.Authorizer;
import io.llmprovider.auth.KeyAuthorizer;
import io.llmprovider.auth.KeyOrTokenAuthorizer;
import io.llmprovider.auth.KeySource;
import io.llmprovider.auth.entra.EntraLibrary;
import io.llmprovider.auth.entra.EntraTokens;
import io.llmprovider.auth.google.GoogleLibrary;
import io.llmprovider.auth.google.GoogleTokens;
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
		AuthScheme scheme = settings.auth().scheme();
		if (scheme == AuthScheme.ENTRA || scheme == AuthScheme.GOOGLE) {
			Cloud cloud = (scheme == AuthScheme.ENTRA) ? Cloud.AZURE : Cloud.GOOGLE;
			if (!isPresent(cloud)) {
				throw ProviderFactory.wrong(
						"llm.providers." + name + ".auth.scheme is '" + scheme.name().toLowerCase(Locale.ROOT)
								+ "', but the library that fetches tokens is not on the class path",
						"Add the dependency " + artifact(cloud) + ".");
			}
			return tokens(cloud, settings);
		}
		Authorizer byKey = new KeyAuthorizer(keys, settings.auth(), home);
		Cloud cloud = this.protocols.get(settings.api(), name).cloud();
		if (cloud == null || scheme == AuthScheme.NONE || !isPresent(cloud)) {
			return byKey;
		}
		return new KeyOrTokenAuthorizer(keys, byKey, tokens(cloud, settings));
	}

	private static boolean isPresent(Cloud cloud) {
		return switch (cloud) {
			case AZURE -> EntraLibrary.isPresent();
			case GOOGLE -> GoogleLibrary.isPresent();
		};
	}

	private static String artifact(Cloud cloud) {
		return switch (cloud) {
			case AZURE -> EntraLibrary.ARTIFACT;
			case GOOGLE -> GoogleLibrary.ARTIFACT;
		};
	}

	private static Authorizer tokens(Cloud cloud, ProviderSettings settings) {
		return switch (cloud) {
			case AZURE -> EntraTokens.authorizer(settings.name(), settings.auth().scope());
			case GOOGLE -> GoogleTokens.authorizer(settings.name(), settings.auth().scope());
		};
	}

}
