package io.llmprovider.protocol;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.llmprovider.chat.ChatRequest;
import io.llmprovider.error.LlmException;
import io.llmprovider.json.Json;
import io.llmprovider.model.Model;

/**
 * Calls and answers for tests of errors.
 */
final class ErrorSamples {

	static final Clock CLOCK = Clock.fixed(Instant.parse("2026-03-01T12:00:00Z"), ZoneOffset.UTC);

	static final ChatCall CALL = ChatCall.builder(Model.of("acme", "swift-1"))
		.baseUrl("https://api.acme.test/v1")
		.request(ChatRequest.of("Hello"))
		.build();

	private ErrorSamples() {
	}

	static LlmException http(int status, String body, String... headers) {
		return http(CALL, status, body, headers);
	}

	static LlmException http(ChatCall call, int status, String body, String... headers) {
		Map<String, List<String>> map = new HashMap<>();
		for (int i = 0; i < headers.length; i += 2) {
			map.put(headers[i], List.of(headers[i + 1]));
		}
		return ProviderErrors.of(call, new ErrorResponse(status, map, body.getBytes(StandardCharsets.UTF_8)), CLOCK);
	}

	static LlmException inStream(String payload) {
		return ProviderErrors.inStream(CALL, payload.getBytes(StandardCharsets.UTF_8));
	}

	/** The commonest shape, around a message. */
	static String message(String message) {
		return "{\"error\":{\"message\":" + Json.text(message) + "}}";
	}

}
