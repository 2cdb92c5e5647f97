package io.llmprovider.json;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.exc.StreamReadException;

/**
 * Reads JSON into maps, lists and plain values without a mapper. Files that are read when
 * an application starts are read like this: preparing a mapper would take longer than all
 * the rest.
 */
public final class PlainJson {

	private PlainJson() {
	}

	/**
	 * Reads a document.
	 * @param bytes the document
	 * @return maps, lists, texts, {@code Integer}, {@code Long}, {@code BigInteger},
	 * {@code BigDecimal}, {@code Boolean} or null
	 * @throws tools.jackson.core.JacksonException if the bytes are not JSON, or more than
	 * one value
	 */
	public static @Nullable Object read(byte[] bytes) {
		try (JsonParser parser = Json.parser(bytes, 0, bytes.length)) {
			parser.nextToken();
			Object value = value(parser);
			if (parser.nextToken() != null) {
				throw new StreamReadException(parser, "Something follows the end of the document");
			}
			return value;
		}
	}

	private static @Nullable Object value(JsonParser parser) {
		JsonToken token = parser.currentToken();
		if (token == null) {
			throw new StreamReadException(parser, "There is nothing where a value should be");
		}
		return switch (token) {
			case START_OBJECT -> {
				Map<String, @Nullable Object> members = new LinkedHashMap<>();
				while (parser.nextToken() != JsonToken.END_OBJECT) {
					String name = parser.currentName();
					parser.nextToken();
					members.put(name, value(parser));
				}
				yield members;
			}
			case START_ARRAY -> {
				List<@Nullable Object> items = new ArrayList<>();
				while (parser.nextToken() != JsonToken.END_ARRAY) {
					items.add(value(parser));
				}
				yield items;
			}
			case VALUE_TRUE -> true;
			case VALUE_FALSE -> false;
			case VALUE_NULL -> null;
			case VALUE_NUMBER_INT -> parser.getNumberValue();
			case VALUE_NUMBER_FLOAT -> parser.getDecimalValue();
			default -> parser.getString();
		};
	}

}
