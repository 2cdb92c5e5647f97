package io.llmprovider.transport;

import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import java.util.concurrent.atomic.AtomicLongFieldUpdater;

import org.jspecify.annotations.Nullable;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Operators;
import reactor.util.concurrent.Queues;

/**
 * Hands events on as a subscriber asks for them, and asks for the next buffer when all
 * that came before are gone: so a slow subscriber holds the server back.
 *
 * @param <T> the events
 */
final class StepwiseDelivery<T> {

	@SuppressWarnings("rawtypes")
	private static final AtomicLongFieldUpdater<StepwiseDelivery> REQUESTED = AtomicLongFieldUpdater
		.newUpdater(StepwiseDelivery.class, "requested");

	@SuppressWarnings("rawtypes")
	private static final AtomicIntegerFieldUpdater<StepwiseDelivery> DRAINING = AtomicIntegerFieldUpdater
		.newUpdater(StepwiseDelivery.class, "draining");

	private final CoreSubscriber<? super T> actual;

	private final Source source;

	private volatile @Nullable Queue<T> events;

	private volatile long requested;

	private volatile int draining;

	/** The first buffer is asked for by whoever subscribes. */
	private volatile boolean waiting = true;

	private volatile boolean ended;

	StepwiseDelivery(CoreSubscriber<? super T> actual, Source source) {
		this.actual = actual;
		this.source = source;
	}

	/**
	 * Begins, once the subscriber had a chance to ask.
	 * @return false if it takes whatever comes, so that there are no steps
	 */
	boolean open() {
		if (this.requested == Long.MAX_VALUE) {
			return false;
		}
		this.events = Queues.<T>unbounded(64).get();
		return true;
	}

	/** Whether a buffer was asked for that has not come. */
	boolean isWaiting() {
		return this.waiting;
	}

	void arrived() {
		this.waiting = false;
	}

	void add(T event) {
		Objects.requireNonNull(this.events).offer(event);
	}

	void request(long n) {
		Operators.addCap(REQUESTED, this, n);
		drain();
	}

	/** No event follows those that were added. */
	void end() {
		this.ended = true;
		drain();
	}

	void drain() {
		if (DRAINING.getAndIncrement(this) != 0) {
			return;
		}
		int missed = 1;
		do {
			emit();
			missed = DRAINING.addAndGet(this, -missed);
		}
		while (missed != 0);
	}

	private void emit() {
		Queue<T> queue = this.events;
		long emitted = 0;
		long demand = this.requested;
		while (!this.source.isCancelled()) {
			boolean last = this.ended;
			T event = (queue != null && emitted < demand) ? queue.poll() : null;
			if (event != null) {
				this.actual.onNext(event);
				emitted++;
				continue;
			}
			if (last && isEmpty(queue)) {
				this.source.handedOver();
			}
			break;
		}
		if (emitted > 0 && demand != Long.MAX_VALUE) {
			demand = REQUESTED.addAndGet(this, -emitted);
		}
		if (demand > 0 && isEmpty(queue) && !this.ended && !this.waiting) {
			this.waiting = true;
			this.source.askForMore();
		}
	}

	private static boolean isEmpty(@Nullable Queue<?> queue) {
		return queue == null || queue.isEmpty();
	}

	/**
	 * Where the events come from.
	 */
	interface Source {

		/** Whether no event is wanted any more. */
		boolean isCancelled();

		/** All events are handed over, and there is demand for more. */
		void askForMore();

		/** The last event was handed over. */
		void handedOver();

	}

}
