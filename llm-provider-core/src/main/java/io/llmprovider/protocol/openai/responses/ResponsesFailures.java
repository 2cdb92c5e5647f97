package io.llmprovider.protocol.openai.responses;

import java.util.Map;

import io.llmprovider.error.ErrorDetails;
import io.llmprovider.error.ErrorKind;
import io.llmprovider.error.LlmException;
import io.llmprovider.json.Json;
import io.llmprovider.protocol.ChatCall;
import io.llmprovider.protocol.ProviderErrors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The failures of an answer.
 */
final class ResponsesFailures {

	private static final int SHOWN = 2048;

	private ResponsesFailures() {
	}

	/** The response failed, with or without saying why. */
	static LlmException failed(ChatCall call, JsonNode response) {
		JsonNode error = response.path("error");
		boolean told = error.isObject() && !error.isEmpty() || error.isString() && !error.asString("").isEmpty();
		if (told) {
			return ProviderErrors.inStream(call, Json.bytes(Map.of("error", error)));
		}
		String reason = response.path("incomplete_details").path("reason").asString("");
		String message = "The response failed" + (reason.isEmpty() ? " without a reason" : ": " + reason);
		return ProviderErrors.inStream(call,
				Json.bytes(Map.of("error", Map.of("code", "server_error", "message", message))));
	}

	static LlmException truncated(ChatCall call, @Nullable Throwable cause) {
		return ErrorKind.TRUNCATED.exception(ErrorDetails.of(
				"The stream of '" + call.provider() + "' ended before the event that says that the response is over",
				"Try again; what had arrived is in partialResponse(), and tool calls in it must not be executed"),
				cause);
	}

	static LlmException notJson(ChatCall call, String text, Throwable cause) {
		return ErrorKind.PROTOCOL.exception(ErrorDetails.builder("The answer of '" + call.provider() + "' is not JSON")
			.action(checkAddress(call))
			.body(shown(text))
			.build(), cause);
	}

	static LlmException noResponse(ChatCall call, String text) {
		return ErrorKind.PROTOCOL
			.exception(ErrorDetails.builder("The answer of '" + call.provider() + "' is no response object")
				.action(checkAddress(call))
				.body(shown(text))
				.build());
	}

	private static String checkAddress(ChatCall call) {
		return "Check that llm.providers." + call.provider()
				+ ".base-url is the address of an API that knows /responses, mostly ending in /v1; one that only knows"
				+ " /chat/completions needs api: openai-completions";
	}

	private static String shown(String text) {
		return (text.length() > SHOWN) ? text.substring(0, SHOWN) : text;
	}

}
