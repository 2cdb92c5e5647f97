package io.llmprovider.model;

/**
 * How much a model may think before it answers. What a level means on the wire (a number
 * of tokens, an effort, a switch) is the protocol's business; a level that a model cannot
 * take is clipped to the nearest it can, with a warning on the response.
 */
public enum ThinkingLevel {

	/** No thinking; sent explicitly where a model would think otherwise. */
	OFF,

	/** As little as the model allows. */
	MINIMAL,

	/** A little. */
	LOW,

	/** The usual amount. */
	MEDIUM,

	/** Much. */
	HIGH,

	/** More than most models know. */
	XHIGH,

	/** All that the model can give. */
	MAX;

	/**
	 * The level as providers write it.
	 * @return the name in lower case
	 */
	public String wireName() {
		return name().toLowerCase(java.util.Locale.ROOT);
	}

}
