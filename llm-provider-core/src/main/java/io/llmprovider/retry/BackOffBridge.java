package io.llmprovider.retry;

import java.time.Duration;

import org.springframework.retry.RetryContext;
import org.springframework.retry.backoff.BackOffContext;
import org.springframework.retry.backoff.BackOffPolicy;
import org.springframework.retry.backoff.ExponentialBackOffPolicy;
import org.springframework.retry.backoff.NoBackOffPolicy;
import org.springframework.retry.backoff.Sleeper;
import org.springframework.retry.backoff.SleepingBackOffPolicy;

/**
 * Asks a back-off policy for its delays instead of letting it sleep.
 */
interface BackOffBridge {

	/**
	 * Begins the waits of one call.
	 */
	Waits start(RetryContext context);

	/**
	 * Whether the delays already respect what the provider asked for.
	 */
	default boolean knowsHints() {
		return false;
	}

	static BackOffBridge of(BackOffPolicy policy, String beanName) {
		if (policy instanceof DelayingBackOffPolicy delaying) {
			return new Telling(delaying);
		}
		if (policy.getClass() == NoBackOffPolicy.class) {
			return (context) -> () -> Duration.ZERO;
		}
		if (policy instanceof SleepingBackOffPolicy<?> sleeping) {
			return recorded(sleeping, beanName);
		}
		throw refused(policy, beanName, "it waits in a way of its own");
	}

	private static BackOffBridge recorded(SleepingBackOffPolicy<?> policy, String beanName) {
		RecordingSleeper sleeper = new RecordingSleeper();
		BackOffPolicy copy = policy.withSleeper(sleeper);
		if (copy == policy) {
			throw refused(policy, beanName, "its withSleeper changes the policy itself instead of making a copy");
		}
		if (copy == null || copy.getClass() != policy.getClass()) {
			throw refused(policy, beanName, "its withSleeper makes "
					+ ((copy != null) ? "a plain " + copy.getClass().getSimpleName() : "nothing") + " of it");
		}
		// The copy of an exponential policy loses its suppliers; they live on in the
		// context that the original starts, which holds no sleeper.
		return new Recorded((policy instanceof ExponentialBackOffPolicy) ? policy : copy, copy, sleeper);
	}

	private static RuntimeException refused(BackOffPolicy policy, String beanName, String reason) {
		return Failures.refused("back-off policy", beanName, policy, reason,
				"Let it implement " + DelayingBackOffPolicy.class.getName()
						+ ", or SleepingBackOffPolicy with a copy of the same class, or use one of Spring Retry's.");
	}

	/**
	 * The waits of one call.
	 */
	interface Waits {

		/**
		 * The next delay, asked once per wait.
		 */
		Duration next();

	}

	/**
	 * A policy that tells its delay.
	 */
	record Telling(DelayingBackOffPolicy policy) implements BackOffBridge {

		@Override
		public Waits start(RetryContext context) {
			BackOffContext waits = this.policy.start(context);
			return () -> this.policy.delay(waits);
		}

		@Override
		public boolean knowsHints() {
			return true;
		}

	}

	/**
	 * A sleeping policy that is given a sleeper which only takes notes. One copy serves
	 * all calls, like the bean it was made from: a copy per call would begin the same
	 * random series for all that fail in the same millisecond.
	 */
	record Recorded(BackOffPolicy starting, BackOffPolicy sleeping, RecordingSleeper sleeper) implements BackOffBridge {

		@Override
		public Waits start(RetryContext context) {
			BackOffContext waits = this.starting.start(context);
			return () -> {
				synchronized (this.sleeper) {
					this.sleeper.millis = 0;
					this.sleeping.backOff(waits);
					return Duration.ofMillis(this.sleeper.millis);
				}
			};
		}

	}

	/**
	 * Notes how long it was to sleep.
	 */
	@SuppressWarnings("serial")
	final class RecordingSleeper implements Sleeper {

		private long millis;

		@Override
		public void sleep(long backOffPeriod) {
			this.millis += Math.max(0, backOffPeriod);
		}

	}

}
