package io.llmprovider.auth;

import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Keeps a value until it is stale. All who need one while none is there wait for the same
 * fetch, and a failure is told to those only: whoever comes next asks again.
 *
 * @param <T> the value
 */
public final class SingleFlight<T> {

	private final Mono<T> shared;

	private final AtomicReference<@Nullable T> latest = new AtomicReference<>();

	/**
	 * Creates one that holds nothing.
	 * @param source fetches a value at each subscription, without blocking whoever
	 * subscribes; it must not be empty
	 * @param isStale whether a value is to be replaced
	 * @param isStillGood whether a stale value is better than none, if no other can be
	 * had
	 */
	public SingleFlight(Mono<T> source, Predicate<? super T> isStale, Predicate<? super T> isStillGood) {
		this.shared = source.doOnNext(this.latest::set)
			.onErrorResume((failure) -> Mono.justOrEmpty(this.latest.get())
				.filter(isStillGood)
				.switchIfEmpty(Mono.error(failure)))
			.cacheInvalidateIf(isStale);
	}

	/**
	 * A value that is not stale, or as good as can be had.
	 * @return the value, without a fetch where there is one
	 */
	public Mono<T> value() {
		return this.shared;
	}

	/**
	 * The value that was fetched last, stale or not.
	 * @return the value, or null if there was none
	 */
	public @Nullable T latest() {
		return this.latest.get();
	}

}
