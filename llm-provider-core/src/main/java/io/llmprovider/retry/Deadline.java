package io.llmprovider.retry;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * The end of the time a call may take in total, over all its attempts and waits. It
 * begins to run when it is made, so make it when the call is subscribed to.
 */
public final class Deadline {

	private final Duration total;

	private final LongSupplier ticker;

	private final long start;

	private Deadline(Duration total, LongSupplier ticker) {
		this.total = total;
		this.ticker = ticker;
		this.start = ticker.getAsLong();
	}

	/**
	 * A deadline by the clock of the machine.
	 * @param total the time from now
	 * @return the deadline
	 * @throws IllegalArgumentException if the time is not positive
	 */
	public static Deadline after(Duration total) {
		return after(total, System::nanoTime);
	}

	/**
	 * A deadline by a clock of one's own.
	 * @param total the time from now
	 * @param ticker the clock: nanoseconds since any fixed moment
	 * @return the deadline
	 * @throws IllegalArgumentException if the time is not positive
	 */
	public static Deadline after(Duration total, LongSupplier ticker) {
		if (total.isNegative() || total.isZero()) {
			throw new IllegalArgumentException("timeouts.total must be positive, but is " + total);
		}
		return new Deadline(total, ticker);
	}

	/**
	 * The time there was at the beginning.
	 * @return the total time
	 */
	public Duration total() {
		return this.total;
	}

	/**
	 * The time that is left.
	 * @return the rest, zero if there is none
	 */
	public Duration remaining() {
		Duration rest = this.total.minusNanos(this.ticker.getAsLong() - this.start);
		return rest.isNegative() ? Duration.ZERO : rest;
	}

	/**
	 * Whether no time is left.
	 * @return whether the deadline has passed
	 */
	public boolean expired() {
		return remaining().isZero();
	}

	@Override
	public String toString() {
		return Durations.text(remaining()) + " of " + Durations.text(this.total);
	}

}
