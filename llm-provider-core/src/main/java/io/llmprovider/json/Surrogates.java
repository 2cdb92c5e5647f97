package io.llmprovider.json;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/**
 * Removes halves of surrogate pairs that stand alone. They come from texts that were cut
 * in the middle of a character, cannot be written as UTF-8 and are refused by servers.
 */
public final class Surrogates {

	private Surrogates() {
	}

	/**
	 * A text without lone surrogates.
	 * @param text any text
	 * @return the same text if there are none, else a copy without them
	 */
	public static String clean(String text) {
		int lone = firstLone(text, 0);
		if (lone < 0) {
			return text;
		}
		StringBuilder clean = new StringBuilder(text.length());
		int from = 0;
		while (lone >= 0) {
			clean.append(text, from, lone);
			from = lone + 1;
			lone = firstLone(text, from);
		}
		return clean.append(text, from, text.length()).toString();
	}

	/**
	 * A JSON object in whose texts, at any depth, there are no lone surrogates.
	 * @param map a JSON object as maps, lists and plain values
	 * @return the same map if there are none, else a copy without them
	 */
	public static Map<String, @Nullable Object> clean(Map<String, @Nullable Object> map) {
		boolean changed = false;
		for (Map.Entry<String, @Nullable Object> entry : map.entrySet()) {
			changed |= firstLone(entry.getKey(), 0) >= 0 || cleanValue(entry.getValue()) != entry.getValue();
		}
		if (!changed) {
			return map;
		}
		Map<String, @Nullable Object> copy = new LinkedHashMap<>(map.size() * 2);
		map.forEach((key, value) -> copy.put(clean(key), cleanValue(value)));
		return copy;
	}

	/**
	 * JSON without lone surrogates, written as they are or as an escape.
	 * @param json what should be JSON
	 * @return the same text if there are none or if it is no JSON, else JSON without them
	 */
	public static String cleanJson(String json) {
		String clean = clean(json);
		if (!mayEscape(clean)) {
			return clean;
		}
		try {
			Object value = Json.read(clean, Object.class);
			Object without = cleanValue(value);
			return (without != value) ? Json.text(without) : clean;
		}
		catch (JacksonException ex) {
			// What is no JSON is sent as text, in which an escape is only letters.
			return clean;
		}
	}

	/** Whether the text holds the beginning of an escaped surrogate. */
	private static boolean mayEscape(String json) {
		for (int at = json.indexOf("\\u"); at >= 0 && at + 3 < json.length(); at = json.indexOf("\\u", at + 2)) {
			char first = json.charAt(at + 2);
			if ((first == 'd' || first == 'D') && json.charAt(at + 3) > '7') {
				return true;
			}
		}
		return false;
	}

	@SuppressWarnings("unchecked")
	private static @Nullable Object cleanValue(@Nullable Object value) {
		if (value instanceof String text) {
			return clean(text);
		}
		if (value instanceof Map<?, ?> map) {
			return clean((Map<String, @Nullable Object>) map);
		}
		if (value instanceof List<?> list) {
			return cleanList(list);
		}
		return value;
	}

	private static List<?> cleanList(List<?> list) {
		List<@Nullable Object> copy = null;
		for (int i = 0; i < list.size(); i++) {
			Object item = list.get(i);
			Object value = cleanValue(item);
			if (value != item) {
				copy = (copy != null) ? copy : new ArrayList<>(list);
				copy.set(i, value);
			}
		}
		return (copy != null) ? copy : list;
	}

	private static int firstLone(String text, int from) {
		for (int i = from; i < text.length(); i++) {
			char c = text.charAt(i);
			if (!Character.isSurrogate(c)) {
				continue;
			}
			if (Character.isHighSurrogate(c) && i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))) {
				i++;
			}
			else {
				return i;
			}
		}
		return -1;
	}

}
