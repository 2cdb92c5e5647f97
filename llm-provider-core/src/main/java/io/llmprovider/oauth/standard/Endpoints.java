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

	static String required(@Nullable String endpoint, String setting, FlowContext context) {
		if (endpoint == null) {
			throw ErrorKind.CONFIGURATION.exception(ErrorDetails.of("Provider '" + context.provider()
					+ "' cannot sign in by " + context.settings().flow() + ": the " + setting + " is not set",
					"Set " + context.property(setting) + "."))
				.attempts(0);
		}
		return endpoint;
	}

}
