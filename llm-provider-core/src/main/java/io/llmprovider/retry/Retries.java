package io.llmprovider.retry;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;

public final class Retries {

	public Retries(String provider, RetrySettings s) {
	}

	public <T> Flux<T> call(RetrySettings s, @Nullable Deadline d, Function<Attempt, Flux<T>> ex) {
		return Flux.defer(() -> ex.apply(new Attempt() {
			public int number() {
				return 1;
			}

			public void begun() {
			}
		}));
	}

}
