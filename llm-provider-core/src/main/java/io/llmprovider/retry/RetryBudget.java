package io.llmprovider.retry;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * What a provider's calls may spend on attempts beyond the first, so that an outage is
 * not multiplied by them: a bucket of tokens that is full at the beginning. A retry takes
 * some out, an answer puts some back, and with too few tokens left a failed call is not
 * tried again. Time alone fills nothing. The rule is that of the AWS SDKs' standard retry
 * mode, and in spirit gRPC's retry throttling.
 */
public final class RetryBudget {

	private static final int CAPACITY = 500;

	private static final int COST = 5;

	private final int capacity;

	private final int cost;

	private final AtomicInteger tokens;

	private RetryBudget(int capacity, int cost) {
		this.capacity = capacity;
		this.cost = cost;
		this.tokens = new AtomicInteger(capacity);
	}

	/**
	 * 500 tokens of which a retry takes 5: a hundred retries without any answer, then one
	 * for every five calls that are answered at once.
	 * @return a full budget
	 */
	public static RetryBudget standard() {
		return of(CAPACITY, COST);
	}

	/**
	 * A budget of another size.
	 * @param capacity tokens there are at most
	 * @param cost tokens a retry takes; it gets them back if it is answered, while a call
	 * that needed no retry brings one
	 * @return a full budget
	 * @throws IllegalArgumentException if the cost is not positive or above the capacity
	 */
	public static RetryBudget of(int capacity, int cost) {
		if (cost <= 0 || capacity < cost) {
			throw new IllegalArgumentException(
					"A retry must cost something and be affordable: capacity " + capacity + ", cost " + cost);
		}
		return new RetryBudget(capacity, cost);
	}

	/**
	 * A budget that is never used up.
	 * @return the budget
	 */
	public static RetryBudget unlimited() {
		return new RetryBudget(0, 0);
	}

	/**
	 * What is left.
	 * @return tokens
	 */
	public int tokens() {
		return this.tokens.get();
	}

	boolean spend() {
		while (true) {
			int before = this.tokens.get();
			if (before < this.cost) {
				return false;
			}
			if (this.tokens.compareAndSet(before, before - this.cost)) {
				return true;
			}
		}
	}

	void answered(boolean retried) {
		putBack(retried ? this.cost : 1);
	}

	void notSent() {
		putBack(this.cost);
	}

	private void putBack(int returned) {
		if (this.tokens.get() < this.capacity) {
			this.tokens.updateAndGet((before) -> Math.min(this.capacity, before + returned));
		}
	}

	@Override
	public String toString() {
		return (this.cost == 0) ? "unlimited" : tokens() + " of " + this.capacity + " tokens";
	}

}
