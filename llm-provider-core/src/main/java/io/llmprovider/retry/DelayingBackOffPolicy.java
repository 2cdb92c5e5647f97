package io.llmprovider.retry;

import java.time.Duration;

import org.jspecify.annotations.Nullable;
import org.springframework.retry.backoff.BackOffContext;
import org.springframework.retry.backoff.BackOffInterruptedException;
import org.springframework.retry.backoff.BackOffPolicy;
import org.springframework.retry.backoff.ThreadWaitSleeper;

/**
 * A back-off policy that can tell its delay instead of sleeping. Its delay is used as it
 * is: {@code start} gets the context, whose last throwable says how long the provider
 * asked to wait ({@link io.llmprovider.error.LlmException#retryAfter()}).
 */
public interface DelayingBackOffPolicy extends BackOffPolicy {

	/**
	 * The next delay. It is asked once per wait.
	 * @param context what {@code start} returned, one per call
	 * @return the time to wait, zero or more
	 * @throws io.llmprovider.error.LlmException to fail at once with this exception
	 */
	Duration delay(@Nullable BackOffContext context);

	/**
	 * Sleeps for the delay; used by Spring Retry's own template only.
	 */
	@Override
	default void backOff(@Nullable BackOffContext context) throws BackOffInterruptedException {
		try {
			new ThreadWaitSleeper().sleep(delay(context).toMillis());
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new BackOffInterruptedException("Interrupted while waiting for the next attempt", ex);
		}
	}

}
