package io.llmprovider.retry;

import java.util.function.Function;

import io.llmprovider.error.LlmException;
import org.jspecify.annotations.Nullable;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Operators;

/**
 * Makes a call for each subscriber.
 *
 * @param <T> what the call emits
 */
final class RetryFlux<T> extends Flux<T> {

	private final Retries retries;

	private final RetrySettings settings;

	private final @Nullable Deadline deadline;

	private final Exchanges<T> exchanges;

	private RetryFlux(Retries retries, RetrySettings settings, @Nullable Deadline deadline, Exchanges<T> exchanges) {
		this.retries = retries;
		this.settings = settings;
		this.deadline = deadline;
		this.exchanges = exchanges;
	}

	static <T> Flux<T> of(Retries retries, RetrySettings settings, @Nullable Deadline deadline,
			Exchanges<T> exchanges) {
		return onAssembly(new RetryFlux<>(retries, settings, deadline, exchanges));
	}

	@Override
	public void subscribe(CoreSubscriber<? super T> actual) {
		RetryCall call;
		LlmException veto;
		try {
			call = new RetryCall(this.retries, this.settings, this.deadline);
			veto = call.open();
		}
		catch (Throwable ex) {
			Operators.error(actual, Failures.vetoed(this.retries.provider(), "a failing retry policy", ex));
			return;
		}
		if (veto != null) {
			Operators.error(actual, veto);
			return;
		}
		RetrySubscriber<T> subscriber = new RetrySubscriber<>(actual, call, this.exchanges, this.retries.scheduler());
		actual.onSubscribe(subscriber);
		subscriber.run();
	}

	/**
	 * What a call is made of.
	 *
	 * @param <T> what it emits
	 * @param exchange makes the exchange of an attempt
	 * @param emptyAnswer what is emitted in place of an empty answer that is final
	 */
	record Exchanges<T>(Function<? super Attempt, ? extends Flux<T>> exchange,
			Function<? super EmptyAnswerException, ? extends Flux<T>> emptyAnswer) {
	}

}
