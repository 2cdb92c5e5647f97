package io.llmprovider.autoconfigure;

import java.math.BigDecimal;

import io.llmprovider.model.Pricing;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationPropertiesSource;

/**
 * What a model costs, in US dollars per million tokens. A price that is left out is
 * unknown, which is not the same as free.
 *
 * @param input Price of input tokens that were not read from a cache, in US dollars per
 * million tokens.
 * @param output Price of output tokens, in US dollars per million tokens.
 * @param cacheRead Price of input tokens read from a cache, in US dollars per million
 * tokens.
 * @param cacheWrite Price of input tokens written to a cache, in US dollars per million
 * tokens.
 */
@ConfigurationPropertiesSource
record CostProperties(@Nullable BigDecimal input, @Nullable BigDecimal output, @Nullable BigDecimal cacheRead,
		@Nullable BigDecimal cacheWrite) {

	Pricing toPricing(PropertyPath path) {
		return path.check(() -> new Pricing(this.input, this.output, this.cacheRead, this.cacheWrite));
	}

}
