package io.llmprovider.error;

import org.jspecify.annotations.Nullable;

/**
 * The stream stopped without the provider's terminal signal. {@link #partialResponse()}
 * holds what had arrived; tool calls in it must not be executed.
 */
public class TruncatedStreamException extends LlmException {

	/**
	 * Creates the exception.
	 * @param details what is known
	 * @param cause what caused it, or null
	 */
	public TruncatedStreamException(ErrorDetails details, @Nullable Throwable cause) {
		super(ErrorKind.TRUNCATED, details, cause);
	}

}
