package io.llmprovider.oauth;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * How a sign-in stands.
 *
 * @param provider the provider's name
 * @param principal the user or tenant of the application, or null
 * @param login what users call the login, such as {@code Corporate AI (SSO)}
 * @param state how it stands
 * @param expiresAt from when on the access token is refused; null if nobody is signed in
 * or its end is unknown
 */
public record SignInStatus(String provider, @Nullable String principal, String login, State state,
		@Nullable Instant expiresAt) {

	/**
	 * How a sign-in stands.
	 */
	public enum State {

		/** Nobody is signed in; a flow that needs nobody signs in at the first call. */
		SIGNED_OUT,

		/** There is a token that can be sent. */
		SIGNED_IN,

		/** The token has ended or nearly so; the next call refreshes it. */
		REFRESH_DUE,

		/** The token has ended or was refused, and cannot be refreshed. */
		EXPIRED

	}

}
