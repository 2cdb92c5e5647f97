package io.llmprovider.error;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * The headers that say when a limit begins anew, such as {@code x-ratelimit-reset-tokens}
 * and {@code anthropic-ratelimit-requests-reset}. They come for every limit, so those of
 * a limit that is used up count, and among several the longest; if none says that it is
 * used up, the shortest is the least that can help.
 */
final class ResetHeaders {

	private static final double ALL = 100;

	private ResetHeaders() {
	}

	static @Nullable Duration read(Map<String, List<String>> headers, Instant now) {
		Duration longestUsedUp = null;
		Duration shortest = null;
		for (Map.Entry<String, List<String>> header : headers.entrySet()) {
			String name = header.getKey().toLowerCase(Locale.ROOT);
			if (!isReset(name) || header.getValue().isEmpty()) {
				continue;
			}
			Duration wait = RetryAfter.of(header.getValue().get(0), now).orElse(null);
			if (wait == null) {
				continue;
			}
			if (isUsedUp(headers, name) && (longestUsedUp == null || wait.compareTo(longestUsedUp) > 0)) {
				longestUsedUp = wait;
			}
			if (shortest == null || wait.compareTo(shortest) < 0) {
				shortest = wait;
			}
		}
		return (longestUsedUp != null) ? longestUsedUp : shortest;
	}

	private static boolean isReset(String name) {
		return name.contains("reset") && (name.contains("ratelimit") || name.startsWith("x-codex-"));
	}

	private static boolean isUsedUp(Map<String, List<String>> headers, String reset) {
		if (reset.startsWith("x-codex-")) {
			Double used = number(headers.get(reset.substring(0, reset.indexOf("reset")) + "used-percent"));
			return used != null && used >= ALL;
		}
		Double remaining = number(headers.get(reset.replace("reset", "remaining")));
		return remaining != null && remaining <= 0;
	}

	private static @Nullable Double number(@Nullable List<String> values) {
		if (values == null || values.isEmpty()) {
			return null;
		}
		try {
			return Double.valueOf(values.get(0).trim());
		}
		catch (NumberFormatException ex) {
			return null;
		}
	}

}
