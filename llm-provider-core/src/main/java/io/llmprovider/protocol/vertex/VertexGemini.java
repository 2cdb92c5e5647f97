package io.llmprovider.protocol.vertex;

import io.llmprovider.chat.Media;
import io.llmprovider.protocol.ChatCall;
import io.llmprovider.protocol.HandoverRules;
import io.llmprovider.protocol.OptionSpec;
import io.llmprovider.protocol.google.GoogleCloudGemini;

/**
 * Gemini on Vertex AI.
 */
final class VertexGemini extends GoogleCloudGemini {

	/** Where the Files API of the Gemini API keeps what was uploaded. */
	private static final String GEMINI_FILES = "://generativelanguage.googleapis.com/";

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
	public HandoverRules handover(ChatCall call) {
		HandoverRules rules = super.handover(call);
		return rules.toBuilder().media((media, kind, place) -> {
			boolean file = media instanceof Media.Url url && url.url().contains(GEMINI_FILES);
			return file ? "Vertex AI has no files of the Gemini API" : rules.media().refusal(media, kind, place);
		}).build();
	}

	@Override
	public OptionSpec options() {
		return super.options().and(VertexOptions.SPEC);
	}

}
