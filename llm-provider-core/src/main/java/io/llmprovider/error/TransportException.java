package io.llmprovider.error;

import org.jspecify.annotations.Nullable;

/**
 * The connection could not be made or broke.
 */
public class TransportException extends LlmException {

	/**
	 * Creates the exception.
	 * @param details what is known
	 * @param cause what caused it, or null
	 */
	public TransportException(ErrorDetails details, @Nullable Throwable cause) {
		super(ErrorKind.TRANSPORT, details, cause);
	}

}
