package io.llmprovider.protocol.openai.completions;

import io.llmprovider.error.ErrorDetails;
import io.llmprovider.error.ErrorKind;
import io.llmprovider.error.LlmException;
import io.llmprovider.protocol.ChatCall;

/**
 * The failures of an answer that is not what the protocol says it is.
 */
final class CompletionsFailures {

	private static final int SHOWN = 2048;

	private CompletionsFailures() {
	}

	/** Whether the text begins as a list. */
	static boolean isList(byte[] array, int offset, int length) {
		int at = offset;
		while (at < offset + length && array[at] >= 0 && array[at] <= ' ') {
			at++;
		}
		return at < offset + length && array[at] == '[';
	}

	static LlmException truncated(ChatCall call, boolean begun) {
		if (begun) {
			return ErrorKind.TRUNCATED.exception(ErrorDetails.of(
					"The stream of '" + call.provider() + "' ended without a finish reason",
					"Try again; what had arrived is in partialResponse(), and tool calls in it must not be executed"));
		}
		return ErrorKind.TRUNCATED.exception(ErrorDetails.of("The answer of '" + call.provider() + "' is empty",
				"Try again; some local servers answer with nothing if the prompt is longer than the context window they were started with"));
	}

	static LlmException notJson(ChatCall call, String text, Throwable cause) {
		return ErrorKind.PROTOCOL.exception(ErrorDetails.builder("The answer of '" + call.provider() + "' is not JSON")
			.action(checkAddress(call))
			.body(shown(text))
			.build(), cause);
	}

	static LlmException withoutChoices(ChatCall call, String text) {
		return ErrorKind.PROTOCOL
			.exception(ErrorDetails.builder("The answer of '" + call.provider() + "' has no choices")
				.action(checkAddress(call))
				.body(shown(text))
				.build());
	}

	private static String checkAddress(ChatCall call) {
		return "Check that llm.providers." + call.provider()
				+ ".base-url is the address of an OpenAI-compatible API, mostly ending in /v1";
	}

	private static String shown(String text) {
		return (text.length() > SHOWN) ? text.substring(0, SHOWN) : text;
	}

}
