package io.llmprovider.model;

import java.math.BigDecimal;

import org.jspecify.annotations.Nullable;

/**
 * What a call cost, in US dollars, exact.
 *
 * @param input cost of input tokens that were not read from or written to a cache
 * @param output cost of output tokens, reasoning among them
 * @param cacheRead cost of tokens read from a cache
 * @param cacheWrite cost of tokens written to a cache
 * @param total the sum
 */
public record Cost(BigDecimal input, BigDecimal output, BigDecimal cacheRead, BigDecimal cacheWrite, BigDecimal total) {

	private static final int MILLION = 6;

	static @Nullable BigDecimal perMillion(@Nullable BigDecimal price, long tokens) {
		if (tokens == 0) {
			return BigDecimal.ZERO;
		}
		return (price != null) ? price.multiply(BigDecimal.valueOf(tokens)).movePointLeft(MILLION) : null;
	}

}
