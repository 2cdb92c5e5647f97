package io.llmprovider.provider;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

import io.llmprovider.auth.AuthSettings;
import io.llmprovider.chat.ChatRequest;
import io.llmprovider.chat.ChatResponse;
import io.llmprovider.chat.StreamEvent;
import io.llmprovider.chat.Warning;
import io.llmprovider.model.Cost;
import io.llmprovider.model.Model;
import io.llmprovider.model.Pricing;
import io.llmprovider.model.Usage;
import io.llmprovider.protocol.ChatCall;
import io.llmprovider.protocol.Compat;
import io.llmprovider.protocol.ThinkingFormat;
import io.llmprovider.protocol.UsageLookup;
import io.llmprovider.protocol.WireRequest;
import io.llmprovider.protocol.openai.completions.OpenAiCompletionsProtocol;
import io.llmprovider.retry.Deadline;
import io.llmprovider.retry.RetrySettings;
import io.llmprovider.transport.TimeoutSettings;
import io.netty.handler.codec.http.HttpHeaderNames;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.http.server.HttpServerResponse;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What is asked where an answer ended without usage.
 */
class UsageEnquiryTests {

	private static final ChatRequest REQUEST = ChatRequest.of("hi");

	private static final String ACCOUNT = "{\"data\":{\"id\":\"gen-1\",\"total_cost\":0.0015,\"tokens_prompt\":9,"
			+ "\"native_tokens_prompt\":10,\"native_tokens_completion\":25,\"native_tokens_cached\":3,"
			+ "\"native_tokens_reasoning\":5,\"is_byok\":false,\"upstream_inference_cost\":0.0012}}";

	private final List<AutoCloseable> open = new ArrayList<>();

	@AfterEach
	void close() throws Exception {
		for (AutoCloseable each : this.open) {
			each.close();
		}
	}

	@Test
	void openRouterIsAskedOnceForTheGenerationOfAStreamWithoutUsage() {
		FakeServer server = openRouter("", (response) -> json(response, ACCOUNT));

		List<StreamEvent> events = client(server).stream(REQUEST).collectList().block();

		assertThat(server.asked).extracting(FakeServer.Asked::uri)
			.containsExactly("/v1/chat/completions", "/v1/generation?id=gen-1");
		assertThat(server.last().headers().get(HttpHeaderNames.AUTHORIZATION)).isEqualTo("Bearer k");
		assertThat(server.last().headers().get("HTTP-Referer")).isEqualTo("https://app.test");
		assertThat(events).extracting((event) -> event.getClass().getSimpleName())
			.containsExactly("Started", "TextStarted", "TextDelta", "TextEnded", "UsageReported", "Finished");
		ChatResponse response = ((StreamEvent.Finished) events.get(5)).response();
		assertThat(response.text()).isEqualTo("Hello");
		assertThat(response.usage().inputTokens()).isEqualTo(10);
		assertThat(response.usage().outputTokens()).isEqualTo(25);
		assertThat(response.usage().cacheReadTokens()).isEqualTo(3);
		assertThat(response.usage().reasoningTokens()).isEqualTo(5);
		assertThat(response.usage().raw()).containsEntry("id", "gen-1");
		assertThat(response.cost()).extracting(Cost::total).isEqualTo(new BigDecimal("0.0015"));
		assertThat(response.warnings()).isEmpty();
	}

	@Test
	void anAnswerThatBroughtItsUsageAndCostIsNotAskedAbout() {
		FakeServer server = openRouter(
				",\"usage\":{\"prompt_tokens\":1,\"completion_tokens\":2,\"total_tokens\":3,\"cost\":0.25}",
				(response) -> json(response, ACCOUNT));

		ChatResponse response = client(server).chat(REQUEST).block();

		assertThat(server.asked).hasSize(1);
		assertThat(response.usage().outputTokens()).isEqualTo(2);
		assertThat(response.cost()).extracting(Cost::total).isEqualTo(new BigDecimal("0.25"));
	}

	@Test
	void anEnquiryThatFailsIsAWarningAndNotRepeated() {
		FakeServer server = openRouter("",
				(response) -> response.status(404)
					.header("Content-Type", "application/json")
					.sendString(Mono.just("{\"error\":{\"code\":404,\"message\":\"Generation gen-1 not found\"}}")));

		ChatResponse response = client(server).chat(REQUEST).block();

		assertThat(server.asked).hasSize(2);
		assertThat(response.text()).isEqualTo("Hello");
		assertThat(response.usage()).isEqualTo(Usage.UNKNOWN);
		assertThat(response.warnings()).singleElement().satisfies((warning) -> {
			assertThat(warning.code()).isEqualTo("usage-unknown");
			assertThat(warning.message()).contains("Generation gen-1 not found");
		});
	}

	@ParameterizedTest
	@ValueSource(strings = { "{}", "nonsense", "{\"data\":[]}", "" })
	void anAccountThatCannotBeReadIsAWarning(String account) {
		FakeServer server = openRouter("", (answer) -> json(answer, account));

		ChatResponse response = client(server).chat(REQUEST).block();

		assertThat(response.warnings()).extracting(Warning::code).containsExactly("usage-unknown");
		assertThat(response.text()).isEqualTo("Hello");
	}

