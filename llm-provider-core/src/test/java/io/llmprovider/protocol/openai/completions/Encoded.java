package io.llmprovider.protocol.openai.completions;

import io.llmprovider.model.Capabilities;
import io.llmprovider.model.ModelRef;
import io.llmprovider.protocol.EncodedCall;

/**
 * Calls as Chat Completions writes them.
 */
final class Encoded {

	static final Capabilities THINKS = new Capabilities(null, null, true, null, null, null, null, null);

	private Encoded() {
	}

	static EncodedCall hello() {
		return empty().user("hello");
	}

	static EncodedCall empty() {
		return to("m-1", "https://acme.example/v1/");
	}

	static EncodedCall to(String model, String baseUrl) {
		return new EncodedCall(new OpenAiCompletionsProtocol(), new ModelRef("acme", model), baseUrl);
	}

}
