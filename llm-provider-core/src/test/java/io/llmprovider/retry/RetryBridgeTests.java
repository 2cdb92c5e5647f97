package io.llmprovider.retry;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;

import io.llmprovider.error.ConfigurationException;
import io.llmprovider.error.ErrorKind;
import io.llmprovider.error.LlmException;
import io.llmprovider.error.RateLimitException;
import io.llmprovider.error.ServerException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.classify.BinaryExceptionClassifier;
import org.springframework.retry.RetryContext;
import org.springframework.retry.RetryPolicy;
import org.springframework.retry.backoff.BackOffContext;
import org.springframework.retry.backoff.BackOffPolicy;
import org.springframework.retry.backoff.BackOffPolicyBuilder;
import org.springframework.retry.backoff.ExponentialBackOffPolicy;
import org.springframework.retry.backoff.ExponentialRandomBackOffPolicy;
import org.springframework.retry.backoff.FixedBackOffPolicy;
import org.springframework.retry.backoff.NoBackOffPolicy;
import org.springframework.retry.backoff.Sleeper;
import org.springframework.retry.backoff.SleepingBackOffPolicy;
import org.springframework.retry.backoff.StatelessBackOffPolicy;
import org.springframework.retry.backoff.UniformRandomBackOffPolicy;
import org.springframework.retry.context.RetryContextSupport;
import org.springframework.retry.policy.AlwaysRetryPolicy;
import org.springframework.retry.policy.BinaryExceptionClassifierRetryPolicy;
import org.springframework.retry.policy.CircuitBreakerRetryPolicy;
import org.springframework.retry.policy.CompositeRetryPolicy;
import org.springframework.retry.policy.ExceptionClassifierRetryPolicy;
import org.springframework.retry.policy.ExpressionRetryPolicy;
import org.springframework.retry.policy.MaxAttemptsRetryPolicy;
import org.springframework.retry.policy.NeverRetryPolicy;
import org.springframework.retry.policy.PredicateRetryPolicy;
import org.springframework.retry.policy.SimpleRetryPolicy;
import org.springframework.retry.policy.TimeoutRetryPolicy;
import org.springframework.retry.support.RetryTemplate;
import reactor.core.publisher.Flux;
import reactor.test.StepVerifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/**
 * Spring Retry's policies and back-offs: each behaves as in the blocking
 * {@link RetryTemplate}, or is refused with the name of its bean.
 */
@SuppressWarnings("serial")
@Timeout(60)
class RetryBridgeTests {

	/** A call that recovers after six failures, so that even endless policies end. */
	private static final int FAILURES = 6;

	private static final LlmException SERVER = CallFixture.failure(ErrorKind.SERVER);

	private static final LlmException RATE_LIMIT = CallFixture.failure(ErrorKind.RATE_LIMIT);

	@ParameterizedTest
	@MethodSource
	void aPolicyAllowsTheSameAttemptsAsInTheTemplate(Supplier<RetryPolicy> policy, int expected) {
		Outcome blocking = blocking(policy.get(), new NoBackOffPolicy());
		Outcome reactive = reactive(policy.get(), new NoBackOffPolicy());
		assertThat(reactive).isEqualTo(blocking);
		assertThat(reactive.exchanges()).isEqualTo(expected);
	}

