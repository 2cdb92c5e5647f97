package io.llmprovider.autoconfigure;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * Values of any shape as the YAML has them. Spring Boot's binder makes a map of a list
 * that stands where any object may stand, with the indexes as keys; here it becomes a
 * list again.
 */
final class BoundValues {

	private BoundValues() {
	}

	static Map<String, @Nullable Object> plain(Map<String, ? extends @Nullable Object> bound) {
		Map<String, @Nullable Object> plain = new LinkedHashMap<>();
		for (Map.Entry<String, ? extends @Nullable Object> value : bound.entrySet()) {
			plain.put(value.getKey(), plainValue(value.getValue()));
		}
		return plain;
	}

	private static @Nullable Object plainValue(@Nullable Object value) {
		if (!(value instanceof Map<?, ?> map)) {
			return value;
		}
		Map<String, @Nullable Object> members = new LinkedHashMap<>();
		map.forEach((key, member) -> members.put(String.valueOf(key), plainValue(member)));
		return isList(members) ? new ArrayList<>(members.values()) : members;
	}

	private static boolean isList(Map<String, ?> members) {
		int next = 0;
		for (String key : List.copyOf(members.keySet())) {
			if (!key.equals(String.valueOf(next))) {
				return false;
			}
			next++;
		}
		return next > 0;
	}

}
