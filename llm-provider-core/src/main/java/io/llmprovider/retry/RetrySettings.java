package io.llmprovider.retry;

import java.time.Duration;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

/**
 * How often and after what time a failed call is tried again. What is null is not set and
 * is taken from the next level: call, mode, provider, {@link #DEFAULTS}. A level that
 * sets nothing must stay {@link #NONE} and not be filled with the defaults, because a
 * {@code RetryPolicy} of the user is limited by what was set, not by a default.
 *
 * @param maxAttempts exchanges on the wire in total, the first one among them; at least 1
 * @param delay the wait before the second attempt
 * @param multiplier by what the wait grows from one attempt to the next; at least 1
 * @param maxDelay the longest wait that was not asked for by the provider
 * @param jitter the part of a wait, from 0 to 1, by which it is shortened or lengthened
 * at random
 * @param maxRetryAfter the longest wait the provider may ask for; above it the call fails
 * at once
 * @param allErrors whether other errors than those that usually pass are tried again,
 * except authentication, validation and quota; meant for local servers
 */
public record RetrySettings(@Nullable Integer maxAttempts, @Nullable Duration delay, @Nullable Double multiplier,
		@Nullable Duration maxDelay, @Nullable Double jitter, @Nullable Duration maxRetryAfter,
		@Nullable Boolean allErrors) {

	/** Sets nothing. */
	public static final RetrySettings NONE = new Builder().build();

	/**
	 * Three attempts, after 1 and 2 seconds (±20 %); waits up to a minute if asked to.
	 */
	public static final RetrySettings DEFAULTS = new RetrySettings(3, Duration.ofSeconds(1), 2.0,
			Duration.ofSeconds(10), 0.2, Duration.ofSeconds(60), false);

	public RetrySettings {
		check(maxAttempts == null || maxAttempts >= 1, "max-attempts must be at least 1", maxAttempts);
		check(delay == null || !delay.isNegative(), "delay must not be negative", delay);
		check(multiplier == null || (multiplier >= 1 && Double.isFinite(multiplier)), "multiplier must be at least 1",
				multiplier);
		check(maxDelay == null || !maxDelay.isNegative(), "max-delay must not be negative", maxDelay);
		check(jitter == null || (jitter >= 0 && jitter <= 1), "jitter must be from 0 to 1", jitter);
		check(maxRetryAfter == null || !maxRetryAfter.isNegative(), "max-retry-after must not be negative",
				maxRetryAfter);
	}

	/**
	 * Settings with which a call is made once.
	 * @return settings of one attempt
	 */
	public static RetrySettings once() {
		return builder().maxAttempts(1).build();
	}

	/**
	 * Starts settings.
	 * @return a builder that has nothing set
	 */
	public static Builder builder() {
		return new Builder();
	}

	/**
	 * These settings, and where they are silent the others.
	 * @param other the next level
	 * @return the settings of both
	 */
	public RetrySettings orElse(RetrySettings other) {
		if (this == NONE) {
			return other;
		}
		return new RetrySettings(first(this.maxAttempts, other.maxAttempts), first(this.delay, other.delay),
				first(this.multiplier, other.multiplier), first(this.maxDelay, other.maxDelay),
				first(this.jitter, other.jitter), first(this.maxRetryAfter, other.maxRetryAfter),
				first(this.allErrors, other.allErrors));
	}

	static <T> T set(@Nullable T value) {
		return Objects.requireNonNull(value, "The defaults set everything");
	}

	private static <T> @Nullable T first(@Nullable T mine, @Nullable T other) {
		return (mine != null) ? mine : other;
	}

	private static void check(boolean valid, String rule, @Nullable Object value) {
		if (!valid) {
			throw new IllegalArgumentException("retry." + rule + ", but is " + value);
		}
	}

	/**
	 * Builds settings; whatever is not set stays null.
	 */
	public static final class Builder {

		private @Nullable Integer maxAttempts;

		private @Nullable Duration delay;

		private @Nullable Double multiplier;

		private @Nullable Duration maxDelay;

		private @Nullable Double jitter;

		private @Nullable Duration maxRetryAfter;

		private @Nullable Boolean allErrors;

		private Builder() {
		}

		/**
		 * Exchanges on the wire in total.
		 * @param maxAttempts at least 1
		 * @return this builder
		 */
		public Builder maxAttempts(int maxAttempts) {
			this.maxAttempts = maxAttempts;
			return this;
		}

		/**
		 * The wait before the second attempt.
		 * @param delay zero or more
		 * @return this builder
		 */
		public Builder delay(Duration delay) {
			this.delay = delay;
			return this;
		}

		/**
		 * By what the wait grows.
		 * @param multiplier at least 1
		 * @return this builder
		 */
		public Builder multiplier(double multiplier) {
			this.multiplier = multiplier;
			return this;
		}

		/**
		 * The longest wait that was not asked for by the provider.
		 * @param maxDelay zero or more
		 * @return this builder
		 */
		public Builder maxDelay(Duration maxDelay) {
			this.maxDelay = maxDelay;
			return this;
		}

		/**
		 * The part of a wait by which it is varied at random.
		 * @param jitter from 0 to 1
		 * @return this builder
		 */
		public Builder jitter(double jitter) {
			this.jitter = jitter;
			return this;
		}

		/**
		 * The longest wait the provider may ask for.
		 * @param maxRetryAfter zero or more
		 * @return this builder
		 */
		public Builder maxRetryAfter(Duration maxRetryAfter) {
			this.maxRetryAfter = maxRetryAfter;
			return this;
		}

		/**
		 * Whether errors are tried again that do not usually pass.
		 * @param allErrors true for local servers
		 * @return this builder
		 */
		public Builder allErrors(boolean allErrors) {
			this.allErrors = allErrors;
			return this;
		}

		/**
		 * Builds the settings.
		 * @return the settings
		 * @throws IllegalArgumentException if a value is out of its range
		 */
		public RetrySettings build() {
			return new RetrySettings(this.maxAttempts, this.delay, this.multiplier, this.maxDelay, this.jitter,
					this.maxRetryAfter, this.allErrors);
		}

	}

}
