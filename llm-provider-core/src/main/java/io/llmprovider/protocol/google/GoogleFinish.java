package io.llmprovider.protocol.google;

import io.llmprovider.chat.FinishReason;
import org.jspecify.annotations.Nullable;

/**
 * Google's reasons in our words.
 *
 * @see <a href=
 * "https://ai.google.dev/api/generate-content#FinishReason">FinishReason</a>
 */
final class GoogleFinish {

	private GoogleFinish() {
	}

	static FinishReason of(@Nullable String raw) {
		if (raw == null) {
			return FinishReason.OTHER;
		}
		return switch (raw) {
			case "STOP" -> FinishReason.STOP;
			case "MAX_TOKENS" -> FinishReason.LENGTH;
			case "SAFETY", "RECITATION", "LANGUAGE", "BLOCKLIST", "PROHIBITED_CONTENT", "SPII", "IMAGE_SAFETY",
					"IMAGE_PROHIBITED_CONTENT", "IMAGE_RECITATION" ->
				FinishReason.CONTENT_FILTER;
			case "MALFORMED_FUNCTION_CALL", "UNEXPECTED_TOOL_CALL", "TOO_MANY_TOOL_CALLS", "MALFORMED_RESPONSE",
					"MISSING_THOUGHT_SIGNATURE" ->
				FinishReason.ERROR;
			default -> FinishReason.OTHER;
		};
	}

}
