package io.llmprovider.test.simulator;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

import io.llmprovider.test.simulator.wire.WireJson;
import io.llmprovider.test.simulator.wire.Words;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A value that follows a JSON schema, with strings taken from what the user said. All
 * properties are given, unless the schema nests too deep; then only those required. A
 * {@code pattern} is met only if something at hand matches it.
 */
final class SchemaExample {

	private static final Map<String, String> FORMATS = Map.of("date", "2026-01-15", "date-time", "2026-01-15T10:30:00Z",
			"time", "10:30:00Z", "email", "user@example.com", "uri", "https://example.com/", "uuid",
			"123e4567-e89b-42d3-a456-426614174000", "ipv4", "127.0.0.1", "hostname", "example.com");

	private static final Pattern FILE = Pattern.compile("[\\w./-]*\\.\\w{1,5}");

	private static final int DEEP = 6;

	private static final int TOO_DEEP = 24;

	private final JsonNode root;

	private final List<String> candidates;

	SchemaExample(JsonNode root, String said) {
		this.root = root;
		this.candidates = candidates(said);
	}

	JsonNode value() {
		return value(this.root, 0);
	}

	/**
	 * What a string may be made of: quoted text, a file, names, and all that was said.
	 */
	private static List<String> candidates(String said) {
		List<String> candidates = new ArrayList<>();
		Pattern.compile("[\"'`“]([^\"'`”]+)[\"'`”]").matcher(said).results().forEach((m) -> candidates.add(m.group(1)));
		String[] words = said.split("\\s+");
		for (String word : words) {
			if (FILE.matcher(word).matches()) {
				candidates.add(word);
			}
		}
		for (int i = 1; i < words.length; i++) {
			String word = words[i].replaceAll("[^\\p{L}\\p{N}-]", "");
			if (word.length() > 1 && Character.isUpperCase(word.charAt(0))) {
				candidates.add(word);
			}
		}
		candidates.add(said.isEmpty() ? "example" : said);
		return candidates;
	}

	private JsonNode value(JsonNode written, int depth) {
		JsonNode schema = resolved(written, depth);
		if (schema.has("const")) {
			return schema.path("const");
		}
		if (!schema.path("enum").isEmpty()) {
			return schema.path("enum").get(0);
		}
		if (schema.has("default") && !schema.path("default").isNull()) {
			return schema.path("default");
		}
		return switch (type(schema)) {
			case "object" -> object(schema, depth);
			case "array" -> array(schema, depth);
			case "integer", "number" -> number(schema);
			case "boolean" -> WireJson.tree(true);
			case "null" -> WireJson.read("null");
			default -> WireJson.tree(string(schema));
		};
	}

	/** References followed, and the first of several choices taken. */
	private JsonNode resolved(JsonNode schema, int depth) {
		String reference = schema.path("$ref").asString("");
		if (reference.startsWith("#") && depth < TOO_DEEP) {
			return resolved(this.root.at(reference.substring(1)), depth + 1);
		}
		for (String choice : List.of("anyOf", "oneOf")) {
			for (JsonNode one : schema.path(choice)) {
				if (!one.path("type").asString("").equals("null")) {
					return resolved(one, depth + 1);
				}
			}
		}
		if (schema.path("allOf").isEmpty()) {
			return schema;
		}
		ObjectNode merged = WireJson.object();
		for (JsonNode part : schema.path("allOf")) {
			JsonNode other = resolved(part, depth + 1);
			for (var member : other.properties()) {
				if (member.getKey().equals("properties") && merged.has("properties")) {
					merged.withObject("properties").setAll((ObjectNode) member.getValue());
				}
				else {
					merged.set(member.getKey(), member.getValue().deepCopy());
				}
			}
		}
		return merged;
	}

	private static String type(JsonNode schema) {
		JsonNode type = schema.path("type");
		if (type.isArray()) {
			return type.values()
				.stream()
				.map((one) -> one.asString(""))
				.filter((one) -> !one.equals("null"))
				.findFirst()
				.orElse("null");
		}
		return type.asString(schema.has("properties") ? "object" : schema.has("items") ? "array" : "string");
	}

	private JsonNode object(JsonNode schema, int depth) {
		List<String> required = schema.path("required").values().stream().map((name) -> name.asString("")).toList();
		ObjectNode object = WireJson.object();
		for (var property : schema.path("properties").properties()) {
			boolean needed = required.contains(property.getKey());
			if (depth < TOO_DEEP && (needed || depth < DEEP)) {
				object.set(property.getKey(), value(property.getValue(), depth + 1));
			}
		}
		return object;
	}

	private JsonNode array(JsonNode schema, int depth) {
		int atLeast = schema.path("minItems").asInt(0);
		int count = Math.max(atLeast, (depth < DEEP && schema.path("maxItems").asInt(1) > 0) ? 1 : 0);
		ArrayNode array = WireJson.object().putArray("items");
		for (int i = 0; i < count && depth < TOO_DEEP; i++) {
			array.add(value(schema.path("items"), depth + 1));
		}
		return array;
	}

	private static JsonNode number(JsonNode schema) {
		boolean integer = type(schema).equals("integer");
		BigDecimal step = schema.path("multipleOf").decimalValue(integer ? BigDecimal.ONE : BigDecimal.valueOf(0.5));
		BigDecimal value = BigDecimal.ONE;
		if (schema.path("maximum").isNumber()) {
			value = value.min(schema.path("maximum").decimalValue());
		}
		if (schema.path("exclusiveMaximum").isNumber()) {
			value = value.min(schema.path("exclusiveMaximum").decimalValue().subtract(step));
		}
		if (schema.path("minimum").isNumber()) {
			value = value.max(schema.path("minimum").decimalValue());
		}
		if (schema.path("exclusiveMinimum").isNumber()) {
			value = value.max(schema.path("exclusiveMinimum").decimalValue().add(step));
		}
		if (schema.has("multipleOf")) {
			value = value.divide(step, 0, RoundingMode.CEILING).multiply(step);
		}
		return integer ? WireJson.tree(value.longValue()) : WireJson.tree(value);
	}

	private String string(JsonNode schema) {
		String format = FORMATS.get(schema.path("format").asString("").toLowerCase(Locale.ROOT));
		if (format != null) {
			return format;
		}
		String pattern = schema.path("pattern").asString("");
		String text = this.candidates.get(0);
		if (!pattern.isEmpty()) {
			text = matching(pattern).orElse(text);
		}
		text = Words.beginning(text, schema.path("maxLength").asInt(Integer.MAX_VALUE));
		return text + "x".repeat(Math.max(0, schema.path("minLength").asInt(0) - text.length()));
	}

	private Optional<String> matching(String pattern) {
		try {
			Pattern wanted = Pattern.compile(pattern);
			return this.candidates.stream().filter((one) -> wanted.matcher(one).find()).findFirst();
		}
		catch (PatternSyntaxException ex) {
			// a schema's pattern is JavaScript's, which Java cannot always read
			return Optional.empty();
		}
	}

}
