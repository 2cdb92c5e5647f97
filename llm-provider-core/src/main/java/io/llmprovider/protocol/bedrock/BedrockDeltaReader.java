package io.llmprovider.protocol.bedrock;

import io.llmprovider.json.Json;
import io.llmprovider.json.WholeNumbers;
import io.llmprovider.protocol.FrameHoles.Kind;
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
				if (name.equals("contentBlockIndex")) {
					delta.index = WholeNumbers.readInt(json, BedrockDelta.NO_INDEX);
				}
				else if (name.equals("delta") && value == JsonToken.START_OBJECT) {
					members(json, offset, delta);
				}
				else if (name.equals("p") && value == JsonToken.VALUE_STRING) {
					hole(Kind.PADDING, name, json, offset, delta);
				}
				else {
					json.skipChildren();
				}
			}
			return json.currentToken() == JsonToken.END_OBJECT;
		}
	}

	private static void members(JsonParser json, int offset, BedrockDelta delta) {
		for (String name = json.nextName(); name != null; name = json.nextName()) {
			JsonToken value = json.nextToken();
			if (name.equals("text")) {
				delta.text = piece(name, delta.text, json, value, offset, delta);
			}
			else if (name.equals("toolUse") && value == JsonToken.START_OBJECT) {
				toolUse(json, offset, delta);
			}
			else if (name.equals("reasoningContent") && value == JsonToken.START_OBJECT) {
				reasoning(json, offset, delta);
			}
			else {
				json.skipChildren();
				delta.more |= value != JsonToken.VALUE_NULL;
			}
		}
	}

	private static void toolUse(JsonParser json, int offset, BedrockDelta delta) {
		for (String name = json.nextName(); name != null; name = json.nextName()) {
			JsonToken value = json.nextToken();
			if (name.equals("input")) {
				delta.input = piece(name, delta.input, json, value, offset, delta);
			}
			else {
				json.skipChildren();
			}
		}
	}

	private static void reasoning(JsonParser json, int offset, BedrockDelta delta) {
		for (String name = json.nextName(); name != null; name = json.nextName()) {
			JsonToken value = json.nextToken();
			switch (name) {
				case "text" -> delta.thought = piece(name, delta.thought, json, value, offset, delta);
				case "signature" -> delta.signature = text(json, value);
				case "redactedContent" -> delta.redacted = text(json, value);
				default -> {
					json.skipChildren();
					delta.more |= value != JsonToken.VALUE_NULL;
				}
			}
		}
	}

	/** A text that is another one in the next delta. */
	private static @Nullable String piece(String name, @Nullable String before, JsonParser json, JsonToken value,
			int offset, BedrockDelta delta) {
		if (before != null) {
			delta.holes.spoil();
		}
		if (value == JsonToken.VALUE_STRING) {
			hole(Kind.TEXT, name, json, offset, delta);
		}
		return text(json, value);
	}

	private static void hole(Kind kind, String name, JsonParser json, int offset, BedrockDelta delta) {
		if (delta.holes.isEnabled()) {
			delta.holes.add(kind, name, offset + (int) json.currentTokenLocation().getByteOffset());
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
