package io.llmprovider.transport;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * A provider's own connections. What is null is taken from the settings of lower rank.
 *
 * @param max how many connections may be open at once
 * @param maxIdleTime how long one may lie unused before it is closed
 */
public record ConnectionSettings(@Nullable Integer max, @Nullable Duration maxIdleTime) {

	/** Nothing is set. */
	public static final ConnectionSettings NONE = new ConnectionSettings(null, null);

	/** 10,000 connections, 60 seconds. */
	public static final ConnectionSettings DEFAULTS = new ConnectionSettings(10_000, Duration.ofSeconds(60));

	public ConnectionSettings {
		if (max != null && max < 1) {
			throw new IllegalArgumentException("connections.max must be at least 1, not " + max);
		}
		if (maxIdleTime != null && (maxIdleTime.isNegative() || maxIdleTime.isZero())) {
			throw new IllegalArgumentException("connections.max-idle-time must be positive, not " + maxIdleTime);
		}
	}

	/**
	 * These settings, and the others' where these are not set.
	 * @param other settings of lower rank
	 * @return the merged settings
	 */
	public ConnectionSettings orElse(ConnectionSettings other) {
		return new ConnectionSettings((this.max != null) ? this.max : other.max,
				(this.maxIdleTime != null) ? this.maxIdleTime : other.maxIdleTime);
	}

}
