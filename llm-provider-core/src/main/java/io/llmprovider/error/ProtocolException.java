package io.llmprovider.error;

import org.jspecify.annotations.Nullable;

/**
 * The answer is not what the protocol says it is: not JSON, an HTML page, a redirect.
 */
public class ProtocolException extends LlmException {

	/**
	 * Creates the exception.
	 * @param details what is known
	 * @param cause what caused it, or null
	 */
	public ProtocolException(ErrorDetails details, @Nullable Throwable cause) {
		super(ErrorKind.PROTOCOL, details, cause);
	}

}
