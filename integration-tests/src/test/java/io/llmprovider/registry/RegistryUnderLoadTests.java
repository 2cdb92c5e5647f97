package io.llmprovider.registry;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

import io.llmprovider.chat.ChatRequest;
import io.llmprovider.chat.ChatResponse;
import io.llmprovider.chat.StreamEvent;
import io.llmprovider.model.Model;
import io.llmprovider.provider.LlmClient;
import io.llmprovider.provider.ModelSettings;
import io.llmprovider.provider.ProviderRegistry;
import io.llmprovider.provider.ProviderSettings;
import io.llmprovider.retry.RetrySettings;
import io.llmprovider.test.simulator.Answer;
import io.llmprovider.test.simulator.LlmSimulator;
import io.llmprovider.test.simulator.ReceivedRequest;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Providers come, change and go while streams run. Each state of the registry sets a key
 * and a header to one number, so that a request with two numbers has seen half a change.
 */
class RegistryUnderLoadTests {

	private static final String API = "openai-completions";

	private static final int STREAMS = 200;

	private static final int CHANGES = 1000;

	private static final int DELTAS = 120;

	@Test
	void noStreamIsDisturbedAndNoCallSeesHalfAChange() throws Exception {
		try (LlmSimulator simulator = LlmSimulator.start(); ProviderRegistry registry = registry(simulator)) {
			simulator.script((request) -> answer());
			LlmClient client = registry.client("office:m");
			CountDownLatch begun = new CountDownLatch(STREAMS);
			List<CompletableFuture<ChatResponse>> answers = new ArrayList<>();
			for (int i = 0; i < STREAMS; i++) {
				answers.add(stream(client, begun));
			}
			assertThat(begun.await(30, TimeUnit.SECONDS)).isTrue();
			simulator.script((request) -> Answer.text("short"));

			for (int number = 1; number <= CHANGES; number++) {
				change(registry, simulator, number);
				if (number % 4 == 0) {
					answers.add(client.chat(ChatRequest.of("Hello")).toFuture());
				}
			}

			String whole = "word ".repeat(DELTAS);
			for (int i = 0; i < answers.size(); i++) {
				ChatResponse answer = answers.get(i).get(60, TimeUnit.SECONDS);
				assertThat(answer.text()).isEqualTo((i < STREAMS) ? whole : "short");
				assertThat(answer.attempts()).isEqualTo(1);
			}
			List<ReceivedRequest> requests = simulator.requests();
			assertThat(requests).hasSize(STREAMS + CHANGES / 4);
			assertThat(requests).allSatisfy((request) -> assertThat(request.header("Authorization"))
				.isEqualTo("Bearer key-" + request.header("X-Number")));
			assertThat(requests.stream().map((request) -> request.header("X-Number")).distinct().count())
				.isGreaterThan(CHANGES / 10);
		}
	}

	private static void change(ProviderRegistry registry, LlmSimulator simulator, int number) {
		if (number % 5 == 0) {
			registry.unregister("office");
		}
		else if (number % 5 == 1) {
			registry.registerModels("office", List.of(ModelSettings.of(Model.of("office", "m")),
					ModelSettings.of(Model.of("office", "m" + number))));
		}
		else if (number % 5 == 2) {
			registry.register(settings("extra" + number, simulator, number).build());
			registry.unregister("extra" + number);
		}
		else {
			registry.override(settings("office", simulator, number).build());
		}
	}

	private static CompletableFuture<ChatResponse> stream(LlmClient client, CountDownLatch begun) {
		AtomicReference<StreamEvent> first = new AtomicReference<>();
		return client.stream(ChatRequest.of("Go on")).doOnNext((event) -> {
			if (event instanceof StreamEvent.TextDelta && first.compareAndSet(null, event)) {
				begun.countDown();
			}
		}).ofType(StreamEvent.Finished.class).single().map(StreamEvent.Finished::response).toFuture();
	}

	private static Answer answer() {
		String[] deltas = new String[DELTAS];
		java.util.Arrays.fill(deltas, "word ");
		return Answer.builder().deltas(deltas).build().paced(Duration.ofMillis(15));
	}

	private static ProviderRegistry registry(LlmSimulator simulator) {
		return ProviderRegistry.builder().provider(settings("office", simulator, 0).build()).build();
	}

	private static ProviderSettings.Builder settings(String name, LlmSimulator simulator, int number) {
		return ProviderSettings.builder(name)
			.api(API)
			.baseUrl(simulator.baseUrl(API))
			.apiKey("key-" + number)
			.retry(RetrySettings.once())
			.headers(Map.of("X-Number", String.valueOf(number)));
	}

}
