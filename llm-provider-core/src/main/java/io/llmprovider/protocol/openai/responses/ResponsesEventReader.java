package io.llmprovider.protocol.openai.responses;

import io.llmprovider.json.Json;
import io.llmprovider.json.WholeNumbers;
import io.llmprovider.protocol.FrameHoles.Kind;
import io.llmprovider.protocol.openai.responses.ResponsesEvent.Range;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * Walks over an event and keeps what is known. Items and responses are only measured:
 * whoever needs one reads it from its bytes.
 */
final class ResponsesEventReader {

	private final Repeated type = new Repeated();

	private final Repeated itemId = new Repeated();

	/**
	 * Reads.
	 * @param array holds the JSON text
	 * @param offset where it begins
	 * @param length its length in bytes
	 * @param event takes what is read
	 * @return whether the text is an object
	 * @throws tools.jackson.core.JacksonException if it is not JSON
	 */
	boolean read(byte[] array, int offset, int length, ResponsesEvent event) {
		event.clear();
		try (JsonParser parser = Json.parser(array, offset, length)) {
			if (parser.nextToken() != JsonToken.START_OBJECT) {
				return false;
			}
			for (String name = parser.nextName(); name != null; name = parser.nextName()) {
				parser.nextToken();
				member(parser, name, offset, event);
				if (event.over) {
					// A part that ends brings the whole text once more.
					return true;
				}
			}
			return true;
		}
	}

	private void member(JsonParser parser, String name, int offset, ResponsesEvent event) {
		JsonToken token = parser.currentToken();
		if (token == JsonToken.VALUE_STRING) {
			text(parser, name, offset, event);
		}
		else if (token.isNumeric()) {
			number(parser, name, offset, event);
		}
		else if (token == JsonToken.START_OBJECT) {
			object(parser, name, offset, event);
		}
		else {
			parser.skipChildren();
		}
	}

	private void text(JsonParser parser, String name, int offset, ResponsesEvent event) {
		switch (name) {
			case "type" -> {
				event.type = this.type.text(parser);
				event.over = event.type.startsWith("response.") && ResponsesEvent.isSilent(event.type);
			}
			case "item_id" -> event.itemId = this.itemId.text(parser);
			case "delta" -> {
				if (event.delta != null) {
					event.holes.spoil();
				}
				hole(Kind.TEXT, parser, name, offset, event);
				event.delta = parser.getString();
			}
			case "obfuscation" -> hole(Kind.PADDING, parser, name, offset, event);
			case "text", "refusal", "arguments", "input" -> event.whole = parser.getString();
			case "error" -> event.failed = true;
			default -> {
			}
		}
	}

	private static void number(JsonParser parser, String name, int offset, ResponsesEvent event) {
		switch (name) {
			case "sequence_number" -> hole(Kind.NUMBER, parser, name, offset, event);
			case "output_index" -> event.outputIndex = WholeNumbers.readInt(parser, event.outputIndex);
			case "content_index" -> event.contentIndex = WholeNumbers.readInt(parser, event.contentIndex);
			case "summary_index" -> event.summaryIndex = WholeNumbers.readInt(parser, event.summaryIndex);
			default -> {
			}
		}
	}

	private static void hole(Kind kind, JsonParser parser, String name, int offset, ResponsesEvent event) {
		if (event.holes.isEnabled()) {
			event.holes.add(kind, name, start(parser, offset));
		}
	}

	private static int start(JsonParser parser, int offset) {
		return offset + (int) parser.currentTokenLocation().getByteOffset();
	}

	private static void object(JsonParser parser, String name, int offset, ResponsesEvent event) {
		switch (name) {
			case "item" -> measure(parser, offset, event.item);
			case "response" -> measure(parser, offset, event.response);
			case "error" -> {
				event.failed = true;
				parser.skipChildren();
			}
			default -> parser.skipChildren();
		}
	}

	private static void measure(JsonParser parser, int offset, Range range) {
		int from = start(parser, offset);
		parser.skipChildren();
		range.set(from, offset + (int) parser.currentLocation().getByteOffset());
	}

	/**
	 * A text that comes thousands of times in a row, and is made once.
	 */
	private static final class Repeated {

		private String last = "";

		String text(JsonParser parser) {
			int length = parser.getStringLength();
			if (length != this.last.length() || !isLast(parser.getStringCharacters(), parser.getStringOffset())) {
				this.last = parser.getString();
			}
			return this.last;
		}

		private boolean isLast(char[] characters, int from) {
			for (int i = 0; i < this.last.length(); i++) {
				if (characters[from + i] != this.last.charAt(i)) {
					return false;
				}
			}
			return true;
		}

	}

}
