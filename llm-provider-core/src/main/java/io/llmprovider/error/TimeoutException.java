package io.llmprovider.error;

import org.jspecify.annotations.Nullable;

/**
 * A time limit passed. The message names the limit and its property.
 */
public class TimeoutException extends LlmException {

	/**
	 * Creates the exception.
	 * @param details what is known
	 * @param cause what caused it, or null
	 */
	public TimeoutException(ErrorDetails details, @Nullable Throwable cause) {
		super(ErrorKind.TIMEOUT, details, cause);
	}

}
