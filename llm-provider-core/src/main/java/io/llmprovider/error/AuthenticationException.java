package io.llmprovider.error;

import org.jspecify.annotations.Nullable;

/**
 * The key or token is missing, wrong or expired.
 */
public class AuthenticationException extends LlmException {

	/**
	 * Creates the exception.
	 * @param details what is known
	 * @param cause what caused it, or null
	 */
	public AuthenticationException(ErrorDetails details, @Nullable Throwable cause) {
		super(ErrorKind.AUTHENTICATION, details, cause);
	}

}
