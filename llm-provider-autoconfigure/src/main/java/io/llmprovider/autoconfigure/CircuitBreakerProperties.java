package io.llmprovider.autoconfigure;

import java.time.Duration;

import io.llmprovider.provider.failover.CircuitBreakerSettings;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationPropertiesSource;

/**
 * When a provider that keeps failing is left alone. It needs Resilience4j's circuit
 * breaker on the class path.
 *
 * @param enabled Whether there is a circuit breaker. False if nobody says otherwise.
 * @param failureRate Share of failed exchanges, up to 1, at which it opens. A half if
 * nobody says otherwise.
 * @param windowSize Number of the last exchanges that are looked at. A hundred if nobody
 * says otherwise.
 * @param minimumCalls Number of exchanges that there must be before it opens. Ten if
 * nobody says otherwise.
 * @param openFor Time for which nothing is sent then. Thirty seconds if nobody says
 * otherwise.
 * @param trialCalls Number of exchanges that are made after that, to see whether it can
 * close. Three if nobody says otherwise.
 */
@ConfigurationPropertiesSource
record CircuitBreakerProperties(@Nullable Boolean enabled, @Nullable Double failureRate, @Nullable Integer windowSize,
		@Nullable Integer minimumCalls, @Nullable Duration openFor, @Nullable Integer trialCalls) {

	CircuitBreakerSettings toSettings(PropertyPath path) {
		return path.check(() -> new CircuitBreakerSettings(this.enabled, this.failureRate,
				path.positive("window-size", this.windowSize), path.positive("minimum-calls", this.minimumCalls),
				path.positive("open-for", this.openFor), path.positive("trial-calls", this.trialCalls)));
	}

}
