package io.llmprovider.model;

import java.math.BigDecimal;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/**
 * Works one call's cost out. Counts hold each other: input holds what was read from and
 * written to caches and what is sound, output holds reasoning and sound; each token is
 * paid once.
 */
final class CostSheet {

	private static final int MILLION = 6;

	private final Pricing prices;

	private final BigDecimal factor;

	private boolean known = true;

	CostSheet(Pricing prices, BigDecimal factor) {
		this.prices = prices;
		this.factor = factor;
	}

	@Nullable Cost cost(Usage usage, long input, long output) {
		long reads = zeroIfNull(usage.cacheReadTokens());
		long writes = zeroIfNull(usage.cacheWriteTokens());
		long longWrites = Math.min(zeroIfNull(usage.cacheWriteHourTokens()), writes);
		long heard = zeroIfNull(usage.inputAudioTokens());
		long spoken = zeroIfNull(usage.outputAudioTokens());
		long thought = (this.prices.reasoning() != null) ? zeroIfNull(usage.reasoningTokens()) : 0;

		BigDecimal inputCost = part(this.prices.input(), Math.max(0, input - reads - writes - heard));
		BigDecimal outputCost = part(this.prices.output(), Math.max(0, output - thought - spoken));
		BigDecimal readCost = part(this.prices.cacheRead(), reads);
		BigDecimal writeCost = part(this.prices.cacheWrite(), writes - longWrites)
			.add(part(this.prices.cacheWriteHour(), longWrites));
		BigDecimal reasoningCost = part(this.prices.reasoning(), thought);
		BigDecimal audioCost = part(this.prices.inputAudio(), heard).add(part(this.prices.outputAudio(), spoken));
		BigDecimal fee = (this.prices.request() != null) ? this.prices.request().multiply(this.factor)
				: BigDecimal.ZERO;
		BigDecimal total = Stream.of(outputCost, readCost, writeCost, reasoningCost, audioCost, fee)
			.reduce(inputCost, BigDecimal::add);
		return this.known
				? new Cost(inputCost, outputCost, readCost, writeCost, reasoningCost, audioCost, fee, total, false)
				: null;
	}

	private BigDecimal part(@Nullable BigDecimal price, long tokens) {
		if (tokens == 0 || price == null) {
			this.known &= tokens == 0;
			return BigDecimal.ZERO;
		}
		return price.multiply(BigDecimal.valueOf(tokens)).movePointLeft(MILLION).multiply(this.factor);
	}

	private static long zeroIfNull(@Nullable Long count) {
		return (count != null) ? count : 0;
	}

}
