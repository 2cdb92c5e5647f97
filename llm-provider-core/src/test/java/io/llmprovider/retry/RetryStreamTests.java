package io.llmprovider.retry;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import io.llmprovider.error.ErrorKind;
import io.llmprovider.error.LlmException;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.reactivestreams.Subscription;
import org.springframework.retry.RetryCallback;
import org.springframework.retry.RetryContext;
import org.springframework.retry.RetryListener;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;
import reactor.test.publisher.TestPublisher;
import reactor.util.context.Context;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Demand, cancellation and context over the attempts of a call.
 */
@Timeout(60)
class RetryStreamTests {

	private final LlmException failure = CallFixture.failure(ErrorKind.SERVER);

	private final List<Throwable> closed = new ArrayList<>();

	private final CallFixture fixture = new CallFixture(CallFixture.exact(3),
			(builder) -> builder.listeners(List.of(new RetryListener() {
				@Override
				public <T, E extends Throwable> void close(RetryContext context, RetryCallback<T, E> callback,
						Throwable throwable) {
					RetryStreamTests.this.closed.add(throwable);
				}
			})));

	@Test
	void whatWasAskedForAndNotDeliveredIsAskedForAgain() {
		List<Long> requests = new ArrayList<>();
		Flux<String> call = this.fixture.call((attempt) -> {
			Flux<String> events = (attempt.number() == 1) ? Flux.just("a", "b").concatWith(Flux.error(this.failure))
					: Flux.range(0, 10).map(String::valueOf);
			return events.doOnRequest(requests::add);
		});
		StepVerifier.create(call, 5)
			.expectNext("a", "b")
			.then(this.fixture::passAll)
			.expectNext("0", "1", "2")
			.thenRequest(1)
			.expectNext("3")
			.thenCancel()
			.verify();
		assertThat(requests).containsExactly(5L, 3L, 1L);
	}

	@Test
	void whatIsAskedForDuringAWaitReachesTheNextAttempt() {
		List<Long> requests = new ArrayList<>();
		Flux<String> call = this.fixture.call((attempt) -> {
			Flux<String> events = (attempt.number() == 1) ? Flux.error(this.failure) : Flux.just("a", "b", "c");
			return events.doOnRequest(requests::add);
		});
		List<String> received = new ArrayList<>();
		BaseSubscriber<String> subscriber = new BaseSubscriber<>() {
			@Override
			protected void hookOnSubscribe(Subscription subscription) {
			}

			@Override
			protected void hookOnNext(String event) {
				received.add(event);
			}
		};
		call.subscribe(subscriber);
		assertThat(this.fixture.waits).hasSize(1);
		subscriber.request(1);
		subscriber.request(1);
		this.fixture.passAll();
		assertThat(received).containsExactly("a", "b");
		subscriber.requestUnbounded();
		assertThat(received).containsExactly("a", "b", "c");
		assertThat(requests).containsExactly(2L, Long.MAX_VALUE);
	}

	@Test
	void unlimitedDemandStaysUnlimited() {
		List<Long> requests = new ArrayList<>();
		Flux<String> call = this.fixture.call((attempt) -> ((attempt.number() == 1)
				? Flux.just("a").concatWith(Flux.error(this.failure)) : Flux.just("b"))
			.doOnRequest(requests::add));
		StepVerifier.create(call).expectNext("a").then(this.fixture::passAll).expectNext("b").verifyComplete();
		assertThat(requests).containsExactly(Long.MAX_VALUE, Long.MAX_VALUE);
	}

	@RepeatedTest(50)
	void demandIsKeptWhileThreadsRace() {
		AtomicInteger delivered = new AtomicInteger();
		Flux<String> call = Retries.of("office", RetrySettings.builder().delay(Duration.ZERO).build())
			.call(RetrySettings.builder().maxAttempts(20).build(), null, (attempt) -> {
				Flux<String> events = Flux.just("a", "b", "c").publishOn(Schedulers.parallel(), 1);
				return (attempt.number() < 20) ? events.concatWith(Flux.error(this.failure)) : events;
			});
		StepVerifier.create(call.publishOn(Schedulers.single(), 1).doOnNext((event) -> delivered.incrementAndGet()))
			.expectNextCount(60)
			.expectComplete()
			.verify(Duration.ofSeconds(20));
		assertThat(delivered).hasValue(60);
	}

	@Test
	void cancellingDuringAWaitEndsTheCallAtOnce() {
		int before = this.fixture.budget.tokens();
		StepVerifier.create(this.fixture.failingAlways(this.failure))
			.then(() -> this.fixture.pass(Duration.ofMillis(500)))
			.thenCancel()
			.verify();
		assertThat(this.fixture.waits).hasSize(1);
		assertThat(this.fixture.time.getScheduledTaskCount()).isEqualTo(1);
		assertThat(this.closed).singleElement().isInstanceOf(CancellationException.class);
		this.fixture.passAll();
		assertThat(this.fixture.attempts).hasSize(1);
		assertThat(this.fixture.budget.tokens()).as("the retry was never sent").isEqualTo(before);
	}

