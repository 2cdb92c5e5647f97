package io.llmprovider.test.simulator;

/**
 * Thrown by a {@link Dialect} that does not accept a request; what it carries is answered
 * in the shape of the protocol.
 */
public final class Refusal extends RuntimeException {

	private static final long serialVersionUID = 1L;

	private final transient SimulatedError error;

	/**
	 * Creates the refusal.
	 * @param error what to answer
	 */
	public Refusal(SimulatedError error) {
		super(error.message(), null, false, false);
		this.error = error;
	}

	/**
	 * What to answer.
	 * @return the error
	 */
	public SimulatedError error() {
		return this.error;
	}

}
