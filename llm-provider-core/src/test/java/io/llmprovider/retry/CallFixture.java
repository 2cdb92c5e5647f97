package io.llmprovider.retry;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;

import io.llmprovider.chat.ChatResponse;
import io.llmprovider.error.ErrorDetails;
import io.llmprovider.error.ErrorKind;
import io.llmprovider.error.LlmException;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.test.scheduler.VirtualTimeScheduler;

/**
 * Calls of a provider named "office" in virtual time, with a script of what each attempt
 * does, and a note of every attempt and wait.
 */
final class CallFixture {

	final VirtualTimeScheduler time = VirtualTimeScheduler.create();

	final List<Attempt> attempts = new ArrayList<>();

	final List<RetryWait> waits = new ArrayList<>();

	final RetryBudget budget = RetryBudget.of(50, 5);

	@Nullable Deadline deadline;

	private final Retries retries;

	CallFixture(RetrySettings settings) {
		this(settings, (builder) -> builder);
	}

	CallFixture(RetrySettings settings, UnaryOperator<Retries.Builder> customizer) {
		RetryWaitListener noting = this.waits::add;
		this.retries = customizer
			.apply(Retries.builder("office")
				.settings(settings)
				.budget(this.budget)
				.scheduler(this.time)
				.listeners(List.of(noting)))
			.build();
	}

	static RetrySettings exact(int maxAttempts) {
		return RetrySettings.builder().maxAttempts(maxAttempts).jitter(0).build();
	}

	static LlmException failure(ErrorKind kind) {
		return failure(kind, (details) -> details);
	}

	static LlmException failure(ErrorKind kind, UnaryOperator<ErrorDetails.Builder> details) {
		return kind.exception(details.apply(ErrorDetails.builder("It failed")).build());
	}

	static LlmException asksToWait(Duration time) {
		return failure(ErrorKind.RATE_LIMIT, (details) -> details.status(429).retryAfter(time));
	}

	static ChatResponse emptyResponse(String id) {
		return ChatResponse.builder("office", "model", "openai-completions").responseId(id).build();
	}

	Flux<String> call(Function<Attempt, Flux<String>> exchange) {
		return call(RetrySettings.NONE, exchange);
	}

	Flux<String> call(RetrySettings effective, Function<Attempt, Flux<String>> exchange) {
		return this.retries.call(effective, this.deadline, noted(exchange));
	}

	Flux<String> call(Function<Attempt, Flux<String>> exchange,
			Function<EmptyAnswerException, Flux<String>> emptyAnswer) {
		return this.retries.call(RetrySettings.NONE, this.deadline, noted(exchange), emptyAnswer);
	}

	/**
	 * Each attempt ends with the next of the failures; the one after the last succeeds.
	 */
	Flux<String> failing(LlmException... failures) {
		return call((attempt) -> (attempt.number() <= failures.length) ? Flux.error(failures[attempt.number() - 1])
				: Flux.just("answer"));
	}

	Flux<String> failingAlways(LlmException failure) {
		return call((attempt) -> Flux.error(failure));
	}

	List<Duration> delays() {
		return this.waits.stream().map(RetryWait::delay).toList();
	}

	void pass(Duration duration) {
		this.time.advanceTimeBy(duration);
	}

	void passAll() {
		this.time.advanceTimeBy(Duration.ofDays(1));
	}

	private Function<Attempt, Flux<String>> noted(Function<Attempt, Flux<String>> exchange) {
		return (attempt) -> {
			this.attempts.add(attempt);
			return exchange.apply(attempt);
		};
	}

}
