package io.llmprovider.retry;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicBoolean;

import io.llmprovider.chat.ChatResponse;
import io.llmprovider.error.ErrorKind;
import io.llmprovider.error.LlmException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.retry.RetryContext;
import org.springframework.retry.RetryListener;
import org.springframework.retry.RetryPolicy;
import reactor.core.Exceptions;

/**
 * One call, from its subscription to its end: which attempt it is at, and what follows a
 * failure. Its steps come one after the other; only {@link #cancelled()} may come at any
 * time.
 */
final class RetryCall {

	private static final Logger LOG = LoggerFactory.getLogger(Retries.class);

	private final Retries retries;

	private final RetrySettings settings;

	private final @Nullable Deadline deadline;

	private final int maxAttempts;

	private final RetryPolicy policy;

	private final RetryContext context;

	private final ExponentialDelay ownDelay;

	private final BackOffBridge backOff;

	private final BackOffBridge.Waits waits;

	private final AtomicBoolean closed = new AtomicBoolean();

	private final List<ChatResponse> discarded = new ArrayList<>(0);

	private volatile boolean paidForNext;

	private boolean refreshed;

	private boolean refreshNext;

	private CallAttempt attempt = new CallAttempt(0, 0, false, List.of());

	RetryCall(Retries retries, RetrySettings settings, @Nullable Deadline deadline) {
		this.retries = retries;
		this.settings = settings.orElse(RetrySettings.DEFAULTS);
		this.deadline = deadline;
		this.maxAttempts = retries.policy().maxAttempts(settings);
		this.policy = retries.policy().forCall(this.maxAttempts);
		this.context = this.policy.open(null);
		this.context.setAttribute(RetryContext.NAME, retries.provider());
		this.context.setAttribute(RetryContext.MAX_ATTEMPTS, this.maxAttempts);
		this.ownDelay = new ExponentialDelay(this.settings, retries.random());
		BackOffBridge own = new BackOffBridge.Telling(this.ownDelay);
		this.backOff = (retries.backOff() != null) ? retries.backOff() : own;
		this.waits = this.backOff.start(this.context);
	}

	/**
	 * Opens the call.
	 * @return why it must not be made, or null
	 */
	@Nullable LlmException open() {
		LlmException veto = null;
		RetryListener unwilling = this.retries.listeners().open(this.context);
		if (unwilling != null) {
			veto = Failures.vetoed(this.retries.provider(), "a retry listener, " + unwilling.getClass().getName() + ",",
					null);
		}
		else if (this.deadline != null && this.deadline.expired()) {
			veto = Failures.pastDeadline(this.retries.provider(), this.deadline, null, null).attempts(0);
		}
		else if (!this.policy.canRetry(this.context) || this.context.isExhaustedOnly()) {
			veto = Failures.vetoed(this.retries.provider(),
					"its retry policy, " + this.policy.getClass().getName() + ",", null);
		}
		if (veto != null) {
			close(veto);
		}
		return veto;
	}

	Attempt nextAttempt() {
		this.paidForNext = false;
		this.attempt = new CallAttempt(this.attempt.number() + 1, this.maxAttempts, this.refreshNext,
				List.copyOf(this.discarded));
		this.refreshNext = false;
		return this.attempt;
	}

	void succeeded() {
		this.retries.budget().answered(this.attempt.number() > 1);
		this.retries.listeners().succeeded(this.context);
		close(null);
	}

	/**
	 * Ends the call for a caller who does not want it any more.
	 */
	void cancelled() {
		if (this.paidForNext) {
			this.retries.budget().notSent();
		}
		close(new CancellationException("The caller cancelled the call"));
	}

	/**
	 * Ends the call because there is nothing to wait with.
	 */
	void rejected(Throwable failure) {
		this.retries.budget().notSent();
		close(failure);
	}

	/**
	 * A failure after the caller has gone, often because it went.
	 */
	void unheard(Throwable failure) {
		LOG.debug("{}: attempt {} failed after the call was over", this.retries.provider(), this.attempt.number(),
				failure);
	}

