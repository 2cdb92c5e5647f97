package io.llmprovider.protocol;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;

import io.llmprovider.json.Json;
import io.llmprovider.json.PartialJson;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.node.MissingNode;

/**
 * Finds in an error's JSON what providers put in different places.
 */
final class ErrorJson {

	private static final JsonNode MISSING = MissingNode.getInstance();

	private static final int MAX_REPAIRED_DEPTH = 50;

	/**
	 * Some send a whole stream of one line as an error: what follows it does not count.
	 */
	private static final ObjectReader FIRST_VALUE = Json.mapper()
		.readerFor(JsonNode.class)
		.without(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

	private ErrorJson() {
	}

	static String text(byte[] bytes, int max) {
		int end = Math.min(bytes.length, max);
		while (end < bytes.length && end > 0 && (bytes[end] & 0xC0) == 0x80) {
			end--;
		}
		return new String(bytes, 0, end, StandardCharsets.UTF_8);
	}

	static JsonNode document(String raw) {
		String text = withoutFields(raw.strip());
		if (!text.startsWith("{") && !text.startsWith("[")) {
			return MISSING;
		}
		JsonNode parsed = parse(text);
		JsonNode node = (parsed.isArray() && !parsed.isEmpty()) ? parsed.path(0) : parsed;
		return node.isObject() ? node : MISSING;
	}

	/** An error in answer to a streamed request may come as a server-sent event. */
	private static String withoutFields(String text) {
		int data = text.startsWith("data:") ? 0 : text.indexOf("\ndata:");
		boolean event = data == 0 || text.startsWith("event:") || text.startsWith(":");
		if (!event || data < 0) {
			return text;
		}
		return text.substring(text.indexOf(':', data) + 1).strip();
	}

	private static JsonNode parse(String text) {
		try {
			return FIRST_VALUE.readValue(text);
		}
		catch (JacksonException ex) {
			// A body that was cut at the bound still tells its error at the beginning.
			Map<String, @Nullable Object> beginning = isShallow(text) ? PartialJson.object(text) : Map.of();
			return beginning.isEmpty() ? MISSING : Json.mapper().valueToTree(beginning);
		}
	}

	/**
	 * What is open at each place is written down for the repair, so depth costs the
	 * square.
	 */
	private static boolean isShallow(String text) {
		int depth = 0;
		int deepest = 0;
		for (int i = 0; i < text.length(); i++) {
			char c = text.charAt(i);
			if (c == '{' || c == '[') {
				depth++;
				deepest = Math.max(deepest, depth);
			}
			else if (c == '}' || c == ']') {
				depth--;
			}
		}
		return deepest <= MAX_REPAIRED_DEPTH;
	}

	/** The object or text that tells the error. */
	static JsonNode error(JsonNode root) {
		for (JsonNode candidate : List.of(root.path("error"), root.path("response").path("error"),
				root.path("base_resp"), root.path("errors").path(0))) {
			if (candidate.isObject() || isText(candidate)) {
				return candidate;
			}
		}
		return root;
	}

	static String message(String raw, JsonNode root) {
		JsonNode error = error(root);
		if (isText(error)) {
			return error.stringValue();
		}
		for (JsonNode node : List.of(error.path("message"), root.path("message"), root.path("detail"),
				error.path("Message"), root.path("Message"), error.path("status_msg"), error.path("msg"),
				error.path("detail"), root.path("ErrorMessage"), root.path("error_description"))) {
			String message = message(node);
			if (message != null) {
				return message;
			}
		}
		return raw;
	}

	/**
	 * FastAPI lists what is wrong: {@code [{"loc": [...], "msg": "...", "type": "..."}]}.
	 */
	private static @Nullable String message(JsonNode node) {
		if (isText(node)) {
			return node.stringValue();
		}
		JsonNode list = node.isObject() ? node.path("detail") : node;
		if (isText(list)) {
			return list.stringValue();
		}
		if (!list.isArray() || list.isEmpty()) {
			return null;
		}
		StringJoiner message = new StringJoiner("; ");
		for (JsonNode item : list.values()) {
			StringJoiner place = new StringJoiner(".");
			item.path("loc").values().forEach((part) -> place.add(part.asString("")));
			String text = item.isString() ? item.stringValue() : item.path("msg").asString("");
			message.add((place.length() > 0) ? place + ": " + text : text);
		}
		return message.toString().isBlank() ? null : message.toString();
	}

	static @Nullable String type(JsonNode root, JsonNode error) {
		String type = scalar(error, "type");
		if (type != null && !"error".equals(type)) {
			return type;
		}
		String status = scalar(error, "status");
		if (status != null && error != root) {
			return status;
		}
		String code = code(root, error);
		if (code != null) {
			return code;
		}
		String amazon = scalar(root, "__type");
		return (amazon != null) ? amazon.substring(amazon.indexOf('#') + 1) : null;
	}

	static @Nullable String code(JsonNode root, JsonNode error) {
		for (JsonNode node : List.of(error, root)) {
			for (String field : List.of("code", "status_code", "error_code", "errorCode")) {
				String code = scalar(node, field);
				if (code != null && !code.equals("0")) {
					return code;
				}
			}
		}
		return null;
	}

	static boolean isText(JsonNode node) {
		return node.isString() && !node.stringValue().isBlank();
	}

	/** A text or number; a number is the same code however it is written. */
	static @Nullable String scalar(JsonNode node, String field) {
		JsonNode value = node.path(field);
		if (value.isNumber() && value.canConvertToLong() && value.canConvertToExactIntegral()) {
			return Long.toString(value.longValue());
		}
		return (isText(value) || value.isNumber()) ? value.asString() : null;
	}

}
