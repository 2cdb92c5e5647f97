package io.llmprovider.provider;

import io.llmprovider.auth.AuthScheme;
import io.llmprovider.auth.AuthSettings;
import io.llmprovider.auth.Authorizer;
import io.llmprovider.auth.KeySource;
import io.llmprovider.oauth.ProviderSignIn;
import org.jspecify.annotations.Nullable;

/**
 * With what a provider is asked.
 *
 * @param keys where its key comes from
 * @param authorizer puts the key, or what stands for it, on a request
 * @param signIn how one signs in, or null where nobody does
 */
record Access(KeySource keys, Authorizer authorizer, @Nullable ProviderSignIn signIn) {

	/**
	 * Whether there is a key now.
	 * @param auth how the key travels
	 * @return the state
	 */
	ProviderDescription.KeyState keyState(AuthSettings auth) {
		if (auth.scheme() == AuthScheme.NONE) {
			return ProviderDescription.KeyState.NOT_NEEDED;
		}
		if (this.keys.isPresent()) {
			return ProviderDescription.KeyState.PRESENT;
		}
		if (this.signIn != null) {
			return this.signIn.isKnown() ? ProviderDescription.KeyState.PRESENT : ProviderDescription.KeyState.SIGN_IN;
		}
		return (this.keys.isRequired() && !this.authorizer.worksWithoutKey()) ? ProviderDescription.KeyState.MISSING
				: ProviderDescription.KeyState.NOT_NEEDED;
	}

}
