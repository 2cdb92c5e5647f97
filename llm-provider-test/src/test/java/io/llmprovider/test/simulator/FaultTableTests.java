package io.llmprovider.test.simulator;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.llmprovider.chat.ChatOptions;
import io.llmprovider.chat.ChatRequest;
import io.llmprovider.error.AuthenticationException;
import io.llmprovider.error.LimitExceededException;
import io.llmprovider.error.LlmException;
import io.llmprovider.error.OverloadedException;
import io.llmprovider.error.ProtocolException;
import io.llmprovider.error.RateLimitException;
import io.llmprovider.error.ServerException;
import io.llmprovider.error.TimeoutException;
import io.llmprovider.error.TransportException;
import io.llmprovider.error.TruncatedStreamException;
import io.llmprovider.provider.ProviderRegistry;
import io.llmprovider.provider.ProviderRegistryBuilder;
import io.llmprovider.provider.ProviderSettings;
import io.llmprovider.retry.RetrySettings;
import io.llmprovider.test.simulator.Exchange.EndKind;
import io.llmprovider.transport.TimeoutSettings;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

/**
 * Every fault with every dialect: a client of that protocol ends as it should, and the
 * simulator knows how.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FaultTableTests {

	private static final Duration SOON = Duration.ofSeconds(10);

	private static final Duration LONG = Duration.ofHours(1);

	private static final String TEXT = "Some words that are streamed one by one";

	private static final Map<String, String> MODELS = Map.of("bedrock-converse-stream", "amazon.nova-pro-v1:0",
			"google-generative-ai", "gemini-3-flash-preview", "google-vertex", "gemini-3-flash-preview",
			"google-gemini-cli", "gemini-3-flash-preview");

	private final LlmSimulator simulator = LlmSimulator.start();

	private final ProviderRegistry registry = registry();

	@AfterAll
	void close() {
		this.registry.close();
		this.simulator.close();
	}

	private ProviderRegistry registry() {
		ProviderRegistryBuilder builder = ProviderRegistry.builder();
		for (Dialect dialect : this.simulator.dialects()) {
			String api = dialect.protocol();
			Map<String, Map<String, Object>> needed = Map.of("google-gemini-cli", Map.of("project", "p"),
					"openai-codex-responses", Map.of("account_id", "a"));
			builder.provider(ProviderSettings.builder(api)
				.api(api)
				.baseUrl(this.simulator.baseUrl(api))
				.apiKey("k")
				.retry(RetrySettings.builder().maxAttempts(1).build())
				.timeouts(new TimeoutSettings(null, Duration.ofSeconds(1), Duration.ofMillis(500), null))
				.options(ChatOptions.builder().providerOptions(needed.getOrDefault(api, Map.of())).build())
				.build());
		}
		return builder.build();
	}

	/**
	 * A fault and how it ends.
	 *
	 * @param answer the answer with the fault
	 * @param failure what the client makes of it
	 * @param end how the exchange ends for the simulator
	 * @param partial whether something of the answer had come
	 */
	record Fault(Answer answer, Class<? extends LlmException> failure, EndKind end, boolean partial) {
	}

	private static Map<String, Fault> faults() {
		Answer text = Answer.text(TEXT);
		return Map.ofEntries(
				Map.entry("429 with a header",
						new Fault(Answer.error(429, "Slow down").header("Retry-After", "7"), RateLimitException.class,
								EndKind.ANSWERED, false)),
				Map.entry("500",
						new Fault(Answer.error(500, "Broken"), ServerException.class, EndKind.ANSWERED, false)),
				Map.entry("503",
						new Fault(Answer.error(503, "Busy"), OverloadedException.class, EndKind.ANSWERED, false)),
				Map.entry("expired token",
						new Fault(Answer.expiredToken(), AuthenticationException.class, EndKind.ANSWERED, false)),
				Map.entry("delay before the first byte",
						new Fault(text.delayed(LONG), TimeoutException.class, EndKind.CANCELLED, false)),
				Map.entry("silence", new Fault(Answer.silence(), TimeoutException.class, EndKind.CANCELLED, false)),
				Map.entry("pause between events",
						new Fault(Answer.builder().text(TEXT).pause(LONG).text("!").build(), TimeoutException.class,
								EndKind.CANCELLED, true)),
				Map.entry("cut at byte 0",
						new Fault(text.cutAfter(0), TransportException.class, EndKind.BROKEN, false)),
				Map.entry("cut in the middle",
						new Fault(Answer.builder().text(TEXT).close().build(), TransportException.class, EndKind.BROKEN,
								true)),
				Map.entry("reset before the first byte",
						new Fault(Answer.reset(), TransportException.class, EndKind.BROKEN, false)),
				Map.entry("closed before the first byte",
						new Fault(Answer.closed(), TransportException.class, EndKind.BROKEN, false)),
				Map.entry("reset at a byte",
						new Fault(text.resetAfter(10), TransportException.class, EndKind.BROKEN, false)),
				Map.entry("end without a terminal event", new Fault(Answer.builder().text(TEXT).unfinished().build(),
						TruncatedStreamException.class, EndKind.ANSWERED, true)),
				Map.entry("malformed event",
						new Fault(Answer.builder().text(TEXT).event("{\"nonsense").build(), ProtocolException.class,
								EndKind.ANSWERED, true)),
				Map.entry("oversized event",
						new Fault(Answer.builder().oversizedEvent(20_000_000).build(), LimitExceededException.class,
								EndKind.CANCELLED, false)),
				Map.entry("failure in the stream",
						new Fault(Answer.builder().text(TEXT).failure(SimulatedError.of(500, "It broke")).build(),
								LlmException.class, EndKind.ANSWERED, true)),
				Map.entry("page of a proxy",
						new Fault(Answer.html(200), ProtocolException.class, EndKind.ANSWERED, false)),
				Map.entry("redirect", new Fault(Answer.redirect(307, "https://elsewhere.example.invalid/"),
						LlmException.class, EndKind.ANSWERED, false)));
	}

	private List<String> apis() {
		return this.simulator.dialects().stream().map(Dialect::protocol).sorted().toList();
	}

	Stream<Arguments> table() {
		List<Arguments> rows = new ArrayList<>();
		faults().entrySet()
			.stream()
			.sorted(Map.Entry.comparingByKey())
			.forEach((fault) -> apis()
				.forEach((api) -> rows.add(argumentSet(api + ": " + fault.getKey(), api, fault.getValue()))));
		return rows.stream();
	}

	private String text(String api, Answer answer) {
		this.simulator.reset();
		this.simulator.enqueue(answer);
		return this.registry.client(api + ":" + MODELS.getOrDefault(api, "m-1"))
			.chat(ChatRequest.of("Hello"))
			.block(SOON)
			.text();
	}

	@ParameterizedTest
	@MethodSource("table")
	void aFaultEndsAsItShould(String api, Fault fault) {
		LlmException failure = catchThrowableOfType(LlmException.class, () -> text(api, fault.answer()));
		assertThat(failure).isInstanceOf(fault.failure());
		assertThat(failure.partialResponse().isPresent()
				&& failure.partialResponse().orElseThrow().text().startsWith("Some"))
			.isEqualTo(fault.partial());
		assertThat(this.simulator.exchangeCount()).isEqualTo(1);
		assertThat(this.simulator.exchanges().get(0).awaitEnd(SOON).kind()).isEqualTo(fault.end());
	}

	Stream<Arguments> passable() {
		return apis().stream()
			.flatMap((api) -> Stream.of(argumentSet(api + ": drip", api, Answer.text(TEXT).dripping(3, Duration.ZERO)),
					argumentSet(api + ": pace", api, Answer.text(TEXT).paced(Duration.ofMillis(2))),
					argumentSet(api + ": comments", api,
							Answer.builder().comment("keep-alive").text(TEXT).comment("keep-alive").build()),
					argumentSet(api + ": a cut beyond the end", api, Answer.text(TEXT).cutAfter(1_000_000))));
	}

	@ParameterizedTest
	@MethodSource("passable")
	void anOddAnswerThatIsWholeIsRead(String api, Answer answer) {
		assertThat(text(api, answer)).isEqualTo(TEXT);
	}

}
