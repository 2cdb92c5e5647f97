package io.llmprovider.protocol.google;

import io.llmprovider.error.ErrorDetails;
import io.llmprovider.error.ErrorKind;
import io.llmprovider.error.LlmException;
import io.llmprovider.protocol.ChatCall;
import org.jspecify.annotations.Nullable;

/**
 * The failures of an answer that is not what the protocol says it is.
 */
final class GoogleFailures {

	private static final int SHOWN = 2048;

	private GoogleFailures() {
	}

	static LlmException truncated(ChatCall call, boolean begun) {
		String message = begun ? "The stream of '" + call.provider() + "' ended without a finish reason"
				: "The answer of '" + call.provider() + "' is empty";
		return ErrorKind.TRUNCATED.exception(ErrorDetails.of(message,
				"Try again; what had arrived is in partialResponse(), and tool calls in it must not be executed"));
	}

	static LlmException notAnAnswer(ChatCall call, String text, @Nullable Throwable cause) {
		return ErrorKind.PROTOCOL
			.exception(ErrorDetails.builder("The answer of '" + call.provider() + "' is not of generateContent")
				.action("Check that llm.providers." + call.provider()
						+ ".base-url is the address of an API that speaks Google's generateContent")
				.body((text.length() > SHOWN) ? text.substring(0, SHOWN) : text)
				.build(), cause);
	}

}
