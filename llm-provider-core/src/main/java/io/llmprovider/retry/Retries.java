package io.llmprovider.retry;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.DoubleSupplier;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;
import org.springframework.retry.RetryListener;
import org.springframework.retry.RetryPolicy;
import org.springframework.retry.backoff.BackOffPolicy;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * The retry of one provider's calls. Waiting occupies no thread, and each subscription is
 * a call of its own with a context of the policy.
 * <p>
 * A failed attempt is followed by another if no block event has been emitted, it is an
 * {@link io.llmprovider.error.LlmException} that may pass, attempts are left, the policy
 * agrees, the provider asks for no longer wait than the settings allow, the wait ends
 * before the deadline, and the budget pays for it. The exchanges of a call are never more
 * than {@code max-attempts}; where that is not set, a policy's own maximum counts, and
 * three if it has none.
 */
public final class Retries {

	private final String provider;

	private final RetrySettings settings;

	private final PolicyBridge policy;

	private final @Nullable BackOffBridge backOff;

	private final RetryListeners listeners;

	private final RetryBudget budget;

	private final Scheduler scheduler;

	private final DoubleSupplier random;

	private Retries(Builder builder) {
		this.provider = builder.provider;
		this.settings = builder.settings;
		this.policy = builder.policy;
		this.backOff = builder.backOff;
		this.listeners = new RetryListeners(builder.provider, builder.listeners);
		this.budget = builder.budget;
		this.scheduler = (builder.scheduler != null) ? builder.scheduler : Schedulers.parallel();
		this.random = builder.random;
	}

	/**
	 * Retries by settings alone.
	 * @param provider the provider's name in the configuration
	 * @param settings what the provider has set
	 * @return the retries
	 */
	public static Retries of(String provider, RetrySettings settings) {
		return builder(provider).settings(settings).build();
	}

	/**
	 * Starts retries.
	 * @param provider the provider's name in the configuration
	 * @return a builder
	 */
	public static Builder builder(String provider) {
		return new Builder(provider);
	}

	/**
	 * A call of which an empty answer is an error in the end:
	 * {@link #call(RetrySettings, Deadline, Function, Function)}.
	 * @param <T> what the call emits
	 * @param effective what the call and its mode have set
	 * @param deadline the end of all attempts and waits, or null if there is none
	 * @param exchange makes the exchange of an attempt
	 * @return the call, made anew for each subscriber
	 */
	public <T> Flux<T> call(RetrySettings effective, @Nullable Deadline deadline,
			Function<? super Attempt, ? extends Flux<T>> exchange) {
		return call(effective, deadline, exchange, Flux::error);
	}

	/**
	 * A call. It fails with the last failure, which knows the number of attempts; with a
	 * {@link io.llmprovider.error.TimeoutException} at once if a wait would pass the
	 * deadline; with the failure and the time the provider asked for if that is longer
	 * than the settings allow.
	 * @param <T> what the call emits
	 * @param effective what the call and its mode have set; the rest is the provider's
	 * @param deadline the end of all attempts and waits, or null if there is none. It
	 * does not end an exchange under way
	 * @param exchange makes the exchange of an attempt; it says {@link Attempt#begun()}
	 * before the first block event, and ends with an {@link EmptyAnswerException} if
	 * there was none
	 * @param emptyAnswer what is emitted in place of an empty answer that is final,
	 * usually the response with a warning
	 * @return the call, made anew for each subscriber
	 */
	public <T> Flux<T> call(RetrySettings effective, @Nullable Deadline deadline,
			Function<? super Attempt, ? extends Flux<T>> exchange,
			Function<? super EmptyAnswerException, ? extends Flux<T>> emptyAnswer) {
		return RetryFlux.of(this, effective.orElse(this.settings), deadline,
				new RetryFlux.Exchanges<>(exchange, emptyAnswer));
	}

	String provider() {
		return this.provider;
	}

	PolicyBridge policy() {
		return this.policy;
	}

	@Nullable BackOffBridge backOff() {
		return this.backOff;
	}

	RetryListeners listeners() {
		return this.listeners;
	}

	RetryBudget budget() {
		return this.budget;
	}

	Scheduler scheduler() {
		return this.scheduler;
	}

	DoubleSupplier random() {
		return this.random;
	}

	/**
	 * Builds {@link Retries}.
	 */
	public static final class Builder {

		private final String provider;

		private final List<RetryListener> listeners = new ArrayList<>();

		private RetrySettings settings = RetrySettings.NONE;

		private PolicyBridge policy = PolicyBridge.none();

		private @Nullable BackOffBridge backOff;

		private RetryBudget budget = RetryBudget.standard();

		private @Nullable Scheduler scheduler;

		private DoubleSupplier random = () -> ThreadLocalRandom.current().nextDouble();

		private Builder(String provider) {
			this.provider = Objects.requireNonNull(provider, "provider");
		}

		/**
		 * What the provider has set.
		 * @param settings the settings; those of a call come before them
		 * @return this builder
		 */
		public Builder settings(RetrySettings settings) {
			this.settings = settings;
			return this;
		}

		/**
		 * A policy of the user's. It decides among the failures that may pass at all.
		 * @param policy the policy
		 * @param beanName its name, for messages
		 * @return this builder
		 * @throws io.llmprovider.error.ConfigurationException if it keeps state across
		 * calls
		 */
		public Builder retryPolicy(RetryPolicy policy, String beanName) {
			this.policy = PolicyBridge.of(policy, beanName);
			return this;
		}

		/**
		 * A back-off policy of the user's, in place of delay, multiplier, maximum and
		 * jitter of the settings. If the provider asks to wait longer than it says, that
		 * counts, except with a {@link DelayingBackOffPolicy}.
		 * @param policy the policy
		 * @param beanName its name, for messages
		 * @return this builder
		 * @throws io.llmprovider.error.ConfigurationException if it would block a thread
		 */
		public Builder backOffPolicy(BackOffPolicy policy, String beanName) {
			this.backOff = BackOffBridge.of(policy, beanName);
			return this;
		}

		/**
		 * Adds listeners; a {@link RetryWaitListener} among them is told of each wait.
		 * The result given to {@code onSuccess} is null, the throwable given to
		 * {@code close} after a cancellation is a
		 * {@link java.util.concurrent.CancellationException}.
		 * @param listeners the listeners, in their order
		 * @return this builder
		 */
		public Builder listeners(Collection<? extends RetryListener> listeners) {
			this.listeners.addAll(listeners);
			return this;
		}

		/**
		 * What the provider's calls may spend on retries.
		 * @param budget {@link RetryBudget#standard()} if not given
		 * @return this builder
		 */
		public Builder budget(RetryBudget budget) {
			this.budget = budget;
			return this;
		}

		/**
		 * Where waits end and the next attempt begins.
		 * @param scheduler {@link Schedulers#parallel()} if not given
		 * @return this builder
		 */
		public Builder scheduler(Scheduler scheduler) {
			this.scheduler = scheduler;
			return this;
		}

		Builder random(DoubleSupplier random) {
			this.random = random;
			return this;
		}

		/**
		 * Builds the retries.
		 * @return the retries
		 */
		public Retries build() {
			return new Retries(this);
		}

	}

}
