package io.llmprovider.model;

import java.math.BigDecimal;

import org.jspecify.annotations.Nullable;

/**
 * What a model costs, in US dollars per million tokens. A price that is null is unknown,
 * which is not the same as free.
 *
 * @param input price of input tokens that were not read from a cache
 * @param output price of output tokens
 * @param cacheRead price of input tokens read from a cache
 * @param cacheWrite price of input tokens written to a cache
 */
public record Pricing(@Nullable BigDecimal input, @Nullable BigDecimal output, @Nullable BigDecimal cacheRead,
		@Nullable BigDecimal cacheWrite) {

	public Pricing {
		requireNotNegative("input", input);
		requireNotNegative("output", output);
		requireNotNegative("cache-read", cacheRead);
		requireNotNegative("cache-write", cacheWrite);
	}

	/**
	 * What a usage costs at these prices.
	 * @param usage what was used
	 * @return the cost, or null if a count or a price that is needed is unknown
	 */
	public @Nullable Cost of(Usage usage) {
		long cacheReads = zeroIfNull(usage.cacheReadTokens());
		long cacheWrites = zeroIfNull(usage.cacheWriteTokens());
		if (usage.inputTokens() == null || usage.outputTokens() == null) {
			return null;
		}
		long plain = Math.max(0, usage.inputTokens() - cacheReads - cacheWrites);
		BigDecimal inputCost = Cost.perMillion(this.input, plain);
		BigDecimal outputCost = Cost.perMillion(this.output, usage.outputTokens());
		BigDecimal readCost = Cost.perMillion(this.cacheRead, cacheReads);
		BigDecimal writeCost = Cost.perMillion(this.cacheWrite, cacheWrites);
		if (inputCost == null || outputCost == null || readCost == null || writeCost == null) {
			return null;
		}
		return new Cost(inputCost, outputCost, readCost, writeCost,
				inputCost.add(outputCost).add(readCost).add(writeCost));
	}

	private static long zeroIfNull(@Nullable Long count) {
		return (count != null) ? count : 0;
	}

	private static void requireNotNegative(String name, @Nullable BigDecimal price) {
		if (price != null && price.signum() < 0) {
			throw new IllegalArgumentException("The price '" + name + "' is negative: " + price);
		}
	}

}
