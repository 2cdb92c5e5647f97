package io.llmprovider.protocol.google;

import io.llmprovider.protocol.OptionSpec;

/**
 * Gemini as Google Cloud serves it: with labels and streamed arguments, but without the
 * tiers of the Gemini API.
 */
public abstract class GoogleCloudGemini extends GoogleGenerativeAiProtocol {

	/**
	 * Creates the protocol.
	 */
	protected GoogleCloudGemini() {
	}

	@Override
	public OptionSpec options() {
		return GoogleOptions.CLOUD;
	}

}
