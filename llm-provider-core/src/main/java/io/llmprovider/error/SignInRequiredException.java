package io.llmprovider.error;

import org.jspecify.annotations.Nullable;

/**
 * Nobody is signed in, or what the sign-in gave does not count any more: the user has to
 * sign in again. An application shows its sign-in when it gets this.
 */
public class SignInRequiredException extends AuthenticationException {

	/**
	 * Creates the exception.
	 * @param details what is known
	 * @param cause what caused it, or null
	 */
	public SignInRequiredException(ErrorDetails details, @Nullable Throwable cause) {
		super(details, cause);
	}

}
