package io.llmprovider.protocol.google;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * Writes JSON Schema in the words that Google's own schema has. What has no word there is
 * left out and remembered, so that whoever can send the whole schema does.
 *
 * @see <a href="https://ai.google.dev/api/caching#Schema">Google's Schema</a>
 */
final class GoogleSchemas {

	/** Taken as they are. */
	private static final Set<String> PLAIN = Set.of("title", "nullable", "minItems", "maxItems", "propertyOrdering",
			"minProperties", "maxProperties", "minLength", "maxLength", "pattern", "minimum", "maximum", "default",
			"example");

	/**
	 * Left out without a loss: what they say holds anyway, or says nothing to a model.
	 */
	private static final Set<String> EMPTY = Set.of("$schema", "$id", "$comment", "$anchor", "$defs", "definitions",
			"readOnly", "writeOnly", "deprecated", "examples", "strict", "id");

	private static final Set<String> FORMATS = Set.of("date-time", "enum", "int32", "int64", "float", "double");

	/** Handled by name. */
	private static final Set<String> HANDLED = Set.of("$ref", "allOf", "anyOf", "oneOf", "type", "const", "enum",
			"format", "description", "properties", "required", "items", "prefixItems", "additionalProperties",
			"exclusiveMinimum", "exclusiveMaximum");

	private final GoogleReferences references;

	private final Deque<String> open = new ArrayDeque<>();

	private final Set<String> lost = new LinkedHashSet<>();

	private final Map<String, @Nullable Object> schema;

	/**
	 * Converts a schema.
	 * @param schema JSON Schema
	 */
	GoogleSchemas(Map<String, @Nullable Object> schema) {
		this.references = new GoogleReferences(schema);
		this.schema = convert(schema);
	}

	/** The schema in Google's words. */
	Map<String, @Nullable Object> schema() {
		return this.schema;
	}

	/** Words that had to be left out although they mean something. */
	Set<String> lost() {
		return this.lost;
	}

	/** Whether it is an object of which nothing is said. */
	boolean isEmpty() {
		return "OBJECT".equals(this.schema.get("type"))
				&& !(this.schema.get("properties") instanceof Map<?, ?> map && !map.isEmpty());
	}

	private Map<String, @Nullable Object> convert(@Nullable Object given) {
		if (!(given instanceof Map<?, ?> map)) {
			this.lost.add("a schema that is " + given);
			return typed("STRING");
		}
		Object reference = map.get("$ref");
		if (reference instanceof String target) {
			return referred(map, target);
		}
		Map<String, @Nullable Object> source = this.references.merged(map);
		Map<String, @Nullable Object> written = new LinkedHashMap<>();
		source.forEach((word, value) -> {
			if (PLAIN.contains(word)) {
				written.put(word, value);
			}
			else if (!HANDLED.contains(word) && !EMPTY.contains(word) && !word.startsWith("x-")) {
				this.lost.add(word);
			}
		});
		new Notes(source, written).write();
		types(source, written);
		alternatives(source, written);
		children(source, written);
		bounds(source, written);
		if (!written.containsKey("type") && !written.containsKey("anyOf")) {
			this.lost.add("a value of any type");
			written.put("type", "STRING");
		}
		return written;
	}

	private Map<String, @Nullable Object> referred(Map<?, ?> map, String target) {
		Map<String, @Nullable Object> found = this.references.find(target);
		if (found == null || this.open.contains(target)) {
			this.lost.add((found == null) ? "$ref " + target : "recursion");
			return typed("OBJECT");
		}
		Map<String, @Nullable Object> whole = new LinkedHashMap<>(found);
		map.forEach((word, value) -> {
			if (!"$ref".equals(word)) {
				whole.put(String.valueOf(word), value);
			}
		});
		this.open.push(target);
		Map<String, @Nullable Object> converted = convert(whole);
		this.open.pop();
		return converted;
	}

	private void types(Map<String, @Nullable Object> source, Map<String, @Nullable Object> written) {
		Object type = source.get("type");
		if (type instanceof List<?> several) {
			List<?> others = several.stream().filter((each) -> !"null".equals(each)).toList();
			if (others.size() < several.size()) {
				written.put("nullable", true);
			}
			if (others.size() > 1) {
				written.put("anyOf", others.stream().map((each) -> alternative(each, source)).toList());
				return;
			}
			type = others.isEmpty() ? "null" : others.get(0);
		}
		if (type == null) {
			type = source.containsKey("properties") ? "object"
					: source.containsKey("items") || source.containsKey("prefixItems") ? "array"
							: written.containsKey("enum") ? "string" : null;
		}
		if (type != null) {
			written.put("type", type.toString().toUpperCase(Locale.ROOT));
		}
	}

	private Map<String, @Nullable Object> alternative(@Nullable Object type, Map<String, @Nullable Object> source) {
		Map<String, @Nullable Object> one = typed(String.valueOf(type).toUpperCase(Locale.ROOT));
		if ("array".equals(type)) {
			one.put("items", convert(source.get("items")));
		}
		return one;
	}

