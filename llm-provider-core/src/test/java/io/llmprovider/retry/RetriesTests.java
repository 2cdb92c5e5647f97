package io.llmprovider.retry;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.llmprovider.error.ErrorKind;
import io.llmprovider.error.LlmException;
import io.llmprovider.error.RateLimitException;
import io.llmprovider.error.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.test.StepVerifier;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Which failures are followed by another attempt, after what time, and what the caller is
 * told in the end.
 */
@Timeout(60)
class RetriesTests {

	private final CallFixture fixture = new CallFixture(CallFixture.exact(3));

	@Test
	void nothingHappensBeforeTheCallIsSubscribedTo() {
		this.fixture.call((attempt) -> Flux.just("answer"));
		assertThat(this.fixture.attempts).isEmpty();
	}

	@Test
	void aCallThatSucceedsIsMadeOnce() {
		StepVerifier.create(this.fixture.failing()).expectNext("answer").verifyComplete();
		assertThat(this.fixture.attempts).extracting(Attempt::number).containsExactly(1);
		assertThat(this.fixture.waits).isEmpty();
	}

	@Test
	void everySubscriptionIsACallOfItsOwn() {
		Flux<String> call = this.fixture.call((attempt) -> (attempt.number() < 3)
				? Flux.error(CallFixture.failure(ErrorKind.SERVER)) : Flux.just("answer"));
		for (int i = 0; i < 2; i++) {
			StepVerifier.create(call).then(this.fixture::passAll).expectNext("answer").verifyComplete();
		}
		assertThat(this.fixture.attempts).extracting(Attempt::number).containsExactly(1, 2, 3, 1, 2, 3);
		assertThat(this.fixture.delays()).containsExactly(Duration.ofSeconds(1), Duration.ofSeconds(2),
				Duration.ofSeconds(1), Duration.ofSeconds(2));
	}

	@Test
	void theNextAttemptBeginsWhenTheWaitIsOverAndNotBefore() {
		StepVerifier.create(this.fixture.failing(CallFixture.failure(ErrorKind.SERVER)))
			.then(() -> this.fixture.pass(Duration.ofMillis(999)))
			.then(() -> assertThat(this.fixture.attempts).hasSize(1))
			.then(() -> this.fixture.pass(Duration.ofMillis(1)))
			.expectNext("answer")
			.verifyComplete();
	}

	@Test
	void afterTheLastAttemptTheLastFailureKnowsTheNumberOfAttempts() {
		LlmException first = CallFixture.failure(ErrorKind.SERVER);
		LlmException last = CallFixture.failure(ErrorKind.TRANSPORT);
		StepVerifier.create(this.fixture.failing(first, first, last))
			.then(this.fixture::passAll)
			.verifyErrorSatisfies((thrown) -> assertThat(thrown).isSameAs(last).hasMessageContaining("3 attempts"));
		assertThat(last.attempts()).isEqualTo(3);
		assertThat(this.fixture.attempts).hasSize(3);
	}

	@Test
	void everyWaitIsAnEvent() {
		LlmException failure = CallFixture.failure(ErrorKind.OVERLOADED);
		StepVerifier.create(this.fixture.failing(failure))
			.then(this.fixture::passAll)
			.expectNextCount(1)
			.verifyComplete();
		assertThat(this.fixture.waits).containsExactly(new RetryWait("office", 1, 3, Duration.ofSeconds(1), failure));
	}

	@Test
	void everyWaitIsALineInTheLogWithoutTheProvidersText() {
		Logger logger = (Logger) LoggerFactory.getLogger(Retries.class);
		ListAppender<ILoggingEvent> lines = new ListAppender<>();
		lines.start();
		logger.addAppender(lines);
		logger.setLevel(Level.INFO);
		try {
			LlmException failure = CallFixture.failure(ErrorKind.OVERLOADED,
					(details) -> details.status(529).code("overloaded_error").requestId("req_7"));
			StepVerifier.create(this.fixture.failing(failure))
				.then(this.fixture::passAll)
				.expectNextCount(1)
				.verifyComplete();
		}
		finally {
			logger.detachAppender(lines);
			logger.setLevel(null);
		}
		assertThat(lines.list).singleElement().satisfies((line) -> {
			assertThat(line.getLevel()).isEqualTo(Level.INFO);
			assertThat(line.getFormattedMessage()).isEqualTo("office: attempt 1 of 3 failed (OVERLOADED, status 529, "
					+ "code overloaded_error, request id req_7), the next one is in 1000 ms");
		});
	}

