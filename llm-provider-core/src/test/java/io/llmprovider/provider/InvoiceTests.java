package io.llmprovider.provider;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.llmprovider.chat.ChatRequest;
import io.llmprovider.chat.ChatResponse;
import io.llmprovider.chat.FinishReason;
import io.llmprovider.model.Cost;
import io.llmprovider.model.Model;
import io.llmprovider.model.Pricing;
import io.llmprovider.protocol.Assembler;
import io.llmprovider.protocol.ChatCall;
import io.llmprovider.protocol.WireProtocol;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

/**
 * Invoices worked out by hand, one for each way in which providers count: what they say
 * goes through their protocol, and the cost must be the invoice to the last digit.
 */
class InvoiceTests {

	private static final String COMPLETIONS = "openai-completions";

	private static final String RESPONSES = "openai-responses";

	private static final String ANTHROPIC = "anthropic-messages";

	private static final String GOOGLE = "google-generative-ai";

	private static final String BEDROCK = "bedrock-converse-stream";

	private static final Pricing PLAIN = prices("3", "15", "0.3", "3.75").build();

	@ParameterizedTest
	@MethodSource
	void theCostIsTheInvoice(String api, String usage, String extra, Pricing prices, String parts) {
		ChatResponse answer = answer(api, usage, extra, prices);

		assertThat(text(answer.cost())).isEqualTo(parts);
	}

