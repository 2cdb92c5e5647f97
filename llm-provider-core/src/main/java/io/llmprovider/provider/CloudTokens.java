package io.llmprovider.provider;

import io.llmprovider.auth.Authorizer;
import io.llmprovider.auth.entra.EntraTokens;
import io.llmprovider.auth.google.GoogleTokens;
import org.jspecify.annotations.Nullable;

/**
 * Makes what sends a cloud's tokens.
 */
interface CloudTokens {

	/**
	 * By the clouds' own libraries, which need not be there as long as nobody asks.
	 */
	CloudTokens OF_LIBRARIES = new CloudTokens() {

		@Override
		public Authorizer entra(String provider, @Nullable String scope) {
			return EntraTokens.authorizer(provider, scope);
		}

		@Override
		public Authorizer google(String provider, @Nullable String scope) {
			return GoogleTokens.authorizer(provider, scope);
		}

	};

	/**
	 * Sends tokens of Microsoft Entra ID.
	 * @param provider the provider's name
	 * @param scope what the tokens are for, or null for the usual
	 * @return an authorizer
	 */
	Authorizer entra(String provider, @Nullable String scope);

	/**
	 * Sends Google's tokens.
	 * @param provider the provider's name
	 * @param scope what the tokens are for, or null for the usual
	 * @return an authorizer
	 */
	Authorizer google(String provider, @Nullable String scope);

}
