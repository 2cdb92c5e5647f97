package io.llmprovider.protocol;

import java.util.List;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Finds the id by which a provider's support finds a request.
 */
final class RequestIds {

	private static final List<String> HEADERS = List.of("x-request-id", "request-id", "x-amzn-requestid",
			"apim-request-id", "mistral-correlation-id", "x-generation-id", "x-oai-request-id", "x-ms-request-id",
			"cf-ray");

	private static final List<String> FIELDS = List.of("request_id", "requestId", "responseId", "traceId", "trace_id");

	private RequestIds() {
	}

	static @Nullable String find(ErrorResponse response, ErrorBody body) {
		for (String name : HEADERS) {
			String id = response.header(name);
			if (id != null && !id.isBlank()) {
				return id.trim();
			}
		}
		for (JsonNode node : List.of(body.error(), body.root())) {
			for (String name : FIELDS) {
				JsonNode id = node.path(name);
				if (ErrorJson.isText(id)) {
					return id.stringValue();
				}
			}
		}
		return null;
	}

}
