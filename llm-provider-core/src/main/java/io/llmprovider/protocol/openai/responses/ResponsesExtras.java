package io.llmprovider.protocol.openai.responses;

import java.util.ArrayList;
import java.util.List;

import io.llmprovider.json.Json;
import io.llmprovider.protocol.StreamSink;
import tools.jackson.databind.JsonNode;

/**
 * What the provider says beside the answer, as metadata of the response.
 */
final class ResponsesExtras {

	private static final List<String> METADATA = List.of("service_tier", "conversation", "content_filters",
			"moderation", "citations", "provider", "prompt_cache_retention");

	private final StreamSink sink;

	private final List<Object> annotations = new ArrayList<>();

	private final List<Object> logprobs = new ArrayList<>();

	private boolean callerAsked;

	ResponsesExtras(StreamSink sink) {
		this.sink = sink;
	}

	/** Sources and likelihoods of a part of the text. */
	void part(JsonNode part) {
		collect(part.path("annotations"), "annotations", this.annotations);
		collect(part.path("logprobs"), "logprobs", this.logprobs);
	}

	private void collect(JsonNode list, String name, List<Object> all) {
		if (list.isArray() && !list.isEmpty()) {
			list.values()
				.stream()
				.filter((entry) -> !entry.isNull())
				.forEach((entry) -> all.add(Json.mapper().convertValue(entry, Object.class)));
			this.sink.metadata(name, List.copyOf(all));
		}
	}

	void response(JsonNode response) {
		for (String name : METADATA) {
			JsonNode value = response.path(name);
			if (!value.isNull() && !value.isMissingNode() && !(value.isContainer() && value.isEmpty())) {
				this.sink.metadata(name, Json.mapper().convertValue(value, Object.class));
			}
		}
	}

	/** The provider waits for the caller's consent. */
	void callerIsAsked() {
		this.callerAsked = true;
	}

	boolean isCallerAsked() {
		return this.callerAsked;
	}

}
