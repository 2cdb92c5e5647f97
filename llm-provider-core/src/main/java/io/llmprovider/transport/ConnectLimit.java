package io.llmprovider.transport;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;

import io.llmprovider.error.ErrorDetails;
import io.llmprovider.error.ErrorKind;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * A limit of one call's own for getting a connection, beside that of the provider: calls
 * share connections, so it cannot be an option of the connection. It is watched until the
 * request is about to be written.
 */
final class ConnectLimit {

	private final @Nullable Duration limit;

	private final Scheduler timer;

	private final AtomicBoolean connected = new AtomicBoolean();

	ConnectLimit(@Nullable Duration limit, Scheduler timer) {
		this.limit = limit;
		this.timer = timer;
	}

	void connected() {
		this.connected.set(true);
	}

	<T> Mono<T> watch(Mono<T> exchange, String host) {
		Duration time = this.limit;
		if (time == null) {
			return exchange;
		}
		Mono<Long> expired = Mono.delay(time, this.timer)
			.filter((tick) -> !this.connected.get())
			.switchIfEmpty(Mono.never());
		return exchange.timeout(expired,
				Mono.error(() -> ErrorKind.TIMEOUT
					.exception(ErrorDetails.builder("No connection to " + host + " within the call's limit of " + time)
						.action("Check the address, or raise timeouts.connect of the call or its mode.")
						.limit(time.toMillis())
						.build())));
	}

}
