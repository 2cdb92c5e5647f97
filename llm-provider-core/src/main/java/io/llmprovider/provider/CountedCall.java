package io.llmprovider.provider;

import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import java.util.function.Function;

import io.llmprovider.chat.StreamEvent;
import io.llmprovider.error.LlmException;
import io.llmprovider.model.ModelRef;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.Exceptions;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Operators;
import reactor.util.context.Context;
import reactor.util.context.ContextView;

/**
 * A call as its provider counts it: under way from its subscription until it has ended,
 * failed or been cancelled, and a failure says which model it was. Reactor has operators
 * for each of that; one of our own touches less memory with each event.
 */
final class CountedCall extends Flux<StreamEvent> {

	private final CallCount calls;

	private final ModelRef model;

	private final Function<ContextView, Flux<StreamEvent>> call;

	CountedCall(CallCount calls, ModelRef model, Function<ContextView, Flux<StreamEvent>> call) {
		this.calls = calls;
		this.model = model;
		this.call = call;
	}

	@Override
	public void subscribe(CoreSubscriber<? super StreamEvent> actual) {
		this.calls.begin();
		Counted counted = new Counted(actual, this.calls, this.model);
		Flux<StreamEvent> events;
		try {
			events = this.call.apply(actual.currentContext());
		}
		catch (Throwable ex) {
			Exceptions.throwIfFatal(ex);
			events = Flux.error(ex);
		}
		events.subscribe(counted);
	}

	/**
	 * Hands everything on.
	 */
	private static final class Counted implements CoreSubscriber<StreamEvent>, Subscription {

		private static final AtomicIntegerFieldUpdater<Counted> OVER = AtomicIntegerFieldUpdater
			.newUpdater(Counted.class, "over");

		private final CoreSubscriber<? super StreamEvent> actual;

		private final CallCount calls;

		private final ModelRef model;

		private Subscription upstream = Operators.emptySubscription();

		private volatile int over;

		Counted(CoreSubscriber<? super StreamEvent> actual, CallCount calls, ModelRef model) {
			this.actual = actual;
			this.calls = calls;
			this.model = model;
		}

		@Override
		public Context currentContext() {
			return this.actual.currentContext();
		}

		@Override
		public void onSubscribe(Subscription subscription) {
			this.upstream = subscription;
			this.actual.onSubscribe(this);
		}

		@Override
		public void onNext(StreamEvent event) {
			this.actual.onNext(event);
		}

		@Override
		public void onError(Throwable failure) {
			try {
				this.actual.onError((failure instanceof LlmException known) ? known.at(this.model) : failure);
			}
			finally {
				end();
			}
		}

		@Override
		public void onComplete() {
			try {
				this.actual.onComplete();
			}
			finally {
				end();
			}
		}

		@Override
		public void request(long n) {
			this.upstream.request(n);
		}

		@Override
		public void cancel() {
			this.upstream.cancel();
			end();
		}

		private void end() {
			if (OVER.compareAndSet(this, 0, 1)) {
				this.calls.end();
			}
		}

	}

}