	static Stream<Arguments> aPolicyAllowsTheSameAttemptsAsInTheTemplate() {
		return Stream.of(policy("Simple", () -> new SimpleRetryPolicy(4), 4),
				policy("Simple, none", () -> new SimpleRetryPolicy(0), 0),
				policy("Simple, by type", () -> new SimpleRetryPolicy(5, Map.of(ServerException.class, true)), 2),
				policy("MaxAttempts", () -> new MaxAttemptsRetryPolicy(4), 4),
				policy("Always", AlwaysRetryPolicy::new, 7), policy("Never", NeverRetryPolicy::new, 1),
				policy("Timeout", () -> new TimeoutRetryPolicy(60_000), 7),
				policy("Timeout, over", () -> new TimeoutRetryPolicy(-1), 0),
				policy("BinaryExceptionClassifier",
						() -> new BinaryExceptionClassifierRetryPolicy(
								new BinaryExceptionClassifier(Map.of(RateLimitException.class, false), true)),
						2),
				policy("ExceptionClassifier", RetryBridgeTests::byException, 3),
				policy("Composite, pessimistic",
						() -> composite(false, new SimpleRetryPolicy(4), new MaxAttemptsRetryPolicy(3)), 3),
				policy("Composite, optimistic",
						() -> composite(true, new SimpleRetryPolicy(4), new MaxAttemptsRetryPolicy(3)), 4),
				policy("Composite, with a circuit breaker, which has no state of its own there",
						() -> composite(false, new CircuitBreakerRetryPolicy(new SimpleRetryPolicy(3)),
								new SimpleRetryPolicy(5)),
						3),
				policy("Expression", () -> new ExpressionRetryPolicy("message.contains('It failed')"), 3),
				policy("Expression, false", () -> new ExpressionRetryPolicy("kind().name() == 'SERVER'"), 2),
				policy("Predicate", () -> new PredicateRetryPolicy((failure) -> failure == SERVER), 2));
	}

	@ParameterizedTest
	@MethodSource
	void aBackOffHasTheSameDelaysAsInTheTemplate(Supplier<BackOffPolicy> backOff) {
		Outcome blocking = blocking(new SimpleRetryPolicy(7), backOff.get());
		Outcome reactive = reactive(new SimpleRetryPolicy(7), backOff.get());
		assertThat(reactive).isEqualTo(blocking);
		assertThat(reactive.delays()).hasSize(6);
	}

	static Stream<Arguments> aBackOffHasTheSameDelaysAsInTheTemplate() {
		return Stream.of(backOff("Fixed", FixedBackOffPolicy::new), backOff("Fixed, 250 ms", () -> fixed(250)),
				backOff("Fixed, supplied", () -> {
					FixedBackOffPolicy policy = new FixedBackOffPolicy();
					policy.backOffPeriodSupplier(growing());
					return policy;
				}), backOff("UniformRandom without range", () -> uniform(70, 70)),
				backOff("Exponential", ExponentialBackOffPolicy::new),
				backOff("Exponential, up to 1 s", () -> exponential(new ExponentialBackOffPolicy(), 300, 1.5, 1000)),
				backOff("ExponentialRandom without range",
						() -> exponential(new ExponentialRandomBackOffPolicy(), 400, 1, 400)),
				backOff("Builder, default", BackOffPolicyBuilder::newDefaultPolicy),
				backOff("Builder, exponential",
						() -> BackOffPolicyBuilder.newBuilder().delay(50).multiplier(2).maxDelay(500).build()),
				backOff("Ours, telling", () -> new ExponentialDelay(CallFixture.exact(7))),
				backOff("A sleeping one of the user's", UserSleeping::new));
	}

	@Test
	void withoutBackOffTheNextAttemptBeginsAtOnce() {
		CallFixture calls = with(new NoBackOffPolicy());
		StepVerifier.create(calls.failing(SERVER, SERVER))
			.then(() -> calls.pass(Duration.ZERO))
			.expectNext("answer")
			.verifyComplete();
		assertThat(calls.delays()).containsExactly(Duration.ZERO, Duration.ZERO);
	}

	@Test
	void theSuppliersOfAnExponentialBackOffAreAskedAnew() {
		long[] first = { 20 };
		long[] longest = { 50 };
		ExponentialBackOffPolicy policy = new ExponentialBackOffPolicy();
		policy.initialIntervalSupplier(() -> first[0]);
		policy.maxIntervalSupplier(() -> longest[0]);
		CallFixture calls = with(policy);
		first[0] = 300;
		longest[0] = 400;
		StepVerifier.create(calls.failing(SERVER, SERVER)).then(calls::passAll).expectNext("answer").verifyComplete();
		assertThat(calls.delays()).containsExactly(Duration.ofMillis(300), Duration.ofMillis(400));
	}

	@Test
	void aUniformRandomBackOffStaysInItsRange() {
		assertThat(reactive(new SimpleRetryPolicy(7), uniform(100, 200)).delays()).hasSize(6)
			.allMatch((delay) -> delay >= 100 && delay < 200);
	}

