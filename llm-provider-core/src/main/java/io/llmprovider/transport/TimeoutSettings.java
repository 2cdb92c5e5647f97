package io.llmprovider.transport;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * The four time limits of a call. One that is null is taken from the settings of lower
 * rank.
 *
 * @param connect until the connection stands, TLS included
 * @param firstByte from sending the request until the first byte of the answer's body; a
 * local model may have to be loaded first
 * @param idle silence between two reads of the body; comments and pings count as bytes
 * @param total the whole call, all attempts and waits included
 */
public record TimeoutSettings(@Nullable Duration connect, @Nullable Duration firstByte, @Nullable Duration idle,
		@Nullable Duration total) {

	/** Nothing is set. */
	public static final TimeoutSettings NONE = new TimeoutSettings(null, null, null, null);

	/** 10 seconds, 10 minutes, 5 minutes, 60 minutes. */
	public static final TimeoutSettings DEFAULTS = new TimeoutSettings(Duration.ofSeconds(10), Duration.ofMinutes(10),
			Duration.ofMinutes(5), Duration.ofMinutes(60));

	public TimeoutSettings {
		requirePositive("connect", connect);
		requirePositive("first-byte", firstByte);
		requirePositive("idle", idle);
		requirePositive("total", total);
	}

	/**
	 * These limits, and the others' where these are not set.
	 * @param other limits of lower rank
	 * @return the merged limits
	 */
	public TimeoutSettings orElse(TimeoutSettings other) {
		return new TimeoutSettings(first(this.connect, other.connect), first(this.firstByte, other.firstByte),
				first(this.idle, other.idle), first(this.total, other.total));
	}

	private static @Nullable Duration first(@Nullable Duration one, @Nullable Duration other) {
		return (one != null) ? one : other;
	}

	private static void requirePositive(String name, @Nullable Duration limit) {
		if (limit != null && (limit.isNegative() || limit.isZero())) {
			throw new IllegalArgumentException("The time limit timeouts." + name + " must be positive, not " + limit
					+ "; leave it out for the default");
		}
	}

}
