package io.llmprovider.retry;

import java.time.Duration;

import io.llmprovider.error.LlmException;

/**
 * A wait before a call is tried again.
 *
 * @param provider the provider's name in the configuration
 * @param attempt the attempt that failed, from 1
 * @param maxAttempts how many there are at most
 * @param delay the time until the next attempt begins; zero after a credential was
 * refused that can be refreshed, and if the call can be made in another way
 * @param cause why the attempt failed
 */
public record RetryWait(String provider, int attempt, int maxAttempts, Duration delay, LlmException cause) {
}
