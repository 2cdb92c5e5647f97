package io.llmprovider.protocol.openai.responses;

import io.llmprovider.chat.FinishReason;
import io.llmprovider.protocol.StreamSink;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Why an answer ends: a status, and a reason if it is not complete.
 */
final class ResponsesFinish {

	private ResponsesFinish() {
	}

	/**
	 * Tells the sink.
	 * @param status the status
	 * @param response the response object at its end
	 * @param extras what was said beside the answer
	 * @param sink where to
	 */
	static void write(String status, JsonNode response, ResponsesExtras extras, StreamSink sink) {
		String reason = response.path("incomplete_details").path("reason").asString("");
		String raw = reason.isEmpty() ? status : reason;
		FinishReason finish = of(raw);
		if (finish == FinishReason.STOP && extras.isCallerAsked()) {
			finish = FinishReason.TOOL_CALLS;
		}
		sink.finish(finish, nullIfEmpty(raw));
	}

	private static FinishReason of(String raw) {
		return switch (raw) {
			case "completed" -> FinishReason.STOP;
			case "max_output_tokens", "max_tokens", "length" -> FinishReason.LENGTH;
			case "content_filter" -> FinishReason.CONTENT_FILTER;
			case "failed", "cancelled" -> FinishReason.ERROR;
			default -> FinishReason.OTHER;
		};
	}

	private static @Nullable String nullIfEmpty(String text) {
		return text.isEmpty() ? null : text;
	}

}
