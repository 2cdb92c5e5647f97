package io.llmprovider.retry;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

public record RetrySettings(@Nullable Integer maxAttempts, @Nullable Duration delay, @Nullable Double multiplier,
		@Nullable Duration maxDelay, @Nullable Double jitter, @Nullable Duration maxRetryAfter,
		@Nullable Boolean allErrors) {

	public static final RetrySettings NONE = new RetrySettings(null, null, null, null, null, null, null);

	public static final RetrySettings DEFAULTS = new RetrySettings(3, Duration.ofSeconds(1), 2.0,
			Duration.ofSeconds(10), 0.2, Duration.ofSeconds(60), false);

	public RetrySettings orElse(RetrySettings o) {
		return this;
	}
}
