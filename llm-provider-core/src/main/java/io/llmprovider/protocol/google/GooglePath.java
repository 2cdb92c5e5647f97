package io.llmprovider.protocol.google;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * Places in a JSON object, written as {@code $.list[0].name} or {@code $['a name']}:
 * names are texts, positions are integers.
 */
final class GooglePath {

	/** No array of arguments is longer: a larger position is a broken one. */
	private static final int MAX_INDEX = 100_000;

	private GooglePath() {
	}

	/**
	 * The steps of a path.
	 * @return the steps, empty if it cannot be read or does not begin with a name
	 */
	static List<Object> parse(String path) {
		List<Object> steps = new ArrayList<>();
		int at = path.startsWith("$") ? 1 : 0;
		while (at < path.length()) {
			char c = path.charAt(at);
			if (c == '[') {
				int end = path.indexOf(']', quoteEnd(path, at + 1));
				if (end < 0) {
					return List.of();
				}
				Object step = bracket(path.substring(at + 1, end));
				if (step == null) {
					return List.of();
				}
				steps.add(step);
				at = end + 1;
			}
			else {
				int begin = (c == '.') ? at + 1 : at;
				int end = begin;
				while (end < path.length() && path.charAt(end) != '.' && path.charAt(end) != '[') {
					end++;
				}
				if (end == begin) {
					return List.of();
				}
				steps.add(path.substring(begin, end));
				at = end;
			}
		}
		return (!steps.isEmpty() && steps.get(0) instanceof String) ? steps : List.of();
	}

	/** Behind a quoted name, in which brackets do not count. */
	private static int quoteEnd(String path, int from) {
		if (from < path.length() && (path.charAt(from) == '\'' || path.charAt(from) == '"')) {
			int end = path.indexOf(path.charAt(from), from + 1);
			return (end < 0) ? path.length() : end;
		}
		return from;
	}

	private static @Nullable Object bracket(String inside) {
		if (inside.length() >= 2 && (inside.charAt(0) == '\'' || inside.charAt(0) == '"')) {
			return inside.substring(1, inside.length() - 1);
		}
		boolean number = !inside.isEmpty() && inside.length() < 7 && inside.chars().allMatch(Character::isDigit);
		return (number && Integer.parseInt(inside) <= MAX_INDEX) ? Integer.valueOf(inside) : null;
	}

	static @Nullable Object get(Object root, List<Object> place) {
		Object found = root;
		for (Object step : place) {
			if (found instanceof Map<?, ?> map && step instanceof String) {
				found = map.get(step);
			}
			else if (found instanceof List<?> list && step instanceof Integer index && index < list.size()) {
				found = list.get(index);
			}
			else {
				return null;
			}
		}
		return found;
	}

	/**
	 * Puts a value at a place and makes what is missing on the way. What stands in the
	 * way is replaced.
	 */
	static void put(Map<String, @Nullable Object> root, List<Object> place, @Nullable Object value) {
		Object holder = root;
		for (int i = 0; i < place.size(); i++) {
			boolean leaf = i + 1 == place.size();
			Object next = leaf ? value : holder(get(holder, List.of(place.get(i))), place.get(i + 1));
			set(holder, place.get(i), next);
			if (!leaf) {
				holder = java.util.Objects.requireNonNull(next);
			}
		}
	}

	private static Object holder(@Nullable Object there, Object step) {
		if (step instanceof Integer) {
			return (there instanceof List<?>) ? there : new ArrayList<@Nullable Object>();
		}
		return (there instanceof Map<?, ?>) ? there : new LinkedHashMap<String, @Nullable Object>();
	}

	@SuppressWarnings("unchecked")
	private static void set(Object holder, Object step, @Nullable Object value) {
		if (step instanceof Integer index) {
			List<@Nullable Object> list = (List<@Nullable Object>) holder;
			while (list.size() <= index) {
				list.add(null);
			}
			list.set(index, value);
		}
		else {
			((Map<String, @Nullable Object>) holder).put((String) step, value);
		}
	}

}
