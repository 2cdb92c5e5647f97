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
			case "SAFETY", "RECITATION", "BLOCKLIST", "PROHIBITED_CONTENT", "SPII", "IMAGE_SAFETY" ->
				FinishReason.CONTENT_FILTER;
			case "MALFORMED_FUNCTION_CALL", "UNEXPECTED_TOOL_CALL" -> FinishReason.ERROR;
			default -> FinishReason.OTHER;
		};
	}

}
