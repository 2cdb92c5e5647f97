package io.llmprovider.oauth;

import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * Files and databases, which block, for those who must not.
 */
final class BlockingWork {

	private BlockingWork() {
	}

	/**
	 * Does something on a thread that may be blocked. Whoever leaves does not interrupt
	 * it.
	 * @param <T> what it gives
	 * @param work what to do
	 * @return what it gave; empty for null
	 */
	static <T> Mono<T> call(Callable<@Nullable T> work) {
		return Mono.create((sink) -> Schedulers.boundedElastic().schedule(() -> {
			try {
				sink.success(work.call());
			}
			catch (Exception ex) {
				sink.error(ex);
			}
		}));
	}

	/**
	 * Does something while a lock is held.
	 * @param <L> the lock
	 * @param <T> what the work gives
	 * @param lock gets the lock
	 * @param work what to do; it is over when the lock is given back
	 * @param release gives it back; may be called twice
	 * @return what the work gave, after the lock was given back
	 */
	static <L, T> Mono<T> holding(Mono<L> lock, Function<L, Mono<T>> work, Function<L, Mono<Void>> release) {
		return Mono.defer(() -> {
			CompletableFuture<L> taken = new CompletableFuture<>();
			lock.subscribe(taken::complete, taken::completeExceptionally);
			// Who leaves while waiting may have got it in the same moment.
			Mono<L> mine = Mono.fromFuture(taken, true)
				.doOnCancel(() -> taken.thenAccept((held) -> release.apply(held).subscribe()));
			return Mono.usingWhen(mine, work, release);
		});
	}

}