	/**
	 * What follows the failure of an attempt.
	 */
	Verdict failed(Throwable thrown) {
		Throwable failure = Exceptions.unwrap(thrown);
		Verdict verdict;
		int exchanges = exchanges(failure);
		if (failure instanceof LlmException known) {
			known.attempts(exchanges);
		}
		try {
			this.policy.registerThrowable(this.context, failure);
			this.retries.listeners().failed(this.context, failure);
			verdict = (failure instanceof LlmException known) ? judge(known) : new Verdict(null, failure);
		}
		catch (LlmException ex) {
			verdict = new Verdict(null, ex);
		}
		catch (Throwable ex) {
			LOG.warn("{}: the retry or back-off policy failed, so the call does", this.retries.provider(), ex);
			failure.addSuppressed(ex);
			verdict = new Verdict(null, failure);
		}
		if (verdict.failure instanceof LlmException known) {
			known.attempts(exchanges);
		}
		return (verdict.delay != null) ? verdict : last(failure, verdict);
	}

	private Verdict judge(LlmException failure) {
		boolean refresh = mayRefresh(failure);
		boolean atOnce = refresh || this.attempt.isOtherWayKnown();
		if (this.attempt.hasBegun() || this.attempt.number() >= this.maxAttempts
				|| !(atOnce || RetryRules.mayPass(failure, RetrySettings.set(this.settings.allErrors())))
				|| !this.policy.canRetry(this.context) || this.context.isExhaustedOnly()) {
			return new Verdict(null, failure);
		}
		Duration delay = atOnce ? Duration.ZERO : delay(failure);
		if (this.deadline != null && this.deadline.remaining().compareTo(delay) <= 0) {
			return new Verdict(null, Failures.pastDeadline(this.retries.provider(), this.deadline, delay, failure));
		}
		if (!this.retries.budget().spend()) {
			return new Verdict(null, Failures.budgetUsedUp(failure, this.retries.provider()));
		}
		this.paidForNext = true;
		this.refreshed |= refresh;
		this.refreshNext = refresh;
		if (failure instanceof EmptyAnswerException empty) {
			this.discarded.add(empty.response());
		}
		announce(new RetryWait(this.retries.provider(), this.attempt.number(), this.maxAttempts, delay, failure));
		return new Verdict(delay, failure);
	}

	private boolean mayRefresh(LlmException failure) {
		return !this.refreshed && this.attempt.isCredentialRefreshable() && RetryRules.refusesCredential(failure);
	}

	private Duration delay(LlmException failure) {
		Optional<Duration> hint = ExponentialDelay.hint(failure);
		Duration longest = RetrySettings.set(this.settings.maxRetryAfter());
		if (hint.isPresent() && hint.get().compareTo(longest) > 0) {
			throw Failures.askedTooLong(failure, hint.get(), longest,
					"llm.providers." + this.retries.provider() + ".retry.max-retry-after");
		}
		Duration delay = this.waits.next();
		if (hint.isEmpty() || this.backOff.knowsHints()) {
			return delay.isNegative() ? Duration.ZERO : delay;
		}
		return Durations.longer(delay, this.ownDelay.notBelow(hint.get()));
	}

	private void announce(RetryWait wait) {
		LlmException cause = wait.cause();
		LOG.info("{}: attempt {} of {} failed ({}, status {}, code {}, request id {}), the next one is in {} ms",
				wait.provider(), wait.attempt(), wait.maxAttempts(), cause.kind(), cause.status(),
				cause.details().code(), cause.requestId(), wait.delay().toMillis());
		this.retries.listeners().waiting(wait);
	}

	private Verdict last(Throwable failure, Verdict verdict) {
		this.context.setAttribute(RetryContext.EXHAUSTED, true);
		if (failure instanceof EmptyAnswerException empty) {
			// It is an answer after all, whatever kept the call from being tried again.
			empty.discarded(List.copyOf(this.discarded));
			this.context.setAttribute(RetryContext.RECOVERED, true);
			close(failure);
			return new Verdict(null, failure);
		}
		close(verdict.failure);
		return verdict;
	}

	private int exchanges(Throwable failure) {
		boolean unsent = failure instanceof LlmException known
				&& (known.kind() == ErrorKind.CONFIGURATION || known.attempts() == 0);
		return unsent ? this.attempt.number() - 1 : this.attempt.number();
	}

	private void close(@Nullable Throwable failure) {
		if (!this.closed.compareAndSet(false, true)) {
			return;
		}
		try {
			this.policy.close(this.context);
		}
		catch (Throwable ex) {
			LOG.warn("{}: the retry policy failed to close, the call goes on", this.retries.provider(), ex);
		}
		this.context.setAttribute(RetryContext.CLOSED, true);
		this.retries.listeners().close(this.context, failure);
	}

	/**
	 * What follows a failure.
	 *
	 * @param delay the wait until the next attempt, or null if there is none
	 * @param failure what the caller is told if there is none
	 */
	record Verdict(@Nullable Duration delay, Throwable failure) {
	}

}
