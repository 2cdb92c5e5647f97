package io.llmprovider.autoconfigure;

import java.math.BigDecimal;

import io.llmprovider.model.Pricing;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationPropertiesSource;

/**
 * Prices of calls whose prompt is long, in US dollars per million tokens.
 *
 * @param above Number of input tokens above which these prices count, cached ones
 * included.
 * @param input Price of input tokens that were not read from a cache, in US dollars per
 * million tokens.
 * @param output Price of output tokens, in US dollars per million tokens.
 * @param cacheRead Price of input tokens read from a cache, in US dollars per million
 * tokens.
 * @param cacheWrite Price of input tokens written to a cache, in US dollars per million
 * tokens.
 */
@ConfigurationPropertiesSource
record CostTierProperties(@Nullable Long above, @Nullable BigDecimal input, @Nullable BigDecimal output,
		@Nullable BigDecimal cacheRead, @Nullable BigDecimal cacheWrite) {

	Pricing.Tier toTier(PropertyPath path) {
		if (this.above == null) {
			throw PropertyPath.wrong("The price tier " + path + " does not say where it begins",
					"Set " + path.child("above") + " to a number of input tokens.");
		}
		long tokens = this.above;
		return path.check(
				() -> new Pricing.Tier(tokens, new Pricing(this.input, this.output, this.cacheRead, this.cacheWrite)));
	}

}
