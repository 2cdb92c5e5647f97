package io.llmprovider.provider.account;

import java.math.BigDecimal;

import io.llmprovider.model.Cost;
import io.llmprovider.model.Usage;
import org.jspecify.annotations.Nullable;

/**
 * What was spent, from the start of the account.
 *
 * @param answers how many answers there were, those that failed or were cancelled after
 * they had begun among them
 * @param inputTokens the input tokens that providers reported
 * @param outputTokens the output tokens that providers reported
 * @param dollars what the answers cost whose cost is known
 * @param unknownCosts how many answers there were whose cost is not known
 */
public record Spending(long answers, long inputTokens, long outputTokens, BigDecimal dollars, long unknownCosts) {

	/** Nothing. */
	public static final Spending NOTHING = new Spending(0, 0, 0, BigDecimal.ZERO, 0);

	/**
	 * This and something else together.
	 * @param other the other
	 * @return the sum
	 */
	public Spending plus(Spending other) {
		return new Spending(this.answers + other.answers, this.inputTokens + other.inputTokens,
				this.outputTokens + other.outputTokens, this.dollars.add(other.dollars),
				this.unknownCosts + other.unknownCosts);
	}

	static Spending of(Usage usage, @Nullable Cost cost) {
		return new Spending(1, zeroIfNull(usage.inputTokens()), zeroIfNull(usage.outputTokens()),
				(cost != null) ? cost.total() : BigDecimal.ZERO, (cost != null) ? 0 : 1);
	}

	private static long zeroIfNull(@Nullable Long tokens) {
		return (tokens != null) ? tokens : 0;
	}

}
