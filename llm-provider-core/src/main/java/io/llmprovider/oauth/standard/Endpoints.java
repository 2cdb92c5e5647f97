package io.llmprovider.oauth.standard;

import io.llmprovider.error.ErrorDetails;
import io.llmprovider.error.ErrorKind;
import io.llmprovider.oauth.FlowContext;
import io.llmprovider.oauth.OAuthSettings;
import org.jspecify.annotations.Nullable;

/**
 * Where the authorization server is asked what.
 *
 * @param authorization where the browser is sent, or null
 * @param token where tokens are given, or null
 * @param deviceAuthorization where device codes are given, or null
 * @param revocation where tokens are taken back, or null
 */
record Endpoints(@Nullable String authorization, @Nullable String token, @Nullable String deviceAuthorization,
		@Nullable String revocation) {

	static Endpoints of(OAuthSettings settings) {
		return new Endpoints(settings.authorizationUri(), settings.tokenUri(), settings.deviceAuthorizationUri(),
				settings.revocationUri());
	}

	/** What the user wrote wins over what the server says of itself. */
	Endpoints orElse(Endpoints other) {
		return new Endpoints(either(this.authorization, other.authorization), either(this.token, other.token),
				either(this.deviceAuthorization, other.deviceAuthorization), either(this.revocation, other.revocation));
	}

	private static @Nullable String either(@Nullable String own, @Nullable String other) {
		return (own != null) ? own : other;
	}

	static String required(@Nullable String endpoint, String setting, FlowContext context) {
		if (endpoint == null) {
			throw ErrorKind.CONFIGURATION.exception(ErrorDetails.of(
					"Provider '" + context.provider() + "' cannot sign in by " + context.settings().flow() + ": the "
							+ setting + " is not known",
					"Set " + context.property(setting) + ", or " + context.property("issuer-uri")
							+ " to a server that tells it."))
				.attempts(0);
		}
		return endpoint;
	}

}
