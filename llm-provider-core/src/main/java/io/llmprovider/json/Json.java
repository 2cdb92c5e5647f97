package io.llmprovider.json;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.json.JsonMapper;

/**
 * The library's own JSON mapper. It is not the application's: a naming strategy or a
 * module configured there must not change what goes over the wire. Nulls are never
 * written, unknown fields are ignored, nesting is bounded.
 */
public final class Json {

	/** How deep a document may be nested; deeper ones are refused. */
	public static final int MAX_DEPTH = 500;

	private static final TypeReference<LinkedHashMap<String, Object>> OBJECT = new TypeReference<>() {
	};

	private Json() {
	}

	/**
	 * The mapper itself, for records that mirror a wire format.
	 * @return the mapper, immutable
	 */
	public static JsonMapper mapper() {
		return Mapper.INSTANCE;
	}

	/**
	 * A streaming parser over UTF-8 bytes, for the hot path.
	 * @param bytes holds the document
	 * @param offset where it begins
	 * @param length its length in bytes
	 * @return the parser, to be closed by the caller
	 * @throws JacksonException if the bytes do not begin a document
	 */
	public static JsonParser parser(byte[] bytes, int offset, int length) {
		return Factory.INSTANCE.createParser(ObjectReadContext.empty(), bytes, offset, length);
	}

	/**
	 * Writes a value as UTF-8 JSON.
	 * @param value a record, map, list or plain value
	 * @return the bytes
	 */
	public static byte[] bytes(Object value) {
		return Mapper.INSTANCE.writeValueAsBytes(value);
	}

	/**
	 * Writes a value as JSON text.
	 * @param value a record, map, list or plain value; null becomes {@code null}
	 * @return the text
	 */
	public static String text(@Nullable Object value) {
		return Mapper.INSTANCE.writeValueAsString(value);
	}

	/**
	 * Reads a value.
	 * @param <T> the type
	 * @param json JSON text
	 * @param type what to read
	 * @return the value
	 * @throws JacksonException if the text is not JSON, does not fit the type or is
	 * {@code null}
	 */
	public static <T> T read(String json, Class<T> type) {
		return present(Mapper.INSTANCE.readValue(json, type), type);
	}

	/**
	 * Reads a tree.
	 * @param bytes holds the document
	 * @param offset where it begins
	 * @param length its length in bytes
	 * @return the tree; a missing node if there is nothing but blanks
	 * @throws JacksonException if the bytes are not JSON
	 */
	public static JsonNode tree(byte[] bytes, int offset, int length) {
		return Mapper.INSTANCE.readTree(bytes, offset, length);
	}

	/**
	 * Reads a tree.
	 * @param json JSON text
	 * @return the tree
	 * @throws JacksonException if the text is not JSON
	 */
	public static JsonNode tree(String json) {
		return Mapper.INSTANCE.readTree(json);
	}

	/**
	 * Reads an object as an unmodifiable map, in the order of the text.
	 * @param json text of a JSON object
	 * @return the map; integral numbers are {@code Integer}, {@code Long} or
	 * {@code BigInteger}, others {@code Double}
	 * @throws JacksonException if the text is not a JSON object
	 */
	public static Map<String, @Nullable Object> object(String json) {
		return frozen(present(Mapper.INSTANCE.readValue(json, OBJECT), Map.class));
	}

	/**
	 * An object node as an unmodifiable map.
	 * @param node an object
	 * @return the map
	 */
	public static Map<String, @Nullable Object> object(JsonNode node) {
		return frozen(present(Mapper.INSTANCE.convertValue(node, OBJECT), Map.class));
	}

	/**
	 * Whether the text is one JSON object and nothing else.
	 * @param json the text
	 * @return whether it parses as an object
	 */
	public static boolean isObject(String json) {
		try {
			return Mapper.INSTANCE.readTree(json).isObject();
		}
		catch (JacksonException ex) {
			return false;
		}
	}

	/**
	 * A deep, unmodifiable copy that keeps the order and null values.
	 * @param map a JSON object as maps, lists and plain values
	 * @return the copy
	 */
	public static Map<String, @Nullable Object> frozen(Map<String, ? extends @Nullable Object> map) {
		if (map.isEmpty()) {
			return Map.of();
		}
		Map<String, @Nullable Object> copy = new LinkedHashMap<>(map.size() * 2);
		map.forEach((key, value) -> copy.put(key, frozenValue(value)));
		return Collections.unmodifiableMap(copy);
	}

	private static <T> T present(@Nullable T value, Class<?> type) {
		if (value == null) {
			throw MismatchedInputException.from(null, type, "null where a value is needed");
		}
		return value;
	}

	private static @Nullable Object frozenValue(@Nullable Object value) {
		if (value instanceof Map<?, ?> nested) {
			Map<String, @Nullable Object> copy = new LinkedHashMap<>(nested.size() * 2);
			nested.forEach((key, item) -> copy.put(String.valueOf(key), frozenValue(item)));
			return Collections.unmodifiableMap(copy);
		}
		if (value instanceof List<?> list) {
			List<@Nullable Object> copy = new ArrayList<>(list.size());
			list.forEach((item) -> copy.add(frozenValue(item)));
			return Collections.unmodifiableList(copy);
		}
		return value;
	}

	/**
	 * Holds the factory until it is needed.
	 */
	private static final class Factory {

		static final JsonFactory INSTANCE = JsonFactory.builder()
			.streamReadConstraints(StreamReadConstraints.builder()
				.maxNestingDepth(MAX_DEPTH)
				.maxStringLength(Integer.MAX_VALUE)
				.build())
			.build();

	}

	/**
	 * Holds the mapper until it is needed, as it costs more to make than all else at the
	 * start of an application.
	 */
	private static final class Mapper {

		static final JsonMapper INSTANCE = JsonMapper.builder(Factory.INSTANCE)
			.changeDefaultPropertyInclusion((value) -> value.withValueInclusion(JsonInclude.Include.NON_NULL)
				.withContentInclusion(JsonInclude.Include.ALWAYS))
			.disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES,
					DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
			.build();

	}

}
