package io.llmprovider.provider.failover;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.llmprovider.error.CircuitOpenException;
import io.llmprovider.error.ErrorDetails;
import io.llmprovider.error.LlmException;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;

/**
 * A circuit by Resilience4j. Outages count as failures: no connection, silence, a server
 * that fails or is overloaded. An answer that refuses the request shows that the provider
 * is there.
 */
final class ResilienceCircuit implements Circuit {

	private final String provider;

	private final Clock clock;

	private final CircuitBreaker breaker;

	private volatile @Nullable Instant openUntil;

	ResilienceCircuit(String provider, CircuitBreakerSettings settings, Clock clock) {
		this.provider = provider;
		this.clock = clock;
		Duration openFor = Objects.requireNonNull(settings.openFor());
		int window = Objects.requireNonNull(settings.windowSize());
		this.breaker = CircuitBreaker.of("llm-" + provider,
				CircuitBreakerConfig.custom()
					.failureRateThreshold((float) (Objects.requireNonNull(settings.failureRate()) * 100))
					.slidingWindowSize(window)
					.minimumNumberOfCalls(Math.min(window, Objects.requireNonNull(settings.minimumCalls())))
					.waitDurationInOpenState(openFor)
					.permittedNumberOfCallsInHalfOpenState(Objects.requireNonNull(settings.trialCalls()))
					.clock(clock)
					.build());
		this.breaker.getEventPublisher().onStateTransition((event) -> {
			boolean open = event.getStateTransition().getToState() == CircuitBreaker.State.OPEN;
			this.openUntil = open ? clock.instant().plus(openFor) : null;
		});
	}

	@Override
	public <T> Flux<T> guard(Flux<T> exchange) {
		return Flux.defer(() -> {
			if (!this.breaker.tryAcquirePermission()) {
				return Flux.error(refusal());
			}
			long begun = System.nanoTime();
			return exchange.doOnComplete(() -> answered(begun))
				.doOnError((failure) -> failed(failure, begun))
				.doOnCancel(this.breaker::releasePermission);
		});
	}

	private void answered(long begun) {
		this.breaker.onSuccess(System.nanoTime() - begun, TimeUnit.NANOSECONDS);
	}

	private void failed(Throwable failure, long begun) {
		if (!(failure instanceof LlmException known)) {
			this.breaker.releasePermission();
			return;
		}
		switch (known.kind()) {
			case OVERLOADED, SERVER, TIMEOUT, TRANSPORT, TRUNCATED ->
				this.breaker.onError(System.nanoTime() - begun, TimeUnit.NANOSECONDS, failure);
			case CONFIGURATION, AUTHENTICATION, LIMIT, BUDGET, HOOK -> this.breaker.releasePermission();
			default -> answered(begun);
		}
	}

	private LlmException refusal() {
		Instant end = this.openUntil;
		Duration left = (end != null) ? Duration.between(this.clock.instant(), end) : Duration.ZERO;
		Duration shown = left.isNegative() ? Duration.ZERO : left;
		String when = shown.isZero() ? "it is being tried out just now" : "it is tried again in " + shown;
		return new CircuitOpenException(
				ErrorDetails.builder("Provider '" + this.provider + "' failed too often and is left alone; " + when)
					.action("Wait, look at the provider's state, or name other models in llm.modes.*.fallbacks.")
					.retryable(false)
					.retryAfter(shown)
					.build())
			.attempts(0);
	}

}
