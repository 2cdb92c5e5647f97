package io.llmprovider.chat;

import java.time.Duration;
import java.util.Objects;

/**
 * Asks the provider to cache the prompt up to and including what carries the mark. A
 * protocol without explicit cache marks ignores it; one that knows only some lifetimes
 * takes the nearest that is not shorter.
 *
 * @param timeToLive how long the cache should keep it
 */
public record CacheMark(Duration timeToLive) {

	/** Keep for five minutes, the lifetime that every caching provider knows. */
	public static final CacheMark FIVE_MINUTES = new CacheMark(Duration.ofMinutes(5));

	/** Keep for one hour. */
	public static final CacheMark ONE_HOUR = new CacheMark(Duration.ofHours(1));

	public CacheMark {
		Objects.requireNonNull(timeToLive, "timeToLive");
		if (timeToLive.isNegative() || timeToLive.isZero()) {
			throw new IllegalArgumentException("A cache mark needs a positive time to live, not " + timeToLive);
		}
	}

}
