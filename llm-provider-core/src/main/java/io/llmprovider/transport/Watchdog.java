package io.llmprovider.transport;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

import io.llmprovider.error.ErrorDetails;
import io.llmprovider.error.ErrorKind;
import io.llmprovider.error.LlmException;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.Disposables;

/**
 * Watches the time of one exchange with a single timer, whatever the number of reads: a
 * read only notes the time, and the timer looks how long ago that was.
 */
final class Watchdog implements Runnable {

	private final ExchangeLimits limits;

	private final String provider;

	private final Owner owner;

	private final long begun;

	private final Disposable.Swap timer = Disposables.swap();

	/** From when on the server's silence counts, if it has not said anything since. */
	private volatile long excused;

	Watchdog(ExchangeLimits limits, String provider, Owner owner) {
		this.limits = limits;
		this.provider = provider;
		this.owner = owner;
		this.begun = limits.nanos().getAsLong();
		this.excused = this.begun;
	}

	void start() {
		schedule(nextLook(this.begun));
	}

	void stop() {
		this.timer.dispose();
	}

	@Override
	public void run() {
		long now = this.limits.nanos().getAsLong();
		LlmException expired = expired(now);
		if (expired == null || !this.owner.expire(expired)) {
			schedule(Math.max(TimeUnit.MILLISECONDS.toNanos(1), nextLook(now)));
		}
	}

	private @Nullable LlmException expired(long now) {
		if (isPast(this.limits.remaining(), this.begun, now)) {
			return timeout("The call took longer than its limit of " + this.limits.total() + " for all attempts",
					"total", this.limits.total());
		}
		if (!this.owner.isWaiting()) {
			this.excused = now;
			return null;
		}
		if (!hasRead()) {
			return isPast(this.limits.firstByte(), this.begun, now)
					? timeout("No byte of an answer came within " + this.limits.firstByte(), "first-byte",
							this.limits.firstByte())
					: null;
		}
		return isPast(this.limits.idle(), silentSince(), now)
				? timeout("The answer fell silent for " + this.limits.idle(), "idle", this.limits.idle()) : null;
	}

	private long nextLook(long now) {
		long next = Long.MAX_VALUE;
		if (!hasRead() && this.limits.firstByte() != null) {
			next = this.begun + this.limits.firstByte().toNanos() - now;
		}
		if (this.limits.idle() != null) {
			next = Math.min(next, (hasRead() ? silentSince() : now) + this.limits.idle().toNanos() - now);
		}
		if (this.limits.remaining() != null) {
			next = Math.min(next, this.begun + this.limits.remaining().toNanos() - now);
		}
		return next;
	}

	private boolean hasRead() {
		return this.owner.lastRead() != Owner.NOTHING;
	}

	private long silentSince() {
		long read = this.owner.lastRead();
		long excuse = this.excused;
		return (read != Owner.NOTHING && read - excuse > 0) ? read : excuse;
	}

	private void schedule(long nanos) {
		if (nanos != Long.MAX_VALUE) {
			this.timer.update(this.limits.timer().schedule(this, nanos, TimeUnit.NANOSECONDS));
		}
	}

	private LlmException timeout(String message, String property, @Nullable Duration limit) {
		return ErrorKind.TIMEOUT.exception(ErrorDetails.builder(message)
			.action("Raise llm.providers." + this.provider + ".timeouts." + property + " if the model needs longer.")
			.limit((limit != null) ? limit.toMillis() : null)
			.retryable(!"total".equals(property))
			.build());
	}

	private static boolean isPast(@Nullable Duration limit, long since, long now) {
		return limit != null && now - since >= limit.toNanos();
	}

	/**
	 * Whose time is watched.
	 */
	interface Owner {

		/** Nothing has been read. */
		long NOTHING = Long.MIN_VALUE;

		/**
		 * When bytes came last.
		 * @return by the clock of the limits, in nanoseconds, or {@link #NOTHING}
		 */
		long lastRead();

		/**
		 * Whether bytes have been asked for; a consumer that is slow must not look like a
		 * server that is silent.
		 * @return whether the server's turn it is
		 */
		boolean isWaiting();

		/**
		 * Ends the exchange.
		 * @param cause why
		 * @return whether it was ended or had ended; false if bytes are being read just
		 * now
		 */
		boolean expire(LlmException cause);

	}

}
