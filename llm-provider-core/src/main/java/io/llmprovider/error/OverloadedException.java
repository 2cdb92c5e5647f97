package io.llmprovider.error;

import org.jspecify.annotations.Nullable;

/**
 * The provider is overloaded or still loading the model.
 */
public class OverloadedException extends LlmException {

	/**
	 * Creates the exception.
	 * @param details what is known
	 * @param cause what caused it, or null
	 */
	public OverloadedException(ErrorDetails details, @Nullable Throwable cause) {
		super(ErrorKind.OVERLOADED, details, cause);
	}

}
