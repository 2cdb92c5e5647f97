package io.llmprovider.retry;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import io.llmprovider.error.ConfigurationException;
import io.llmprovider.error.ErrorKind;
import io.llmprovider.error.LlmException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.retry.RetryCallback;
import org.springframework.retry.RetryContext;
import org.springframework.retry.support.RetryTemplate;
import reactor.core.publisher.Flux;
import reactor.test.StepVerifier;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What Spring Retry's listeners are told, and that they cannot harm a call.
 */
@Timeout(60)
class RetryListenerTests {

	private final List<String> told = new ArrayList<>();

	private final LlmException failure = CallFixture.failure(ErrorKind.SERVER);

	@ParameterizedTest
	@ValueSource(ints = { 0, 1, 2, 3 })
	void listenersAreToldTheSameAsByTheTemplate(int failures) {
		CallFixture calls = with(new Noting("a"), new Noting("b"));
		StepVerifier
			.create(calls
				.call((attempt) -> (attempt.number() <= failures) ? Flux.error(this.failure) : Flux.just("answer"))
				.onErrorComplete())
			.then(calls::passAll)
			.thenConsumeWhile((event) -> true)
			.verifyComplete();
		List<String> reactive = withoutWaits();
		this.told.clear();
		templateWith(failures);
		assertThat(reactive).isEqualTo(withoutWaits()).isNotEmpty();
	}

	@Test
	void theProviderIsTheLabelAndTheContextKnowsTheAttempts() {
		List<@Nullable Object> seen = new ArrayList<>();
		CallFixture calls = with(new Noting("a") {
			@Override
			public <T, E extends Throwable> void onError(RetryContext context, RetryCallback<T, E> callback,
					Throwable throwable) {
				seen.add(callback.getLabel());
				seen.add(context.getRetryCount());
				seen.add(context.getAttribute(RetryContext.MAX_ATTEMPTS));
			}
		});
		StepVerifier.create(calls.failing(this.failure)).then(calls::passAll).expectNextCount(1).verifyComplete();
		assertThat(seen).containsExactly("office", 1, 3);
	}

	@ParameterizedTest
	@CsvSource(nullValues = "-", value = { "answer, -, -, false", "failure, true, -, true", "empty, true, true, true" })
	void atTheCloseTheContextSaysHowTheCallEnded(String end, @Nullable Boolean exhausted, @Nullable Boolean recovered,
			boolean withFailure) {
		List<@Nullable Object> seen = new ArrayList<>();
		CallFixture calls = with(new Noting("a") {
			@Override
			public <T, E extends Throwable> void close(RetryContext context, RetryCallback<T, E> callback,
					@Nullable Throwable throwable) {
				Stream.of(RetryContext.NAME, RetryContext.CLOSED, RetryContext.EXHAUSTED, RetryContext.RECOVERED)
					.map(context::getAttribute)
					.forEach(seen::add);
				seen.add(throwable != null);
			}
		});
		EmptyAnswerException empty = new EmptyAnswerException(CallFixture.emptyResponse("one"));
		Flux<String> call = calls.call((attempt) -> switch (end) {
			case "answer" -> Flux.just("answer");
			case "failure" -> Flux.error(this.failure);
			default -> Flux.error(empty);
		}, (answer) -> Flux.just("a warning"));
		call.onErrorComplete().subscribe();
		calls.passAll();
		assertThat(seen).containsExactly("office", true, exhausted, recovered, withFailure);
	}

	@ParameterizedTest
	@ValueSource(strings = { "open", "error", "success", "close", "wait" })
	void aListenerThatThrowsChangesNothing(String where) {
		CallFixture calls = with(new Noting("throwing " + where), new Noting("b"));
		StepVerifier.create(calls.failing(this.failure)).then(calls::passAll).expectNext("answer").verifyComplete();
		assertThat(calls.attempts).hasSize(2);
		assertThat(this.told).contains("throwing " + where + " " + where)
			.contains("b open", "b error", "b wait", "b success", "b close");
	}

	@Test
	void aListenerMayStopTheRetries() {
		CallFixture calls = with(new Noting("a") {
			@Override
			public <T, E extends Throwable> void onError(RetryContext context, RetryCallback<T, E> callback,
					Throwable throwable) {
				context.setExhaustedOnly();
			}
		});
		StepVerifier.create(calls.failingAlways(this.failure))
			.verifyErrorSatisfies((thrown) -> assertThat(thrown).isSameAs(this.failure));
		assertThat(calls.attempts).hasSize(1);
	}

	@Test
	void aListenerMayKeepACallFromBeingMade() {
		CallFixture calls = with(new Noting("a") {
			@Override
			public <T, E extends Throwable> boolean open(RetryContext context, RetryCallback<T, E> callback) {
				return false;
			}
		});
		StepVerifier.create(calls.failing()).verifyErrorSatisfies((thrown) -> {
			assertThat(thrown).isInstanceOf(ConfigurationException.class).hasMessageContaining("a retry listener");
			assertThat(((LlmException) thrown).attempts()).isZero();
		});
		assertThat(calls.attempts).isEmpty();
		assertThat(this.told).contains("a close");
	}

	private CallFixture with(Noting... listeners) {
		return new CallFixture(CallFixture.exact(3), (builder) -> builder.listeners(List.of(listeners)));
	}

	private List<String> withoutWaits() {
		return this.told.stream().filter((line) -> !line.endsWith("wait")).toList();
	}

	private void templateWith(int failures) {
		RetryTemplate template = RetryTemplate.builder().maxAttempts(3).noBackoff().build();
		template.registerListener(new Noting("a"));
		template.registerListener(new Noting("b"));
		int[] count = { 0 };
		template.<@Nullable String, RuntimeException>execute((context) -> {
			if (count[0]++ < failures) {
				throw this.failure;
			}
			return "answer";
		}, (context) -> null);
	}

	private class Noting implements RetryWaitListener {

		private final String name;

		Noting(String name) {
			this.name = name;
		}

		@Override
		public <T, E extends Throwable> boolean open(RetryContext context, RetryCallback<T, E> callback) {
			note("open");
			return true;
		}

		@Override
		public <T, E extends Throwable> void onError(RetryContext context, RetryCallback<T, E> callback,
				Throwable throwable) {
			note("error");
		}

		@Override
		public <T, E extends Throwable> void onSuccess(RetryContext context, RetryCallback<T, E> callback,
				@Nullable T result) {
			note("success");
		}

		@Override
		public <T, E extends Throwable> void close(RetryContext context, RetryCallback<T, E> callback,
				@Nullable Throwable throwable) {
			note("close");
		}

		@Override
		public void onWait(RetryWait wait) {
			note("wait");
		}

		private void note(String what) {
			RetryListenerTests.this.told.add(this.name + " " + what);
			if (this.name.equals("throwing " + what)) {
				throw new IllegalStateException("This listener fails on purpose");
			}
		}

	}

}