	private void alternatives(Map<String, @Nullable Object> source, Map<String, @Nullable Object> written) {
		List<Object> all = new ArrayList<>();
		for (String word : List.of("anyOf", "oneOf")) {
			if (source.get(word) instanceof List<?> list) {
				all.addAll(list);
			}
		}
		if (all.isEmpty()) {
			return;
		}
		List<Map<String, @Nullable Object>> converted = all.stream()
			.filter((each) -> !(each instanceof Map<?, ?> map && "null".equals(map.get("type"))))
			.map(this::convert)
			.toList();
		if (converted.size() < all.size()) {
			written.put("nullable", true);
		}
		if (converted.size() == 1) {
			converted.get(0).forEach(written::putIfAbsent);
		}
		else if (!converted.isEmpty()) {
			written.put("anyOf", converted);
		}
	}

	private void children(Map<String, @Nullable Object> source, Map<String, @Nullable Object> written) {
		if (source.get("properties") instanceof Map<?, ?> properties && !properties.isEmpty()) {
			Map<String, @Nullable Object> converted = new LinkedHashMap<>();
			properties.forEach((name, value) -> converted.put(String.valueOf(name), convert(value)));
			written.put("properties", converted);
			if (source.get("required") instanceof List<?> names) {
				List<?> known = names.stream().filter((name) -> converted.containsKey(String.valueOf(name))).toList();
				if (!known.isEmpty()) {
					written.put("required", known);
				}
			}
		}
		if (source.get("additionalProperties") instanceof Map<?, ?> map && !map.isEmpty()) {
			this.lost.add("additionalProperties");
		}
		if ("ARRAY".equals(written.get("type"))) {
			written.put("items", items(source));
		}
	}

	private Map<String, @Nullable Object> items(Map<String, @Nullable Object> source) {
		Object places = source.containsKey("prefixItems") ? source.get("prefixItems") : source.get("items");
		if (places instanceof List<?> list && !list.isEmpty()) {
			this.lost.add("prefixItems");
			List<Map<String, @Nullable Object>> kinds = list.stream().map(this::convert).distinct().toList();
			return (kinds.size() == 1) ? kinds.get(0) : GoogleParts.of("anyOf", kinds);
		}
		return convert((source.get("items") instanceof Map<?, ?> map) ? map : Map.of());
	}

	private void bounds(Map<String, @Nullable Object> source, Map<String, @Nullable Object> written) {
		bound(source.get("exclusiveMinimum"), "minimum", 1, written);
		bound(source.get("exclusiveMaximum"), "maximum", -1, written);
	}

	private void bound(@Nullable Object exclusive, String word, int step, Map<String, @Nullable Object> written) {
		if (exclusive instanceof Number number && "INTEGER".equals(written.get("type"))) {
			written.put(word, number.longValue() + step);
		}
		else if (exclusive != null) {
			this.lost.add((step > 0) ? "exclusiveMinimum" : "exclusiveMaximum");
		}
	}

	private static Map<String, @Nullable Object> typed(String type) {
		return GoogleParts.of("type", type);
	}

	/**
	 * What becomes words of the description where Google's schema has none: formats and
	 * values that are no texts.
	 */
	private final class Notes {

		private final Map<String, @Nullable Object> source;

		private final Map<String, @Nullable Object> written;

		private final StringBuilder description = new StringBuilder();

		Notes(Map<String, @Nullable Object> source, Map<String, @Nullable Object> written) {
			this.source = source;
			this.written = written;
		}

		void write() {
			if (this.source.get("description") instanceof String text) {
				this.description.append(text);
			}
			Object format = this.source.get("format");
			if (format != null && FORMATS.contains(String.valueOf(format))) {
				this.written.put("format", format);
			}
			else if (format != null) {
				note("Format: " + format);
			}
			values();
			if (!this.description.isEmpty()) {
				this.written.put("description", this.description.toString());
			}
		}

		private void values() {
			Object values = this.source.containsKey("const") ? singleton(this.source.get("const"))
					: this.source.get("enum");
			if (!(values instanceof List<?> list) || list.isEmpty()) {
				return;
			}
			List<?> present = list.stream().filter((value) -> value != null).toList();
			if (present.size() < list.size()) {
				this.written.put("nullable", true);
			}
			if (present.stream().allMatch(String.class::isInstance)) {
				this.written.put("enum", present);
			}
			else {
				GoogleSchemas.this.lost.add("values that are no texts");
				note("One of: " + String.join(", ", present.stream().map(String::valueOf).toList()));
				this.written.putIfAbsent("type", typeOf(present.get(0)));
			}
		}

		private static List<@Nullable Object> singleton(@Nullable Object value) {
			List<@Nullable Object> list = new ArrayList<>(1);
			list.add(value);
			return list;
		}

		private static String typeOf(Object value) {
			return (value instanceof Boolean) ? "BOOLEAN" : (value instanceof Number) ? "NUMBER" : "STRING";
		}

		private void note(String text) {
			this.description.append(this.description.isEmpty() ? "" : " ").append('(').append(text).append(')');
		}

	}

}
