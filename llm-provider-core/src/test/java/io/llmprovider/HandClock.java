package io.llmprovider;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/**
 * A clock whose hand is moved by the test.
 */
public final class HandClock extends Clock {

	/** When it begins. */
	public static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");

	private volatile Instant now;

	public HandClock() {
		this(BEGIN);
	}

	public HandClock(Instant begin) {
		this.now = begin;
	}

	public void set(Instant now) {
		this.now = now;
	}

	public void forward(Duration time) {
		this.now = this.now.plus(time);
	}

	@Override
	public Instant instant() {
		return this.now;
	}

	@Override
	public ZoneId getZone() {
		return ZoneOffset.UTC;
	}

	@Override
	public Clock withZone(ZoneId zone) {
		return this;
	}

}
