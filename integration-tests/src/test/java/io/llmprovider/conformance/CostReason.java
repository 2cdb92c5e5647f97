package io.llmprovider.conformance;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Map;

import io.llmprovider.chat.ChatResponse;
import io.llmprovider.model.Cost;
import io.llmprovider.model.Pricing;
import io.llmprovider.model.Usage;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Why OpenRouter billed something else than the built-in prices say, in figures: the
 * prices that were charged, and the fee beside the tokens.
 *
 * @param text the reason
 * @param charged the prices that were charged
 * @param fee what was charged beside the tokens, in US dollars
 */
record CostReason(String text, Pricing charged, BigDecimal fee) {

	private static final BigDecimal SEARCH = new BigDecimal("0.007");

	private static final BigDecimal MILLION = BigDecimal.valueOf(1_000_000);

	/** The reasons that were looked up, by case. */
	static final Map<String, CostReason> KNOWN = Map.of("cline-openrouter-openai-compatible-deepseek-v4-pro-stream-0",
			new CostReason("the host Alibaba charges 1.68 and 3.36, the list has DeepSeek's own 0.435 and 0.87",
					prices("1.68", "3.36"), BigDecimal.ZERO),
			"pydantic-openai-responses-raw-cot-stream-openrouter-stream-0",
			new CostReason("a host that charges 0.05 and 0.2, which are Together's prices; the list has 0.029 and 0.14",
					prices("0.05", "0.2"), BigDecimal.ZERO),
			"pydantic-openrouter-web-search-annotations-json-0",
			new CostReason("one web search for 0.007, and a host that charges 9/7 of the list's 0.2002 and 0.8001",
					prices("0.2574", "1.0287"), SEARCH),
			"pydantic-openrouter-web-search-annotations-stream-0",
			new CostReason("one web search for 0.007, and a host that charges 9/7 of the list's 0.2002 and 0.8001",
					prices("0.2574", "1.0287"), SEARCH),
			"pydantic-openrouter-responses-prompt-cache-e2e-json-0",
			new CostReason("a model of July 2026 at 5, 30 and 6.25 for cache writes, and the figures are of June",
					Pricing.builder().prices(prices("5", "30")).cacheWrite(new BigDecimal("6.25")).build(),
					BigDecimal.ZERO),
			"pydantic-openrouter-stream-error-stream-0",
			new CostReason("a free variant that the list does not have", prices("0", "0"), BigDecimal.ZERO));

	/**
	 * Why an answer costs something else: looked up, or else by the parts that OpenRouter
	 * tells of the host's price. What is left beside these parts must be the fee of its
	 * searches.
	 */
	static CostReason of(String name, BigDecimal billed, ChatResponse answer) {
		CostReason known = KNOWN.get(name);
		if (known != null) {
			return known;
		}
		Map<?, ?> raw = answer.usage().raw();
		Map<?, ?> parts = (raw.get("cost_details") instanceof Map<?, ?> map) ? map : Map.of();
		BigDecimal input = number(parts, "upstream_inference_prompt_cost", "upstream_inference_input_cost");
		BigDecimal output = number(parts, "upstream_inference_completions_cost", "upstream_inference_output_cost");
		Map<?, ?> tools = (raw.get("server_tool_use_details") instanceof Map<?, ?> map) ? map : Map.of();
		BigDecimal fee = SEARCH.multiply(number(tools, "web_search_requests", "web_search_requests"));
		assertThat(billed.subtract(input).subtract(output)).as("%s: what is left beside %s", name, parts)
			.isCloseTo(fee, org.assertj.core.api.Assertions.within(new BigDecimal("1e-12")));
		BigDecimal in = perMillion(input, answer.usage().inputTokens());
		BigDecimal out = perMillion(output, answer.usage().outputTokens());
		return new CostReason("a host that charges " + in + " and " + out + " with all caches, and a fee of " + fee,
				Pricing.builder().input(in).output(out).cacheRead(in).cacheWrite(in).cacheWriteHour(in).build(), fee);
	}

	/**
	 * What our arithmetic makes of the reason.
	 */
	BigDecimal bill(Usage usage) {
		Cost cost = this.charged.of(usage);
		assertThat(cost).as(this.text).isNotNull();
		return cost.total().add(this.fee);
	}

	private static BigDecimal perMillion(BigDecimal part, Long tokens) {
		return (tokens == null || tokens == 0) ? BigDecimal.ZERO
				: part.multiply(MILLION).divide(BigDecimal.valueOf(tokens), MathContext.DECIMAL64);
	}

	private static BigDecimal number(Map<?, ?> values, String name, String other) {
		Object value = (values.get(name) != null) ? values.get(name) : values.get(other);
		return (value instanceof Number number) ? new BigDecimal(number.toString()) : BigDecimal.ZERO;
	}

	private static Pricing prices(String input, String output) {
		return new Pricing(new BigDecimal(input), new BigDecimal(output), null, null);
	}

}
