package io.llmprovider.error;

import org.jspecify.annotations.Nullable;

/**
 * The provider does not accept the request, or the library refused to send it.
 */
public class InvalidRequestException extends LlmException {

	/**
	 * Creates the exception.
	 * @param details what is known
	 * @param cause what caused it, or null
	 */
	public InvalidRequestException(ErrorDetails details, @Nullable Throwable cause) {
		super(ErrorKind.INVALID_REQUEST, details, cause);
	}

}
