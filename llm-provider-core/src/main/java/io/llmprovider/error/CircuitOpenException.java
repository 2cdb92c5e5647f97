package io.llmprovider.error;

/**
 * The provider failed so often that it is left alone for a while: nothing was sent.
 * {@link #retryAfter()} says when it is tried again.
 */
public class CircuitOpenException extends OverloadedException {

	/**
	 * Creates the exception.
	 * @param details what is known
	 */
	public CircuitOpenException(ErrorDetails details) {
		super(details, null);
	}

}