	@ParameterizedTest
	@CsvSource(nullValues = "-", value = {
			// kind, status, what the provider said of retrying, exchanges
			"TIMEOUT, 408, -, 3", "INVALID_REQUEST, 409, -, 3", "INVALID_REQUEST, 425, -, 3", "PROTOCOL, 425, -, 3",
			"RATE_LIMIT, 429, -, 3", "INVALID_REQUEST, 429, -, 3", "SERVER, 500, -, 3", "PROTOCOL, 502, -, 3",
			"SERVER, 501, -, 3", "OVERLOADED, 503, -, 3", "TIMEOUT, 504, -, 3", "SERVER, 520, -, 3",
			"OVERLOADED, 529, -, 3", "OVERLOADED, 200, -, 3", "OVERLOADED, -, -, 3", "TRANSPORT, -, -, 3",
			"TIMEOUT, -, -, 3", "TRUNCATED, 200, -, 3", "INVALID_REQUEST, 424, true, 3",
			"INVALID_REQUEST, 400, true, 3", "PROTOCOL, -, true, 3",
			// never
			"INVALID_REQUEST, 400, -, 1", "AUTHENTICATION, 401, -, 1", "QUOTA_EXHAUSTED, 402, -, 1",
			"PERMISSION, 403, -, 1", "NOT_FOUND, 404, -, 1", "INVALID_REQUEST, 413, -, 1", "INVALID_REQUEST, 422, -, 1",
			"QUOTA_EXHAUSTED, 429, -, 1", "QUOTA_EXHAUSTED, 429, true, 1", "AUTHENTICATION, 401, true, 1",
			"PERMISSION, 403, true, 1", "SERVER, 500, false, 1", "CONTEXT_OVERFLOW, 400, -, 1",
			"CONTEXT_OVERFLOW, 500, -, 1", "CONTENT_FILTER, 400, -, 1", "PROTOCOL, 200, -, 1", "PROTOCOL, 302, -, 1",
			"LIMIT, 200, -, 1", "CONFIGURATION, -, true, 1" })
	void aFailureIsTriedAgainOnlyIfItMayPass(ErrorKind kind, @Nullable Integer status, @Nullable Boolean retryable,
			int exchanges) {
		LlmException failure = CallFixture.failure(kind, (details) -> details.status(status).retryable(retryable));
		StepVerifier.create(this.fixture.failingAlways(failure))
			.then(this.fixture::passAll)
			.verifyErrorSatisfies((thrown) -> assertThat(thrown).isSameAs(failure));
		assertThat(this.fixture.attempts).hasSize(exchanges);
	}

	@ParameterizedTest
	@EnumSource
	void withAllErrorsOnlyAuthenticationValidationAndQuotaAreFinal(ErrorKind kind) {
		boolean last = switch (kind) {
			case CONFIGURATION, AUTHENTICATION, PERMISSION, INVALID_REQUEST, CONTEXT_OVERFLOW, QUOTA_EXHAUSTED,
					BUDGET ->
				true;
			default -> false;
		};
		RetrySettings local = RetrySettings.builder().allErrors(true).build();
		LlmException failure = CallFixture.failure(kind);
		StepVerifier.create(this.fixture.call(local, (attempt) -> Flux.error(failure)))
			.then(this.fixture::passAll)
			.verifyErrorSatisfies((thrown) -> assertThat(thrown).isSameAs(failure));
		assertThat(this.fixture.attempts).hasSize(last ? 1 : 3);
	}

	@Test
	void afterTheFirstBlockEventAFailureIsFinal() {
		LlmException failure = CallFixture.failure(ErrorKind.TRANSPORT);
		Flux<String> call = this.fixture.call((attempt) -> Flux.just("first", "second")
			.doOnNext((event) -> attempt.begun())
			.concatWith(Flux.error(failure)));
		StepVerifier.create(call)
			.expectNext("first", "second")
			.then(this.fixture::passAll)
			.verifyErrorSatisfies((thrown) -> assertThat(thrown).isSameAs(failure));
		assertThat(this.fixture.attempts).singleElement().satisfies((attempt) -> {
			assertThat(attempt.hasBegun()).isTrue();
			assertThat(attempt.maxAttempts()).isEqualTo(3);
		});
		assertThat(failure.attempts()).isEqualTo(1);
	}

	@Test
	void anExceptionThatIsNotOurOwnIsFinal() {
		IllegalStateException bug = new IllegalStateException("a bug");
		StepVerifier.create(this.fixture.call((attempt) -> Flux.error(bug)))
			.verifyErrorSatisfies((thrown) -> assertThat(thrown).isSameAs(bug));
		assertThat(this.fixture.attempts).hasSize(1);
	}

	@Test
	void anExchangeThatThrowsInsteadOfFailingIsTreatedAlike() {
		LlmException failure = CallFixture.failure(ErrorKind.SERVER);
		StepVerifier.create(this.fixture.call((attempt) -> {
			if (attempt.number() == 1) {
				throw failure;
			}
			return Flux.just("answer");
		})).then(this.fixture::passAll).expectNext("answer").verifyComplete();
	}

