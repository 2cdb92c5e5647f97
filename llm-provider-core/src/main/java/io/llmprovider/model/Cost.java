package io.llmprovider.model;

import java.math.BigDecimal;

import org.jspecify.annotations.Nullable;

/**
 * What a call cost, in US dollars, exact. The parts are null where only the provider's
 * own total is known.
 *
 * @param input cost of input tokens that were not read from or written to a cache
 * @param output cost of output tokens, reasoning among them unless it has its own price
 * @param cacheRead cost of tokens read from a cache
 * @param cacheWrite cost of tokens written to a cache
 * @param reasoning cost of reasoning where it has its own price, else zero
 * @param audio cost of sound, heard and spoken
 * @param request fee of the call itself
 * @param total the sum, or the provider's own account where it gave one
 * @param reported whether the total is the provider's own account
 */
public record Cost(@Nullable BigDecimal input, @Nullable BigDecimal output, @Nullable BigDecimal cacheRead,
		@Nullable BigDecimal cacheWrite, @Nullable BigDecimal reasoning, @Nullable BigDecimal audio,
		@Nullable BigDecimal request, BigDecimal total, boolean reported) {

	/**
	 * A cost of which the provider itself reported the total.
	 * @param total the provider's total
	 * @param computed the parts by the price list, or null if there is none
	 * @return the provider's total with the computed parts, which may not add up to it
	 */
	public static Cost reported(BigDecimal total, @Nullable Cost computed) {
		if (computed == null) {
			return new Cost(null, null, null, null, null, null, null, total, true);
		}
		return new Cost(computed.input, computed.output, computed.cacheRead, computed.cacheWrite, computed.reasoning,
				computed.audio, computed.request, total, true);
	}

}
