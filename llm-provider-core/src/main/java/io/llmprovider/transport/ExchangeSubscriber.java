package io.llmprovider.transport;

import java.util.Queue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLongFieldUpdater;
import java.util.function.Consumer;

import io.llmprovider.error.LlmException;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Operators;
import reactor.util.concurrent.Queues;
import reactor.util.context.Context;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;

/**
 * Turns one body's buffers into events. A subscriber without limit gets them straight
 * from the event loop; one that asks step by step holds the next buffer back, down to the
 * socket. All bytes are read by the upstream's thread; time limits and cancellation come
 * from others and take the exchange over only while nothing is being read.
 *
 * @param <T> the events
 */
final class ExchangeSubscriber<T> implements CoreSubscriber<DataBuffer>, Subscription, Consumer<T>, Watchdog.Owner {

	@SuppressWarnings("rawtypes")
	private static final AtomicLongFieldUpdater<ExchangeSubscriber> REQUESTED = AtomicLongFieldUpdater
		.newUpdater(ExchangeSubscriber.class, "requested");

	private static final int IDLE = 0;

	private static final int READING = 1;

	private static final int OVER = 2;

	private static final int CANCELLED = 3;

	private static final int CHUNK = 16 * 1024;

	private final CoreSubscriber<? super T> actual;

	private final ResponseReader<T> reader;

	private final Watchdog watchdog;

	private final Consumer<ExchangeSubscriber<?>> whenOver;

	private final AtomicInteger state = new AtomicInteger(IDLE);

	private final AtomicInteger draining = new AtomicInteger();

	private final Queue<T> queue = Queues.<T>unbounded(64).get();

	private @Nullable Subscription upstream;

	private byte[] scratch = new byte[0];

	private volatile boolean direct;

	private volatile @Nullable LlmException closing;

	private boolean terminated;

	/** The answer is whole; what is left of the body is of no interest. */
	private volatile boolean answered;

	private volatile boolean subscribed;

	private final Leftover leftover;

	private volatile long requested;

	private volatile boolean waiting = true;

	private volatile boolean done;

	private volatile @Nullable Throwable error;

	ExchangeSubscriber(CoreSubscriber<? super T> actual, ResponseReader<T> reader, String provider,
			ExchangeLimits limits, Consumer<ExchangeSubscriber<?>> whenOver) {
		this.whenOver = whenOver;
		this.actual = actual;
		this.reader = reader;
		this.leftover = new Leftover(limits.timer());
		this.watchdog = new Watchdog(limits, provider, this);
	}

	@Override
	public Context currentContext() {
		return this.actual.currentContext();
	}

	@Override
	public void onSubscribe(Subscription subscription) {
		this.upstream = subscription;
		this.actual.onSubscribe(this);
		this.direct = this.requested == Long.MAX_VALUE;
		this.subscribed = true;
		LlmException closed = this.closing;
		if (closed != null) {
			expire(closed);
		}
		if (this.state.get() == IDLE) {
			this.watchdog.start();
			// The first buffer is asked for even without demand: the request is sent by
			// it.
			subscription.request(this.direct ? Long.MAX_VALUE : 1);
		}
	}

	@Override
	public void onNext(DataBuffer buffer) {
		this.waiting = false;
		this.watchdog.read();
		if (!this.state.compareAndSet(IDLE, READING)) {
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
		if (this.state.get() != READING) {
			this.reader.cancelled();
			return;
		}
		if (this.reader.isComplete()) {
			finish();
			return;
		}
		if (!this.state.compareAndSet(READING, IDLE)) {
			this.reader.cancelled();
			return;
		}
		LlmException closed = this.closing;
		if (closed != null && expire(closed)) {
			return;
		}
		if (this.direct) {
			this.waiting = true;
		}
		else {
			drain();
		}
	}

	@Override
	public void onComplete() {
		this.leftover.ended();
		if (this.state.compareAndSet(IDLE, READING)) {
			finish();
		}
	}

	@Override
	public void onError(Throwable cause) {
		this.leftover.ended();
		if (this.state.compareAndSet(IDLE, READING)) {
			over(this.reader.failed(cause));
		}
	}

	@Override
	public void accept(T event) {
		if (this.direct) {
			if (this.state.get() != CANCELLED) {
				this.actual.onNext(event);
			}
		}
		else {
			this.queue.offer(event);
		}
	}

	@Override
	public void request(long n) {
		if (Operators.validate(n)) {
			Operators.addCap(REQUESTED, this, n);
			drain();
		}
	}

	@Override
	public void cancel() {
		int before = this.state.getAndSet(CANCELLED);
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
		return this.waiting;
	}

	@Override
	public boolean expire(LlmException cause) {
		if (this.state.compareAndSet(IDLE, READING)) {
			cancelUpstream();
			over(this.reader.failed(cause));
			return true;
		}
		return this.state.get() != READING;
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
		if (this.scratch.length < Math.min(left, CHUNK)) {
			this.scratch = new byte[Math.min(CHUNK, Math.max(1024, Integer.highestOneBit(left) << 1))];
		}
		while (left > 0 && this.state.get() == READING && !this.reader.isComplete()) {
			int length = Math.min(left, this.scratch.length);
			buffer.read(this.scratch, 0, length);
			this.reader.read(this.scratch, 0, length, this);
			left -= length;
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
		if (this.state.compareAndSet(READING, OVER)) {
			if (this.answered) {
				this.leftover.readAway(this.upstream);
			}
			else {
				cancelUpstream();
			}
			this.error = cause;
			this.done = true;
			if (this.direct) {
				terminate();
			}
			else {
				drain();
			}
		}
		else if (!this.answered) {
			this.reader.cancelled();
		}
	}

	private void drain() {
		if (this.direct || this.draining.getAndIncrement() != 0) {
			return;
		}
		int missed = 1;
		do {
			emit();
			missed = this.draining.addAndGet(-missed);
		}
		while (missed != 0);
	}

	private void emit() {
		long emitted = 0;
		long demand = this.requested;
		while (this.state.get() != CANCELLED) {
			boolean finished = this.done;
			T event = (emitted < demand) ? this.queue.poll() : null;
			if (event != null) {
				this.actual.onNext(event);
				emitted++;
				continue;
			}
			if (finished && this.queue.isEmpty()) {
				terminate();
			}
			break;
		}
		if (emitted > 0 && demand != Long.MAX_VALUE) {
			demand = REQUESTED.addAndGet(this, -emitted);
		}
		if (demand > 0 && this.queue.isEmpty() && !this.done && !this.waiting && this.upstream != null) {
			this.waiting = true;
			this.upstream.request(1);
		}
	}

	private void terminate() {
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
