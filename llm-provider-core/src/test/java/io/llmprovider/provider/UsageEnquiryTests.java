package io.llmprovider.provider;

import java.math.BigDecimal;
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
import io.llmprovider.model.Usage;
import io.llmprovider.protocol.ChatCall;
import io.llmprovider.protocol.Compat;
import io.llmprovider.protocol.ThinkingFormat;
import io.llmprovider.protocol.UsageLookup;
import io.llmprovider.protocol.WireRequest;
import io.llmprovider.protocol.openai.completions.OpenAiCompletionsProtocol;
import io.llmprovider.retry.RetrySettings;
import io.netty.handler.codec.http.HttpHeaderNames;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.http.server.HttpServerResponse;
import reactor.test.StepVerifier;
import reactor.test.scheduler.VirtualTimeScheduler;

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
	void anEnquiryIsGivenUpAfterItsBound() {
		VirtualTimeScheduler time = VirtualTimeScheduler.create();
		UsageLookup lookup = lookup("https://x.test");
		UsageEnquiry enquiry = new UsageEnquiry(lookup, Model.of("p", "m"),
				(request) -> Mono.<byte[]>never().timeout(UsageEnquiry.BOUND, time), time);
		ChatResponse response = ChatResponse.builder("p", "m", "fake").build();

		StepVerifier.create(enquiry.complete(Flux.just(new StreamEvent.Finished(response))))
			.then(() -> time.advanceTimeBy(UsageEnquiry.BOUND))
			.assertNext((event) -> assertThat(((StreamEvent.Finished) event).response().warnings())
				.extracting(Warning::code)
				.containsExactly("usage-unknown"))
			.verifyComplete();
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
		FakeServer server = openRouter("", (response) -> json(response, ACCOUNT.replace("\"total_cost\":0.0015,", "")));

		ChatResponse response = client(server).chat(REQUEST).block();

		assertThat(response.usage().inputTokens()).isEqualTo(10);
		assertThat(response.cost()).isNull();
	}

	private LlmClient unasked() {
		FakeServer server = serve(FakeServer.lines("\"ok\"", "\"END\""));
		ProviderRegistry registry = ProviderRegistry.builder().environment((name) -> null).protocol(new FakeProtocol() {

			@Override
			public Optional<UsageLookup> usageLookup(ChatCall call) {
				return Optional.of(lookup(null));
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

	private static UsageLookup lookup(@Nullable String uri) {
		return new UsageLookup() {

			@Override
			public Optional<WireRequest> request(ChatResponse response) {
				return Optional.ofNullable(uri)
					.map((address) -> new WireRequest("GET", address, Map.of(), null, false, List.of()));
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
		ProviderRegistry registry = ProviderRegistry.builder()
			.environment((name) -> null)
			.protocol(new OpenAiCompletionsProtocol())
			.provider(ProviderSettings.builder("p")
				.api(OpenAiCompletionsProtocol.ID)
				.baseUrl(server.url())
				.apiKey("k")
				.headers(Map.of("HTTP-Referer", "https://app.test"))
				.compat(Compat.builder().thinkingFormat(ThinkingFormat.OPENROUTER).build())
				.retry(RetrySettings.once())
				.build())
			.build();
		this.open.add(0, registry);
		return registry.client("p:m");
	}

}