	@Test
	void anEnquiryIsGivenUpWithTheCallsTime() {
		FakeServer server = openRouter("", (answer) -> Mono.never());
		CallSettings hurried = CallSettings.builder()
			.timeouts(new TimeoutSettings(null, null, null, Duration.ofMillis(1500)))
			.build();

		ChatResponse response = client(server).with(hurried).chat(REQUEST).block(Duration.ofSeconds(30));

		assertThat(server.asked).hasSize(2);
		assertThat(response.text()).isEqualTo("Hello");
		assertThat(response.warnings()).extracting(Warning::code).containsExactly("usage-unknown");
	}

	@ParameterizedTest
	@CsvSource(nullValues = "-", value = { "-, PT5S", "PT1H, PT5S", "PT4S, PT4S" })
	void anEnquiryHasAFewSecondsAndNoMoreThanItsCall(@Nullable Duration call, Duration enquiry) {
		Deadline deadline = (call != null) ? Deadline.after(call, () -> 0) : null;

		assertThat(UsageEnquiry.limits(deadline).remaining()).isEqualTo(enquiry);
	}

	@Test
	void anAnswerOfWhichNothingCanBeAskedStaysAsItIs() {
		ChatResponse response = unasked().chat(REQUEST).block();

		assertThat(response.text()).isEqualTo("ok");
		assertThat(response.warnings()).isEmpty();
		assertThat(response.usage()).isEqualTo(Usage.UNKNOWN);
	}

	@Test
	void whatTheProviderTellsIsPricedWhereItReportsNoCost() {
		String unpriced = ACCOUNT.replace("\"total_cost\":0.0015,", "");
		Pricing prices = new Pricing(new BigDecimal("3"), new BigDecimal("15"), new BigDecimal("1"), null);

		ChatResponse priced = client(openRouter("", (response) -> json(response, unpriced)), prices).chat(REQUEST)
			.block();
		ChatResponse unknown = client(openRouter("", (response) -> json(response, unpriced))).chat(REQUEST).block();

		assertThat(priced.usage().inputTokens()).isEqualTo(10);
		// 7 at 3, 3 of the cache at 1 and 25 at 15 dollars a million.
		assertThat(priced.cost().total()).isEqualByComparingTo("0.000399");
		assertThat(unknown.usage().inputTokens()).isEqualTo(10);
		assertThat(unknown.cost()).isNull();
	}

	private LlmClient unasked() {
		FakeServer server = serve(FakeServer.lines("\"ok\"", "\"END\""));
		ProviderRegistry registry = ProviderRegistry.builder().environment((name) -> null).protocol(new FakeProtocol() {

			@Override
			public Optional<UsageLookup> usageLookup(ChatCall call) {
				return Optional.of(lookup());
			}

		})
			.provider(ProviderSettings.builder("p")
				.api("fake")
				.baseUrl(server.url())
				.auth(AuthSettings.UNSET)
				.retry(RetrySettings.once())
				.build())
			.build();
		this.open.add(0, registry);
		return registry.client("p:m");
	}

	private static UsageLookup lookup() {
		return new UsageLookup() {

			@Override
			public Optional<WireRequest> request(ChatResponse response) {
				return Optional.empty();
			}

			@Override
			public Found read(byte[] body) {
				return new Found(Usage.UNKNOWN, null);
			}

		};
	}

	private FakeServer openRouter(String usage, Function<HttpServerResponse, Publisher<Void>> account) {
		String chunk = "data: {\"id\":\"gen-1\",\"choices\":[{\"index\":0,\"delta\":"
				+ "{\"content\":\"Hello\"},\"finish_reason\":\"stop\"}]" + usage + "}\n\ndata: [DONE]\n\n";
		return serve(
				new FakeServer(
						(response, number) -> (number == 1)
								? response.header("Content-Type", "text/event-stream")
									.sendString(Mono.just(": OPENROUTER PROCESSING\n\n" + chunk))
								: account.apply(response)));
	}

	private static Publisher<Void> json(HttpServerResponse response, String body) {
		return response.header("Content-Type", "application/json").sendString(Mono.just(body));
	}

	private FakeServer serve(FakeServer server) {
		this.open.add(server);
		return server;
	}

	private LlmClient client(FakeServer server) {
		return client(server, null);
	}

	private LlmClient client(FakeServer server, @Nullable Pricing prices) {
		Model model = Model.builder("p", "m").pricing(prices).build();
		ProviderRegistry registry = ProviderRegistry.builder()
			.environment((name) -> null)
			.protocol(new OpenAiCompletionsProtocol())
			.provider(ProviderSettings.builder("p")
				.api(OpenAiCompletionsProtocol.ID)
				.baseUrl(server.url())
				.apiKey("k")
				.headers(Map.of("HTTP-Referer", "https://app.test"))
				.compat(Compat.builder().thinkingFormat(ThinkingFormat.OPENROUTER).build())
				.models(List.of(ModelSettings.of(model)))
				.retry(RetrySettings.once())
				.build())
			.build();
		this.open.add(0, registry);
		return registry.client("p:m");
	}

}
