package io.llmprovider.conformance;

/**
 * The ways in which each body is delivered.
 */
enum Delivery {

	/** To frame reader, decoder and assembler, without a network, whole. */
	DECODER("decoder"),

	/** Over HTTP, whole. */
	HTTP("http"),

	/** Over HTTP, in pieces of 17 bytes. */
	HTTP_PIECES("http-17"),

	/** To the frame reader alone, cut at every position. */
	CUTS("cuts");

	private final String label;

	Delivery(String label) {
		this.label = label;
	}

	@Override
	public String toString() {
		return this.label;
	}

}
