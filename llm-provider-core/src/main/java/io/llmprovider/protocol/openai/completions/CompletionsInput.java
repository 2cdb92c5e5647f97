package io.llmprovider.protocol.openai.completions;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.llmprovider.json.WholeNumbers;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * A chunk as it is walked over: the parser and the bytes below it.
 */
final class CompletionsInput {

	private static final int NO_NUMBER = Integer.MIN_VALUE;

	final JsonParser parser;

	private final byte[] array;

	private final int offset;

	CompletionsInput(JsonParser parser, byte[] array, int offset) {
		this.parser = parser;
		this.array = array;
		this.offset = offset;
	}

	/** The next member of the object that is open, its value at hand; null at the end. */
	@Nullable String nextMember() {
		String name = this.parser.nextName();
		if (name != null) {
			this.parser.nextToken();
		}
		return name;
	}

	boolean is(JsonToken token) {
		return this.parser.currentToken() == token;
	}

	/** The value if it is a text; anything else is passed over. */
	@Nullable String text() {
		if (is(JsonToken.VALUE_STRING)) {
			return this.parser.getString();
		}
		skip();
		return null;
	}

	/** The value as text if it is plain; an object or list is passed over. */
	@Nullable String plainText() {
		if (this.parser.currentToken().isScalarValue() && !is(JsonToken.VALUE_NULL)) {
			return this.parser.getValueAsString();
		}
		skip();
		return null;
	}

	/** The value if it is a whole number, or a text that is one. */
	@Nullable Integer integer() {
		int number = is(JsonToken.VALUE_STRING) ? this.parser.getValueAsInt(NO_NUMBER)
				: WholeNumbers.readInt(this.parser, NO_NUMBER);
		return (number != NO_NUMBER) ? number : null;
	}

	/** The value as maps, lists and plain values; null if it is null. */
	@Nullable Object value() {
		return switch (this.parser.currentToken()) {
			case START_OBJECT -> object();
			case START_ARRAY -> list();
			case VALUE_STRING -> this.parser.getString();
			case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> this.parser.getNumberValue();
			case VALUE_TRUE -> Boolean.TRUE;
			case VALUE_FALSE -> Boolean.FALSE;
			default -> null;
		};
	}

	private List<@Nullable Object> list() {
		List<@Nullable Object> list = new ArrayList<>();
		while (this.parser.nextToken() != JsonToken.END_ARRAY) {
			list.add(value());
		}
		return list;
	}

	/** The value if it is a list or an object that holds something. */
	@Nullable Object container() {
		if (!this.parser.currentToken().isStructStart()) {
			return null;
		}
		Object value = value();
		boolean empty = value instanceof Map<?, ?> map && map.isEmpty()
				|| value instanceof List<?> list && list.isEmpty();
		return empty ? null : value;
	}

	/** The value if it is an object. */
	@Nullable Map<String, @Nullable Object> object() {
		if (!is(JsonToken.START_OBJECT)) {
			skip();
			return null;
		}
		Map<String, @Nullable Object> object = new LinkedHashMap<>();
		for (String name = nextMember(); name != null; name = nextMember()) {
			object.put(name, value());
		}
		return object;
	}

	/** The value's own bytes as text. */
	String raw() {
		int from = start();
		int to = skipTo();
		return new String(this.array, from, to - from, StandardCharsets.UTF_8);
	}

	/** Where the value begins in the array. */
	int start() {
		return this.offset + (int) this.parser.currentTokenLocation().getByteOffset();
	}

	/** Passes over an object or list, and tells where it ends in the array. */
	int skipTo() {
		skip();
		return this.offset + (int) this.parser.currentLocation().getByteOffset();
	}

	void skip() {
		this.parser.skipChildren();
	}

}
