package io.llmprovider.provider.failover;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * When a provider that keeps failing is left alone. What is null is taken from the
 * settings of lower rank. It needs Resilience4j's circuit breaker on the class path.
 *
 * @param enabled whether there is a circuit breaker
 * @param failureRate the share of failed exchanges, from 0 to 1, at which it opens
 * @param windowSize how many of the last exchanges are looked at
 * @param minimumCalls how many there must be before it opens
 * @param openFor how long nothing is sent then
 * @param trialCalls how many exchanges are made after that, to see whether it can close
 */
public record CircuitBreakerSettings(@Nullable Boolean enabled, @Nullable Double failureRate,
		@Nullable Integer windowSize, @Nullable Integer minimumCalls, @Nullable Duration openFor,
		@Nullable Integer trialCalls) {

	/** Nothing is set. */
	public static final CircuitBreakerSettings NONE = new CircuitBreakerSettings(null, null, null, null, null, null);

	/** Off; half of the last 100 exchanges but at least 10, for 30 seconds, 3 trials. */
	public static final CircuitBreakerSettings DEFAULTS = new CircuitBreakerSettings(false, 0.5, 100, 10,
			Duration.ofSeconds(30), 3);

	public CircuitBreakerSettings {
		check(failureRate == null || failureRate > 0 && failureRate <= 1, "failure-rate must be above 0 and at most 1",
				failureRate);
		check(windowSize == null || windowSize >= 1, "window-size must be at least 1", windowSize);
		check(minimumCalls == null || minimumCalls >= 1, "minimum-calls must be at least 1", minimumCalls);
		check(openFor == null || openFor.toMillis() >= 1, "open-for must be at least 1ms", openFor);
		check(trialCalls == null || trialCalls >= 1, "trial-calls must be at least 1", trialCalls);
	}

	/**
	 * Whether there is a circuit breaker.
	 * @return whether it is switched on
	 */
	public boolean isOn() {
		return Boolean.TRUE.equals(this.enabled);
	}

	/**
	 * These settings, and the others' where these are not set.
	 * @param other settings of lower rank
	 * @return the merged settings
	 */
	public CircuitBreakerSettings orElse(CircuitBreakerSettings other) {
		return new CircuitBreakerSettings(first(this.enabled, other.enabled),
				first(this.failureRate, other.failureRate), first(this.windowSize, other.windowSize),
				first(this.minimumCalls, other.minimumCalls), first(this.openFor, other.openFor),
				first(this.trialCalls, other.trialCalls));
	}

	private static <T> @Nullable T first(@Nullable T mine, @Nullable T other) {
		return (mine != null) ? mine : other;
	}

	private static void check(boolean valid, String rule, @Nullable Object value) {
		if (!valid) {
			throw new IllegalArgumentException("circuit-breaker." + rule + ", but is " + value);
		}
	}

}
