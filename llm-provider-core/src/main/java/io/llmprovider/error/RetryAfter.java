package io.llmprovider.error;

import java.math.BigDecimal;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

/**
 * How long a provider asks to wait, in whatever form it says so. The forms are asked in
 * this order, and the first that gives a positive time counts: {@code retry-after-ms},
 * {@code retry-after} (seconds or a date), fields of the body, words of the body, and, if
 * the answer is a 429, the headers that say when a used-up limit begins anew. A time that
 * is zero, negative or not readable is no hint. Nothing is capped here.
 */
public final class RetryAfter {

	private static final int TOO_MANY_REQUESTS = 429;

	/** The three forms that RFC 9110, section 5.6.7, asks a reader of dates to know. */
	private static final List<DateTimeFormatter> DATES = List.of(DateTimeFormatter.RFC_1123_DATE_TIME,
			new DateTimeFormatterBuilder().appendPattern("EEEE, dd-MMM-")
				.appendValueReduced(ChronoField.YEAR, 2, 2, 2000)
				.appendPattern(" HH:mm:ss zzz")
				.toFormatter(Locale.US),
			DateTimeFormatter.ofPattern("EEE MMM ppd HH:mm:ss yyyy", Locale.US).withZone(ZoneOffset.UTC));

	private RetryAfter() {
	}

	/**
	 * Reads the time from an answer.
	 * @param status the answer's HTTP status
	 * @param headers the answer's headers, their names in any case
	 * @param body the answer's body, possibly empty
	 * @param clock tells the time where the answer has no {@code Date} header
	 * @return a positive time, if the answer names one
	 */
	public static Optional<Duration> of(int status, Map<String, List<String>> headers, String body, Clock clock) {
		Map<String, List<String>> byName = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
		byName.putAll(headers);
		Instant now = now(byName, clock);
		Duration wait = milliseconds(first(byName, "retry-after-ms"));
		if (wait == null) {
			wait = of(first(byName, "retry-after"), now).orElse(null);
		}
		if (wait == null) {
			wait = RetryAfterBody.read(body, now);
		}
		if (wait == null && status == TOO_MANY_REQUESTS) {
			wait = ResetHeaders.read(byName, now);
		}
		return Optional.ofNullable(wait);
	}

	/**
	 * Reads the value of a {@code retry-after} or reset header: seconds with or without
	 * decimals, a duration such as {@code 6m0s}, an instant, an HTTP date, or seconds or
	 * milliseconds since 1970.
	 * @param value the header's value, or null
	 * @param now the time from which to count
	 * @return a positive time, if the value names one
	 */
	public static Optional<Duration> of(@Nullable String value, Instant now) {
		if (value == null || value.isBlank()) {
			return Optional.empty();
		}
		String text = value.trim();
		Instant date = date(text);
		Duration wait = (date != null) ? Duration.between(now, date) : ResetTime.parse(text, now);
		return Optional.ofNullable(positive(wait));
	}

	static @Nullable Duration positive(@Nullable Duration wait) {
		return (wait != null && !wait.isNegative() && !wait.isZero()) ? wait : null;
	}

	private static @Nullable Duration milliseconds(@Nullable String value) {
		BigDecimal number = (value != null) ? ResetTime.number(value.trim()) : null;
		return (number != null) ? positive(ResetTime.seconds(number.movePointLeft(3))) : null;
	}

	/** The server's clock where it shows it, because ours may be wrong by hours. */
	private static Instant now(Map<String, List<String>> headers, Clock clock) {
		String date = first(headers, "date");
		Instant told = (date != null) ? date(date.trim()) : null;
		return (told != null) ? told : clock.instant();
	}

	private static @Nullable Instant date(String text) {
		if (text.isEmpty() || !Character.isLetter(text.charAt(0))) {
			return null;
		}
		for (DateTimeFormatter format : DATES) {
			try {
				return ZonedDateTime.parse(text, format).toInstant();
			}
			catch (DateTimeException ex) {
				continue;
			}
		}
		return null;
	}

	private static @Nullable String first(Map<String, List<String>> headers, String name) {
		List<String> values = headers.get(name);
		return (values != null && !values.isEmpty()) ? values.get(0) : null;
	}

}
