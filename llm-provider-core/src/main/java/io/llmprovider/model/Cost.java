package io.llmprovider.model;

import java.math.BigDecimal;

import org.jspecify.annotations.Nullable;

/**
 * What a call cost, in US dollars, exact. The parts are null where only the provider's
 * own total is known.
 *
 * @param input cost of input tokens that were not read from or written to a cache
 * @param output cost of output tokens, reasoning among them
 * @param cacheRead cost of tokens read from a cache
 * @param cacheWrite cost of tokens written to a cache
 * @param total the sum, or the provider's own account where it gave one
 */
public record Cost(@Nullable BigDecimal input, @Nullable BigDecimal output, @Nullable BigDecimal cacheRead,
		@Nullable BigDecimal cacheWrite, BigDecimal total) {

	private static final int MILLION = 6;

	/**
	 * A cost of which the provider itself reported the total.
	 * @param total the provider's total
	 * @param computed the parts by the price list, or null if there is none
	 * @return the provider's total with the computed parts, which may not add up to it
	 */
	public static Cost reported(BigDecimal total, @Nullable Cost computed) {
		if (computed == null) {
			return new Cost(null, null, null, null, total);
		}
		return new Cost(computed.input, computed.output, computed.cacheRead, computed.cacheWrite, total);
	}

	static @Nullable BigDecimal perMillion(@Nullable BigDecimal price, long tokens) {
		if (tokens == 0) {
			return BigDecimal.ZERO;
		}
		return (price != null) ? price.multiply(BigDecimal.valueOf(tokens)).movePointLeft(MILLION) : null;
	}

}
