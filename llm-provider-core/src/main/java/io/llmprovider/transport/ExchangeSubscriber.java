package io.llmprovider.transport;

import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import java.util.concurrent.atomic.AtomicLongFieldUpdater;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

import io.llmprovider.error.LlmException;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Operators;
import reactor.util.context.Context;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;

/**
 * Turns one body's buffers into events. A subscriber without limit gets them straight
 * from the event loop; one that asks step by step holds the next buffer back, down to the
 * socket. All bytes are read by the upstream's thread; time limits and cancellation come
 * from others and take the exchange over only while nothing is being read.
 * <p>
 * With a thousand streams at once each event finds its stream's objects outside the
 * processor's cache, so the path of an event touches as few of them as it can.
 *
 * @param <T> the events
 */
final class ExchangeSubscriber<T>
		implements CoreSubscriber<DataBuffer>, Subscription, Consumer<T>, Watchdog.Owner, StepwiseDelivery.Source {

	@SuppressWarnings("rawtypes")
	private static final AtomicLongFieldUpdater<ExchangeSubscriber> LAST_READ = AtomicLongFieldUpdater
		.newUpdater(ExchangeSubscriber.class, "lastRead");

	@SuppressWarnings("rawtypes")
	private static final AtomicIntegerFieldUpdater<ExchangeSubscriber> STATE = AtomicIntegerFieldUpdater
		.newUpdater(ExchangeSubscriber.class, "state");

	private static final int IDLE = 0;

	private static final int READING = 1;

	private static final int OVER = 2;

	private static final int CANCELLED = 3;

	private final CoreSubscriber<? super T> actual;

	private final ResponseReader<T> reader;

	private final Watchdog watchdog;

	private final Peer peer;

	private final Consumer<ExchangeSubscriber<?>> whenOver;

	private final LongSupplier nanos;

	private volatile int state = IDLE;

	private volatile long lastRead = NOTHING;

	/** For a subscriber that asks step by step; null for one that takes what comes. */
	private volatile @Nullable StepwiseDelivery<T> steps;

	private volatile @Nullable Subscription upstream;

	private volatile @Nullable LlmException closing;

	private boolean terminated;

	/** The answer is whole; what is left of the body is of no interest. */
	private volatile boolean answered;

	private volatile boolean subscribed;

	private final Leftover leftover;

	private volatile @Nullable Throwable error;

	ExchangeSubscriber(CoreSubscriber<? super T> actual, ResponseReader<T> reader, Peer peer, ExchangeLimits limits,
			Consumer<ExchangeSubscriber<?>> whenOver) {
		this.whenOver = whenOver;
		this.actual = actual;
		this.reader = reader;
		this.peer = peer;
		this.nanos = limits.nanos();
		this.leftover = new Leftover(limits.timer());
		this.watchdog = new Watchdog(limits, peer.provider(), this);
		this.steps = new StepwiseDelivery<>(actual, this);
	}

	@Override
	public Context currentContext() {
		return this.actual.currentContext();
	}

	/**
	 * The exchange begins; once its head is there, the body follows with a subscription
	 * of its own.
	 */
	@Override
	public void onSubscribe(Subscription subscription) {
		if (this.subscribed) {
			follow(subscription);
			return;
		}
		this.upstream = subscription;
		this.actual.onSubscribe(this);
		StepwiseDelivery<T> asked = this.steps;
		if (asked != null && !asked.open()) {
			this.steps = null;
		}
		this.subscribed = true;
		LlmException closed = this.closing;
		if (closed != null) {
			expire(closed);
		}
		if (this.state == IDLE) {
			this.watchdog.start();
			// The first buffer is asked for even without demand: the request is sent by
			// it.
			subscription.request(firstDemand());
		}
	}

	private void follow(Subscription body) {
		this.upstream = body;
		// Whoever ends the exchange meanwhile sees the body's subscription, or is seen
		// here.
		if (this.state == IDLE) {
			body.request(firstDemand());
		}
		else {
			body.cancel();
		}
	}

	private long firstDemand() {
		return (this.steps == null) ? Long.MAX_VALUE : 1;
	}

	@Override
	public void onNext(DataBuffer buffer) {
		StepwiseDelivery<T> asked = this.steps;
		if (asked != null) {
			asked.arrived();
		}
		LAST_READ.lazySet(this, this.nanos.getAsLong());
		if (!STATE.compareAndSet(this, IDLE, READING)) {
			DataBufferUtils.release(buffer);
			return;
		}
		try {
			readAll(buffer);
		}
		catch (Throwable ex) {
			// An Error too: a call must not hang because a class is missing.
			over(this.reader.failed(ex));
			return;
		}
		finally {
			DataBufferUtils.release(buffer);
		}
		if (this.state != READING) {
			this.reader.cancelled();
			return;
		}
		if (this.reader.isComplete()) {
			finish();
			return;
		}
		if (!STATE.compareAndSet(this, READING, IDLE)) {
			this.reader.cancelled();
			return;
		}
		LlmException closed = this.closing;
		if (closed != null && expire(closed)) {
			return;
		}
		if (asked != null) {
			asked.drain();
		}
	}

	@Override
	public void onComplete() {
		this.leftover.ended();
		if (STATE.compareAndSet(this, IDLE, READING)) {
			finish();
		}
	}

	@Override
	public void onError(Throwable cause) {
		this.leftover.ended();
		if (STATE.compareAndSet(this, IDLE, READING)) {
			over(this.reader.failed(this.peer.explain(cause)));
		}
	}

	@Override
	public void accept(T event) {
		StepwiseDelivery<T> asked = this.steps;
		if (asked != null) {
			asked.add(event);
		}
		else if (this.state != CANCELLED) {
			this.actual.onNext(event);
		}
	}

	@Override
	public void request(long n) {
		StepwiseDelivery<T> asked = this.steps;
		if (Operators.validate(n) && asked != null) {
			asked.request(n);
		}
	}

	@Override
	public void cancel() {
		int before = STATE.getAndSet(this, CANCELLED);
		if (before == CANCELLED) {
			return;
		}
		stopped();
		if (before == READING && this.answered) {
			// Whoever stops at the last event leaves a connection that can be used again.
			this.leftover.readAway(this.upstream);
		}
		else if (before != OVER) {
			cancelUpstream();
		}
		if (before == IDLE) {
			this.reader.cancelled();
		}
	}

	@Override
	public boolean isWaiting() {
		StepwiseDelivery<T> asked = this.steps;
		return asked == null || asked.isWaiting();
	}

	@Override
	public long lastRead() {
		return this.lastRead;
	}

	@Override
	public boolean expire(LlmException cause) {
		if (STATE.compareAndSet(this, IDLE, READING)) {
			cancelUpstream();
			over(this.reader.failed(cause));
			return true;
		}
		return this.state != READING;
	}

	/**
	 * Ends the exchange from outside; if bytes are being read just now, as soon as they
	 * have been.
	 * @param cause why
	 */
	void close(LlmException cause) {
		this.closing = cause;
		if (this.subscribed) {
			expire(cause);
		}
	}

	private void stopped() {
		this.watchdog.stop();
		this.whenOver.accept(this);
	}

	private void readAll(DataBuffer buffer) {
		int left = buffer.readableByteCount();
		Scratch own = Scratch.ofThread();
		byte[] scratch = own.take(left);
		try {
			while (left > 0 && this.state == READING && !this.reader.isComplete()) {
				int length = Math.min(left, scratch.length);
				buffer.read(scratch, 0, length);
				this.reader.read(scratch, 0, length, this);
				left -= length;
			}
		}
		finally {
			own.give(scratch);
		}
	}

	private void finish() {
		this.answered = true;
		try {
			this.reader.end(this);
		}
		catch (Throwable ex) {
			over(this.reader.failed(ex));
			return;
		}
		over(null);
	}

	/**
	 * Ends the exchange downstream. Upstream, what is left of the body is drained for a
	 * moment so that the connection can be used again; after a failure it is closed.
	 */
	private void over(@Nullable Throwable cause) {
		stopped();
		if (STATE.compareAndSet(this, READING, OVER)) {
			if (this.answered) {
				this.leftover.readAway(this.upstream);
			}
			else {
				cancelUpstream();
			}
			this.error = cause;
			StepwiseDelivery<T> asked = this.steps;
			if (asked == null) {
				handedOver();
			}
			else {
				asked.end();
			}
		}
		else if (!this.answered) {
			this.reader.cancelled();
		}
	}

	@Override
	public boolean isCancelled() {
		return this.state == CANCELLED;
	}

	@Override
	public void askForMore() {
		Subscription subscription = this.upstream;
		if (subscription != null) {
			subscription.request(1);
		}
	}

	@Override
	public void handedOver() {
		Throwable cause = this.error;
		if (this.terminated) {
			return;
		}
		this.terminated = true;
		if (cause != null) {
			this.actual.onError(cause);
		}
		else {
			this.actual.onComplete();
		}
	}

	private void cancelUpstream() {
		Subscription subscription = this.upstream;
		if (subscription != null) {
			subscription.cancel();
		}
	}

}
