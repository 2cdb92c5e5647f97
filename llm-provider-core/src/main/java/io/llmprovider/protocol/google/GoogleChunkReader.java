package io.llmprovider.protocol.google;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.llmprovider.json.Json;
import io.llmprovider.json.WholeNumbers;
import io.llmprovider.protocol.FrameHoles.Kind;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * Reads chunks token by token, without a tree: most of them carry one piece of text.
 */
final class GoogleChunkReader {

	private int offset;

	/**
	 * Reads one chunk. One that is wrapped, as Code Assist does, is unwrapped.
	 * @param bytes holds it
	 * @param offset where it begins
	 * @param length its length in bytes
	 * @param chunk takes what it says
	 * @return whether it is a JSON object
	 * @throws tools.jackson.core.JacksonException if it is not JSON
	 */
	boolean read(byte[] bytes, int offset, int length, GoogleChunk chunk) {
		chunk.clear();
		this.offset = offset;
		try (JsonParser json = Json.parser(bytes, offset, length)) {
			if (json.nextToken() != JsonToken.START_OBJECT) {
				return false;
			}
			members(json, chunk);
			return json.currentToken() == JsonToken.END_OBJECT;
		}
	}

	private void members(JsonParser json, GoogleChunk chunk) {
		for (String name = json.nextName(); name != null; name = json.nextName()) {
			JsonToken value = json.nextToken();
			switch (name) {
				case "candidates" -> candidates(json, value, chunk);
				case "usageMetadata" -> usage(json, value, chunk);
				case "promptFeedback" -> chunk.promptFeedback = object(json, value);
				case "modelVersion" -> chunk.modelVersion = string(json, value, chunk.modelVersion);
				case "responseId" -> chunk.responseId = string(json, value, chunk.responseId);
				case "response" -> {
					if (value == JsonToken.START_OBJECT) {
						members(json, chunk);
					}
					else {
						json.skipChildren();
					}
				}
				case "error" -> {
					chunk.failed |= value != JsonToken.VALUE_NULL;
					json.skipChildren();
				}
				case "createTime" -> json.skipChildren();
				default -> chunk.others.put(name, any(json, value));
			}
		}
	}

	/** The counts grow from chunk to chunk. */
	private void usage(JsonParser json, JsonToken value, GoogleChunk chunk) {
		if (chunk.usage != null) {
			chunk.holes.spoil();
		}
		chunk.usage = null;
		if (value != JsonToken.START_OBJECT) {
			json.skipChildren();
			return;
		}
		Map<String, @Nullable Object> counts = new LinkedHashMap<>();
		for (String name = json.nextName(); name != null; name = json.nextName()) {
			JsonToken count = json.nextToken();
			if (count == JsonToken.VALUE_NUMBER_INT) {
				hole(Kind.NUMBER, name, json, chunk);
			}
			counts.put(name, any(json, count));
		}
		chunk.usage = counts;
	}

	private void hole(Kind kind, String name, JsonParser json, GoogleChunk chunk) {
		if (chunk.holes.isEnabled()) {
			chunk.holes.add(kind, name, this.offset + (int) json.currentTokenLocation().getByteOffset());
		}
	}

	/** Of members that stand twice the last one counts, as everywhere in JSON. */
	private void candidates(JsonParser json, JsonToken value, GoogleChunk chunk) {
		if (value != JsonToken.START_ARRAY) {
			json.skipChildren();
			return;
		}
		chunk.parts.clear();
		for (JsonToken each = json.nextToken(); isInside(each); each = json.nextToken()) {
			if (each == JsonToken.START_OBJECT) {
				candidate(json, chunk);
			}
			else {
				json.skipChildren();
			}
		}
	}

