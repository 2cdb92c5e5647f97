package io.llmprovider.load;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import io.llmprovider.chat.ChatOptions;
import io.llmprovider.chat.ChatRequest;
import io.llmprovider.conformance.Protocols;
import io.llmprovider.protocol.Limits;
import io.llmprovider.protocol.openai.codex.CodexResponsesProtocol;
import io.llmprovider.provider.LlmClient;
import io.llmprovider.provider.ProviderRegistry;
import io.llmprovider.provider.ProviderRegistryBuilder;
import io.llmprovider.provider.ProviderSettings;
import io.llmprovider.retry.RetryBudget;
import io.llmprovider.retry.RetrySettings;
import io.llmprovider.test.simulator.Dialect;
import io.llmprovider.transport.TimeoutSettings;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Ten thousand calls, 200 at a time, over every protocol, of which each exchange may meet
 * any fault: every call ends in one whole answer, or in one failure with a type and with
 * what had arrived. A second storm like the first needs no more memory than that. The
 * seed is printed; {@code -Dllm.storm.seed} sets it, {@code -Dllm.storm.calls} how many
 * calls.
 */
class FaultStormIT {

	private static final int CALLS = Integer.getInteger("llm.storm.calls", 10_000);

	private static final int AT_A_TIME = 200;

	private static final int MAX_ATTEMPTS = 3;

	private static final int LOOKS = 25;

	/** What is not silent must be faster on a machine that has other things to do. */
	private static final Duration SILENCE = Duration.ofSeconds(15);

	private final long seed = Long.getLong("llm.storm.seed", System.nanoTime());

	private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);

	private final Level usual = this.root.getLevel();

	@BeforeEach
	void beQuiet() {
		// Reactor Netty warns of each connection that breaks, with a stack trace.
		this.root.setLevel(Level.OFF);
	}

	@AfterEach
	void beAsBefore() {
		this.root.setLevel(this.usual);
	}

	@Test
	void everyCallEndsOnceAndNothingIsLostOrRepeatedOrKept() throws InterruptedException {
		System.out.println("Seed " + this.seed);
		Buffers buffers = new Buffers();
		try (LeakLog leaks = new LeakLog()) {
			storms(buffers);
			assertThat(buffers.taken()).isGreaterThan(CALLS);
			assertThat(buffers.leftInTheEnd()).as("buffers left").isZero();
			assertThat(leaks.reports()).as("what Netty's leak detector reports").isEmpty();
		}
	}

	private void storms(Buffers buffers) {
		try (StormServer server = new StormServer(this.seed); ProviderRegistry registry = registry(server, buffers)) {
			List<LlmClient> clients = clients(server, registry);
			storm(server, clients, CALLS / 5, AT_A_TIME / 10, null);
			try (HighWater water = new HighWater(buffers.allocator())) {
				StormCaller first = storm(server, clients, CALLS, AT_A_TIME, water);
				MemoryUse mark = water.mark();
				StormCaller second = storm(server, clients, CALLS, AT_A_TIME, water);
				System.out.println("High-water mark of the first storm: " + mark + "; of both: " + water.mark());
				System.out.println("How calls ended: " + first.ends() + "; in the second storm: " + second.ends());
				water.requireNoRise(mark);
			}
		}
	}

	private static StormCaller storm(StormServer server, List<LlmClient> clients, int calls, int atATime,
			@Nullable HighWater water) {
		server.forget();
		StormCaller caller = new StormCaller(server, clients, MAX_ATTEMPTS);
		AtomicInteger ended = new AtomicInteger();
		Long count = Flux.range(0, calls).flatMap(caller::call, atATime).doOnNext((number) -> {
			if (ended.incrementAndGet() % (calls / LOOKS) == 0 && water != null) {
				server.forgetExchanges();
				water.lookAtHeap();
			}
		}).count().block(Duration.ofMinutes(5));
		assertThat(count).isEqualTo(calls);
		assertThat(caller.wrong()).isEmpty();
		Map<StormFault, Integer> faults = server.faults();
		if (calls == CALLS) {
			System.out.println("Faults met: " + faults);
			assertThat(faults.keySet()).containsExactlyInAnyOrder(StormFault.values());
		}
		server.forget();
		return caller;
	}

	private static ProviderRegistry registry(StormServer server, Buffers buffers) {
		ProviderRegistryBuilder registry = ProviderRegistry.builder()
			.connectors(buffers)
			.retries((provider, retries) -> retries.budget(RetryBudget.unlimited()));
		for (Dialect dialect : server.simulator().dialects()) {
			for (boolean streaming : ways(dialect.protocol())) {
				registry.provider(ProviderSettings.builder(StormServer.key(dialect.protocol(), streaming))
					.api(dialect.protocol())
					.baseUrl(server.simulator().baseUrl(dialect.protocol()))
					.apiKey("key")
					.options(ofTheAccount(dialect.protocol()))
					.wireStreaming(streaming)
					.limits(new Limits(StormFault.OVERSIZED / 2, 1 << 20, 1 << 22))
					.timeouts(new TimeoutSettings(null, SILENCE, SILENCE, null))
					.retry(RetrySettings.builder().maxAttempts(MAX_ATTEMPTS).delay(Duration.ofMillis(5)).build())
					.build());
			}
		}
		return registry.build();
	}

	/** Streamed and whole; ChatGPT's back end only streams. */
	private static List<Boolean> ways(String protocol) {
		return protocol.equals(CodexResponsesProtocol.ID) ? List.of(true) : List.of(true, false);
	}

	/** ChatGPT's back end wants to know whose token it is. */
	private static ChatOptions ofTheAccount(String protocol) {
		return protocol.equals(CodexResponsesProtocol.ID)
				? ChatOptions.builder().providerOptions(Map.of("account-id", "acct-1")).build() : ChatOptions.NONE;
	}

	/** A client for each protocol, and the shape of its answers learned. */
	private static List<LlmClient> clients(StormServer server, ProviderRegistry registry) {
		Protocols protocols = Protocols.onClassPath();
		return server.simulator()
			.dialects()
			.stream()
			.map(Dialect::protocol)
			.filter((protocol) -> protocols.find(protocol) != null)
			.sorted()
			.flatMap((protocol) -> ways(protocol).stream().map((streaming) -> {
				String key = StormServer.key(protocol, streaming);
				LlmClient client = registry.client(key + ":" + model(protocol));
				client.chat(ChatRequest.of("call 0")).block(Duration.ofSeconds(20));
				server.learn(key);
				return client;
			}))
			.toList();
	}

	private static String model(String protocol) {
		return protocol.startsWith("bedrock") ? "eu.anthropic.claude-sonnet-4-5-20250929-v1:0" : "m";
	}

}
