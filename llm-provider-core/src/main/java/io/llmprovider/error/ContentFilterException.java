package io.llmprovider.error;

import org.jspecify.annotations.Nullable;

/**
 * The provider withheld the prompt or the answer.
 */
public class ContentFilterException extends LlmException {

	/**
	 * Creates the exception.
	 * @param details what is known
	 * @param cause what caused it, or null
	 */
	public ContentFilterException(ErrorDetails details, @Nullable Throwable cause) {
		super(ErrorKind.CONTENT_FILTER, details, cause);
	}

}
