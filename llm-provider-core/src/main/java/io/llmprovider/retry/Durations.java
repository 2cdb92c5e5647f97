package io.llmprovider.retry;

import java.time.Duration;

/**
 * Times as numbers and as they are written in a configuration.
 */
final class Durations {

	private static final Duration LONGEST = Duration.ofNanos(Long.MAX_VALUE);

	private Durations() {
	}

	static long nanos(Duration time) {
		return (time.compareTo(LONGEST) < 0) ? time.toNanos() : Long.MAX_VALUE;
	}

	static Duration longer(Duration one, Duration other) {
		return (one.compareTo(other) >= 0) ? one : other;
	}

	static String text(Duration time) {
		if (time.getNano() != 0) {
			return time.toMillis() + "ms";
		}
		long seconds = time.getSeconds();
		if (seconds != 0 && seconds % 3600 == 0) {
			return seconds / 3600 + "h";
		}
		return (seconds != 0 && seconds % 60 == 0) ? seconds / 60 + "m" : seconds + "s";
	}

}
