package io.llmprovider.test.simulator;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;

import org.jspecify.annotations.Nullable;

/**
 * One request and what became of it.
 */
public final class Exchange {

	private final int number;

	private final ReceivedRequest request;

	private final @Nullable SimulatedRequest chat;

	private final @Nullable ProviderRule rule;

	private final @Nullable SimulatedError refusal;

	private final AtomicLong sentBytes = new AtomicLong();

	private final CompletableFuture<End> end = new CompletableFuture<>();

	Exchange(int number, ReceivedRequest request, @Nullable SimulatedRequest chat, @Nullable ProviderRule rule,
			@Nullable SimulatedError refusal) {
		this.number = number;
		this.request = request;
		this.chat = chat;
		this.rule = rule;
		this.refusal = refusal;
	}

	/**
	 * Which request this is, in the order of arrival.
	 * @return 1 for the first
	 */
	public int number() {
		return this.number;
	}

	/**
	 * The request as it arrived.
	 * @return the request
	 */
	public ReceivedRequest request() {
		return this.request;
	}

	/**
	 * The chat request in neutral form.
	 * @return the request, or null if it was refused or is no chat
	 */
	public @Nullable SimulatedRequest chat() {
		return this.chat;
	}

	/**
	 * Why the request was refused.
	 * @return the error, or null if it was accepted
	 */
	public @Nullable SimulatedError refusal() {
		return this.refusal;
	}

	/**
	 * Which rule of the provider's the request broke.
	 * @return the rule, or null if it was accepted or refused for its size
	 */
	public @Nullable ProviderRule brokenRule() {
		return this.rule;
	}

	/**
	 * How much of the answer's body was handed to the network.
	 * @return bytes, without HTTP's framing
	 */
	public long sentBytes() {
		return this.sentBytes.get();
	}

	/**
	 * The end of this exchange.
	 * @return a future that is completed with the way it ended
	 */
	public CompletableFuture<End> end() {
		return this.end.copy();
	}

	/**
	 * Waits until this exchange is over.
	 * @param timeout how long to wait
	 * @return the way it ended
	 * @throws AssertionError if it is not over by then
	 */
	public End awaitEnd(Duration timeout) {
		try {
			return this.end.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
		}
		catch (TimeoutException ex) {
			throw new AssertionError("After " + timeout + " exchange " + this.number + " is still under way", ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new AssertionError("Interrupted while waiting for exchange " + this.number, ex);
		}
		catch (ExecutionException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * Waits until the client has closed the connection before the answer was complete.
	 * @param timeout how long to wait
	 * @return the way the exchange ended
	 * @throws AssertionError if it is not over by then, or ended in another way
	 */
	public End awaitCancelled(Duration timeout) {
		End end = awaitEnd(timeout);
		if (end.kind() != EndKind.CANCELLED) {
			throw new AssertionError("Exchange " + this.number + " was not cancelled but ended: " + end);
		}
		return end;
	}

	void sent(int bytes) {
		this.sentBytes.addAndGet(bytes);
	}

	void ended(EndKind kind) {
		this.end.complete(new End(kind, Instant.now(), sentBytes()));
	}

	@Override
	public String toString() {
		return "Exchange[" + this.number + ": " + this.request + "]";
	}

	/**
	 * How an exchange ended.
	 */
	public enum EndKind {

		/** The answer was sent to its end. */
		ANSWERED,

		/** The client closed the connection before that. */
		CANCELLED,

		/** The simulator broke the answer off, as it was told, or was closed itself. */
		BROKEN

	}

	/**
	 * The end of an exchange.
	 *
	 * @param kind how it ended
	 * @param at when the simulator noticed
	 * @param sentBytes how much of the body was sent until then
	 */
	public record End(EndKind kind, Instant at, long sentBytes) {
	}

}