	@Test
	void nothingWasSentWhenTheConfigurationIsWrong() {
		LlmException failure = CallFixture.failure(ErrorKind.CONFIGURATION);
		StepVerifier.create(this.fixture.failingAlways(failure)).verifyError(LlmException.class);
		assertThat(failure.attempts()).isZero();
	}

	@Test
	void theSettingsOfACallComeBeforeThoseOfTheProvider() {
		RetrySettings twice = RetrySettings.builder().maxAttempts(2).delay(Duration.ofMillis(300)).build();
		LlmException failure = CallFixture.failure(ErrorKind.SERVER);
		StepVerifier.create(this.fixture.call(twice, (attempt) -> Flux.error(failure)))
			.then(this.fixture::passAll)
			.verifyError(LlmException.class);
		assertThat(this.fixture.delays()).containsExactly(Duration.ofMillis(300));
	}

	@Test
	void aCallThatIsMadeOnceIsNotTriedAgain() {
		LlmException failure = CallFixture.failure(ErrorKind.SERVER);
		StepVerifier.create(this.fixture.call(RetrySettings.once(), (attempt) -> Flux.error(failure)))
			.verifyError(LlmException.class);
		assertThat(this.fixture.attempts).hasSize(1);
	}

	@Test
	void theProvidersOwnWaitCountsInsteadOfTheBackOff() {
		StepVerifier
			.create(this.fixture.failing(CallFixture.asksToWait(Duration.ofSeconds(42)),
					CallFixture.asksToWait(Duration.ofMillis(20))))
			.then(this.fixture::passAll)
			.expectNext("answer")
			.verifyComplete();
		assertThat(this.fixture.delays()).containsExactly(Duration.ofSeconds(42), Duration.ofMillis(20));
	}

	@Test
	void theLongestWaitThatIsAllowedIsWaited() {
		StepVerifier.create(this.fixture.failing(CallFixture.asksToWait(Duration.ofSeconds(60))))
			.then(this.fixture::passAll)
			.expectNext("answer")
			.verifyComplete();
		assertThat(this.fixture.delays()).containsExactly(Duration.ofSeconds(60));
	}

	@Test
	void aWaitLongerThanAllowedFailsAtOnceAndSaysHowLongTheProviderAskedFor() {
		LlmException failure = CallFixture.asksToWait(Duration.ofMinutes(90));
		StepVerifier.create(this.fixture.failing(failure)).verifyErrorSatisfies((thrown) -> {
			assertThat(thrown).isInstanceOf(RateLimitException.class)
				.hasCause(failure)
				.hasMessageContaining("It failed")
				.hasMessageContaining("HTTP 429")
				.hasMessageContaining("90m")
				.hasMessageContaining("llm.providers.office.retry.max-retry-after allows 1m");
			assertThat(((LlmException) thrown).retryAfter()).contains(Duration.ofMinutes(90));
			assertThat(((LlmException) thrown).attempts()).isEqualTo(1);
		});
		assertThat(this.fixture.waits).isEmpty();
	}

	@Test
	void aWaitThatWouldPassTheDeadlineFailsAtOnce() {
		this.fixture.deadline = Deadline.after(Duration.ofSeconds(2),
				() -> this.fixture.time.now(TimeUnit.NANOSECONDS));
		LlmException failure = CallFixture.failure(ErrorKind.SERVER);
		StepVerifier.create(this.fixture.failingAlways(failure))
			.then(() -> this.fixture.pass(Duration.ofSeconds(1)))
			.verifyErrorSatisfies((thrown) -> {
				assertThat(thrown).isInstanceOf(TimeoutException.class)
					.hasCause(failure)
					.hasMessageContaining("2s")
					.hasMessageContaining("llm.providers.office.timeouts.total");
				assertThat(((LlmException) thrown).attempts()).isEqualTo(2);
			});
		assertThat(this.fixture.delays()).containsExactly(Duration.ofSeconds(1));
	}

	@ParameterizedTest
	@CsvSource({ "999, 0", "1000, 0", "1001, 1" })
	void aWaitMustLeaveTimeForTheNextAttempt(long totalMillis, int waits) {
		this.fixture.deadline = Deadline.after(Duration.ofMillis(totalMillis),
				() -> this.fixture.time.now(TimeUnit.NANOSECONDS));
		StepVerifier.create(this.fixture.failingAlways(CallFixture.failure(ErrorKind.SERVER)))
			.then(this.fixture::passAll)
			.verifyError(TimeoutException.class);
		assertThat(this.fixture.waits).hasSize(waits);
	}

