package io.llmprovider.registry;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import io.llmprovider.chat.ChatRequest;
import io.llmprovider.chat.StreamEvent;
import io.llmprovider.model.Model;
import io.llmprovider.provider.LlmClient;
import io.llmprovider.provider.ModelSettings;
import io.llmprovider.provider.ProviderRegistry;
import io.llmprovider.provider.ProviderSettings;
import io.llmprovider.retry.RetrySettings;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Sinks;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Providers come, change and go while streams run. Each state of the registry sets a key,
 * a header and a body member to one number, so that a request with two numbers has seen
 * half a change. The server sends the streams their tokens as the changes go on, and the
 * last one after the last change.
 */
class RegistryUnderLoadTests {

	private static final int STREAMS = 200;

	private static final int CHANGES = 1000;

	private static final int CHANGES_PER_TOKEN = 10;

	private static final ChatRequest LONG = ChatRequest.of("Go on");

	private static final ChatRequest SHORT = ChatRequest.of("Hello");

	private final Sinks.Many<String> tokens = Sinks.many().replay().all();

	private final Queue<Asked> asked = new ConcurrentLinkedQueue<>();

	@Test
	void everyStreamOutlastsTheChangesUndisturbedAndNoCallSeesHalfAChange() throws Exception {
		DisposableServer server = server();
		String url = "http://127.0.0.1:" + server.port() + "/v1";
		try (ProviderRegistry registry = ProviderRegistry.builder().provider(settings("office", url, 0)).build()) {
			LlmClient client = registry.client("office:m");
			CountDownLatch begun = new CountDownLatch(STREAMS);
			List<CompletableFuture<List<StreamEvent>>> streams = new ArrayList<>();
			List<CompletableFuture<String>> answers = new ArrayList<>();
			this.tokens.tryEmitNext("0 ").orThrow();
			for (int i = 0; i < STREAMS; i++) {
				streams.add(client.stream(LONG).doOnNext((event) -> {
					if (event instanceof StreamEvent.TextDelta delta && delta.text().startsWith("0 ")) {
						begun.countDown();
					}
				}).collectList().toFuture());
			}
			assertThat(begun.await(60, TimeUnit.SECONDS)).isTrue();

			for (int number = 1; number <= CHANGES; number++) {
				change(registry, url, number);
				if (number % 4 == 0) {
					answers.add(client.chat(SHORT).map((answer) -> answer.text()).toFuture());
				}
				if (number % CHANGES_PER_TOKEN == 0) {
					this.tokens.tryEmitNext(number + " ").orThrow();
				}
			}

			assertThat(streams).as("streams that outlast the changes").noneMatch(CompletableFuture::isDone);
			this.tokens.tryEmitComplete().orThrow();
			for (CompletableFuture<List<StreamEvent>> stream : streams) {
				assertWhole(stream.get(60, TimeUnit.SECONDS));
			}
			for (CompletableFuture<String> answer : answers) {
				assertThat(answer.get(60, TimeUnit.SECONDS)).isEqualTo("short");
			}
			assertThat(this.asked).hasSize(STREAMS + CHANGES / 4)
				.allSatisfy((request) -> assertThat(request).isEqualTo(Asked.of(request.header())));
			assertThat(this.asked.stream().distinct().count()).isGreaterThan(CHANGES / 10);
		}
		finally {
			server.disposeNow();
		}
	}

	private static void assertWhole(List<StreamEvent> events) {
		StringBuilder expected = new StringBuilder();
		for (int token = 0; token <= CHANGES; token += CHANGES_PER_TOKEN) {
			expected.append(token).append(' ');
		}
		StringBuilder told = new StringBuilder();
		events.forEach((event) -> {
			if (event instanceof StreamEvent.TextDelta delta) {
				told.append(delta.text());
			}
		});
		assertThat(told).hasToString(expected.toString());
		assertThat(events.get(events.size() - 1)).isInstanceOfSatisfying(StreamEvent.Finished.class, (finished) -> {
			assertThat(finished.response().text()).isEqualTo(expected.toString());
			assertThat(finished.response().attempts()).isEqualTo(1);
		});
		assertThat(events).filteredOn(StreamEvent.Finished.class::isInstance).hasSize(1);
	}

	private static void change(ProviderRegistry registry, String url, int number) {
		if (number % 5 == 0) {
			registry.unregister("office");
		}
		else if (number % 5 == 1) {
			registry.registerModels("office", List.of(ModelSettings.of(Model.of("office", "m")),
					ModelSettings.of(Model.of("office", "m" + number))));
		}
		else if (number % 5 == 2) {
			registry.register(settings("extra" + number, url, number));
			registry.unregister("extra" + number);
		}
		else {
			registry.override(settings("office", url, number));
		}
	}

	private static ProviderSettings settings(String name, String url, int number) {
		return ProviderSettings.builder(name)
			.api("openai-completions")
			.baseUrl(url)
			.apiKey("key-" + number)
			.retry(RetrySettings.once())
			.headers(Map.of("X-Number", String.valueOf(number)))
			.options(io.llmprovider.chat.ChatOptions.builder().extraBody(Map.of("number", "n" + number)).build())
			.build();
	}

	private DisposableServer server() {
		return HttpServer.create()
			.host("127.0.0.1")
			.port(0)
			.handle((request, response) -> request.receive().aggregate().asString().flatMapMany((body) -> {
				int at = body.indexOf("\"number\":\"n") + 11;
				this.asked.add(new Asked(request.requestHeaders().get("X-Number"),
						request.requestHeaders().get("Authorization"), body.substring(at, body.indexOf('"', at))));
				Flux<String> texts = body.contains("Go on") ? this.tokens.asFlux() : Flux.just("short");
				return response.sse()
					.sendString(texts.map(RegistryUnderLoadTests::delta).concatWith(Flux.just(END)),
							java.nio.charset.StandardCharsets.UTF_8);
			}))
			.bindNow();
	}

	private static final String END = """
			data: {"id":"r","model":"m","choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}

			data: [DONE]

			""";

	private static String delta(String text) {
		return "data: {\"id\":\"r\",\"model\":\"m\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"" + text
				+ "\"}}]}\n\n";
	}

	/**
	 * The three numbers of a request.
	 *
	 * @param header in a header
	 * @param key in the key
	 * @param body in the body
	 */
	private record Asked(String header, String key, String body) {

		static Asked of(String number) {
			return new Asked(number, "Bearer key-" + number, number);
		}

	}

}
