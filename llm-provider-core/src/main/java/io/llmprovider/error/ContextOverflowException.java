package io.llmprovider.error;

import org.jspecify.annotations.Nullable;

/**
 * The conversation is longer than the model's context.
 */
public class ContextOverflowException extends LlmException {

	/**
	 * Creates the exception.
	 * @param details what is known
	 * @param cause what caused it, or null
	 */
	public ContextOverflowException(ErrorDetails details, @Nullable Throwable cause) {
		super(ErrorKind.CONTEXT_OVERFLOW, details, cause);
	}

	/**
	 * How many tokens the model takes.
	 * @return tokens, or null if the provider did not say
	 */
	public @Nullable Long limit() {
		return details().limit();
	}

	/**
	 * How many tokens the request had.
	 * @return tokens, or null if the provider did not say
	 */
	public @Nullable Long actual() {
		return details().actual();
	}

}
