package io.llmprovider.autoconfigure;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.llmprovider.model.Pricing;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationPropertiesSource;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What a model costs, in US dollars per million tokens. A price that is left out is taken
 * from the catalogue; one that is not there either is unknown, which is not the same as
 * free.
 *
 * @param input Price of input tokens that were not read from a cache, in US dollars per
 * million tokens.
 * @param output Price of output tokens, in US dollars per million tokens.
 * @param cacheRead Price of input tokens read from a cache, in US dollars per million
 * tokens.
 * @param cacheWrite Price of input tokens written to a cache, in US dollars per million
 * tokens.
 * @param cacheWriteHour Price of input tokens written to a cache for an hour, in US
 * dollars per million tokens.
 * @param reasoning Price of reasoning tokens where it is not that of output, in US
 * dollars per million tokens.
 * @param inputAudio Price of input tokens that are sound, in US dollars per million
 * tokens.
 * @param outputAudio Price of output tokens that are sound, in US dollars per million
 * tokens.
 * @param request Fee of each call, in US dollars.
 * @param tiers Prices of calls with long prompts, for all of their tokens.
 * @param factors By what a service tier such as 'flex' or 'batch' makes a call dearer or
 * cheaper.
 */
@ConfigurationPropertiesSource
record CostProperties(@Nullable BigDecimal input, @Nullable BigDecimal output, @Nullable BigDecimal cacheRead,
		@Nullable BigDecimal cacheWrite, @Nullable BigDecimal cacheWriteHour, @Nullable BigDecimal reasoning,
		@Nullable BigDecimal inputAudio, @Nullable BigDecimal outputAudio, @Nullable BigDecimal request,
		@DefaultValue List<CostTierProperties> tiers, @DefaultValue Map<String, BigDecimal> factors) {

	Pricing toPricing(PropertyPath path) {
		List<Pricing.Tier> longer = new ArrayList<>();
		for (int i = 0; i < this.tiers.size(); i++) {
			longer.add(this.tiers.get(i).toTier(path.child("tiers").item(i)));
		}
		return path
			.check(() -> new Pricing(this.input, this.output, this.cacheRead, this.cacheWrite, this.cacheWriteHour,
					this.reasoning, this.inputAudio, this.outputAudio, this.request, longer, this.factors));
	}

}