	@Test
	void afterTheDeadlineACallIsNotEvenBegun() {
		long[] now = { 0 };
		this.fixture.deadline = Deadline.after(Duration.ofNanos(5), () -> now[0]);
		now[0] = 5;
		StepVerifier.create(this.fixture.failing())
			.verifyErrorSatisfies((thrown) -> assertThat(((TimeoutException) thrown).attempts()).isZero());
		assertThat(this.fixture.attempts).isEmpty();
	}

	@Test
	void anEmptyAnswerIsTriedAgain() {
		EmptyAnswerException empty = new EmptyAnswerException(CallFixture.emptyResponse("one"));
		StepVerifier.create(this.fixture.failing(empty))
			.then(this.fixture::passAll)
			.expectNext("answer")
			.verifyComplete();
		assertThat(this.fixture.attempts.get(0).discarded()).isEmpty();
		assertThat(this.fixture.attempts.get(1).discarded()).containsExactly(empty.response());
	}

	@ParameterizedTest
	@CsvSource({ "3, 1h, 3", "1, 1h, 1", "3, 1500ms, 2" })
	void anEmptyAnswerThatCannotBeTriedAgainIsReturned(int maxAttempts, String total, int exchanges) {
		CallFixture calls = new CallFixture(CallFixture.exact(maxAttempts));
		Duration deadline = total.equals("1h") ? Duration.ofHours(1) : Duration.ofMillis(1500);
		calls.deadline = Deadline.after(deadline, () -> calls.time.now(TimeUnit.NANOSECONDS));
		List<EmptyAnswerException> given = new ArrayList<>();
		Flux<String> call = calls.call(
				(attempt) -> Flux
					.error(new EmptyAnswerException(CallFixture.emptyResponse("answer " + attempt.number()))),
				(empty) -> {
					given.add(empty);
					return Flux.just(empty.response().responseId() + " with a warning");
				});
		StepVerifier.create(call)
			.then(() -> calls.pass(Duration.ofSeconds(3)))
			.expectNext("answer " + exchanges + " with a warning")
			.verifyComplete();
		assertThat(calls.attempts).hasSize(exchanges);
		assertThat(given).singleElement()
			.satisfies((empty) -> assertThat(empty.discarded()).hasSize(exchanges - 1)
				.extracting((response) -> response.responseId())
				.doesNotContain(empty.response().responseId()));
	}

	@Test
	void withoutAFunctionForItAFinalEmptyAnswerIsAnError() {
		EmptyAnswerException empty = new EmptyAnswerException(CallFixture.emptyResponse("one"));
		StepVerifier.create(this.fixture.failingAlways(empty))
			.then(this.fixture::passAll)
			.verifyErrorSatisfies((thrown) -> assertThat(thrown).isSameAs(empty));
		assertThat(empty.attempts()).isEqualTo(3);
	}

	@ParameterizedTest
	@EnumSource(names = { "AUTHENTICATION", "PERMISSION" })
	void aRefreshableCredentialIsRefreshedOnceAndTheCallSentOnceMore(ErrorKind kind) {
		LlmException refused = CallFixture.failure(kind);
		StepVerifier.create(this.fixture.call((attempt) -> {
			attempt.credentialRefreshable();
			return Flux.error(refused);
		})).then(this.fixture::passAll).verifyErrorSatisfies((thrown) -> assertThat(thrown).isSameAs(refused));
		assertThat(this.fixture.attempts).extracting(Attempt::forceCredentialRefresh).containsExactly(false, true);
		assertThat(this.fixture.delays()).containsExactly(Duration.ZERO);
		assertThat(refused.attempts()).isEqualTo(2);
	}

	@Test
	void theAttemptWithAFreshCredentialCountsLikeAnyOther() {
		LlmException refused = CallFixture.failure(ErrorKind.AUTHENTICATION);
		LlmException failure = CallFixture.failure(ErrorKind.SERVER);
		StepVerifier.create(this.fixture.call((attempt) -> {
			attempt.credentialRefreshable();
			return Flux.error((attempt.number() == 1) ? refused : failure);
		})).then(this.fixture::passAll).verifyErrorSatisfies((thrown) -> assertThat(thrown).isSameAs(failure));
		assertThat(this.fixture.attempts).extracting(Attempt::forceCredentialRefresh)
			.containsExactly(false, true, false);
	}

	@Test
	void theOnlyAttemptIsNotSentAgainWithAFreshCredential() {
		LlmException refused = CallFixture.failure(ErrorKind.AUTHENTICATION);
		StepVerifier.create(this.fixture.call(RetrySettings.once(), (attempt) -> {
			attempt.credentialRefreshable();
			return Flux.error(refused);
		})).verifyError(LlmException.class);
		assertThat(this.fixture.attempts).hasSize(1);
	}

}
