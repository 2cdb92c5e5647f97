package io.llmprovider.oauth;

import java.time.Duration;
import java.util.concurrent.TimeoutException;

import io.llmprovider.error.ErrorDetails;
import io.llmprovider.error.ErrorKind;
import io.llmprovider.error.LlmException;
import io.llmprovider.error.SignInRequiredException;
import org.jspecify.annotations.Nullable;

/**
 * What can go wrong with one user's sign-in, in words. Nothing of it was sent to the
 * provider.
 */
final class SignInFailures {

	private final String who;

	private final String login;

	private final String action;

	SignInFailures(CredentialKey key, String login) {
		this.who = "provider '" + key.provider() + "'"
				+ ((key.principal() != null) ? " for '" + key.principal() + "'" : "");
		this.login = login;
		this.action = "Sign in with SignIns.signIn(\"" + key.provider() + "\", …)";
	}

	LlmException notSignedIn() {
		return required("Nobody is signed in at " + this.who + " (" + this.login + ")", this.action + ".", null);
	}

	LlmException mustSignInAgain(@Nullable Throwable cause) {
		return required(
				"The sign-in at " + this.who + " (" + this.login
						+ ") has ended: the authorization server gives no new token for it",
				this.action + " again.", cause);
	}

	LlmException belongsElsewhere(String home, String target) {
		return required(
				"The sign-in at " + this.who + " (" + this.login + ") belongs to " + home + " and is not sent to "
						+ target,
				this.action + " again if " + target + " may have it, or give that address a provider of its own.",
				null);
	}

	LlmException ofRefresh(Throwable failure) {
		if (failure instanceof TimeoutException) {
			return unsent(ErrorKind.TIMEOUT,
					"The token for " + this.who + " (" + this.login + ") was not refreshed within "
							+ SignInSession.PATIENCE.toSeconds() + " seconds",
					"Look at the authorization server and the way to it.", failure);
		}
		return typed(failure, "The token for " + this.who + " (" + this.login + ") could not be refreshed");
	}

	LlmException ofSignIn(Throwable failure, Duration limit) {
		if (failure instanceof TimeoutException) {
			return unsent(ErrorKind.TIMEOUT,
					"Nobody finished the sign-in at " + this.who + " (" + this.login + ") within " + limit.toSeconds()
							+ " seconds",
					this.action + " again, or set a longer oauth.timeout for the provider.", failure);
		}
		return typed(failure, "The sign-in at " + this.who + " (" + this.login + ") failed");
	}

	LlmException ofSignOut(Throwable failure) {
		return typed(failure, "The credentials of " + this.who + " (" + this.login
				+ ") are forgotten here, but the authorization server could not be told");
	}

	/**
	 * The failure as one caller's own: a call notes on it what it was about, and several
	 * may wait for one refresh.
	 */
	static Throwable own(Throwable failure) {
		if (failure instanceof SignInRequiredException shared) {
			return new SignInRequiredException(shared.details(), shared).attempts(0);
		}
		return (failure instanceof LlmException shared) ? shared.kind().exception(shared.details(), shared).attempts(0)
				: failure;
	}

	private LlmException typed(Throwable failure, String what) {
		if (failure instanceof LlmException known) {
			return known.attempts(0);
		}
		// Its message may quote a token.
		return unsent(ErrorKind.AUTHENTICATION, what + ": " + failure.getClass().getSimpleName(),
				"Look at the cause, or sign in again.", failure);
	}

	private static LlmException unsent(ErrorKind kind, String message, String action, Throwable cause) {
		return kind.exception(ErrorDetails.of(message, action), cause).attempts(0);
	}

	private static LlmException required(String message, String action, @Nullable Throwable cause) {
		return new SignInRequiredException(ErrorDetails.of(message, action), cause).attempts(0);
	}

}
