package io.llmprovider.test.simulator;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
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
import io.llmprovider.provider.CallSettings;
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

	private static final Duration SOON = Duration.ofSeconds(20);

	private static final Duration LONG = Duration.ofHours(1);

	private static final TimeoutSettings FIRST_BYTE = new TimeoutSettings(null, Duration.ofMillis(300), null, null);

	private static final TimeoutSettings IDLE = new TimeoutSettings(null, null, Duration.ofMillis(700), null);

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
	 * @param ends how the exchange may end for the simulator: a client that has seen
	 * enough may or may not be faster than the rest of the answer
	 * @param partial whether something of the answer had come
	 * @param limits how long the client waits
	 */
	record Fault(Answer answer, Class<? extends LlmException> failure, Set<EndKind> ends, boolean partial,
			TimeoutSettings limits) {

		Fault(Answer answer, Class<? extends LlmException> failure, EndKind end, boolean partial) {
			this(answer, failure, Set.of(end), partial, TimeoutSettings.NONE);
		}

		static Fault late(Answer answer, TimeoutSettings limits, boolean partial) {
			return new Fault(answer, TimeoutException.class, Set.of(EndKind.CANCELLED), partial, limits);
		}

		static Fault seenEnough(Answer answer, Class<? extends LlmException> failure, boolean partial) {
			return new Fault(answer, failure, Set.of(EndKind.ANSWERED, EndKind.CANCELLED), partial,
					TimeoutSettings.NONE);
		}

	}

	private static Map<String, Fault> ofHttp() {
		return Map.of("429 with a header",
				new Fault(Answer.error(429, "Slow down").header("Retry-After", "7"), RateLimitException.class,
						EndKind.ANSWERED, false),
				"500", new Fault(Answer.error(500, "Broken"), ServerException.class, EndKind.ANSWERED, false), "503",
				new Fault(Answer.error(503, "Busy"), OverloadedException.class, EndKind.ANSWERED, false),
				"expired token",
				new Fault(Answer.expiredToken(), AuthenticationException.class, EndKind.ANSWERED, false),
				"page of a proxy", Fault.seenEnough(Answer.html(200), ProtocolException.class, false), "redirect",
				new Fault(Answer.redirect(307, "https://elsewhere.example.invalid/"), LlmException.class,
						EndKind.ANSWERED, false));
	}

	private static Map<String, Fault> ofTime() {
		return Map.of("delay before the first byte", Fault.late(Answer.text(TEXT).delayed(LONG), FIRST_BYTE, false),
				"silence", Fault.late(Answer.silence(), FIRST_BYTE, false), "pause between events",
				Fault.late(Answer.builder().text(TEXT).pause(LONG).text("!").build(), IDLE, true));
	}

	private static Map<String, Fault> ofTheConnection() {
		Answer text = Answer.text(TEXT);
		return Map.of("cut at byte 0", new Fault(text.cutAfter(0), TransportException.class, EndKind.BROKEN, false),
				"cut in the middle",
				new Fault(Answer.builder().text(TEXT).close().build(), TransportException.class, EndKind.BROKEN, true),
				"reset before the first byte",
				new Fault(Answer.reset(), TransportException.class, EndKind.BROKEN, false),
				"closed before the first byte",
				new Fault(Answer.closed(), TransportException.class, EndKind.BROKEN, false), "reset at a byte",
				new Fault(text.resetAfter(10), TransportException.class, EndKind.BROKEN, false));
	}

	private static Map<String, Fault> ofContent() {
		return Map.of("end without a terminal event",
				new Fault(Answer.builder().text(TEXT).unfinished().build(), TruncatedStreamException.class,
						EndKind.ANSWERED, true),
				"malformed event",
				Fault.seenEnough(
						Answer.builder().text(TEXT).event("{\"nonsense\": }").build(), ProtocolException.class, true),
				"oversized event",
				Fault.seenEnough(Answer.builder().oversizedEvent(20_000_000).build(), LimitExceededException.class,
						false),
				"failure in the stream",
				Fault.seenEnough(Answer.builder().text(TEXT).failure(SimulatedError.of(500, "It broke")).build(),
						LlmException.class, true));
	}

	private static Map<String, Fault> faults() {
		Map<String, Fault> faults = new TreeMap<>(ofHttp());
		faults.putAll(ofTime());
		faults.putAll(ofTheConnection());
		faults.putAll(ofContent());
		return faults;
	}

	private List<String> apis() {
		return this.simulator.dialects().stream().map(Dialect::protocol).sorted().toList();
	}

	Stream<Arguments> table() {
		List<Arguments> rows = new ArrayList<>();
		faults()
			.forEach((name, fault) -> apis().forEach((api) -> rows.add(argumentSet(api + ": " + name, api, fault))));
		return rows.stream();
	}

	private String text(String api, Answer answer) {
		return text(api, answer, TimeoutSettings.NONE);
	}

	private String text(String api, Answer answer, TimeoutSettings limits) {
		this.simulator.reset();
		this.simulator.enqueue(answer);
		return this.registry.client(api + ":" + MODELS.getOrDefault(api, "m-1"))
			.with(CallSettings.builder().timeouts(limits).build())
			.chat(ChatRequest.of("Hello"))
			.block(SOON)
			.text();
	}

	@ParameterizedTest
	@MethodSource("table")
	void aFaultEndsAsItShould(String api, Fault fault) {
		LlmException failure = catchThrowableOfType(LlmException.class,
				() -> text(api, fault.answer(), fault.limits()));
		assertThat(failure).isInstanceOf(fault.failure());
		assertThat(failure.partialResponse().isPresent()
				&& failure.partialResponse().orElseThrow().text().startsWith("Some"))
			.isEqualTo(fault.partial());
		assertThat(this.simulator.exchangeCount()).isEqualTo(1);
		assertThat(this.simulator.exchanges().get(0).awaitEnd(SOON).kind()).isIn(fault.ends());
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
