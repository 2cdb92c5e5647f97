package io.llmprovider.json;

import java.util.Collection;
import java.util.Locale;

import org.jspecify.annotations.Nullable;

/**
 * Compares names as people write them, and finds the one that was meant.
 */
public final class Names {

	private Names() {
	}

	/**
	 * A name without what people write differently: case, dashes, underscores.
	 * @param name the name
	 * @return the name in lower case, without dashes and underscores
	 */
	public static String plain(String name) {
		StringBuilder plain = new StringBuilder(name.length());
		for (int i = 0; i < name.length(); i++) {
			char c = name.charAt(i);
			if (c != '-' && c != '_') {
				plain.append(c);
			}
		}
		return plain.toString().toLowerCase(Locale.ROOT);
	}

	/**
	 * The name that was probably meant.
	 * @param name what was written
	 * @param known what could have been meant
	 * @return the nearest known name, or null if none is near
	 */
	public static @Nullable String nearest(String name, Collection<String> known) {
		String plain = plain(name);
		String best = null;
		int bestDistance = Math.max(1, plain.length() / 3) + 1;
		for (String candidate : known) {
			int distance = distance(plain, plain(candidate));
			if (distance < bestDistance) {
				bestDistance = distance;
				best = candidate;
			}
		}
		return best;
	}

	private static int distance(String one, String other) {
		int[] previous = new int[other.length() + 1];
		for (int j = 0; j <= other.length(); j++) {
			previous[j] = j;
		}
		for (int i = 1; i <= one.length(); i++) {
			int[] current = new int[other.length() + 1];
			current[0] = i;
			for (int j = 1; j <= other.length(); j++) {
				int change = previous[j - 1] + ((one.charAt(i - 1) == other.charAt(j - 1)) ? 0 : 1);
				current[j] = Math.min(change, Math.min(previous[j], current[j - 1]) + 1);
			}
			previous = current;
		}
		return previous[other.length()];
	}

}
