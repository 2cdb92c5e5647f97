package io.llmprovider.provider;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import io.llmprovider.chat.ChatRequest;
import io.llmprovider.chat.ChatResponse;
import io.llmprovider.chat.FinishReason;
import io.llmprovider.chat.StreamEvent;
import io.llmprovider.chat.StreamEvents;
import io.llmprovider.chat.Warning;
import io.llmprovider.error.BudgetExceededException;
import io.llmprovider.error.LlmException;
import io.llmprovider.model.Model;
import io.llmprovider.model.Pricing;
import io.llmprovider.model.Usage;
import io.llmprovider.protocol.EventStreamBuilder;
import io.llmprovider.provider.account.Budget;
import io.llmprovider.provider.account.Spender;
import io.llmprovider.retry.RetrySettings;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.test.StepVerifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class RegistryAccountTests {

	private static final String BEGUN = """
			event: message_start
			data: {"type":"message_start","message":{"id":"1","role":"assistant","model":"m","content":[],"usage":{"input_tokens":1000000,"output_tokens":1}}}

			event: content_block_start
			data: {"type":"content_block_start","index":0,"content_block":{"type":"text","text":""}}

			event: content_block_delta
			data: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"Hello"}}

			""";

	private static final String REST = """
			event: content_block_stop
			data: {"type":"content_block_stop","index":0}

			event: message_delta
			data: {"type":"message_delta","delta":{"stop_reason":"end_turn"},"usage":{"output_tokens":1000000}}

			event: message_stop
			data: {"type":"message_stop"}

			""";

	@Test
	void anAnswerIsBookedOnItsProviderModelModeAndTag() {
		try (FakeServer server = events(BEGUN + REST); ProviderRegistry registry = registry(server)) {
			ChatResponse answer = registry.forMode("plan")
				.with(CallSettings.builder().tag("tenant").build())
				.chat(ChatRequest.of("hi"))
				.block();

			assertThat(answer.cost().total()).isEqualByComparingTo("18");
			assertThat(registry.account().entries()).containsOnlyKeys(new Spender("office", "m", "plan", "tenant"));
			assertThat(registry.account().total().dollars()).isEqualByComparingTo("18");
		}
	}

	@Test
	void aCancelledAnswerHasItsCostAndIsBooked() throws InterruptedException {
		BlockingQueue<ChatResponse> answers = new LinkedBlockingQueue<>();
		BlockingQueue<BigDecimal> booked = new LinkedBlockingQueue<>();
		try (FakeServer server = open(); ProviderRegistry registry = registry(server)) {
			StepVerifier.create(registry.client("office:m")
				.stream(ChatRequest.of("hi"))
				.transform(StreamEvents.capture((answer) -> {
					booked.add(registry.account().total().dollars());
					answers.add(answer);
				})))
				.expectNextCount(2)
				.expectNext(new StreamEvent.TextDelta(0, "Hello"))
				.thenCancel()
				.verify(Duration.ofSeconds(5));

			ChatResponse answer = answers.poll(5, TimeUnit.SECONDS);
			assertThat(answer.finishReason()).isEqualTo(FinishReason.CANCELLED);
			assertThat(answer.text()).isEqualTo("Hello");
			assertThat(answer.cost().total()).isEqualByComparingTo("3.000015");
			assertThat(booked.remove()).isEqualByComparingTo("3.000015");
		}
	}

	@Test
	void anAnswerThatBreaksOffIsBooked() {
		try (FakeServer server = events(BEGUN); ProviderRegistry registry = registry(server)) {
			assertThatExceptionOfType(LlmException.class)
				.isThrownBy(() -> registry.client("office:m").chat(ChatRequest.of("hi")).block())
				.satisfies((failure) -> assertThat(failure.partialResponse().orElseThrow().cost().total())
					.isEqualByComparingTo("3.000015"));

			assertThat(registry.account().total().dollars()).isEqualByComparingTo("3.000015");
		}
	}

	@Test
	void anAttemptThatBreaksOffIsBookedAndSoIsTheOneAfterIt() {
		String head = BEGUN.substring(0, BEGUN.indexOf("event: content_block_start"));
		try (FakeServer server = new FakeServer(
				(response, number) -> response.header("Content-Type", "text/event-stream")
					.sendString(Flux.just((number == 1) ? head : BEGUN + REST)));
				ProviderRegistry registry = registry(server)) {
			registry.client("office:m").with(twice()).chat(ChatRequest.of("hi")).block();

			assertThat(server.asked).hasSize(2);
			assertThat(registry.account().total().answers()).isEqualTo(2);
			assertThat(registry.account().total().dollars()).isEqualByComparingTo("21.000015");
		}
	}

	@Test
	void anEmptyAnswerIsBookedAndSoIsTheOneThatIsReturnedWithAWarning() {
		String empty = BEGUN.substring(0, BEGUN.indexOf("event: content_block_start"))
				+ REST.substring(REST.indexOf("event: message_delta"));
		try (FakeServer server = events(empty); ProviderRegistry registry = registry(server)) {
			ChatResponse answer = registry.client("office:m").with(twice()).chat(ChatRequest.of("hi")).block();

			assertThat(server.asked).hasSize(2);
			assertThat(answer.text()).isEmpty();
			assertThat(answer.warnings()).extracting(Warning::code).containsExactly("empty-answer");
			assertThat(registry.account().total().answers()).isEqualTo(2);
			assertThat(registry.account().total().dollars()).isEqualByComparingTo("36");
		}
	}

	@Test
	void aSpentBudgetRefusesTheCallBeforeItIsMade() {
		Budget budget = new Budget("tenant", BigDecimal.TEN, Duration.ofDays(1), 0.8, null, null, null, "poor");
		try (FakeServer server = events(BEGUN + REST); ProviderRegistry registry = registry(server, budget)) {
			LlmClient client = registry.client("office:m");
			LlmClient poor = client.with(CallSettings.builder().tag("poor").build());
			poor.chat(ChatRequest.of("hi")).block();

			assertThatExceptionOfType(BudgetExceededException.class)
				.isThrownBy(() -> poor.chat(ChatRequest.of("hi")).block())
				.satisfies((refused) -> assertThat(refused.attempts()).isZero());
			assertThat(server.asked).hasSize(1);
			client.chat(ChatRequest.of("hi")).block();
			assertThat(server.asked).hasSize(2);
		}
	}

	@Test
	void aProviderWithoutHttpIsBookedToo() {
		Model model = Model.builder("own", "m")
			.pricing(new Pricing(BigDecimal.ONE, BigDecimal.ONE, null, null))
			.build();
		try (ProviderRegistry registry = ProviderRegistry.builder().provider(new Own(model)).build()) {
			registry.client("own:m").chat(ChatRequest.of("hi")).block();

			assertThat(registry.account().total().dollars()).isEqualByComparingTo("3");
		}
	}

	private static ProviderRegistry registry(FakeServer server, Budget... budgets) {
		Model model = Model.builder("office", "m")
			.pricing(new Pricing(new BigDecimal("3"), new BigDecimal("15"), null, null))
			.build();
		ProviderRegistryBuilder builder = ProviderRegistry.builder()
			.mode(Mode.PLAN, "office:m")
			.provider(ProviderSettings.builder("office")
				.api("anthropic-messages")
				.baseUrl(server.url())
				.retry(RetrySettings.once())
				.models(List.of(ModelSettings.of(model)))
				.build());
		List.of(budgets).forEach(builder::budget);
		return builder.build();
	}

	private static CallSettings twice() {
		return CallSettings.builder()
			.retry(RetrySettings.builder().maxAttempts(2).delay(Duration.ZERO).build())
			.build();
	}

	private static FakeServer events(String body) {
		return new FakeServer(
				(response, number) -> response.header("Content-Type", "text/event-stream").sendString(Flux.just(body)));
	}

	private static FakeServer open() {
		return new FakeServer((response, number) -> FakeServer
			.openEnded(response.header("Content-Type", "text/event-stream"), BEGUN));
	}

	private record Own(Model model) implements LlmProvider {

		@Override
		public String name() {
			return "own";
		}

		@Override
		public List<Model> models() {
			return List.of(this.model);
		}

		@Override
		public Flux<StreamEvent> stream(Model model, ChatRequest request, CallSettings settings) {
			return EventStreamBuilder.stream(model, "own", (builder) -> {
				builder.sink().textStarted();
				builder.sink().usage(Usage.of(1_000_000, 2_000_000));
				builder.sink().finish(FinishReason.STOP, null);
				builder.complete();
			});
		}

	}

}
