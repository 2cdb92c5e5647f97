package io.llmprovider.model;

import java.math.BigDecimal;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

/**
 * What a model costs, in US dollars per million tokens. A price that is null is unknown,
 * which is not the same as free.
 *
 * @param input price of input tokens that were not read from or written to a cache
 * @param output price of output tokens
 * @param cacheRead price of input tokens read from a cache
 * @param cacheWrite price of input tokens written to a cache for the provider's usual
 * time, which with Anthropic is five minutes
 * @param cacheWriteHour price of input tokens written to a cache for an hour
 * @param reasoning price of reasoning tokens where it is not that of output
 * @param inputAudio price of input tokens that are sound
 * @param outputAudio price of output tokens that are sound
 * @param request what each call costs, in US dollars
 * @param tiers prices of calls with long prompts, for all of their tokens
 * @param factors by what a service tier such as {@code flex}, {@code priority} or
 * {@code batch} makes the call dearer or cheaper
 */
public record Pricing(@Nullable BigDecimal input, @Nullable BigDecimal output, @Nullable BigDecimal cacheRead,
		@Nullable BigDecimal cacheWrite, @Nullable BigDecimal cacheWriteHour, @Nullable BigDecimal reasoning,
		@Nullable BigDecimal inputAudio, @Nullable BigDecimal outputAudio, @Nullable BigDecimal request,
		List<Tier> tiers, Map<String, BigDecimal> factors) {

	/** Names that providers give the tier which the price list is made for. */
	private static final Set<String> USUAL_TIERS = Set.of("default", "standard", "on_demand");

	public Pricing {
		requireNotNegative("input", input);
		requireNotNegative("output", output);
		requireNotNegative("cache-read", cacheRead);
		requireNotNegative("cache-write", cacheWrite);
		requireNotNegative("cache-write-hour", cacheWriteHour);
		requireNotNegative("reasoning", reasoning);
		requireNotNegative("input-audio", inputAudio);
		requireNotNegative("output-audio", outputAudio);
		requireNotNegative("request", request);
		tiers = (tiers != null) ? tiers.stream().sorted(Comparator.comparingLong(Tier::above).reversed()).toList()
				: List.of();
		Map<String, BigDecimal> sorted = new TreeMap<>();
		if (factors != null) {
			factors.forEach((name, factor) -> sorted.put(name.toLowerCase(Locale.ROOT), factor));
		}
		sorted.forEach((name, factor) -> requireNotNegative("factors." + name, factor));
		factors = java.util.Collections.unmodifiableMap(sorted);
	}

	/**
	 * The four prices that most models have.
	 * @param input price of input tokens that were not read from or written to a cache
	 * @param output price of output tokens
	 * @param cacheRead price of input tokens read from a cache
	 * @param cacheWrite price of input tokens written to a cache
	 */
	public Pricing(@Nullable BigDecimal input, @Nullable BigDecimal output, @Nullable BigDecimal cacheRead,
			@Nullable BigDecimal cacheWrite) {
		this(input, output, cacheRead, cacheWrite, null, null, null, null, null, List.of(), Map.of());
	}

	/**
	 * Starts a price list.
	 * @return a builder in which no price is known
	 */
	public static PricingBuilder builder() {
		return new PricingBuilder();
	}

	/**
	 * These prices, and the others' where these are not known.
	 * @param other prices of lower rank
	 * @return the merged prices; tiers and factors come as a whole from one of them
	 */
	public Pricing orElse(Pricing other) {
		return new Pricing(first(this.input, other.input), first(this.output, other.output),
				first(this.cacheRead, other.cacheRead), first(this.cacheWrite, other.cacheWrite),
				first(this.cacheWriteHour, other.cacheWriteHour), first(this.reasoning, other.reasoning),
				first(this.inputAudio, other.inputAudio), first(this.outputAudio, other.outputAudio),
				first(this.request, other.request), this.tiers.isEmpty() ? tiersBelow(other) : this.tiers,
				this.factors.isEmpty() ? other.factors : this.factors);
	}

	/** Whoever sets the price of a token does not mean somebody else's tiers. */
	private List<Tier> tiersBelow(Pricing other) {
		return (this.input == null && this.output == null) ? other.tiers : List.of();
	}

	/**
	 * What a usage costs at these prices.
	 * @param usage what was used
	 * @return the cost, or null if a count or a price that is needed is unknown
	 */
	public @Nullable Cost of(Usage usage) {
		return of(usage, null);
	}

	/**
	 * What a usage costs at these prices.
	 * @param usage what was used
	 * @param serviceTier the tier that the provider says it billed, or null for the usual
	 * one
	 * @return the cost, or null if a count, a price or a factor that is needed is unknown
	 */
	public @Nullable Cost of(Usage usage, @Nullable String serviceTier) {
		Long input = usage.inputTokens();
		Long output = usage.outputTokens();
		BigDecimal factor = factor(serviceTier);
		if (input == null || output == null || factor == null) {
			return null;
		}
		return new CostSheet(forPrompt(input), factor).cost(usage, input, output);
	}

	/**
	 * The prices for a prompt of this length.
	 */
	private Pricing forPrompt(long inputTokens) {
		return this.tiers.stream()
			.filter((tier) -> inputTokens > tier.above())
			.findFirst()
			.map((tier) -> tier.prices().withRequest(this.request))
			.orElse(this);
	}

	private Pricing withRequest(@Nullable BigDecimal fee) {
		return (this.request != null || fee == null) ? this : builder().prices(this).request(fee).build();
	}

	private @Nullable BigDecimal factor(@Nullable String serviceTier) {
		if (serviceTier == null) {
			return BigDecimal.ONE;
		}
		String name = serviceTier.toLowerCase(Locale.ROOT);
		BigDecimal factor = this.factors.get(name);
		return (factor != null || !USUAL_TIERS.contains(name)) ? factor : BigDecimal.ONE;
	}

	private static @Nullable BigDecimal first(@Nullable BigDecimal one, @Nullable BigDecimal other) {
		return (one != null) ? one : other;
	}

	private static void requireNotNegative(String name, @Nullable BigDecimal price) {
		if (price != null && price.signum() < 0) {
			throw new IllegalArgumentException("The price '" + name + "' is negative: " + price);
		}
	}

	/**
	 * Prices of calls whose prompt is longer than a limit. They count for all tokens of
	 * such a call; what they leave open is unknown, but for the fee of a call.
	 *
	 * @param above a number of input tokens, cached ones included
	 * @param prices the prices of longer prompts
	 */
	public record Tier(long above, Pricing prices) {

		public Tier {
			if (above <= 0) {
				throw new IllegalArgumentException(
						"A price tier must begin above a positive number of tokens, not " + above);
			}
			if (!prices.tiers().isEmpty() || !prices.factors().isEmpty()) {
				throw new IllegalArgumentException("A price tier cannot have tiers or factors of its own");
			}
		}

	}

}
