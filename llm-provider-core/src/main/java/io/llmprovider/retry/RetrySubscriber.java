package io.llmprovider.retry;

import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Operators;
import reactor.core.scheduler.Scheduler;
import reactor.util.context.Context;

/**
 * Sits between the exchanges of a call and its subscriber. Reactor's own
 * {@code retryWhen} does the same, but takes a lock for each event; here an event costs
 * an addition. What the subscriber asked for and has not got is asked for again from each
 * following exchange.
 *
 * @param <T> what the call emits
 */
final class RetrySubscriber<T> implements CoreSubscriber<T>, Subscription, Runnable {

	private final CoreSubscriber<? super T> actual;

	private final RetryCall call;

	private final RetryFlux.Exchanges<T> exchanges;

	private final Scheduler scheduler;

	private volatile boolean unbounded;

	/** Written by the exchange under way only, read when it is over. */
	private long produced;

	/** Asked for by the subscriber, without what earlier exchanges produced. */
	private long requested;

	private @Nullable Subscription upstream;

	private @Nullable Disposable wait;

	private int waits;

	private boolean waiting;

	/** Cancelled, completed or failed: nothing more is to be emitted. */
	private boolean done;

	private boolean emptyAnswer;

	RetrySubscriber(CoreSubscriber<? super T> actual, RetryCall call, RetryFlux.Exchanges<T> exchanges,
			Scheduler scheduler) {
		this.actual = actual;
		this.call = call;
		this.exchanges = exchanges;
		this.scheduler = scheduler;
	}

	@Override
	public Context currentContext() {
		return this.actual.currentContext();
	}

	/**
	 * Begins an attempt.
	 */
	@Override
	public void run() {
		synchronized (this) {
			this.waiting = false;
			this.wait = null;
			if (this.done) {
				return;
			}
		}
		follow(() -> this.exchanges.exchange().apply(this.call.nextAttempt()));
	}

	@Override
	public void onSubscribe(Subscription subscription) {
		long demand;
		synchronized (this) {
			demand = this.done ? -1 : demand();
			this.upstream = subscription;
		}
		if (demand < 0) {
			subscription.cancel();
		}
		else if (demand > 0) {
			subscription.request(demand);
		}
	}

	@Override
	public void onNext(T event) {
		this.produced++;
		this.actual.onNext(event);
	}

	@Override
	public void onComplete() {
		if (!end()) {
			return;
		}
		if (!this.emptyAnswer) {
			this.call.succeeded();
		}
		this.actual.onComplete();
	}

	@Override
	public void onError(Throwable thrown) {
		boolean unheard;
		synchronized (this) {
			this.upstream = null;
			unheard = this.done;
		}
		if (unheard) {
			this.call.unheard(thrown);
			return;
		}
		if (this.emptyAnswer) {
			fail(thrown);
			return;
		}
		RetryCall.Verdict verdict = this.call.failed(thrown);
		if (verdict.delay() != null) {
			await(verdict.delay(), verdict.failure());
		}
		else if (verdict.failure() instanceof EmptyAnswerException empty) {
			this.emptyAnswer = true;
			follow(() -> this.exchanges.emptyAnswer().apply(empty));
		}
		else {
			fail(verdict.failure());
		}
	}

	@Override
	public void request(long n) {
		if (!Operators.validate(n) || this.unbounded) {
			return;
		}
		Subscription current;
		synchronized (this) {
			this.requested = Operators.addCap(this.requested, n);
			this.unbounded = this.requested == Long.MAX_VALUE;
			current = this.upstream;
		}
		if (current != null) {
			current.request(n);
		}
	}

	@Override
	public void cancel() {
		Subscription current;
		synchronized (this) {
			if (this.done) {
				return;
			}
			this.done = true;
			current = this.upstream;
			// Under the lock, so that it never interrupts an attempt that has begun.
			if (this.wait != null) {
				this.wait.dispose();
			}
		}
		if (current != null) {
			current.cancel();
		}
		this.call.cancelled();
	}

	private void follow(Supplier<? extends Flux<T>> source) {
		Flux<T> next;
		try {
			next = source.get();
		}
		catch (Throwable ex) {
			onError(ex);
			return;
		}
		next.subscribe(this);
	}

	private long demand() {
		if (this.requested != Long.MAX_VALUE) {
			this.requested = Math.max(0, this.requested - this.produced);
		}
		this.produced = 0;
		return this.requested;
	}

	private void await(Duration delay, Throwable failure) {
		int number;
		synchronized (this) {
			number = ++this.waits;
			this.waiting = true;
		}
		Disposable scheduled;
		try {
			scheduled = this.scheduler.schedule(this, Durations.nanos(delay), TimeUnit.NANOSECONDS);
		}
		catch (RejectedExecutionException ex) {
			failure.addSuppressed(ex);
			this.call.rejected(failure);
			fail(failure);
			return;
		}
		synchronized (this) {
			// Unless it has run already and perhaps another wait has begun.
			if (this.waiting && this.waits == number) {
				this.wait = scheduled;
				if (this.done) {
					scheduled.dispose();
				}
			}
		}
	}

	private void fail(Throwable failure) {
		if (end()) {
			this.actual.onError(failure);
		}
		else {
			this.call.unheard(failure);
		}
	}

	private synchronized boolean end() {
		boolean first = !this.done;
		this.done = true;
		return first;
	}

}
