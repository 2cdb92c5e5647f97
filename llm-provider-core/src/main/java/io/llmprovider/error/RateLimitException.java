package io.llmprovider.error;

import org.jspecify.annotations.Nullable;

/**
 * Too many requests or tokens at the moment; {@link #retryAfter()} says how long to wait
 * if the provider said so.
 */
public class RateLimitException extends LlmException {

	/**
	 * Creates the exception.
	 * @param details what is known
	 * @param cause what caused it, or null
	 */
	public RateLimitException(ErrorDetails details, @Nullable Throwable cause) {
		super(ErrorKind.RATE_LIMIT, details, cause);
	}

}
