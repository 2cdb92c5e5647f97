package io.llmprovider.load;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.llmprovider.chat.ChatRequest;
import io.llmprovider.chat.ChatResponse;
import io.llmprovider.chat.StreamEvent;
import io.llmprovider.error.LlmException;
import io.llmprovider.provider.LlmClient;
import io.llmprovider.provider.ProviderRegistry;
import io.llmprovider.provider.ProviderSettings;
import io.llmprovider.retry.RetrySettings;
import io.llmprovider.test.simulator.Answer;
import io.llmprovider.test.simulator.LlmSimulator;
import io.llmprovider.test.simulator.SimulatedError;
import io.llmprovider.test.simulator.SimulatedRequest;
import io.llmprovider.transport.TimeoutSettings;
import io.netty.util.ResourceLeakDetector;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Ten thousand calls, 200 at a time, of which each exchange may meet any fault: every
 * call ends in one whole answer, or in one failure with a type and with what had arrived.
 * The seed is printed; {@code -Dllm.storm.seed} sets it.
 */
class FaultStormIT {

	private static final int CALLS = Integer.getInteger("llm.storm.calls", 10_000);

	private static final int AT_A_TIME = 200;

	private static final int MAX_ATTEMPTS = 3;

	private final long seed = Long.getLong("llm.storm.seed", System.nanoTime());

	private final Map<Integer, AtomicInteger> exchanges = new ConcurrentHashMap<>();

	private final Map<String, AtomicInteger> ends = new ConcurrentHashMap<>();

	@Test
	void everyCallEndsOnceAndNothingIsLostOrRepeated() {
		System.out.println("Seed " + this.seed);
		ResourceLeakDetector.Level before = ResourceLeakDetector.getLevel();
		ListAppender<ILoggingEvent> leaks = new ListAppender<>();
		Logger detector = (Logger) LoggerFactory.getLogger(ResourceLeakDetector.class);
		leaks.start();
		detector.addAppender(leaks);
		ResourceLeakDetector.setLevel(ResourceLeakDetector.Level.PARANOID);
		try (LlmSimulator server = LlmSimulator.start(); ProviderRegistry registry = registry(server)) {
			server.script(this::answer);
			System.out.println("After a storm to warm up: " + storm(server, registry.client("office:m")));
			MemoryUse first = storm(server, registry.client("office:m"));
			MemoryUse second = storm(server, registry.client("office:m"));
			System.out.println("After the first storm: " + first + "; after the second: " + second);
			System.out.println(new TreeMap<>(this.ends));
			assertThat(second.heap()).isLessThan(first.heap() + first.heap() / 20 + (2L << 20));
			assertThat(second.direct()).isLessThanOrEqualTo(first.direct() + first.direct() / 20);
		}
		finally {
			ResourceLeakDetector.setLevel(before);
			detector.detachAppender(leaks);
		}
		assertThat(leaks.list).extracting(ILoggingEvent::getFormattedMessage).isEmpty();
		assertThat(this.ends.keySet()).contains("answer").hasSizeGreaterThan(4);
	}

	/** Those before count for nothing: classes, buffers and connections are made then. */
	private MemoryUse storm(LlmSimulator server, LlmClient client) {
		this.exchanges.clear();
		Long ended = Flux.range(0, CALLS)
			.flatMap((number) -> call(client, number), AT_A_TIME)
			.count()
			.block(Duration.ofMinutes(5));
		assertThat(ended).isEqualTo(CALLS);
		server.reset();
		server.script(this::answer);
		return MemoryUse.now();
	}

	private Mono<Integer> call(LlmClient client, int number) {
		StringBuilder heard = new StringBuilder();
		return client.stream(ChatRequest.of("call " + number)).doOnNext((event) -> {
			if (event instanceof StreamEvent.TextDelta delta) {
				heard.append(delta.text());
			}
		})
			.filter(StreamEvent.Finished.class::isInstance)
			.cast(StreamEvent.Finished.class)
			.single()
			.map((finished) -> whole(number, heard.toString(), finished.response()))
			.onErrorResume(LlmException.class, (failure) -> Mono.just(partial(number, heard.toString(), failure)))
			.doOnNext((end) -> assertThat(sent(number)).isLessThanOrEqualTo(MAX_ATTEMPTS))
			.thenReturn(number);
	}

	private String whole(int number, String heard, ChatResponse response) {
		assertThat(heard).isEqualTo(text(number)).isEqualTo(response.text());
		assertThat(response.attempts()).isEqualTo(sent(number));
		return ended("answer");
	}

	private String partial(int number, String heard, LlmException failure) {
		assertThat(text(number)).startsWith(heard);
		assertThat(failure.partialResponse().map(ChatResponse::text).orElse("")).isEqualTo(heard);
		assertThat(failure.attempts()).isLessThanOrEqualTo(MAX_ATTEMPTS);
		return ended(failure.kind() + (heard.isEmpty() ? "" : " in the middle"));
	}

	private String ended(String how) {
		this.ends.computeIfAbsent(how, (key) -> new AtomicInteger()).incrementAndGet();
		return how;
	}

	private int sent(int number) {
		AtomicInteger sent = this.exchanges.get(number);
		return (sent != null) ? sent.get() : 0;
	}

	private static String text(int number) {
		StringBuilder text = new StringBuilder();
		for (int i = 0; i < 12; i++) {
			text.append("call").append(number).append("word").append(i).append(' ');
		}
		return text.toString();
	}

	private Answer answer(SimulatedRequest request) {
		int number = Integer.parseInt(request.lastUserText().substring("call ".length()));
		int attempt = this.exchanges.computeIfAbsent(number, (key) -> new AtomicInteger()).incrementAndGet();
		Random random = new Random(this.seed + number * 31L + attempt);
		Answer whole = Answer.builder().deltas(text(number).split("(?<= )")).build();
		return switch (random.nextInt(20)) {
			case 0 -> Answer.error(429, "slow down").header("Retry-After", "0");
			case 1 -> Answer.error(List.of(500, 502, 503, 529).get(random.nextInt(4)), "it failed");
			case 2 -> Answer.error(List.of(400, 401, 403, 404, 422).get(random.nextInt(5)), "it is wrong");
			case 3 -> whole.cutAfter(random.nextInt(3000));
			case 4 -> whole.resetAfter(random.nextInt(3000));
			case 5 -> Answer.reset();
			case 6 -> Answer.closed();
			case 7 -> Answer.builder()
				.deltas(text(number).split("(?<= )")[0])
				.failure(SimulatedError.of(500, "it failed"))
				.build();
			case 8 -> Answer.html(502);
			case 9 -> Answer.status(200, "text/event-stream", "data: {nonsense\n\n");
			case 10 -> Answer.redirect(307, "https://elsewhere.invalid/");
			case 11 -> Answer.builder().failure(SimulatedError.of(503, "it is overloaded")).build();
			case 12 -> (random.nextInt(10) == 0) ? Answer.silence() : whole;
			default -> whole;
		};
	}

	private static ProviderRegistry registry(LlmSimulator server) {
		return ProviderRegistry.builder()
			.provider(ProviderSettings.builder("office")
				.api("openai-completions")
				.baseUrl(server.baseUrl("openai-completions"))
				.timeouts(new TimeoutSettings(null, Duration.ofSeconds(5), Duration.ofSeconds(5), null))
				.retry(RetrySettings.builder().maxAttempts(MAX_ATTEMPTS).delay(Duration.ofMillis(5)).build())
				.build())
			.build();
	}

}
