package io.llmprovider.protocol.vertex;

import io.llmprovider.protocol.ChatCall;
import io.llmprovider.protocol.OptionSpec;
import io.llmprovider.protocol.google.GoogleCloudGemini;

/**
 * Gemini on Vertex AI.
 */
final class VertexGemini extends GoogleCloudGemini {

	@Override
	public String id() {
		return GoogleVertexProtocol.ID;
	}

	@Override
	protected String address(ChatCall call) {
		String method = call.streaming() ? ":streamGenerateContent?alt=sse" : ":generateContent";
		return VertexAddress.of(call, "google", method);
	}

	@Override
	public OptionSpec options() {
		return super.options().and(VertexOptions.SPEC);
	}

}
