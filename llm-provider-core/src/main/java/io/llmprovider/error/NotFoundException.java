package io.llmprovider.error;

import org.jspecify.annotations.Nullable;

/**
 * The provider knows no such model, deployment or address.
 */
public class NotFoundException extends LlmException {

	/**
	 * Creates the exception.
	 * @param details what is known
	 * @param cause what caused it, or null
	 */
	public NotFoundException(ErrorDetails details, @Nullable Throwable cause) {
		super(ErrorKind.NOT_FOUND, details, cause);
	}

}
