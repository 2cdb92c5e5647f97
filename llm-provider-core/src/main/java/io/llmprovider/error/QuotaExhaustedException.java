package io.llmprovider.error;

import org.jspecify.annotations.Nullable;

/**
 * The account's quota or credit is used up; trying again at once does not help.
 */
public class QuotaExhaustedException extends LlmException {

	/**
	 * Creates the exception.
	 * @param details what is known
	 * @param cause what caused it, or null
	 */
	public QuotaExhaustedException(ErrorDetails details, @Nullable Throwable cause) {
		super(ErrorKind.QUOTA_EXHAUSTED, details, cause);
	}

}
