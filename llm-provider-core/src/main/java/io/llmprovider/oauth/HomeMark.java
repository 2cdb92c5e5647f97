package io.llmprovider.oauth;

import io.llmprovider.auth.Origin;
import org.jspecify.annotations.Nullable;

/**
 * Notes on credentials to whom they belong, so that a provider of the same name at
 * another address, in a later configuration or in another application that shares the
 * store, does not get them.
 */
final class HomeMark {

	/** The attribute that holds the base URL. */
	static final String ATTRIBUTE = "endpoint";

	private HomeMark() {
	}

	static OAuthCredentials put(OAuthCredentials credentials, String home) {
		return credentials.with(ATTRIBUTE, home);
	}

	/**
	 * To whom credentials belong.
	 * @return a base URL, or null if nobody noted it
	 */
	static @Nullable String of(OAuthCredentials credentials) {
		return credentials.text(ATTRIBUTE);
	}

	/**
	 * Whether credentials belong to an address, or nobody noted to whom they do.
	 */
	static boolean allows(OAuthCredentials credentials, String address) {
		String home = of(credentials);
		return home == null || Origin.same(home, address);
	}

}
