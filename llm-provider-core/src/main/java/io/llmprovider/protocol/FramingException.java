package io.llmprovider.protocol;

/**
 * The bytes of a body cannot be cut into frames. The pipeline turns it into an
 * {@code LlmException} that names the provider and carries what had arrived.
 */
public final class FramingException extends RuntimeException {

	private final Reason reason;

	/**
	 * Creates the exception.
	 * @param reason what is wrong
	 * @param message what is wrong in words, with the figures and the property to change
	 */
	public FramingException(Reason reason, String message) {
		super(message);
		this.reason = reason;
	}

	/**
	 * What is wrong.
	 * @return the reason
	 */
	public Reason reason() {
		return this.reason;
	}

	/**
	 * The ways in which framing fails.
	 */
	public enum Reason {

		/** One event is larger than the bound. */
		TOO_LARGE,

		/** The body ended inside a frame. */
		CUT,

		/** The bytes are not of this framing, or a checksum is wrong. */
		MALFORMED

	}

}