	@Test
	void anExponentialRandomBackOffStaysInItsRange() {
		List<Long> delays = reactive(new SimpleRetryPolicy(7),
				exponential(new ExponentialRandomBackOffPolicy(), 100, 2, 100_000))
			.delays();
		for (int i = 0; i < 6; i++) {
			assertThat(delays.get(i)).isBetween(100L << i, 200L << i);
		}
	}

	@Test
	void callsAtTheSameTimeShareOneRandomSeries() {
		BackOffBridge bridge = BackOffBridge.of(uniform(0, 1_000_000), "bean");
		assertThat(Stream.generate(() -> bridge.start(new RetryContextSupport(null)).next()).limit(20).distinct())
			.as("a copy per call would begin the series anew")
			.hasSizeGreaterThan(15);
	}

	@ParameterizedTest
	@MethodSource
	void aBackOffThatCannotBeAskedIsRefusedWithItsName(BackOffPolicy backOff, String reason) {
		assertThatExceptionOfType(ConfigurationException.class)
			.isThrownBy(() -> Retries.builder("office").backOffPolicy(backOff, "llmBackOffPolicy"))
			.withMessageContaining("back-off policy \"llmBackOffPolicy\" (" + backOff.getClass().getName() + ")")
			.withMessageContaining(reason)
			.withMessageContaining(DelayingBackOffPolicy.class.getName());
	}

	static Stream<Arguments> aBackOffThatCannotBeAskedIsRefusedWithItsName() {
		return Stream.of(arguments(new UserStateless(), "waits in a way of its own"),
				arguments((BackOffPolicy) new UserBackOff(), "waits in a way of its own"),
				arguments(new UserFixed(), "a plain FixedBackOffPolicy"),
				arguments(new UserExponential(), "a plain ExponentialBackOffPolicy"),
				arguments(new UserSetting(), "instead of making a copy"),
				arguments(new UserNothing(), "makes nothing of it"));
	}

	@ParameterizedTest
	@MethodSource
	void aPolicyThatSharesStateAmongCallsIsRefusedWithItsName(RetryPolicy policy, String reason) {
		assertThatExceptionOfType(ConfigurationException.class)
			.isThrownBy(() -> Retries.builder("office").retryPolicy(policy, "llmRetryPolicy"))
			.withMessageContaining("retry policy \"llmRetryPolicy\" (" + policy.getClass().getName() + ")")
			.withMessageContaining(reason);
	}

	static Stream<Arguments> aPolicyThatSharesStateAmongCallsIsRefusedWithItsName() {
		RetryContext shared = new RetryContextSupport(null);
		return Stream.of(arguments(new CircuitBreakerRetryPolicy(), "circuit breaker"),
				arguments(opening(() -> shared), "one context for all calls"),
				arguments(opening(() -> null), "opens no context"), arguments(opening(() -> {
					throw new IllegalStateException("not ready");
				}), "not ready"));
	}

	@ParameterizedTest
	@MethodSource
	void theExchangesNeverExceedTheMaximum(RetryPolicy policy, @Nullable Integer maxAttempts, int expected) {
		RetrySettings settings = (maxAttempts != null) ? CallFixture.exact(maxAttempts) : RetrySettings.NONE;
		CallFixture calls = new CallFixture(settings,
				(builder) -> builder.retryPolicy(policy, "bean").backOffPolicy(new NoBackOffPolicy(), "bean"));
		StepVerifier.create(calls.failingAlways(SERVER)).then(calls::passAll).verifyError(ServerException.class);
		assertThat(calls.attempts).hasSize(expected)
			.allSatisfy((attempt) -> assertThat(attempt.maxAttempts()).isEqualTo(expected));
	}

	static Stream<Arguments> theExchangesNeverExceedTheMaximum() {
		return Stream.of(arguments(new AlwaysRetryPolicy(), null, 3), arguments(new AlwaysRetryPolicy(), 5, 5),
				arguments(new TimeoutRetryPolicy(60_000), null, 3), arguments(new SimpleRetryPolicy(5), null, 5),
				arguments(new SimpleRetryPolicy(5), 2, 2), arguments(new SimpleRetryPolicy(2), 5, 2),
				arguments(composite(true, new SimpleRetryPolicy(4), new AlwaysRetryPolicy()), null, 4),
				arguments(composite(true, new SimpleRetryPolicy(4), new AlwaysRetryPolicy()), 5, 5));
	}

