package io.llmprovider.protocol;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.StringTokenizer;

import io.llmprovider.chat.Tool;
import io.llmprovider.chat.Warning;
import io.llmprovider.json.Json;
import org.jspecify.annotations.Nullable;

/**
 * Brings a schema into the form to which a model can be held: objects are closed, and
 * bounds that are not known move into the description, where the model reads them.
 *
 * @see <a href=
 * "https://platform.claude.com/docs/en/build-with-claude/structured-outputs">Structured
 * outputs</a>
 */
public final class StrictSchemas {

	private static final Set<String> BOUNDS = Set.of("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum",
			"multipleOf", "minLength", "maxLength", "pattern", "maxItems", "uniqueItems", "minProperties",
			"maxProperties");

	private static final Set<String> DROPPED = Set.of("$schema", "$id", "examples", "contains", "if", "then", "else",
			"not", "patternProperties", "propertyNames");

	private static final Set<String> FORMATS = Set.of("date-time", "time", "date", "duration", "email", "hostname",
			"uri", "ipv4", "ipv6", "uuid");

	/** Objects whose members are names of schemas, not words of the schema language. */
	private static final Set<String> NAMED = Set.of("properties", "$defs", "definitions");

	/** Words that hold values, in which nothing is a schema. */
	private static final Set<String> VALUES = Set.of("enum", "const", "default", "required", "type");

	private StrictSchemas() {
	}

	/**
	 * Whether the input of a tool is held to its schema.
	 * @param tool the tool
	 * @param call the call that offers it
	 * @param holds whether the model can be held to schemas, if the server's flags do not
	 * say
	 * @param warnings receives one if the tool wants it and does not get it
	 * @return whether it is
	 */
	public static boolean holds(Tool tool, ChatCall call, boolean holds, List<Warning> warnings) {
		if (!Boolean.TRUE.equals(tool.strict())) {
			return false;
		}
		Boolean flag = call.compat().supportsStrictMode();
		boolean recursive = isRecursive(tool.inputSchema());
		boolean strict = !recursive && ((flag != null) ? flag : holds);
		if (!strict) {
			warnings.add(Warning.leftOut("strict of tool '" + tool.name() + "'",
					recursive ? "no model is held to a schema that refers to itself"
							: "the model cannot be held to the schema of a tool"));
		}
		return strict;
	}

	/**
	 * Whether a schema refers to itself, which no model can be held to.
	 * @param schema a JSON schema
	 * @return whether one of its references leads back to where it stands
	 */
	public static boolean isRecursive(Map<String, @Nullable Object> schema) {
		return leadsBack(schema, schema, new HashSet<>(), new HashSet<>());
	}

	private static boolean leadsBack(Map<?, ?> root, @Nullable Object value, Set<String> open, Set<String> seen) {
		if (value instanceof List<?> list) {
			return list.stream().anyMatch((item) -> leadsBack(root, item, open, seen));
		}
		if (!(value instanceof Map<?, ?> schema)) {
			return false;
		}
		if (!(schema.get("$ref") instanceof String reference)) {
			return schema.values().stream().anyMatch((nested) -> leadsBack(root, nested, open, seen));
		}
		if (reference.equals("#") || open.contains(reference)) {
			return true;
		}
		if (!seen.add(reference)) {
			return false;
		}
		open.add(reference);
		boolean back = leadsBack(root, target(root, reference), open, seen);
		open.remove(reference);
		return back;
	}

	private static @Nullable Object target(Map<?, ?> root, String reference) {
		if (!reference.startsWith("#/")) {
			return null;
		}
		Object found = root;
		StringTokenizer steps = new StringTokenizer(reference.substring(1), "/");
		while (steps.hasMoreTokens()) {
			String step = steps.nextToken().replace("~1", "/").replace("~0", "~");
			found = (found instanceof Map<?, ?> map) ? map.get(step)
					: (found instanceof List<?> list) ? item(list, step) : null;
		}
		return found;
	}

	private static @Nullable Object item(List<?> list, String step) {
		boolean index = !step.isEmpty() && step.length() < 10 && step.chars().allMatch((c) -> c >= '0' && c <= '9');
		return (index && Integer.parseInt(step) < list.size()) ? list.get(Integer.parseInt(step)) : null;
	}

	/**
	 * A schema to which answers are held.
	 * @param schema a JSON schema
	 * @return a copy with closed objects, its bounds in words
	 */
	public static Map<String, @Nullable Object> strict(Map<String, @Nullable Object> schema) {
		Map<String, @Nullable Object> strict = new LinkedHashMap<>();
		Map<String, @Nullable Object> bounds = new LinkedHashMap<>();
		schema.forEach((word, value) -> {
			if (isBound(word, value)) {
				bounds.put(word, value);
			}
			else if (!DROPPED.contains(word) && !word.equals("additionalProperties")) {
				strict.put(word.equals("oneOf") ? "anyOf" : word, value(word, value));
			}
		});
		if (isObject(schema)) {
			strict.put("additionalProperties", false);
		}
		if (!bounds.isEmpty()) {
			Object description = strict.get("description");
			String head = (description != null) ? description + " " : "";
			strict.put("description", head + Json.text(bounds));
		}
		return strict;
	}

	/**
	 * A schema without the words that a server refuses, by the flags of its dialect.
	 * @param schema a JSON schema, of a tool or of an answer
	 * @param call the call
	 * @return the same schema if there is no word to leave out, else a copy
	 */
	public static Map<String, @Nullable Object> understood(Map<String, @Nullable Object> schema, ChatCall call) {
		return without(schema, call.compat().unsupportedSchemaKeywords());
	}

	/** At any depth. */
	private static Map<String, @Nullable Object> without(Map<String, @Nullable Object> schema, Set<String> words) {
		if (words.isEmpty()) {
			return schema;
		}
		Map<String, @Nullable Object> less = new LinkedHashMap<>();
		schema.forEach((word, value) -> {
			if (!words.contains(word)) {
				less.put(word, VALUES.contains(word) ? value : each(word, value, (nested) -> without(nested, words)));
			}
		});
		return less;
	}

	private static @Nullable Object value(String word, @Nullable Object value) {
		return VALUES.contains(word) ? value : each(word, value, StrictSchemas::strict);
	}

	@SuppressWarnings("unchecked")
	private static @Nullable Object each(String word, @Nullable Object value, Change change) {
		if (value instanceof Map<?, ?> map && NAMED.contains(word)) {
			Map<String, @Nullable Object> named = new LinkedHashMap<>();
			map.forEach((name, schema) -> named.put(String.valueOf(name), each("", schema, change)));
			return named;
		}
		if (value instanceof Map<?, ?> map) {
			return change.of((Map<String, @Nullable Object>) map);
		}
		if (value instanceof List<?> list) {
			List<@Nullable Object> changed = new ArrayList<>(list.size());
			list.forEach((item) -> changed.add(each("", item, change)));
			return changed;
		}
		return value;
	}

	private static boolean isBound(String word, @Nullable Object value) {
		if (word.equals("format")) {
			return !(value instanceof String format && FORMATS.contains(format));
		}
		if (word.equals("minItems")) {
			return !(value instanceof Number count && count.intValue() <= 1);
		}
		return BOUNDS.contains(word);
	}

	private static boolean isObject(Map<String, @Nullable Object> schema) {
		Object type = schema.get("type");
		return "object".equals(type) || type instanceof List<?> types && types.contains("object")
				|| schema.get("properties") instanceof Map<?, ?>;
	}

	private interface Change {

		Map<String, @Nullable Object> of(Map<String, @Nullable Object> schema);

	}

}
