package io.llmprovider.protocol.ollama;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * Replaces half characters, which come from cutting texts at a length: they cannot be
 * written as UTF-8.
 */
final class WholeCharacters {

	private static final char REPLACEMENT = '\uFFFD';

	private WholeCharacters() {
	}

	static Map<String, @Nullable Object> of(Map<?, ?> map) {
		Map<String, @Nullable Object> whole = new LinkedHashMap<>(map.size() * 2);
		map.forEach((key, value) -> whole.put(of(String.valueOf(key)), of(value)));
		return whole;
	}

	private static @Nullable Object of(@Nullable Object value) {
		if (value instanceof String text) {
			return of(text);
		}
		if (value instanceof Map<?, ?> map) {
			return of(map);
		}
		if (value instanceof List<?> list) {
			List<@Nullable Object> whole = new ArrayList<>(list.size());
			list.forEach((item) -> whole.add(of(item)));
			return whole;
		}
		return value;
	}

	static String of(String text) {
		StringBuilder whole = null;
		for (int i = 0; i < text.length(); i++) {
			char c = text.charAt(i);
			if (!Character.isSurrogate(c)) {
				continue;
			}
			boolean pair = Character.isHighSurrogate(c) && i + 1 < text.length()
					&& Character.isLowSurrogate(text.charAt(i + 1));
			if (pair) {
				i++;
			}
			else {
				whole = (whole != null) ? whole : new StringBuilder(text);
				whole.setCharAt(i, REPLACEMENT);
			}
		}
		return (whole != null) ? whole.toString() : text;
	}

}