	@Test
	void aPolicyCannotAllowWhatIsNeverTriedAgain() {
		CallFixture calls = new CallFixture(RetrySettings.NONE,
				(builder) -> builder.retryPolicy(new AlwaysRetryPolicy(), "bean"));
		StepVerifier.create(calls.failingAlways(CallFixture.failure(ErrorKind.QUOTA_EXHAUSTED)))
			.verifyError(LlmException.class);
		assertThat(calls.attempts).hasSize(1);
	}

	@Test
	void aSleepingBackOffWaitsAtLeastAsLongAsTheProviderAsked() {
		CallFixture calls = with(fixed(250));
		StepVerifier
			.create(calls.failing(CallFixture.asksToWait(Duration.ofSeconds(5)),
					CallFixture.asksToWait(Duration.ofMillis(20))))
			.then(calls::passAll)
			.expectNext("answer")
			.verifyComplete();
		assertThat(calls.delays()).containsExactly(Duration.ofSeconds(5), Duration.ofMillis(250));
	}

	@Test
	void aDelayingBackOffIsTakenAtItsWord() {
		DelayingBackOffPolicy policy = new DelayingBackOffPolicy() {
			@Override
			public @Nullable BackOffContext start(RetryContext context) {
				return null;
			}

			@Override
			public Duration delay(@Nullable BackOffContext context) {
				return Duration.ofMillis(7);
			}
		};
		CallFixture calls = with(policy);
		StepVerifier.create(calls.failing(CallFixture.asksToWait(Duration.ofSeconds(5))))
			.then(calls::passAll)
			.expectNext("answer")
			.verifyComplete();
		assertThat(calls.delays()).containsExactly(Duration.ofMillis(7));
	}

	@Test
	void aPolicyThatThrowsEndsTheCallWithTheFailureOfTheExchange() {
		IllegalStateException bug = new IllegalStateException("a bug in the policy");
		CallFixture calls = new CallFixture(CallFixture.exact(3),
				(builder) -> builder.retryPolicy(new PredicateRetryPolicy((failure) -> {
					throw bug;
				}), "bean"));
		LlmException failure = CallFixture.failure(ErrorKind.SERVER);
		StepVerifier.create(calls.failingAlways(failure)).verifyErrorSatisfies((thrown) -> {
			assertThat(thrown).isSameAs(failure);
			assertThat(thrown.getSuppressed()).containsExactly(bug);
		});
	}

