package io.llmprovider.provider;

import io.llmprovider.error.ErrorDetails;
import io.llmprovider.error.ErrorKind;
import io.llmprovider.error.LlmException;
import io.llmprovider.protocol.FramingException;
import tools.jackson.core.JacksonException;

/**
 * Makes a typed failure of whatever went wrong while an answer was read.
 */
final class Failures {

	private Failures() {
	}

	static LlmException of(Throwable cause, String provider) {
		if (cause instanceof LlmException failure) {
			return failure;
		}
		if (cause instanceof FramingException framing) {
			return framing(framing, provider);
		}
		if (cause instanceof JacksonException json) {
			return ErrorKind.PROTOCOL
				.exception(ErrorDetails.of("The answer holds what is not JSON: " + json.getOriginalMessage(),
						"Check that llm.providers." + provider + ".api and .base-url fit the server."), cause);
		}
		return ErrorKind.PROTOCOL.exception(
				ErrorDetails.of("The answer could not be read: " + cause,
						"Please report this with the answer, as logging.level.io.llmprovider.wire=debug shows it."),
				cause);
	}

	private static LlmException framing(FramingException cause, String provider) {
		ErrorKind kind = switch (cause.reason()) {
			case TOO_LARGE -> ErrorKind.LIMIT;
			case CUT -> ErrorKind.TRUNCATED;
			case MALFORMED -> ErrorKind.PROTOCOL;
		};
		String action = switch (cause.reason()) {
			case TOO_LARGE -> "If such events are meant, raise llm.providers." + provider + ".limits.max-event-bytes.";
			case CUT -> "Try again; what had arrived is in partialResponse().";
			case MALFORMED -> "Check that llm.providers." + provider + ".api and .base-url fit the server.";
		};
		String message = String.valueOf(cause.getMessage());
		int remedy = message.indexOf("; if ");
		return kind.exception(ErrorDetails.of((remedy < 0) ? message : message.substring(0, remedy), action), cause);
	}

}
