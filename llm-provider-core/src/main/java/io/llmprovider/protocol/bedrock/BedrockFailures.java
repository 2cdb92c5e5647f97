package io.llmprovider.protocol.bedrock;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.llmprovider.error.ErrorDetails;
import io.llmprovider.error.ErrorKind;
import io.llmprovider.error.LlmException;
import io.llmprovider.json.Json;
import io.llmprovider.protocol.ChatCall;
import io.llmprovider.protocol.ErrorResponse;
import io.llmprovider.protocol.Frame;
import io.llmprovider.protocol.ProviderErrors;
import org.jspecify.annotations.Nullable;

/**
 * The failures inside an answer: those that Bedrock reports, and those of a body that is
 * not what the protocol says it is.
 */
final class BedrockFailures {

	private static final int SHOWN = 2048;

	private BedrockFailures() {
	}

	/**
	 * What an exception or error among the messages of a stream says. An exception has
	 * its text in the payload, an error in a header.
	 */
	static LlmException inStream(ChatCall call, Frame frame) {
		Map<String, List<String>> headers = new LinkedHashMap<>();
		frame.headers().forEach((name, value) -> headers.put(name, new ArrayList<>(List.of(value))));
		String text = frame.text();
		if (text.isBlank()) {
			Map<String, @Nullable Object> said = new LinkedHashMap<>();
			said.put("message", frame.headers().getOrDefault(":error-message", name(frame)));
			text = Json.text(said);
		}
		return ProviderErrors.of(call,
				new ErrorResponse(200, headers, text.getBytes(java.nio.charset.StandardCharsets.UTF_8)));
	}

	private static String name(Frame frame) {
		String exception = frame.headers().get(":exception-type");
		return (exception != null) ? exception : frame.headers().getOrDefault(":error-code", "unknown error");
	}

	static LlmException truncated(ChatCall call, boolean begun) {
		String message = begun ? "The stream of '" + call.provider() + "' ended before its messageStop"
				: "The answer of '" + call.provider() + "' is empty";
		return ErrorKind.TRUNCATED.exception(ErrorDetails.of(message,
				"Try again; what had arrived is in partialResponse(), and tool calls in it must not be executed"));
	}

	static LlmException notConverse(ChatCall call, String text, @Nullable Throwable cause) {
		return ErrorKind.PROTOCOL
			.exception(ErrorDetails.builder("The answer of '" + call.provider() + "' is not of Bedrock's Converse")
				.action("Check that llm.providers." + call.provider()
						+ ".base-url is the address of bedrock-runtime in a region, without a path")
				.body((text.length() > SHOWN) ? text.substring(0, SHOWN) : text)
				.build(), cause);
	}

}
