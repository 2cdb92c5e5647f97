package io.llmprovider.protocol.bedrock;

import io.llmprovider.json.Json;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * Reads deltas token by token, without a tree: there is one for each word of an answer.
 */
final class BedrockDeltaReader {

	/**
	 * Reads one delta.
	 * @param bytes holds it
	 * @param offset where it begins
	 * @param length its length in bytes
	 * @param delta takes what it says
	 * @return whether it is a JSON object
	 * @throws tools.jackson.core.JacksonException if it is not JSON
	 */
	boolean read(byte[] bytes, int offset, int length, BedrockDelta delta) {
		delta.clear();
		try (JsonParser json = Json.parser(bytes, offset, length)) {
			if (json.nextToken() != JsonToken.START_OBJECT) {
				return false;
			}
			for (String name = json.nextName(); name != null; name = json.nextName()) {
				JsonToken value = json.nextToken();
				if (name.equals("contentBlockIndex") && value == JsonToken.VALUE_NUMBER_INT
						&& json.getNumberType() == JsonParser.NumberType.INT) {
					delta.index = json.getIntValue();
				}
				else if (name.equals("delta") && value == JsonToken.START_OBJECT) {
					members(json, delta);
				}
				else {
					json.skipChildren();
				}
			}
			return json.currentToken() == JsonToken.END_OBJECT;
		}
	}

	private static void members(JsonParser json, BedrockDelta delta) {
		for (String name = json.nextName(); name != null; name = json.nextName()) {
			JsonToken value = json.nextToken();
			if (name.equals("text")) {
				delta.text = text(json, value);
			}
			else if (name.equals("toolUse") && value == JsonToken.START_OBJECT) {
				toolUse(json, delta);
			}
			else if (name.equals("reasoningContent") && value == JsonToken.START_OBJECT) {
				reasoning(json, delta);
			}
			else {
				json.skipChildren();
				delta.more |= value != JsonToken.VALUE_NULL;
			}
		}
	}

	private static void toolUse(JsonParser json, BedrockDelta delta) {
		for (String name = json.nextName(); name != null; name = json.nextName()) {
			JsonToken value = json.nextToken();
			if (name.equals("input")) {
				delta.input = text(json, value);
			}
			else {
				json.skipChildren();
			}
		}
	}

	private static void reasoning(JsonParser json, BedrockDelta delta) {
		for (String name = json.nextName(); name != null; name = json.nextName()) {
			JsonToken value = json.nextToken();
			switch (name) {
				case "text" -> delta.thought = text(json, value);
				case "signature" -> delta.signature = text(json, value);
				case "redactedContent" -> delta.redacted = text(json, value);
				default -> {
					json.skipChildren();
					delta.more |= value != JsonToken.VALUE_NULL;
				}
			}
		}
	}

	private static @Nullable String text(JsonParser json, JsonToken value) {
		if (value == JsonToken.VALUE_STRING) {
			return json.getString();
		}
		json.skipChildren();
		return null;
	}

}
