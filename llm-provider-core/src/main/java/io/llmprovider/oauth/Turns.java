package io.llmprovider.oauth;

import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicBoolean;

import io.llmprovider.error.ErrorDetails;
import io.llmprovider.error.ErrorKind;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/**
 * Waiting for a lock that others may have, without holding a thread meanwhile: it is
 * tried again and again.
 */
final class Turns {

	/** Longer than a refresh may take. */
	static final Duration PATIENCE = Duration.ofSeconds(60);

	private static final Duration PAUSE = Duration.ofMillis(50);

	private Turns() {
	}

	/**
	 * Tries until it is one's turn.
	 * @param <L> the lock
	 * @param attempt takes the lock, or fails with {@link Busy}
	 * @param what what is waited for, for the message
	 * @param action what to do if it never comes
	 * @return the lock
	 */
	static <L> Mono<L> wait(Mono<L> attempt, String what, String action) {
		return attempt.retryWhen(Retry.fixedDelay(PATIENCE.dividedBy(PAUSE), PAUSE)
			.filter(Busy.class::isInstance)
			.onRetryExhaustedThrow((retry, signal) -> ErrorKind.TIMEOUT
				.exception(ErrorDetails
					.of("Somebody else has kept " + what + " for " + PATIENCE.toSeconds() + " seconds", action))
				.attempts(0)));
	}

	/**
	 * Ends the attempts of somebody who has left.
	 */
	static void requireStillThere(AtomicBoolean left) {
		if (left.get()) {
			throw new CancellationException("Whoever wanted the lock has left");
		}
	}

	/**
	 * It is somebody else's turn.
	 */
	static final class Busy extends RuntimeException {

		private static final long serialVersionUID = 1L;

		Busy() {
			super(null, null, false, false);
		}

	}

}
