package io.llmprovider.model;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * Builds {@link Pricing}; a price that is not set is unknown. All are in US dollars per
 * million tokens, but for that of a request.
 */
public final class PricingBuilder {

	private @Nullable BigDecimal input;

	private @Nullable BigDecimal output;

	private @Nullable BigDecimal cacheRead;

	private @Nullable BigDecimal cacheWrite;

	private @Nullable BigDecimal cacheWriteHour;

	private @Nullable BigDecimal reasoning;

	private @Nullable BigDecimal inputAudio;

	private @Nullable BigDecimal outputAudio;

	private @Nullable BigDecimal request;

	private List<Pricing.Tier> tiers = List.of();

	private Map<String, BigDecimal> factors = Map.of();

	PricingBuilder() {
	}

	/**
	 * Takes all prices of another list.
	 * @param prices the list
	 * @return this builder
	 */
	public PricingBuilder prices(Pricing prices) {
		return input(prices.input()).output(prices.output())
			.cacheRead(prices.cacheRead())
			.cacheWrite(prices.cacheWrite())
			.cacheWriteHour(prices.cacheWriteHour())
			.reasoning(prices.reasoning())
			.inputAudio(prices.inputAudio())
			.outputAudio(prices.outputAudio())
			.request(prices.request())
			.tiers(prices.tiers())
			.factors(prices.factors());
	}

	/**
	 * Sets the price of input tokens.
	 * @param price the price, or null if unknown
	 * @return this builder
	 */
	public PricingBuilder input(@Nullable BigDecimal price) {
		this.input = price;
		return this;
	}

	/**
	 * Sets the price of output tokens.
	 * @param price the price, or null if unknown
	 * @return this builder
	 */
	public PricingBuilder output(@Nullable BigDecimal price) {
		this.output = price;
		return this;
	}

	/**
	 * Sets the price of input tokens read from a cache.
	 * @param price the price, or null if unknown
	 * @return this builder
	 */
	public PricingBuilder cacheRead(@Nullable BigDecimal price) {
		this.cacheRead = price;
		return this;
	}

	/**
	 * Sets the price of input tokens written to a cache for the usual time.
	 * @param price the price, or null if unknown
	 * @return this builder
	 */
	public PricingBuilder cacheWrite(@Nullable BigDecimal price) {
		this.cacheWrite = price;
		return this;
	}

	/**
	 * Sets the price of input tokens written to a cache for an hour.
	 * @param price the price, or null if unknown
	 * @return this builder
	 */
	public PricingBuilder cacheWriteHour(@Nullable BigDecimal price) {
		this.cacheWriteHour = price;
		return this;
	}

	/**
	 * Sets the price of reasoning tokens.
	 * @param price the price, or null if it is that of output
	 * @return this builder
	 */
	public PricingBuilder reasoning(@Nullable BigDecimal price) {
		this.reasoning = price;
		return this;
	}

	/**
	 * Sets the price of input tokens that are sound.
	 * @param price the price, or null if unknown
	 * @return this builder
	 */
	public PricingBuilder inputAudio(@Nullable BigDecimal price) {
		this.inputAudio = price;
		return this;
	}

	/**
	 * Sets the price of output tokens that are sound.
	 * @param price the price, or null if unknown
	 * @return this builder
	 */
	public PricingBuilder outputAudio(@Nullable BigDecimal price) {
		this.outputAudio = price;
		return this;
	}

	/**
	 * Sets what each call costs.
	 * @param price US dollars, or null for nothing
	 * @return this builder
	 */
	public PricingBuilder request(@Nullable BigDecimal price) {
		this.request = price;
		return this;
	}

	/**
	 * Sets prices of calls with long prompts.
	 * @param tiers the tiers in any order
	 * @return this builder
	 */
	public PricingBuilder tiers(List<Pricing.Tier> tiers) {
		this.tiers = tiers;
		return this;
	}

	/**
	 * Sets by what service tiers change the cost.
	 * @param factors factors by the name of the tier
	 * @return this builder
	 */
	public PricingBuilder factors(Map<String, BigDecimal> factors) {
		this.factors = factors;
		return this;
	}

	/**
	 * Builds the price list.
	 * @return the prices
	 * @throws IllegalArgumentException if a price is negative
	 */
	public Pricing build() {
		return new Pricing(this.input, this.output, this.cacheRead, this.cacheWrite, this.cacheWriteHour,
				this.reasoning, this.inputAudio, this.outputAudio, this.request, this.tiers, this.factors);
	}

}
