package io.llmprovider.protocol.openai.responses;

import java.nio.charset.StandardCharsets;

import io.llmprovider.json.Json;
import io.llmprovider.protocol.ChatCall;
import io.llmprovider.protocol.ProviderErrors;
import io.llmprovider.protocol.StreamSink;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * Reads an answer that is not streamed: the same object with which a streamed one ends.
 */
final class OpenAiResponsesResponseDecoder {

	private final ChatCall call;

	private final StreamSink sink;

	private final ResponsesAnswer answer;

	OpenAiResponsesResponseDecoder(ChatCall call, ResponsesAnswer answer, StreamSink sink) {
		this.call = call;
		this.answer = answer;
		this.sink = sink;
	}

	void decode(byte[] body) {
		JsonNode response = tree(body);
		boolean failed = "failed".equals(response.path("status").asString(""));
		if (!failed && isError(response.path("error"))) {
			throw ProviderErrors.inStream(this.call, body);
		}
		if (!failed && !response.path("output").isArray() && !response.path("status").isString()) {
			throw ResponsesFailures.noResponse(this.call, new String(body, StandardCharsets.UTF_8));
		}
		new ResponsesTerminal(this.call, this.sink, this.answer).read("", response);
	}

	private JsonNode tree(byte[] body) {
		try {
			return Json.tree(body, 0, body.length);
		}
		catch (JacksonException ex) {
			throw ResponsesFailures.notJson(this.call, new String(body, StandardCharsets.UTF_8), ex);
		}
	}

	private static boolean isError(JsonNode error) {
		return error.isContainer() ? !error.isEmpty() : error.isString() && !error.stringValue().isBlank();
	}

}
