package io.llmprovider.provider.failover;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

import io.llmprovider.HandClock;
import io.llmprovider.error.CircuitOpenException;
import io.llmprovider.error.ErrorDetails;
import io.llmprovider.error.ErrorKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import reactor.core.publisher.Flux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * When exchanges are let through.
 */
class ResilienceCircuitTests {

	private final HandClock clock = new HandClock();

	private final AtomicInteger exchanges = new AtomicInteger();

	private final Circuit circuit = new ResilienceCircuit("office",
			new CircuitBreakerSettings(true, 0.5, 4, 2, Duration.ofSeconds(30), 1), this.clock);

	@Test
	void itOpensSaysUntilWhenAndClosesAfterATrial() {
		answer();
		answer();
		fail(ErrorKind.SERVER);
		fail(ErrorKind.TRANSPORT);
		this.clock.forward(Duration.ofSeconds(10));

		CircuitOpenException refused = catchThrowableOfType(CircuitOpenException.class, this::answer);

		assertThat(refused.retryAfter()).contains(Duration.ofSeconds(20));
		assertThat(refused).hasMessageContaining("Provider 'office'").hasMessageContaining("PT20S");
		assertThat(refused.isRetryable()).isFalse();
		assertThat(refused.attempts()).isZero();
		assertThat(this.exchanges).hasValue(4);

		this.clock.forward(Duration.ofSeconds(21));
		answer();
		answer();
		assertThat(this.exchanges).hasValue(6);
	}

	@Test
	void onlyTheLatestExchangesCount() {
		for (int i = 0; i < 10; i++) {
			answer();
		}
		fail(ErrorKind.SERVER);
		answer();
		fail(ErrorKind.SERVER);

		assertThat(catchThrowableOfType(CircuitOpenException.class, this::answer)).isNotNull();
	}

	@Test
	void aFailedTrialOpensItAgain() {
		fail(ErrorKind.SERVER);
		fail(ErrorKind.SERVER);
		this.clock.forward(Duration.ofSeconds(31));
		fail(ErrorKind.TIMEOUT);

		assertThat(catchThrowableOfType(CircuitOpenException.class, this::answer).retryAfter())
			.contains(Duration.ofSeconds(30));
	}

	@Test
	void whoeverCancelsATrialGivesItBack() {
		fail(ErrorKind.SERVER);
		fail(ErrorKind.SERVER);
		this.clock.forward(Duration.ofSeconds(31));

		this.circuit.guard(Flux.never()).subscribe().dispose();

		answer();
		answer();
	}

	@ParameterizedTest
	@EnumSource(value = ErrorKind.class,
			names = { "INVALID_REQUEST", "RATE_LIMIT", "NOT_FOUND", "CONTENT_FILTER", "QUOTA_EXHAUSTED",
					"CONTEXT_OVERFLOW", "AUTHENTICATION", "CONFIGURATION", "LIMIT", "PERMISSION", "PROTOCOL" })
	void anAnswerThatRefusesIsNoOutage(ErrorKind kind) {
		for (int i = 0; i < 6; i++) {
			fail(kind);
		}
		answer();
	}

	private void answer() {
		this.circuit.guard(Flux.defer(() -> {
			this.exchanges.incrementAndGet();
			return Flux.just("ok");
		})).blockLast();
	}

	private void fail(ErrorKind kind) {
		assertThatThrownBy(() -> this.circuit.guard(Flux.defer(() -> {
			this.exchanges.incrementAndGet();
			return Flux.error(kind.exception(ErrorDetails.builder("It failed").build()));
		})).blockLast()).isNotInstanceOf(CircuitOpenException.class);
	}

}