	static Stream<Arguments> theCostIsTheInvoice() {
		return Stream.of(
				// 10,000 in, 6,000 of them cached: 4,000 x 3 + 6,000 x 0.3; 500 x 15.
				invoice("OpenAI counts the cache within input", COMPLETIONS,
						"""
								{"prompt_tokens":10000,"completion_tokens":500,"total_tokens":10500,"prompt_tokens_details":{"cached_tokens":6000},"completion_tokens_details":{"reasoning_tokens":400}}""",
						"", PLAIN, "0.012 0.0075 0.0018 0 0 0 0 = 0.0213"),
				invoice("the same in the Responses API", RESPONSES,
						"""
								{"input_tokens":10000,"output_tokens":500,"total_tokens":10500,"input_tokens_details":{"cached_tokens":6000},"output_tokens_details":{"reasoning_tokens":400}}""",
						"", PLAIN, "0.012 0.0075 0.0018 0 0 0 0 = 0.0213"),
				// 4,000 beside 6,000 read and 2,000 written: all three are paid.
				invoice("Anthropic counts the cache beside input", ANTHROPIC,
						"""
								{"input_tokens":4000,"output_tokens":500,"cache_read_input_tokens":6000,"cache_creation_input_tokens":2000}""",
						"", PLAIN, "0.012 0.0075 0.0018 0.0075 0 0 0 = 0.0288"),
				// 2,000 written: 1,500 for an hour at 6, 500 for five minutes at 3.75.
				invoice("Anthropic's cache of an hour is dearer", ANTHROPIC,
						"""
								{"input_tokens":10,"output_tokens":1,"cache_creation_input_tokens":2000,"cache_creation":{"ephemeral_5m_input_tokens":500,"ephemeral_1h_input_tokens":1500}}""",
						"", prices("3", "15", "0.3", "3.75").cacheWriteHour(new BigDecimal("6")).build(),
						"0.00003 0.000015 0 0.010875 0 0 0 = 0.01092"),
				invoice("a cache of an hour without a price is unknown", ANTHROPIC,
						"""
								{"input_tokens":10,"output_tokens":1,"cache_creation_input_tokens":2000,"cache_creation":{"ephemeral_1h_input_tokens":1500}}""",
						"", PLAIN, "unknown"),
				// xAI: 100 + 400 of reasoning beside it, as the total of 10,500 tells.
				invoice("xAI counts reasoning beside output", COMPLETIONS,
						"""
								{"prompt_tokens":10000,"completion_tokens":100,"total_tokens":10500,"completion_tokens_details":{"reasoning_tokens":400}}""",
						"", PLAIN, "0.03 0.0075 0 0 0 0 0 = 0.0375"),
				// Google: 10,000 hold 6,000 cached and 1,000 of sound; 500 thoughts
				// beside 100.
				invoice("Google counts thoughts beside output and the cache within input", GOOGLE,
						"""
								{"promptTokenCount":10000,"cachedContentTokenCount":6000,"candidatesTokenCount":100,"thoughtsTokenCount":500,"totalTokenCount":10600,"promptTokensDetails":[{"modality":"TEXT","tokenCount":9000},{"modality":"AUDIO","tokenCount":1000}]}""",
						"", prices("3", "15", "0.3", null).inputAudio(new BigDecimal("10")).build(),
						"0.009 0.009 0.0018 0 0 0.01 0 = 0.0298"),
				// Bedrock: 4,000 beside 6,000 read and 2,000 written, 1,500 of them for
				// an hour.
				invoice("Bedrock counts the cache beside input", BEDROCK,
						"""
								{"inputTokens":4000,"outputTokens":500,"cacheReadInputTokens":6000,"cacheWriteInputTokens":2000,"totalTokens":12500,"cacheDetails":[{"ttl":"5m","inputTokens":500},{"ttl":"1h","inputTokens":1500}]}""",
						"", prices("3", "15", "0.3", "3.75").cacheWriteHour(new BigDecimal("6")).build(),
						"0.012 0.0075 0.0018 0.010875 0 0 0 = 0.032175"),
				invoice("DeepSeek names hits and misses", COMPLETIONS,
						"""
								{"prompt_tokens":10000,"completion_tokens":500,"prompt_cache_hit_tokens":6000,"prompt_cache_miss_tokens":4000}""",
						"", PLAIN, "0.012 0.0075 0.0018 0 0 0 0 = 0.0213"),
				// 1,000 of output, 600 of them reasoning at 3 a million; a fee of 0.005.
				invoice("reasoning may have its own price and calls a fee", COMPLETIONS,
						"""
								{"prompt_tokens":1000,"completion_tokens":1000,"completion_tokens_details":{"reasoning_tokens":600}}""",
						"",
						Pricing.builder()
							.input(new BigDecimal("2"))
							.output(new BigDecimal("8"))
							.reasoning(new BigDecimal("3"))
							.request(new BigDecimal("0.005"))
							.build(),
						"0.002 0.0032 0 0 0.0018 0 0.005 = 0.012"),
				// 1,000 in, 800 of them sound at 40; 500 out, 300 of them sound at 80.
				invoice("sound is dearer", COMPLETIONS,
						"""
								{"prompt_tokens":1000,"completion_tokens":500,"prompt_tokens_details":{"audio_tokens":800},"completion_tokens_details":{"audio_tokens":300}}""",
						"",
						prices("2.5", "10", null, null).inputAudio(new BigDecimal("40"))
							.outputAudio(new BigDecimal("80"))
							.build(),
						"0.0005 0.002 0 0 0 0.056 0 = 0.0585"),
				// Above 200,000 all tokens have the higher price.
				invoice("a long prompt is dearer as a whole", COMPLETIONS,
						"{\"prompt_tokens\":200001,\"completion_tokens\":1000}", "", tiered(),
						"1.200006 0.0225 0 0 0 0 0 = 1.222506"),
				invoice("a prompt at the limit is not long", COMPLETIONS,
						"{\"prompt_tokens\":200000,\"completion_tokens\":1000}", "", tiered(),
						"0.6 0.015 0 0 0 0 0 = 0.615"),
				invoice("what a tier leaves open is unknown", COMPLETIONS,
						"{\"prompt_tokens\":200001,\"completion_tokens\":1,\"prompt_tokens_details\":{\"cached_tokens\":1}}",
						"", tiered(), "unknown"),
				invoice("flex costs half", COMPLETIONS, "{\"prompt_tokens\":10000,\"completion_tokens\":500}",
						",\"service_tier\":\"flex\"", factors(), "0.015 0.00375 0 0 0 0 0 = 0.01875"),
				invoice("a batch at Anthropic costs half", ANTHROPIC,
						"{\"input_tokens\":10000,\"output_tokens\":500,\"service_tier\":\"batch\"}", "", factors(),
						"0.015 0.00375 0 0 0 0 0 = 0.01875"),
				invoice("the usual tier has many names", COMPLETIONS,
						"{\"prompt_tokens\":10000,\"completion_tokens\":500}", ",\"service_tier\":\"default\"", PLAIN,
						"0.03 0.0075 0 0 0 0 0 = 0.0375"),
				invoice("a tier without a factor is unknown", COMPLETIONS,
						"{\"prompt_tokens\":10000,\"completion_tokens\":500}", ",\"service_tier\":\"priority\"", PLAIN,
						"unknown"),
				invoice("no usage, no cost", COMPLETIONS, "null", "", PLAIN, "unknown"),
				invoice("OpenRouter's own account goes first", COMPLETIONS,
						"{\"prompt_tokens\":10000,\"completion_tokens\":500,\"cost\":0.04}", "", PLAIN,
						"0.03 0.0075 0 0 0 0 0 = 0.04 reported"),
				invoice("and stands alone where there are no prices", COMPLETIONS,
						"{\"prompt_tokens\":10000,\"completion_tokens\":500,\"cost\":0.04}", "",
						Pricing.builder().build(), "null null null null null null null = 0.04 reported"),
				invoice("with a key of one's own OpenRouter's fee is not all", COMPLETIONS,
						"""
								{"prompt_tokens":10000,"completion_tokens":500,"cost":0.001,"is_byok":true,"cost_details":{"upstream_inference_cost":0.0375}}""",
						"", PLAIN, "0.03 0.0075 0 0 0 0 0 = 0.0385 reported"));
	}

