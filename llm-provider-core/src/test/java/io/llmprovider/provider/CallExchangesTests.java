package io.llmprovider.provider;

import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.llmprovider.chat.ChatRequest;
import io.llmprovider.error.LlmException;
import io.llmprovider.error.TimeoutException;
import io.llmprovider.protocol.ChatCall;
import io.llmprovider.protocol.WireProtocol;
import io.llmprovider.protocol.WireRequest;
import io.llmprovider.retry.RetrySettings;
import io.llmprovider.transport.ConnectionSettings;
import io.llmprovider.transport.TimeoutSettings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * How many exchanges a call makes, and what each of them says.
 */
class CallExchangesTests {

	private static final ChatRequest REQUEST = ChatRequest.of("hi");

	private ProviderRegistry registry = ProviderRegistry.builder().build();

	@AfterEach
	void close() {
		this.registry.close();
	}

	@ParameterizedTest
	@CsvSource({ "1, 400", "2, 400 400", "3, 400 400", "3, 400 503 503", "2, 503 400", "3, 503 400 200", "3, 400 200",
			"3, 400 503 200" })
	void anotherWayToSayACallIsOneOfItsAttempts(int maxAttempts, String statuses) {
		List<Integer> script = List.of(statuses.split(" ")).stream().map(Integer::valueOf).toList();
		try (FakeServer server = answering(script)) {
			LlmClient client = client(server, maxAttempts);
			boolean answered = script.get(script.size() - 1) == 200;

			LlmException failure = catchThrowableOfType(LlmException.class, () -> client.blocking().chat(REQUEST));

			assertThat(server.asked).hasSize(script.size()).hasSizeLessThanOrEqualTo(maxAttempts);
			assertThat(failure == null).isEqualTo(answered);
			if (failure != null) {
				assertThat(failure.attempts()).isEqualTo(script.size());
			}
			int refused = script.indexOf(400);
			for (int i = 0; i < script.size(); i++) {
				assertThat(server.asked.get(i).body()).containsEntry("way", (i <= refused) ? "first" : "other");
			}
		}
	}

	@Test
	void aCallMayHaveAShorterLimitToConnectThanItsProvider() throws Exception {
		try (FakeServer server = new FakeServer(
				(response, number) -> FakeServer.openEnded(response, "\"" + number + "\"\n"))) {
			this.registry = ProviderRegistry.builder()
				.protocols(List.of(new FakeProtocol()))
				.provider(ProviderSettings.builder("p")
					.api("fake")
					.baseUrl(server.url())
					.retry(RetrySettings.once())
					.connections(new ConnectionSettings(1, null))
					.build())
				.build();
			LlmClient client = this.registry.client("p:m");
			reactor.core.Disposable holdsTheOnlyConnection = client.stream(REQUEST).subscribe();
			server.awaitAsked();

			TimeoutException failure = catchThrowableOfType(TimeoutException.class,
					() -> client.with(connectWithin(Duration.ofMillis(50))).blocking().chat(REQUEST));

			assertThat(failure).hasMessageContaining("No connection to 127.0.0.1 within the call's limit")
				.hasMessageContaining("timeouts.connect");
			assertThat(server.asked).hasSize(1);
			holdsTheOnlyConnection.dispose();
		}
	}

	@Test
	void aLimitToConnectDoesNotEndACallThatIsConnected() {
		try (FakeServer server = new FakeServer((response, number) -> response
			.sendString(Mono.delay(Duration.ofMillis(300)).thenMany(Flux.just("\"late\"\n\"END\"\n"))))) {
			assertThat(client(server, 1).with(connectWithin(Duration.ofMillis(200))).blocking().chat(REQUEST).text())
				.isEqualTo("late");
		}
	}

	@Test
	void aHostThatLetsNobodyInIsATimeoutThatNamesIt() throws Exception {
		try (ServerSocket full = new ServerSocket()) {
			// Nobody accepts: the handshake of TLS never gets an answer.
			full.bind(new InetSocketAddress("127.0.0.1", 0));
			this.registry = ProviderRegistry.builder()
				.protocols(List.of(new FakeProtocol()))
				.provider(ProviderSettings.builder("p")
					.api("fake")
					.baseUrl("https://127.0.0.1:" + full.getLocalPort() + "/v1")
					.retry(RetrySettings.once())
					.timeouts(new TimeoutSettings(Duration.ofMillis(100), null, null, null))
					.build())
				.build();

			LlmException failure = catchThrowableOfType(LlmException.class,
					() -> this.registry.client("p:m").blocking().chat(REQUEST));

			assertThat(failure).isInstanceOf(TimeoutException.class)
				.hasMessageContaining("127.0.0.1:" + full.getLocalPort())
				.hasMessageContaining("llm.providers.p.timeouts.connect");
		}
	}

	private static CallSettings connectWithin(Duration limit) {
		return CallSettings.builder().timeouts(new TimeoutSettings(limit, null, null, null)).build();
	}

	private LlmClient client(FakeServer server, int maxAttempts) {
		this.registry = ProviderRegistry.builder()
			.protocols(List.of(sayingItInAnotherWay(new FakeProtocol())))
			.provider(ProviderSettings.builder("p")
				.api("fake")
				.baseUrl(server.url())
				.retry(RetrySettings.builder().maxAttempts(maxAttempts).delay(Duration.ZERO).build())
				.build())
			.build();
		return this.registry.client("p:m");
	}

	private static FakeServer answering(List<Integer> statuses) {
		return new FakeServer((response, number) -> (statuses.get(number - 1) == 200)
				? response.sendString(Flux.just("\"ok\"\n\"END\"\n"))
				: response.status(statuses.get(number - 1)).send());
	}

	private static WireProtocol sayingItInAnotherWay(WireProtocol protocol) {
		return (WireProtocol) java.lang.reflect.Proxy.newProxyInstance(WireProtocol.class.getClassLoader(),
				new Class<?>[] { WireProtocol.class }, (proxy, method, arguments) -> {
					if (method.getName().equals("encode")) {
						return way((ChatCall) arguments[0], "first");
					}
					if (method.getName().equals("fallback")) {
						LlmException failure = (LlmException) arguments[1];
						return Integer.valueOf(400).equals(failure.status())
								? Optional.of(way((ChatCall) arguments[0], "other")) : Optional.empty();
					}
					return method.invoke(protocol, arguments);
				});
	}

	private static WireRequest way(ChatCall call, String way) {
		return WireRequest.post(call.endpoint("/chat"), Map.of("way", way), call.streaming(), List.of());
	}

}
