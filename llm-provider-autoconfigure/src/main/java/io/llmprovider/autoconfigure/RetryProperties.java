package io.llmprovider.autoconfigure;

import java.time.Duration;

import io.llmprovider.retry.RetrySettings;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationPropertiesSource;

/**
 * When and how a failed call is tried again. Only what failed before the answer began is
 * tried again.
 *
 * @param maxAttempts Number of attempts in total, as they are seen on the wire; 1 for no
 * retry. Three if nobody says otherwise.
 * @param delay Wait before the second attempt. One second if nobody says otherwise.
 * @param multiplier Factor by which each wait is longer than the one before. Two if
 * nobody says otherwise.
 * @param maxDelay Longest wait that is not asked for by the provider. Ten seconds if
 * nobody says otherwise.
 * @param jitter Share of a wait that is left to chance, from 0 to 1. A fifth if nobody
 * says otherwise.
 * @param maxRetryAfter Longest wait asked for by the provider that is kept; one asked to
 * wait longer fails at once. Sixty seconds if nobody says otherwise.
 * @param allErrors Whether failures are tried again that the provider does not report as
 * passing. False if nobody says otherwise.
 */
@ConfigurationPropertiesSource
record RetryProperties(@Nullable Integer maxAttempts, @Nullable Duration delay, @Nullable Double multiplier,
		@Nullable Duration maxDelay, @Nullable Double jitter, @Nullable Duration maxRetryAfter,
		@Nullable Boolean allErrors) {

	RetrySettings toSettings(PropertyPath path) {
		return path.check(() -> new RetrySettings(path.positive("max-attempts", this.maxAttempts),
				path.notNegative("delay", this.delay), path.between("multiplier", this.multiplier, 1, Double.MAX_VALUE),
				path.notNegative("max-delay", this.maxDelay), path.between("jitter", this.jitter, 0, 1),
				path.notNegative("max-retry-after", this.maxRetryAfter), this.allErrors));
	}

}