	/** Only the first candidate counts; its number may stand behind what it says. */
	private void candidate(JsonParser json, GoogleChunk chunk) {
		int parts = chunk.parts.size();
		String reason = chunk.finishReason;
		String message = chunk.finishMessage;
		Map<String, @Nullable Object> said = new LinkedHashMap<>(0);
		boolean first = true;
		for (String name = json.nextName(); name != null; name = json.nextName()) {
			JsonToken value = json.nextToken();
			switch (name) {
				case "content" -> content(json, value, parts, chunk);
				case "index" -> first = WholeNumbers.read(json, 0) == 0;
				case "finishReason" -> reason = string(json, value, reason);
				case "finishMessage" -> message = string(json, value, message);
				default -> said.put(name, any(json, value));
			}
		}
		if (!first) {
			chunk.parts.subList(parts, chunk.parts.size()).clear();
			return;
		}
		chunk.hasCandidate = true;
		chunk.finishReason = reason;
		chunk.finishMessage = message;
		chunk.candidate.putAll(said);
	}

	private void content(JsonParser json, JsonToken value, int begin, GoogleChunk chunk) {
		if (value != JsonToken.START_OBJECT) {
			json.skipChildren();
			return;
		}
		for (String name = json.nextName(); name != null; name = json.nextName()) {
			JsonToken member = json.nextToken();
			if (!name.equals("parts") || member != JsonToken.START_ARRAY) {
				json.skipChildren();
				continue;
			}
			chunk.parts.subList(begin, chunk.parts.size()).clear();
			for (JsonToken each = json.nextToken(); isInside(each); each = json.nextToken()) {
				if (each == JsonToken.START_OBJECT) {
					chunk.parts.add(part(json, chunk));
				}
				else {
					json.skipChildren();
				}
			}
		}
	}

	private GooglePart part(JsonParser json, GoogleChunk chunk) {
		GooglePart part = new GooglePart();
		for (String name = json.nextName(); name != null; name = json.nextName()) {
			JsonToken value = json.nextToken();
			switch (name) {
				case "text" -> {
					if (part.text != null) {
						chunk.holes.spoil();
					}
					if (value == JsonToken.VALUE_STRING) {
						hole(Kind.TEXT, name, json, chunk);
					}
					part.text = string(json, value, part.text);
				}
				case "thought" -> {
					part.thought = value == JsonToken.VALUE_TRUE;
					json.skipChildren();
				}
				case "thoughtSignature", "thought_signature" -> part.signature = string(json, value, part.signature);
				default -> part.put(name, any(json, value));
			}
		}
		return part;
	}

	/** Arrays of a truncated document end, too. */
	private static boolean isInside(@Nullable JsonToken token) {
		return token != null && token != JsonToken.END_ARRAY;
	}

	private static @Nullable String string(JsonParser json, JsonToken value, @Nullable String other) {
		if (value == JsonToken.VALUE_STRING) {
			return json.getString();
		}
		json.skipChildren();
		return other;
	}

	private static @Nullable Map<String, @Nullable Object> object(JsonParser json, JsonToken value) {
		if (value != JsonToken.START_OBJECT) {
			json.skipChildren();
			return null;
		}
		Map<String, @Nullable Object> members = new LinkedHashMap<>();
		for (String name = json.nextName(); name != null; name = json.nextName()) {
			members.put(name, any(json, json.nextToken()));
		}
		return members;
	}

	private static @Nullable Object any(JsonParser json, @Nullable JsonToken value) {
		if (value == null) {
			return null;
		}
		return switch (value) {
			case START_OBJECT -> object(json, value);
			case START_ARRAY -> array(json);
			case VALUE_STRING -> json.getString();
			case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> json.getNumberValue();
			case VALUE_TRUE -> Boolean.TRUE;
			case VALUE_FALSE -> Boolean.FALSE;
			default -> null;
		};
	}

	private static List<@Nullable Object> array(JsonParser json) {
		List<@Nullable Object> items = new ArrayList<>();
		for (JsonToken each = json.nextToken(); isInside(each); each = json.nextToken()) {
			items.add(any(json, each));
		}
		return items;
	}

}