	private static Arguments invoice(String name, String api, String usage, String extra, Pricing prices,
			String parts) {
		return argumentSet(name, api, usage, extra, prices, parts);
	}

	private static io.llmprovider.model.PricingBuilder prices(String input, String output, String read, String write) {
		return Pricing.builder()
			.input(new BigDecimal(input))
			.output(new BigDecimal(output))
			.cacheRead((read != null) ? new BigDecimal(read) : null)
			.cacheWrite((write != null) ? new BigDecimal(write) : null);
	}

	private static Pricing tiered() {
		return prices("3", "15", "0.3", null)
			.tiers(List.of(new Pricing.Tier(200_000, prices("6", "22.5", null, null).build())))
			.build();
	}

	private static Pricing factors() {
		return prices("3", "15", "0.3", null)
			.factors(Map.of("flex", new BigDecimal("0.5"), "batch", new BigDecimal("0.5")))
			.build();
	}

	private static ChatResponse answer(String api, String usage, String extra, Pricing prices) {
		WireProtocol protocol = BuiltInProtocols.all()
			.stream()
			.filter((candidate) -> candidate.id().equals(api))
			.findFirst()
			.orElseThrow();
		Model model = Model.builder("p", "m").pricing(prices).build();
		ChatCall call = ChatCall.builder(model)
			.baseUrl("http://127.0.0.1/v1")
			.request(ChatRequest.of("hi"))
			.streaming(false)
			.build();
		Assembler assembler = new Assembler(call, api, List.of(), (event) -> {
		});
		String body = switch (api) {
			case ANTHROPIC -> """
					{"type":"message","id":"1","role":"assistant","model":"m","content":[{"type":"text","text":"ok"}],\
					"stop_reason":"end_turn","usage":%s%s}""";
			case RESPONSES ->
				"""
						{"id":"1","object":"response","status":"completed","model":"m","output":[{"type":"message","id":"2",\
						"role":"assistant","content":[{"type":"output_text","text":"ok"}]}],"usage":%s%s}""";
			case GOOGLE -> """
					{"candidates":[{"content":{"role":"model","parts":[{"text":"ok"}]},"finishReason":"STOP"}],\
					"usageMetadata":%s%s}""";
			case BEDROCK -> """
					{"output":{"message":{"role":"assistant","content":[{"text":"ok"}]}},"stopReason":"end_turn",\
					"usage":%s%s}""";
			default -> """
					{"id":"1","model":"m","choices":[{"index":0,"message":{"role":"assistant","content":"ok"},\
					"finish_reason":"stop"}],"usage":%s%s}""";
		};
		protocol.decode(call, body.formatted(usage, extra).getBytes(StandardCharsets.UTF_8), assembler);
		return assembler.partialResponse(FinishReason.CANCELLED);
	}

	private static String text(Cost cost) {
		if (cost == null) {
			return "unknown";
		}
		return Stream
			.of(cost.input(), cost.output(), cost.cacheRead(), cost.cacheWrite(), cost.reasoning(), cost.audio(),
					cost.request())
			.map(InvoiceTests::plain)
			.reduce((one, other) -> one + " " + other)
			.orElseThrow() + " = " + plain(cost.total()) + (cost.reported() ? " reported" : "");
	}

	private static String plain(BigDecimal dollars) {
		return (dollars == null) ? "null" : dollars.stripTrailingZeros().toPlainString();
	}

}
