package io.llmprovider.error;

import org.jspecify.annotations.Nullable;

/**
 * A budget of the application's own is spent; nothing was sent.
 */
public class BudgetExceededException extends LlmException {

	/**
	 * Creates the exception.
	 * @param details what is known
	 * @param cause what caused it, or null
	 */
	public BudgetExceededException(ErrorDetails details, @Nullable Throwable cause) {
		super(ErrorKind.BUDGET, details, cause);
	}

}
