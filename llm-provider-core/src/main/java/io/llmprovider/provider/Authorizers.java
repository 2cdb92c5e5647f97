package io.llmprovider.provider;

import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;

import io.llmprovider.auth.AuthScheme;
import io.llmprovider.auth.Authorizer;
import io.llmprovider.auth.KeyAuthorizer;
import io.llmprovider.auth.KeyOrTokenAuthorizer;
import io.llmprovider.auth.KeySource;
import io.llmprovider.auth.aws.AwsAuthorizer;
import io.llmprovider.auth.aws.AwsLibrary;
import io.llmprovider.auth.entra.EntraLibrary;
import io.llmprovider.auth.google.GoogleLibrary;
import io.llmprovider.protocol.Cloud;
import org.jspecify.annotations.Nullable;

/**
 * Chooses what puts credentials on a provider's requests: the user's own authorizer, what
 * the settings say, or the key and where there is none the cloud's token.
 */
final class Authorizers {

	private final Protocols protocols;

	private final Map<String, Authorizer> own;

	private final UnaryOperator<@Nullable String> environment;

	private final CloudTokens tokens;

	Authorizers(Protocols protocols, Map<String, Authorizer> own, UnaryOperator<@Nullable String> environment) {
		this(protocols, own, environment, CloudTokens.OF_LIBRARIES);
	}

	Authorizers(Protocols protocols, Map<String, Authorizer> own, UnaryOperator<@Nullable String> environment,
			CloudTokens tokens) {
		this.protocols = protocols;
		this.own = own;
		this.environment = environment;
		this.tokens = tokens;
	}

	Authorizer create(ProviderSettings settings, KeySource keys, @Nullable String home) {
		String name = settings.name();
		Authorizer chosen = this.own.get(name);
		if (chosen != null) {
			return chosen;
		}
		Authorizer told = byScheme(settings);
		if (told != null) {
			return told;
		}
		Authorizer byKey = new KeyAuthorizer(keys, settings.auth(), home);
		Cloud cloud = this.protocols.get(settings.api(), name).cloud();
		Authorizer byCloud = (cloud != null) ? byCloud(cloud, settings) : null;
		return (byCloud != null) ? new KeyOrTokenAuthorizer(keys, byKey, byCloud) : byKey;
	}

	/** What the settings ask for by name, if it is no key. */
	private @Nullable Authorizer byScheme(ProviderSettings settings) {
		AuthScheme scheme = settings.auth().scheme();
		String name = settings.name();
		if (scheme == AuthScheme.ENTRA) {
			require(EntraLibrary.isPresent(), settings, "the library that fetches tokens is", EntraLibrary.ARTIFACT);
			return this.tokens.entra(name, settings.auth().scope());
		}
		if (scheme == AuthScheme.GOOGLE) {
			require(GoogleLibrary.isPresent(), settings, "the library that fetches tokens is", GoogleLibrary.ARTIFACT);
			return this.tokens.google(name, settings.auth().scope());
		}
		if (scheme == AuthScheme.AWS) {
			require(AwsLibrary.isPresent(), settings, "the libraries that sign requests are", AwsLibrary.ARTIFACTS);
			return AwsAuthorizer.of(name, settings.auth(), this.environment);
		}
		return null;
	}

	/** What a cloud gives to those who have no key. */
	private @Nullable Authorizer byCloud(Cloud cloud, ProviderSettings settings) {
		AuthScheme scheme = settings.auth().scheme();
		String name = settings.name();
		String scope = settings.auth().scope();
		return switch (cloud) {
			case AWS -> (scheme != null) ? null : AwsLibrary.isPresent()
					? AwsAuthorizer.of(name, settings.auth(), this.environment) : AwsLibrary.missing(name);
			case AZURE ->
				(scheme != AuthScheme.NONE && EntraLibrary.isPresent()) ? this.tokens.entra(name, scope) : null;
			case GOOGLE ->
				(scheme != AuthScheme.NONE && GoogleLibrary.isPresent()) ? this.tokens.google(name, scope) : null;
		};
	}

	private static void require(boolean present, ProviderSettings settings, String what, String artifacts) {
		AuthScheme scheme = settings.auth().scheme();
		if (!present && scheme != null) {
			throw ProviderFactory.wrong(
					"llm.providers." + settings.name() + ".auth.scheme is '" + scheme.name().toLowerCase(Locale.ROOT)
							+ "', but " + what + " not on the class path",
					"Add the " + (artifacts.contains(" ") ? "dependencies " : "dependency ") + artifacts + ".");
		}
	}

}
