package io.llmprovider.protocol.openai.responses;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

import io.llmprovider.json.Json;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The names under which this protocol keeps what a provider wants back. What is not kept
 * in a block itself is kept under the provider's own names, so that members that nobody
 * knew when this was written go back too.
 */
final class ResponsesReplay {

	/** A whole item, for kinds that have no block of their own. */
	static final String ITEM = "item";

	/** What kind of item a tool call was, if it was not a function call. */
	static final String TYPE = "type";

	static final String ID = "id";

	static final String ENCRYPTED_CONTENT = "encrypted_content";

	/** To whom the encrypted content is bound; ours, never sent. */
	static final String ACCOUNT = "bound_to";

	/** A block holds these already; the status is the server's, not ours. */
	private static final Set<String> MESSAGE = Set.of("type", "role", "content", "status");

	private static final Set<String> REASONING = Set.of("type", "status");

	private static final Set<String> CALL = Set.of("type", "call_id", "name", "arguments", "input", "status",
			"parsed_arguments");

	private ResponsesReplay() {
	}

	static Map<String, Object> ofMessage(JsonNode item) {
		return without(item, MESSAGE);
	}

	static Map<String, Object> ofReasoning(JsonNode item) {
		return without(item, REASONING);
	}

	static Map<String, Object> ofCall(JsonNode item) {
		Map<String, Object> kept = without(item, CALL);
		if (!"function_call".equals(item.path("type").asString(""))) {
			kept.put(TYPE, item.path("type").asString(""));
		}
		return kept;
	}

	/** A whole item but for members that are null. */
	static Map<String, Object> item(JsonNode item) {
		return without(item, Set.of());
	}

	static Map<String, @Nullable Object> ofItem(JsonNode item) {
		return new LinkedHashMap<>(Map.of(ITEM, item(item)));
	}

	private static Map<String, Object> without(JsonNode item, Set<String> names) {
		Map<String, Object> kept = new LinkedHashMap<>();
		Json.object(item).forEach((name, value) -> {
			if (value != null && !names.contains(name)) {
				kept.put(name, value);
			}
		});
		return kept;
	}

}
