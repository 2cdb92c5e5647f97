package io.llmprovider.conformance;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What an answer means, in the words of {@code expected.json}.
 *
 * @param text the visible text
 * @param reasoning what the model thought
 * @param signatures how many signatures or encrypted thoughts came with it
 * @param toolCalls the tools that the client is to run
 * @param serverTools names of the tools that the provider ran
 * @param finish the finish reason in our words
 * @param rawFinish the finish reason in the provider's words, or null
 * @param usage the five token counts by name, each of which may be null
 * @param error the failure, or null if there was none
 * @param responseId the provider's id of the response, or null
 * @param model the model that answered, or null
 */
record CanonicalAnswer(String text, String reasoning, int signatures, List<Call> toolCalls, List<String> serverTools,
		String finish, @Nullable String rawFinish, Map<String, @Nullable Long> usage, @Nullable Failure error,
		@Nullable String responseId, @Nullable String model) {

	/** The names of the token counts. */
	static final List<String> COUNTS = List.of("inputTokens", "outputTokens", "cacheReadTokens", "cacheWriteTokens",
			"reasoningTokens");

	/**
	 * Reads an {@code expected.json}.
	 * @param json its content
	 * @return what it says
	 */
	static CanonicalAnswer expected(JsonNode json) {
		if (!json.isObject()) {
			throw new IllegalArgumentException("expected.json is no object");
		}
		List<Call> calls = new ArrayList<>();
		for (JsonNode call : json.path("toolCalls")) {
			JsonNode arguments = call.path("arguments");
			calls.add(new Call(text(call.path("id")), call.path("name").asString(""),
					(arguments.isNull() || arguments.isMissingNode()) ? null : arguments));
		}
		List<String> serverTools = new ArrayList<>();
		json.path("serverTools").forEach((tool) -> serverTools.add(tool.path("name").asString("")));
		JsonNode error = json.path("error");
		return new CanonicalAnswer(json.path("text").asString(""), json.path("reasoning").asString(""),
				json.path("signatures").asInt(0), calls, serverTools, json.path("finish").asString("OTHER"),
				text(json.path("rawFinish")), usage(json.path("usage")),
				error.isObject() ? new Failure(text(error.path("type")), text(error.path("message"))) : null,
				text(json.path("responseId")), text(json.path("model")));
	}

	private static Map<String, @Nullable Long> usage(JsonNode json) {
		Map<String, @Nullable Long> usage = new LinkedHashMap<>();
		for (String count : COUNTS) {
			JsonNode value = json.path(count);
			usage.put(count, value.isNumber() ? value.asLong() : null);
		}
		return usage;
	}

	private static @Nullable String text(JsonNode node) {
		return (node.isNull() || node.isMissingNode()) ? null : node.asString();
	}

	/**
	 * A call of a tool.
	 *
	 * @param id the call's id; null if the provider sent none
	 * @param name the tool's name
	 * @param arguments the arguments, or null if they are no JSON
	 */
	record Call(@Nullable String id, String name, @Nullable JsonNode arguments) {
	}

	/**
	 * A failure that the provider reported.
	 *
	 * @param type its kind in the provider's words, or null
	 * @param message what it says
	 */
	record Failure(@Nullable String type, @Nullable String message) {
	}

}