	@Test
	void aPolicyThatThrowsBeforeTheFirstAttemptKeepsTheCallFromBeingMade() {
		IllegalStateException bug = new IllegalStateException("a bug in the policy");
		CallFixture calls = new CallFixture(CallFixture.exact(3),
				(builder) -> builder.retryPolicy(new SimpleRetryPolicy() {
					@Override
					public boolean canRetry(RetryContext context) {
						throw bug;
					}
				}, "bean"));
		StepVerifier.create(calls.failing()).verifyErrorSatisfies((thrown) -> {
			assertThat(thrown).isInstanceOf(ConfigurationException.class).hasCause(bug);
			assertThat(((LlmException) thrown).attempts()).isZero();
		});
		assertThat(calls.attempts).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void aPolicyIsClosedOnceWithEachCallEvenIfThatFails(boolean failing) {
		List<RetryContext> opened = new ArrayList<>();
		List<RetryContext> closed = new ArrayList<>();
		CallFixture calls = new CallFixture(CallFixture.exact(3),
				(builder) -> builder.retryPolicy(new SimpleRetryPolicy() {
					@Override
					public RetryContext open(RetryContext parent) {
						RetryContext context = super.open(parent);
						opened.add(context);
						return context;
					}

					@Override
					public void close(RetryContext context) {
						closed.add(context);
						if (failing && context.getRetryCount() > 0) {
							throw new IllegalStateException("It fails to close on purpose");
						}
					}
				}, "bean"));
		StepVerifier.create(calls.failing(SERVER)).then(calls::passAll).expectNext("answer").verifyComplete();
		assertThat(closed).isNotEmpty().containsExactlyInAnyOrderElementsOf(opened);
	}

	@Test
	void aPolicyIsAskedBeforeACallIsSentAgainWithAFreshCredential() {
		CallFixture calls = new CallFixture(CallFixture.exact(3),
				(builder) -> builder.retryPolicy(new NeverRetryPolicy(), "bean"));
		StepVerifier.create(calls.call((attempt) -> {
			attempt.credentialRefreshable();
			return Flux.error(CallFixture.failure(ErrorKind.AUTHENTICATION));
		})).verifyError(LlmException.class);
		assertThat(calls.attempts).hasSize(1);
	}

	private static Outcome blocking(RetryPolicy policy, BackOffPolicy backOff) {
		List<Long> slept = new ArrayList<>();
		RetryTemplate template = new RetryTemplate();
		template.setRetryPolicy(policy);
		template.setBackOffPolicy(sleepingWith(backOff, slept::add));
		int[] exchanges = { 0 };
		try {
			template.execute((context) -> {
				if (exchanges[0]++ < FAILURES) {
					throw failure(exchanges[0]);
				}
				return "answer";
			});
			return new Outcome(exchanges[0], slept, true);
		}
		catch (RuntimeException ex) {
			return new Outcome(exchanges[0], slept, false);
		}
	}

	private static Outcome reactive(RetryPolicy policy, BackOffPolicy backOff) {
		boolean endless = policy.getMaxAttempts() == RetryPolicy.NO_MAXIMUM_ATTEMPTS_SET
				|| policy instanceof CompositeRetryPolicy;
		CallFixture calls = new CallFixture(endless ? CallFixture.exact(10) : RetrySettings.NONE,
				(builder) -> builder.retryPolicy(policy, "bean").backOffPolicy(backOff, "bean"));
		List<String> answers = new ArrayList<>();
		calls.call((attempt) -> (attempt.number() <= FAILURES) ? Flux.error(failure(attempt.number()))
				: Flux.just("answer"))
			.onErrorComplete()
			.subscribe(answers::add);
		calls.passAll();
		List<Long> delays = (backOff instanceof NoBackOffPolicy) ? List.of()
				: calls.delays().stream().map(Duration::toMillis).toList();
		return new Outcome(calls.attempts.size(), delays, !answers.isEmpty());
	}

	/**
	 * A server error first, then rate limits: policies that tell them apart end there.
	 */
	private static LlmException failure(int attempt) {
		return (attempt == 1) ? SERVER : RATE_LIMIT;
	}

	private static BackOffPolicy sleepingWith(BackOffPolicy backOff, Sleeper sleeper) {
		if (backOff instanceof FixedBackOffPolicy fixed) {
			fixed.setSleeper(sleeper);
		}
		else if (backOff instanceof UniformRandomBackOffPolicy uniform) {
			uniform.setSleeper(sleeper);
		}
		else if (backOff instanceof ExponentialBackOffPolicy exponential) {
			exponential.setSleeper(sleeper);
		}
		else if (backOff instanceof UserSleeping user) {
			return user.withSleeper(sleeper);
		}
		else if (backOff instanceof ExponentialDelay own) {
			return new Sleeping(own, sleeper);
		}
		return backOff;
	}

	private static CallFixture with(BackOffPolicy backOff) {
		return new CallFixture(CallFixture.exact(3), (builder) -> builder.backOffPolicy(backOff, "bean"));
	}

	private static Arguments policy(String name, Supplier<RetryPolicy> policy, int exchanges) {
		return arguments(Named.of(name, policy), exchanges);
	}

	private static Arguments backOff(String name, Supplier<BackOffPolicy> backOff) {
		return arguments(Named.of(name, backOff));
	}

	private static RetryPolicy byException() {
		ExceptionClassifierRetryPolicy policy = new ExceptionClassifierRetryPolicy();
		policy.setPolicyMap(Map.of(ServerException.class, new SimpleRetryPolicy(4), RateLimitException.class,
				new SimpleRetryPolicy(2)));
		return policy;
	}

	private static RetryPolicy composite(boolean optimistic, RetryPolicy... policies) {
		CompositeRetryPolicy policy = new CompositeRetryPolicy();
		policy.setOptimistic(optimistic);
		policy.setPolicies(policies);
		return policy;
	}

	private static RetryPolicy opening(Supplier<@Nullable RetryContext> context) {
		return new SimpleRetryPolicy() {
			@Override
			public RetryContext open(RetryContext parent) {
				return context.get();
			}
		};
	}

	private static Supplier<Long> growing() {
		long[] value = { 0 };
		return () -> value[0] += 100;
	}

	private static FixedBackOffPolicy fixed(long millis) {
		FixedBackOffPolicy policy = new FixedBackOffPolicy();
		policy.setBackOffPeriod(millis);
		return policy;
	}

	private static UniformRandomBackOffPolicy uniform(long min, long max) {
		UniformRandomBackOffPolicy policy = new UniformRandomBackOffPolicy();
		policy.setMinBackOffPeriod(min);
		policy.setMaxBackOffPeriod(max);
		return policy;
	}

	private static ExponentialBackOffPolicy exponential(ExponentialBackOffPolicy policy, long first, double multiplier,
			long max) {
		policy.setInitialInterval(first);
		policy.setMultiplier(multiplier);
		policy.setMaxInterval(max);
		return policy;
	}

	private record Outcome(int exchanges, List<Long> delays, boolean answered) {
	}

	/**
	 * Our own back-off, sleeping with a sleeper that takes notes.
	 */
	private record Sleeping(ExponentialDelay own, Sleeper sleeper) implements BackOffPolicy {

		@Override
		public BackOffContext start(RetryContext context) {
			return this.own.start(context);
		}

		@Override
		public void backOff(BackOffContext context) {
			try {
				this.sleeper.sleep(this.own.delay(context).toMillis());
			}
			catch (InterruptedException ex) {
				throw new IllegalStateException(ex);
			}
		}

	}

	private static final class UserSleeping implements SleepingBackOffPolicy<UserSleeping> {

		private Sleeper sleeper = (millis) -> {
			throw new IllegalStateException("It must not sleep");
		};

		@Override
		public UserSleeping withSleeper(Sleeper sleeper) {
			UserSleeping copy = new UserSleeping();
			copy.sleeper = sleeper;
			return copy;
		}

		@Override
		public BackOffContext start(RetryContext context) {
			Sleeper own = this.sleeper;
			return new Sleeps() {
				@Override
				public void sleep() throws InterruptedException {
					own.sleep(10L * context.getRetryCount());
				}
			};
		}

		@Override
		public void backOff(BackOffContext context) {
			try {
				((Sleeps) context).sleep();
			}
			catch (InterruptedException ex) {
				throw new IllegalStateException(ex);
			}
		}

		private interface Sleeps extends BackOffContext {

			void sleep() throws InterruptedException;

		}

	}

	private static final class UserStateless extends StatelessBackOffPolicy {

		@Override
		protected void doBackOff() {
		}

	}

	private static final class UserBackOff implements BackOffPolicy {

		@Override
		public @Nullable BackOffContext start(RetryContext context) {
			return null;
		}

		@Override
		public void backOff(BackOffContext context) {
		}

	}

	private static final class UserFixed extends FixedBackOffPolicy {

	}

	private static final class UserExponential extends ExponentialBackOffPolicy {

	}

	private static final class UserSetting implements SleepingBackOffPolicy<UserSetting> {

		@Override
		public UserSetting withSleeper(Sleeper sleeper) {
			return this;
		}

		@Override
		public @Nullable BackOffContext start(RetryContext context) {
			return null;
		}

		@Override
		public void backOff(BackOffContext context) {
		}

	}

	private static final class UserNothing implements SleepingBackOffPolicy<UserNothing> {

		@Override
		public @Nullable UserNothing withSleeper(Sleeper sleeper) {
			return null;
		}

		@Override
		public @Nullable BackOffContext start(RetryContext context) {
			return null;
		}

		@Override
		public void backOff(BackOffContext context) {
		}

	}

}
