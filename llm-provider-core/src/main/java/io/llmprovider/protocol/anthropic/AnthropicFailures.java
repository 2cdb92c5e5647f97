package io.llmprovider.protocol.anthropic;

import io.llmprovider.error.ErrorDetails;
import io.llmprovider.error.ErrorKind;
import io.llmprovider.error.LlmException;
import io.llmprovider.protocol.ChatCall;
import org.jspecify.annotations.Nullable;

/**
 * The failures of an answer that is not what the protocol says it is.
 */
final class AnthropicFailures {

	private static final int SHOWN = 2048;

	private AnthropicFailures() {
	}

	static LlmException truncated(ChatCall call, boolean begun) {
		String message = begun ? "The stream of '" + call.provider() + "' ended before its message did"
				: "The answer of '" + call.provider() + "' is empty";
		return ErrorKind.TRUNCATED.exception(ErrorDetails.of(message,
				"Try again; what had arrived is in partialResponse(), and tool calls in it must not be executed"));
	}

	static LlmException secondMessage(ChatCall call) {
		return ErrorKind.PROTOCOL.exception(ErrorDetails.of(
				"The stream of '" + call.provider() + "' begins a second message before the first one has ended",
				"Something between here and the provider has joined two answers: look at proxies on the way"));
	}

	static LlmException notAMessage(ChatCall call, String text, @Nullable Throwable cause) {
		return ErrorKind.PROTOCOL
			.exception(ErrorDetails.builder("The answer of '" + call.provider() + "' is not of the Messages API")
				.action("Check that llm.providers." + call.provider()
						+ ".base-url is the address of an API that is compatible with Anthropic's")
				.body((text.length() > SHOWN) ? text.substring(0, SHOWN) : text)
				.build(), cause);
	}

}
