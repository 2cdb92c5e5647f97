package io.llmprovider.protocol.google;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * Finds what a schema refers to, and makes one of what holds together.
 */
final class GoogleReferences {

	private static final int MAX_DEPTH = 20;

	private final Map<String, @Nullable Object> root;

	GoogleReferences(Map<String, @Nullable Object> root) {
		this.root = root;
	}

	/**
	 * The schema under a pointer such as {@code #/$defs/node}.
	 * @return the schema, or null if there is none
	 */
	@Nullable Map<String, @Nullable Object> find(String pointer) {
		if (!pointer.startsWith("#")) {
			return null;
		}
		Object found = this.root;
		for (String step : pointer.substring(1).split("/")) {
			if (!step.isEmpty()) {
				String name = step.replace("~1", "/").replace("~0", "~");
				found = (found instanceof Map<?, ?> map) ? map.get(name) : null;
			}
		}
		return (found instanceof Map<?, ?> map) ? copy(map) : null;
	}

	/** A schema with all of its {@code allOf} in it. */
	Map<String, @Nullable Object> merged(Map<?, ?> schema) {
		return merged(schema, 0);
	}

	private Map<String, @Nullable Object> merged(Map<?, ?> schema, int depth) {
		Map<String, @Nullable Object> whole = copy(schema);
		Object parts = whole.remove("allOf");
		if (!(parts instanceof List<?> list) || depth > MAX_DEPTH) {
			return whole;
		}
		for (Object part : list) {
			if (part instanceof Map<?, ?> map) {
				Map<String, @Nullable Object> more = (map.get("$ref") instanceof String target) ? find(target)
						: copy(map);
				if (more != null) {
					merged(more, depth + 1).forEach((word, value) -> join(whole, word, value));
				}
			}
		}
		return whole;
	}

	private static void join(Map<String, @Nullable Object> whole, String word, @Nullable Object value) {
		Object there = whole.get(word);
		if (there instanceof Map<?, ?> old && value instanceof Map<?, ?> more) {
			Map<String, @Nullable Object> both = copy(more);
			both.putAll(copy(old));
			whole.put(word, both);
		}
		else if (word.equals("required") && there instanceof List<?> old && value instanceof List<?> more) {
			Set<Object> both = new LinkedHashSet<>(old);
			both.addAll(more);
			whole.put(word, List.copyOf(both));
		}
		else {
			whole.putIfAbsent(word, value);
		}
	}

	static Map<String, @Nullable Object> copy(Map<?, ?> map) {
		Map<String, @Nullable Object> copy = new LinkedHashMap<>();
		map.forEach((name, value) -> copy.put(String.valueOf(name), value));
		return copy;
	}

}
