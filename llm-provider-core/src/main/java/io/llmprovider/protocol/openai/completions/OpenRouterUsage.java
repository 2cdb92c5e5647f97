package io.llmprovider.protocol.openai.completions;

import java.math.BigDecimal;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.llmprovider.chat.ChatResponse;
import io.llmprovider.error.ErrorDetails;
import io.llmprovider.error.ErrorKind;
import io.llmprovider.json.Json;
import io.llmprovider.model.Usage;
import io.llmprovider.protocol.ChatCall;
import io.llmprovider.protocol.UsageLookup;
import io.llmprovider.protocol.WireRequest;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * OpenRouter's account of a generation, which Vercel's gateway has too. It is there a
 * moment after the answer has ended.
 *
 * @param call the call
 * @see <a href= "https://openrouter.ai/docs/api-reference/get-a-generation">Get a
 * generation</a>
 */
record OpenRouterUsage(ChatCall call) implements UsageLookup {

	@Override
	public Optional<WireRequest> request(ChatResponse response) {
		String id = response.responseId();
		if (id == null || !id.startsWith("gen-") && !id.startsWith("gen_")) {
			return Optional.empty();
		}
		String uri = this.call.endpoint("/generation?id=" + URLEncoder.encode(id, StandardCharsets.UTF_8));
		return Optional.of(new WireRequest("GET", uri, Map.of(), null, false, List.of()));
	}

	@Override
	public Duration settling() {
		return Duration.ofMillis(500);
	}

	@Override
	public Found read(byte[] body) {
		JsonNode data = data(body);
		if (!data.isObject()) {
			throw ErrorKind.PROTOCOL.exception(ErrorDetails.of("The account of the generation has no data",
					"Check that llm.providers." + this.call.provider() + ".base-url is OpenRouter's."));
		}
		Usage usage = Usage.builder()
			.inputTokens(first(data, "native_tokens_prompt", "tokens_prompt"))
			.outputTokens(first(data, "native_tokens_completion", "tokens_completion"))
			.cacheReadTokens(first(data, "native_tokens_cached"))
			.reasoningTokens(first(data, "native_tokens_reasoning"))
			.raw(Json.object(data))
			.build();
		return new Found(usage, cost(data));
	}

	private static JsonNode data(byte[] body) {
		try {
			return Json.tree(body, 0, body.length).path("data");
		}
		catch (JacksonException ex) {
			throw ErrorKind.PROTOCOL.exception(
					ErrorDetails.of("The account of the generation is not JSON", "Look at proxies on the way."), ex);
		}
	}

	/** Where the customer's own key is used, the host's bill comes on top. */
	private static @Nullable BigDecimal cost(JsonNode data) {
		JsonNode total = data.path("total_cost");
		JsonNode upstream = data.path("upstream_inference_cost");
		if (!total.isNumber()) {
			return null;
		}
		boolean ownKey = data.path("is_byok").asBoolean(false) && upstream.isNumber();
		return ownKey ? total.decimalValue().add(upstream.decimalValue()) : total.decimalValue();
	}

	private static @Nullable Long first(JsonNode data, String... names) {
		for (String name : names) {
			if (data.path(name).isIntegralNumber()) {
				return data.path(name).asLong();
			}
		}
		return null;
	}

}
