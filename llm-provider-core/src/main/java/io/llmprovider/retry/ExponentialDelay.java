package io.llmprovider.retry;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.DoubleSupplier;

import io.llmprovider.error.LlmException;
import org.jspecify.annotations.Nullable;
import org.springframework.retry.RetryContext;
import org.springframework.retry.backoff.BackOffContext;

/**
 * The library's own back-off. The delay grows by the multiplier up to the longest one and
 * varies by the jitter. If the provider said how long to wait, that counts instead: never
 * less, up to a tenth more.
 */
public final class ExponentialDelay implements DelayingBackOffPolicy {

	private static final double MAX_HINT_JITTER = 0.1;

	private final RetrySettings settings;

	private final DoubleSupplier random;

	/**
	 * Creates the policy.
	 * @param settings what is not set is taken from {@link RetrySettings#DEFAULTS}
	 */
	public ExponentialDelay(RetrySettings settings) {
		this(settings, () -> ThreadLocalRandom.current().nextDouble());
	}

	ExponentialDelay(RetrySettings settings, DoubleSupplier random) {
		this.settings = settings.orElse(RetrySettings.DEFAULTS);
		this.random = random;
	}

	@Override
	public BackOffContext start(RetryContext context) {
		return new Waits(context);
	}

	@Override
	public Duration delay(@Nullable BackOffContext context) {
		if (!(context instanceof Waits waits)) {
			throw new IllegalArgumentException("Not a context of this policy: " + context);
		}
		int before = waits.count++;
		if (!(waits.context.getLastThrowable() instanceof LlmException failure)) {
			return grown(before);
		}
		Optional<Duration> hint = hint(failure);
		if (hint.isEmpty()) {
			return grown(before);
		}
		Duration longest = RetrySettings.set(this.settings.maxRetryAfter());
		if (hint.get().compareTo(longest) > 0) {
			throw Failures.askedTooLong(failure, hint.get(), longest, "retry.max-retry-after");
		}
		return notBelow(hint.get());
	}

	/**
	 * What the provider asked for; a time that is not positive is no hint.
	 */
	static Optional<Duration> hint(LlmException failure) {
		return failure.retryAfter().filter((asked) -> !asked.isNegative() && !asked.isZero());
	}

	Duration notBelow(Duration hint) {
		double jitter = Math.min(MAX_HINT_JITTER, RetrySettings.set(this.settings.jitter()));
		return hint.plusNanos((long) (Durations.nanos(hint) * jitter * this.random.getAsDouble()));
	}

	private Duration grown(int before) {
		double longest = Durations.nanos(RetrySettings.set(this.settings.maxDelay()));
		double first = Durations.nanos(RetrySettings.set(this.settings.delay()));
		double middle = Math.min(longest, first * Math.pow(RetrySettings.set(this.settings.multiplier()), before));
		double spread = middle * RetrySettings.set(this.settings.jitter());
		double low = middle - spread;
		double high = Math.min(longest, middle + spread);
		return Duration.ofNanos((long) (low + (high - low) * this.random.getAsDouble()));
	}

	@Override
	public String toString() {
		return "ExponentialDelay[" + this.settings + "]";
	}

	private static final class Waits implements BackOffContext {

		private final RetryContext context;

		private int count;

		private Waits(RetryContext context) {
			this.context = context;
		}

	}

}
