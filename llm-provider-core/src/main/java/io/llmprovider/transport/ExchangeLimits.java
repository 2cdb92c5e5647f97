package io.llmprovider.transport;

import java.time.Duration;
import java.util.function.LongSupplier;

import org.jspecify.annotations.Nullable;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * How long one exchange may take, and by which clock.
 *
 * @param firstByte from sending until the first byte of the body, or null for no limit
 * @param idle silence between two reads, or null for no limit
 * @param remaining what is left of the whole call's time, or null for no limit
 * @param total the whole call's time, for the message, or null
 * @param nanos a clock in nanoseconds that never jumps
 * @param timer where the limits are watched
 */
public record ExchangeLimits(@Nullable Duration firstByte, @Nullable Duration idle, @Nullable Duration remaining,
		@Nullable Duration total, LongSupplier nanos, Scheduler timer) {

	/**
	 * Limits by the system's clock.
	 * @param timeouts the limits
	 * @param remaining what is left of the whole call's time, or null for no limit
	 * @return the limits
	 */
	public static ExchangeLimits of(TimeoutSettings timeouts, @Nullable Duration remaining) {
		return new ExchangeLimits(timeouts.firstByte(), timeouts.idle(), remaining, timeouts.total(), System::nanoTime,
				Schedulers.parallel());
	}

}
