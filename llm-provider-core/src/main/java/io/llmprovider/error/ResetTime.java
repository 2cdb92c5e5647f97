package io.llmprovider.error;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * Reads when a limit begins anew. What has a unit is a duration, what looks like an
 * instant is one, and a bare number is told apart by its size: milliseconds since 1970,
 * seconds since 1970, or seconds from now.
 */
final class ResetTime {

	private static final BigDecimal EPOCH_MILLIS = new BigDecimal("1e12");

	private static final BigDecimal EPOCH_SECONDS = new BigDecimal("1e9");

	/**
	 * Longer waits are a provider's mistake, and would overflow what counts in
	 * nanoseconds.
	 */
	private static final BigDecimal LONGEST = new BigDecimal("1e9");

	private static final Pattern NUMBER = Pattern.compile("[+-]?\\d{1,18}+(?:\\.\\d{1,18}+)?+");

	private static final Pattern PART = Pattern
		.compile("(\\d{1,12}+(?:\\.\\d{1,12}+)?+)\\s*+([a-zµ]++)\\s*+(?:,|and\\b)?+\\s*+", Pattern.CASE_INSENSITIVE);

	private static final Map<String, BigDecimal> SECONDS = Map.ofEntries(unit("ns", "1e-9"), unit("us", "1e-6"),
			unit("µs", "1e-6"), unit("ms", "1e-3"), unit("millisecond", "1e-3"), unit("s", "1"), unit("sec", "1"),
			unit("second", "1"), unit("m", "60"), unit("min", "60"), unit("minute", "60"), unit("h", "3600"),
			unit("hr", "3600"), unit("hour", "3600"), unit("d", "86400"), unit("day", "86400"));

	private ResetTime() {
	}

	/**
	 * Reads a value.
	 * @param text the value without blanks around it
	 * @param now the time from which to count
	 * @return the time, which may be negative, or null if it cannot be read
	 */
	static @Nullable Duration parse(String text, Instant now) {
		if (text.indexOf('T') > 0 && text.indexOf('-') > 0) {
			return until(text, now);
		}
		BigDecimal number = number(text);
		if (number == null) {
			return duration(text, true);
		}
		if (number.compareTo(EPOCH_MILLIS) > 0) {
			return Duration.between(now, Instant.ofEpochMilli(number.longValue()));
		}
		if (number.compareTo(EPOCH_SECONDS) > 0) {
			return Duration.between(now, Instant.ofEpochSecond(number.longValue()));
		}
		return seconds(number);
	}

	/**
	 * Reads a duration such as {@code 2m59.56s} or {@code 3 hours 43 minutes}.
	 * @param text begins with the duration
	 * @param whole whether nothing may follow it
	 * @return the duration, or null if there is none
	 */
	static @Nullable Duration duration(String text, boolean whole) {
		Matcher part = PART.matcher(text);
		BigDecimal total = null;
		int at = 0;
		while (part.region(at, text.length()).lookingAt()) {
			BigDecimal unit = secondsOf(part.group(2));
			if (unit == null) {
				break;
			}
			BigDecimal seconds = new BigDecimal(part.group(1)).multiply(unit);
			total = (total != null) ? total.add(seconds) : seconds;
			at = part.end();
		}
		return (total != null && (!whole || at == text.length())) ? seconds(total) : null;
	}

	static @Nullable BigDecimal number(String text) {
		return NUMBER.matcher(text).matches() ? new BigDecimal(text) : null;
	}

	static @Nullable Duration seconds(BigDecimal seconds) {
		return (seconds.abs().compareTo(LONGEST) <= 0) ? Duration.ofNanos(seconds.movePointRight(9).longValue()) : null;
	}

	private static @Nullable BigDecimal secondsOf(String unit) {
		String name = unit.toLowerCase(Locale.ROOT);
		BigDecimal seconds = SECONDS.get(name);
		return (seconds == null && name.endsWith("s")) ? SECONDS.get(name.substring(0, name.length() - 1)) : seconds;
	}

	private static @Nullable Duration until(String instant, Instant now) {
		try {
			return Duration.between(now, OffsetDateTime.parse(instant).toInstant());
		}
		catch (DateTimeException ex) {
			return null;
		}
	}

	private static Map.Entry<String, BigDecimal> unit(String name, String seconds) {
		return Map.entry(name, new BigDecimal(seconds));
	}

}
