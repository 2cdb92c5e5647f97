package io.llmprovider.protocol.openai.responses;

import java.math.BigDecimal;
import java.util.regex.Pattern;

import io.llmprovider.json.Json;
import io.llmprovider.model.Usage;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Reads the usage object. The input holds what was cached, the output what was thought.
 *
 * @see <a href="https://platform.openai.com/docs/api-reference/responses/object">The
 * response object</a>
 */
final class ResponsesUsage {

	/** xAI counts its prices in ticks of a ten-thousand-millionth of a dollar. */
	private static final BigDecimal TICKS_PER_DOLLAR = BigDecimal.valueOf(10_000_000_000L);

	private static final Pattern COUNT = Pattern.compile("\\d{1,18}");

	private ResponsesUsage() {
	}

	/** The counts; null if the object counts nothing. */
	static @Nullable Usage read(JsonNode usage) {
		Long input = count(usage, "input_tokens");
		Long output = count(usage, "output_tokens");
		if (input == null && output == null) {
			return null;
		}
		JsonNode inputs = usage.path("input_tokens_details");
		return Usage.builder()
			.inputTokens(input)
			.outputTokens(output)
			.cacheReadTokens(count(inputs, "cached_tokens"))
			.cacheWriteTokens(count(inputs, "cache_write_tokens"))
			.reasoningTokens(count(usage.path("output_tokens_details"), "reasoning_tokens"))
			.totalTokens(count(usage, "total_tokens"))
			.raw(Json.object(usage))
			.build();
	}

	/**
	 * What the provider says the call cost: OpenRouter in dollars, xAI in ticks.
	 * @return US dollars, or null if the provider does not say
	 */
	static @Nullable BigDecimal cost(JsonNode usage) {
		JsonNode cost = usage.path("cost");
		if (cost.isNumber()) {
			return decimal(cost);
		}
		BigDecimal ticks = decimal(usage.path("cost_in_usd_ticks"));
		return (ticks != null) ? ticks.divide(TICKS_PER_DOLLAR) : null;
	}

	/** A number beyond all doubles has no decimal value. */
	private static @Nullable BigDecimal decimal(JsonNode number) {
		return number.isNumber() ? number.decimalValueOpt().orElse(null) : null;
	}

	/** Some gateways send counts as texts; what is no number was not given. */
	private static @Nullable Long count(JsonNode object, String name) {
		JsonNode value = object.path(name);
		boolean number = value.isNumber() || value.isString() && COUNT.matcher(value.stringValue()).matches();
		return number ? Long.valueOf(value.asLong(0)) : null;
	}

}
