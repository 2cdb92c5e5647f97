package io.llmprovider.protocol.anthropic;

import java.util.LinkedHashMap;

import io.llmprovider.json.Json;
import io.llmprovider.json.WholeNumbers;
import io.llmprovider.protocol.FrameHoles;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.type.TypeReference;

/**
 * Reads events token by token, without a tree: most of them carry one word.
 */
final class AnthropicEventReader {

	private static final TypeReference<LinkedHashMap<String, @Nullable Object>> OBJECT = new TypeReference<>() {
	};

	private static final String MESSAGE = "message";

	private String lastType = "";

	private String lastDeltaType = "";

	private boolean content;

	/**
	 * Reads one event.
	 * @param bytes holds it
	 * @param offset where it begins
	 * @param length its length in bytes
	 * @param event takes what it says
	 * @return whether it is a JSON object
	 * @throws tools.jackson.core.JacksonException if it is not JSON
	 */
	boolean read(byte[] bytes, int offset, int length, AnthropicEvent event) {
		event.clear();
		this.content = false;
		try (JsonParser json = Json.parser(bytes, offset, length)) {
			if (json.nextToken() != JsonToken.START_OBJECT) {
				return false;
			}
			Source source = new Source(json, bytes, offset);
			for (String name = json.nextName(); name != null; name = json.nextName()) {
				member(name, json.nextToken(), source, event);
			}
			if (json.currentToken() != JsonToken.END_OBJECT) {
				return false;
			}
		}
		if (event.type.equals(MESSAGE) || event.type.isEmpty() && this.content) {
			// A whole answer, not an event.
			event.message = Json.mapper().readerFor(OBJECT).readValue(bytes, offset, length);
		}
		return true;
	}

	private void member(String name, JsonToken value, Source source, AnthropicEvent event) {
		JsonParser json = source.json();
		switch (name) {
			case "type" -> {
				event.type = same(json, value, this.lastType);
				this.lastType = event.type;
			}
			case "index" -> event.index = WholeNumbers.readInt(json, AnthropicEvent.NO_INDEX);
			case "delta" -> delta(value, source, event);
			case "content_block" -> event.block = source.object(value);
			case MESSAGE -> event.message = source.object(value);
			case "usage" -> event.usage = source.object(value);
			case "context_management" -> event.contextManagement = source.any(value);
			case "content" -> {
				this.content = true;
				json.skipChildren();
			}
			case "error" -> {
				event.failed = value != JsonToken.VALUE_NULL;
				json.skipChildren();
			}
			default -> json.skipChildren();
		}
	}

	private void delta(JsonToken value, Source source, AnthropicEvent event) {
		JsonParser json = source.json();
		if (value != JsonToken.START_OBJECT) {
			json.skipChildren();
			return;
		}
		for (String name = json.nextName(); name != null; name = json.nextName()) {
			JsonToken member = json.nextToken();
			switch (name) {
				case "type" -> {
					event.deltaType = same(json, member, this.lastDeltaType);
					this.lastDeltaType = event.deltaType;
				}
				case "text", "thinking", "partial_json", "signature" -> piece(name, member, source, event);
				case "estimated_tokens" -> json.skipChildren();
				default -> event.delta.put(name, source.any(member));
			}
		}
	}

	private static void piece(String name, JsonToken value, Source source, AnthropicEvent event) {
		if (value != JsonToken.VALUE_STRING) {
			source.json().skipChildren();
			return;
		}
		if (event.piece != null) {
			event.holes.spoil();
		}
		else if (event.holes.isEnabled()) {
			event.holes.add(FrameHoles.Kind.TEXT, name, source.start());
		}
		event.piece = source.json().getString();
	}

	/** Most events are like the one before: the same word needs no new text. */
	private static String same(JsonParser json, JsonToken value, String last) {
		if (value != JsonToken.VALUE_STRING) {
			json.skipChildren();
			return "";
		}
		if (json.getStringLength() != last.length()) {
			return json.getString();
		}
		char[] characters = json.getStringCharacters();
		int start = json.getStringOffset();
		for (int i = 0; i < last.length(); i++) {
			if (characters[start + i] != last.charAt(i)) {
				return json.getString();
			}
		}
		return last;
	}

	/**
	 * The parser and the bytes under it.
	 *
	 * @param json the parser
	 * @param bytes what it reads
	 * @param offset where it began
	 */
	private record Source(JsonParser json, byte[] bytes, int offset) {

		/** The value at which the parser stands, if it is an object. */
		@Nullable LinkedHashMap<String, @Nullable Object> object(JsonToken value) {
			if (value != JsonToken.START_OBJECT) {
				this.json.skipChildren();
				return null;
			}
			int from = start();
			this.json.skipChildren();
			int to = this.offset + (int) this.json.currentLocation().getByteOffset();
			return Json.mapper().readerFor(OBJECT).readValue(this.bytes, from, to - from);
		}

		/** Where the value begins in the bytes. */
		int start() {
			return this.offset + (int) this.json.currentTokenLocation().getByteOffset();
		}

		@Nullable Object any(JsonToken value) {
			return switch (value) {
				case START_OBJECT -> object(value);
				case START_ARRAY -> array();
				case VALUE_STRING -> this.json.getString();
				case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> this.json.getNumberValue();
				case VALUE_TRUE -> Boolean.TRUE;
				case VALUE_FALSE -> Boolean.FALSE;
				default -> null;
			};
		}

		private Object array() {
			int from = start();
			this.json.skipChildren();
			int to = this.offset + (int) this.json.currentLocation().getByteOffset();
			return Json.mapper().readerFor(Object.class).readValue(this.bytes, from, to - from);
		}

	}

}
