package io.llmprovider.test.simulator;

/**
 * Thrown by a {@link Dialect} that does not accept a request; what it carries is answered
 * in the shape of the protocol.
 */
public final class Refusal extends RuntimeException {

	private static final long serialVersionUID = 1L;

	private final transient ProviderRule rule;

	private final transient SimulatedError error;

	/**
	 * Creates the refusal.
	 * @param rule the rule that the request breaks
	 * @param error what to answer
	 */
	public Refusal(ProviderRule rule, SimulatedError error) {
		super(error.message(), null, false, false);
		this.rule = rule;
		this.error = error;
	}

	/**
	 * Why the request is refused.
	 * @return the rule that it breaks
	 */
	public ProviderRule rule() {
		return this.rule;
	}

	/**
	 * What to answer.
	 * @return the error
	 */
	public SimulatedError error() {
		return this.error;
	}

}
