package io.llmprovider.error;

import org.jspecify.annotations.Nullable;

/**
 * The provider failed.
 */
public class ServerException extends LlmException {

	/**
	 * Creates the exception.
	 * @param details what is known
	 * @param cause what caused it, or null
	 */
	public ServerException(ErrorDetails details, @Nullable Throwable cause) {
		super(ErrorKind.SERVER, details, cause);
	}

}
