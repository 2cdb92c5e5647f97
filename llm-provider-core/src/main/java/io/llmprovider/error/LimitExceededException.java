package io.llmprovider.error;

import org.jspecify.annotations.Nullable;

/**
 * A bound of the library's was passed. The message names the bound and its property.
 */
public class LimitExceededException extends LlmException {

	/**
	 * Creates the exception.
	 * @param details what is known
	 * @param cause what caused it, or null
	 */
	public LimitExceededException(ErrorDetails details, @Nullable Throwable cause) {
		super(ErrorKind.LIMIT, details, cause);
	}

}