	@RepeatedTest(200)
	void cancellingWhileAnAttemptBeginsLeavesNoExchangeOpen() throws Exception {
		Scheduler scheduler = Schedulers.newSingle("retry");
		AtomicInteger open = new AtomicInteger();
		AtomicInteger attempts = new AtomicInteger();
		Disposable call = Retries.builder("office")
			.scheduler(scheduler)
			.settings(RetrySettings.builder().delay(Duration.ZERO).build())
			.build()
			.call(RetrySettings.NONE, null, (attempt) -> {
				attempts.incrementAndGet();
				Flux<String> events = (attempt.number() == 1) ? Flux.error(this.failure) : Flux.never();
				return events.doOnSubscribe((subscription) -> open.incrementAndGet())
					.doFinally((signal) -> open.decrementAndGet());
			})
			.subscribe();
		for (int i = ThreadLocalRandom.current().nextInt(300); i > 0; i--) {
			Thread.onSpinWait();
		}
		call.dispose();
		CountDownLatch idle = new CountDownLatch(1);
		scheduler.schedule(idle::countDown);
		assertThat(idle.await(20, TimeUnit.SECONDS)).isTrue();
		scheduler.dispose();
		assertThat(open).hasValue(0);
		assertThat(attempts.get()).isBetween(1, 2);
	}

	@Test
	void cancellingDuringAnExchangeCancelsTheExchangeAndNothingFollows() {
		TestPublisher<String> exchange = TestPublisher.createNoncompliant(TestPublisher.Violation.CLEANUP_ON_TERMINATE);
		StepVerifier.create(this.fixture.call((attempt) -> exchange.flux()))
			.then(() -> exchange.next("a"))
			.expectNext("a")
			.thenCancel()
			.verify();
		exchange.assertCancelled();
		exchange.error(this.failure);
		this.fixture.passAll();
		assertThat(this.fixture.attempts).hasSize(1);
		assertThat(this.closed).hasSize(1);
	}

	@Test
	void cancellingWhileAnExchangeIsSubscribedToCancelsIt() {
		Caller caller = new Caller();
		AtomicInteger cancelled = new AtomicInteger();
		this.fixture.call((attempt) -> Flux.defer(() -> {
			caller.cancel();
			return Flux.<String>never().doOnCancel(cancelled::incrementAndGet);
		})).subscribe(caller);
		assertThat(cancelled).hasValue(1);
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void cancellingWhileAWaitBeginsOrLaterTakesItFromTheTimer(boolean meanwhile) {
		Caller caller = new Caller();
		Disposable.Swap wait = Disposables.swap();
		Retries.builder("office").scheduler(new Scheduler() {

			@Override
			public Disposable schedule(Runnable task) {
				throw new IllegalStateException("There is a delay");
			}

			@Override
			public Disposable schedule(Runnable task, long delay, TimeUnit unit) {
				if (meanwhile) {
					caller.cancel();
				}
				return wait;
			}

			@Override
			public Worker createWorker() {
				throw new IllegalStateException("One wait needs no worker");
			}

		}).build().call(RetrySettings.NONE, null, (attempt) -> Flux.<String>error(this.failure)).subscribe(caller);
		assertThat(wait.isDisposed()).isEqualTo(meanwhile);
		caller.cancel();
		assertThat(wait.isDisposed()).isTrue();
	}

	@Test
	void cancellingBeforeTheFirstAttemptSendsNothing() {
		this.fixture.call((attempt) -> Flux.just("answer")).subscribe(new BaseSubscriber<String>() {
			@Override
			protected void hookOnSubscribe(Subscription subscription) {
				subscription.cancel();
			}
		});
		assertThat(this.fixture.attempts).isEmpty();
		assertThat(this.closed).singleElement().isInstanceOf(CancellationException.class);
	}

	@Test
	void cancellingAfterTheEndChangesNothing() {
		List<Subscription> subscriptions = new ArrayList<>();
		this.fixture.call((attempt) -> Flux.just("answer")).doOnSubscribe(subscriptions::add).blockLast();
		subscriptions.get(0).cancel();
		assertThat(this.closed).hasSize(1).containsOnlyNulls();
	}

	@Test
	void theExchangesSeeTheSubscribersContext() {
		Flux<String> call = this.fixture.call((attempt) -> Flux.deferContextual((context) -> (attempt.number() == 1)
				? Flux.error(this.failure) : Flux.just(context.<String>get("tag"))));
		StepVerifier.create(call.contextWrite(Context.of("tag", "blue")))
			.then(this.fixture::passAll)
			.expectNext("blue")
			.verifyComplete();
	}

	@Test
	void aSchedulerThatIsClosedEndsTheCallWithItsFailure() {
		this.fixture.time.dispose();
		int before = this.fixture.budget.tokens();
		StepVerifier.create(this.fixture.failingAlways(this.failure))
			.verifyErrorSatisfies((thrown) -> assertThat(thrown).isSameAs(this.failure));
		assertThat(this.closed).containsExactly(this.failure);
		assertThat(this.fixture.budget.tokens()).isEqualTo(before);
	}

	/**
	 * Takes whatever comes, and can leave at any time.
	 */
	private static final class Caller extends BaseSubscriber<String> {

	}

}
