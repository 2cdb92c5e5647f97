package io.llmprovider.test.simulator;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;

/**
 * All exchanges of a simulator, for threads that wait for one.
 */
final class ExchangeLog {

	private final List<Exchange> exchanges = new ArrayList<>();

	synchronized Exchange add(ReceivedRequest request, @Nullable SimulatedRequest chat) {
		return add(new Exchange(this.exchanges.size() + 1, request, chat, null, null));
	}

	synchronized Exchange addRefused(ReceivedRequest request, @Nullable ProviderRule rule, SimulatedError refusal) {
		return add(new Exchange(this.exchanges.size() + 1, request, null, rule, refusal));
	}

	private Exchange add(Exchange exchange) {
		this.exchanges.add(exchange);
		notifyAll();
		return exchange;
	}

	synchronized List<Exchange> all() {
		return List.copyOf(this.exchanges);
	}

	synchronized int size() {
		return this.exchanges.size();
	}

	synchronized void clear() {
		this.exchanges.clear();
	}

	synchronized Exchange await(int number, Duration timeout) {
		long deadline = System.nanoTime() + timeout.toNanos();
		while (this.exchanges.size() < number) {
			long millis = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
			if (millis <= 0) {
				throw new AssertionError(
						"After " + timeout + " there are " + this.exchanges.size() + " requests, not " + number);
			}
			try {
				wait(millis);
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
				throw new AssertionError("Interrupted while waiting for request " + number, ex);
			}
		}
		return this.exchanges.get(number - 1);
	}

}
