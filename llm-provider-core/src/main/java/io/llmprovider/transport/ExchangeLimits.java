package io.llmprovider.transport;

import java.time.Duration;
import java.util.function.LongSupplier;

import org.jspecify.annotations.Nullable;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * How long one exchange may take, and by which clock.
 *
 * @param connect until this exchange has its connection, or null if the provider's limit
 * is enough
 * @param firstByte from sending until the first byte of the body, or null for no limit
 * @param idle silence between two reads, or null for no limit
 * @param remaining what is left of the whole call's time, or null for no limit
 * @param total the whole call's time, for the message, or null
 * @param nanos a clock in nanoseconds that never jumps
 * @param timer where the limits are watched
 */
public record ExchangeLimits(@Nullable Duration connect, @Nullable Duration firstByte, @Nullable Duration idle,
		@Nullable Duration remaining, @Nullable Duration total, LongSupplier nanos, Scheduler timer) {

	/**
	 * Limits by the system's clock, without one for connecting: connections have that of
	 * their provider.
	 * @param timeouts the limits
	 * @param remaining what is left of the whole call's time, or null for no limit
	 * @return the limits
	 */
	public static ExchangeLimits of(TimeoutSettings timeouts, @Nullable Duration remaining) {
		return new ExchangeLimits(null, timeouts.firstByte(), timeouts.idle(), remaining, timeouts.total(),
				System::nanoTime, Schedulers.parallel());
	}

	/**
	 * These limits with one for connecting.
	 * @param limit until the exchange has its connection, or null for none but the
	 * provider's
	 * @return the limits
	 */
	public ExchangeLimits connectWithin(@Nullable Duration limit) {
		return new ExchangeLimits(limit, this.firstByte, this.idle, this.remaining, this.total, this.nanos, this.timer);
	}

}
