package io.llmprovider.protocol.openai.completions;

import java.util.Locale;

import io.llmprovider.chat.FinishReason;

/**
 * The providers' words for why an answer ends.
 */
final class CompletionsFinish {

	private CompletionsFinish() {
	}

	static FinishReason of(String raw) {
		return switch (raw.toLowerCase(Locale.ROOT)) {
			case "stop", "eos", "end", "end_turn", "stop_sequence" -> FinishReason.STOP;
			case "length", "max_tokens", "model_length", "model_context_window_exceeded" -> FinishReason.LENGTH;
			case "tool_calls", "function_call" -> FinishReason.TOOL_CALLS;
			case "content_filter", "sensitive" -> FinishReason.CONTENT_FILTER;
			case "error", "network_error", "insufficient_system_resource" -> FinishReason.ERROR;
			default -> FinishReason.OTHER;
		};
	}

}
