package io.llmprovider.provider;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;

import io.llmprovider.auth.Authorizer;
import io.llmprovider.chat.ChatRequest;
import io.llmprovider.chat.FinishReason;
import io.llmprovider.chat.StreamEvent;
import io.llmprovider.error.AuthenticationException;
import io.llmprovider.error.ErrorDetails;
import io.llmprovider.error.ErrorKind;
import io.llmprovider.error.HookException;
import io.llmprovider.error.InvalidRequestException;
import io.llmprovider.error.OverloadedException;
import io.llmprovider.error.TruncatedStreamException;
import io.llmprovider.protocol.WireRequest;
import io.llmprovider.provider.hook.Exchange;
import io.llmprovider.provider.hook.ExchangeHook;
import io.llmprovider.provider.hook.ExchangeResult;
import io.llmprovider.retry.RetrySettings;
import io.llmprovider.transport.TimeoutSettings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

class ExchangeHookTests {

	private static final ChatRequest REQUEST = ChatRequest.of("hi");

	private final FakeServer server = FakeServer.lines("\"first\"", "\"END\"");

	private final FakeServer other = FakeServer.lines("\"other\"", "\"END\"");

	private final List<ExchangeResult> results = new CopyOnWriteArrayList<>();

	private final List<String> order = new CopyOnWriteArrayList<>();

	@AfterEach
	void close() {
		this.server.close();
		this.other.close();
	}

	@Test
	void aHookChangesAddressHeadersAndBodyBeforeTheKeyIsPutOn() {
		List<WireRequest> seen = new ArrayList<>();
		ask(settings(this.server).build(), before("change", (request, exchange) -> {
			seen.add(request);
			request.body().put("added", exchange.request().messages().size());
			return new WireRequest(request.method(), request.uri() + "?version=2", Map.of("X-Hook", "yes"),
					request.body(), request.streaming(), request.warnings());
		}));

		assertThat(this.server.last().uri()).isEqualTo("/v1/chat?version=2");
		assertThat(this.server.last().headers().get("X-Hook")).isEqualTo("yes");
		assertThat(this.server.last().headers().get("Authorization")).isEqualTo("Bearer sk-office");
		assertThat(this.server.last().body()).containsEntry("added", 1).containsEntry("model", "m");
		assertThat(seen).singleElement().satisfies((request) -> {
			assertThat(request.headers()).containsEntry("X-Team", "search");
			assertThat(request.headers().toString()).doesNotContain("sk-office");
		});
	}

	@Test
	void aSignatureCoversWhatHooksChanged() {
		Authorizer signing = (request, key) -> Mono
			.just(request.header("X-Signature", String.valueOf(java.util.Arrays.hashCode(request.bytes()))));
		try (ProviderRegistry registry = ProviderRegistry.builder()
			.protocol(new FakeProtocol())
			.provider(settings(this.server).build())
			.authorizer("office", signing)
			.hook(before("change", (request, exchange) -> {
				request.body().clear();
				return request;
			}))
			.build()) {
			registry.client("office:m").chat(REQUEST).block();
		}

		assertThat(this.server.last().headers().get("X-Signature"))
			.isEqualTo(String.valueOf(java.util.Arrays.hashCode("{}".getBytes())));
	}

	@Test
	void whatAHookPutsOnIsNotRepeatedByAFailure() {
		FakeServer echoing = new FakeServer((response, number) -> response.status(400)
			.header("Content-Type", "application/json")
			.sendString(Mono.just("{\"error\":{\"message\":\"bad header corp-marker-1\"}}")));
		ProviderSettings settings = settings(echoing).build();
		InvalidRequestException failure = catchThrowableOfType(InvalidRequestException.class, () -> ask(settings,
				before("token", (request, exchange) -> request.header("X-Corp-Token", "corp-marker-1"))));

		assertThat(echoing.last().headers().get("X-Corp-Token")).isEqualTo("corp-marker-1");
		assertThat(failure).hasMessageContaining("bad header ***");
		assertThat(failure.details().toString() + failure.details().body()).doesNotContain("corp-marker-1");
		echoing.close();
	}

	@Test
	void hooksComposeInTheirOrderThoseOfTheProviderLast() {
		ask(settings(this.server).hooks(List.of(tracing("own", ">own"))).build(), tracing("a", ">a"),
				tracing("b", ">b"));

		assertThat(this.server.last().headers().get("X-Trace")).isEqualTo(">a>b>own");
		assertThat(this.order).containsExactly("a", "b", "own");
	}

	@Test
	void aHookOfOneProviderLeavesTheOthersAlone() {
		try (ProviderRegistry registry = ProviderRegistry.builder()
			.protocol(new FakeProtocol())
			.provider(settings(this.server).build())
			.provider(ProviderSettings.builder("home").api("fake").baseUrl(this.other.url()).build())
			.hook("home", tracing("home", "home"))
			.build()) {
			registry.client("office:m").chat(REQUEST).block();
			registry.client("home:m").chat(REQUEST).block();
		}

		assertThat(this.server.last().headers().contains("X-Trace")).isFalse();
		assertThat(this.other.last().headers().get("X-Trace")).isEqualTo("home");
	}

	@Test
	void hooksComeAndGoWithARegistrationAtRunTime() {
		try (ProviderRegistry registry = registry(settings(this.server).build())) {
			LlmClient client = registry.client("office:m");
			registry.override(ProviderSettings.builder("office").hooks(List.of(tracing("live", "live"))).build());
			client.chat(REQUEST).block();
			assertThat(this.server.last().headers().get("X-Trace")).isEqualTo("live");
			assertThat(registry.describe("office").orElseThrow().origins()).containsEntry("hooks", Layer.RUNTIME);

			registry.unregister("office");
			client.chat(REQUEST).block();
			assertThat(this.server.last().headers().contains("X-Trace")).isFalse();
		}
	}

	@Test
	void aHookSeesStatusHeadersAnswerAndTimeBeforeTheCallerHearsOfTheEnd() {
		List<String> heard = new CopyOnWriteArrayList<>();
		try (ProviderRegistry registry = registry(settings(this.server).build(), after("watch", (result) -> {
			heard.add("hook");
			this.results.add(result);
			return Mono.empty();
		}))) {
			registry.client("office:m")
				.stream(REQUEST)
				.doOnNext((event) -> heard.add(event.getClass().getSimpleName()))
				.blockLast();
		}

		assertThat(heard).containsExactly("Started", "TextStarted", "TextDelta", "TextEnded", "hook", "Finished");
		assertThat(this.results).singleElement().satisfies((result) -> {
			assertThat(result.status()).isEqualTo(200);
			assertThat(result.headers().get("content-type")).containsExactly("application/x-ndjson");
			assertThat(result.answer().text()).isEqualTo("first");
			assertThat(result.failure()).isNull();
			assertThat(result.isCancelled()).isFalse();
			assertThat(result.duration()).isPositive();
			assertThat(result.request().uri()).isEqualTo(this.server.url() + "/chat");
			assertThat(result.request().headers()).doesNotContainKey("Authorization");
			assertThat(result).hasToString("ExchangeResult[Exchange[office:m, fake, attempt 1], status 200, headers "
					+ result.headers().keySet() + ", finished STOP, failure none, " + result.duration() + "]");
		});
	}

	@Test
	void eachAttemptIsSeenForItselfAndBeginsWithWhatTheProtocolWrote() {
		FakeServer failing = new FakeServer((response, number) -> (number < 3) ? response.status(503).send()
				: response.header("Content-Type", "application/x-ndjson")
					.sendString(Mono.just("\"third\"\n\"END\"\n")));
		RetrySettings retry = RetrySettings.builder().maxAttempts(3).delay(Duration.ofMillis(1)).build();
		ask(settings(failing).retry(retry).build(), before("count", (request, exchange) -> {
			request.body().merge("count", 1, (old, one) -> (Integer) old + 1);
			return request.header("X-Attempt", String.valueOf(exchange.attempt()));
		}), after("watch", (result) -> {
			this.results.add(result);
			return Mono.empty();
		}));

		assertThat(failing.asked).extracting((asked) -> asked.headers().get("X-Attempt"))
			.containsExactly("1", "2", "3");
		assertThat(failing.asked).allSatisfy((asked) -> assertThat(asked.body()).containsEntry("count", 1));
		assertThat(this.results).extracting(ExchangeResult::status).containsExactly(503, 503, 200);
		assertThat(this.results).extracting((result) -> result.failure() == null).containsExactly(false, false, true);
		assertThat(this.results.get(0).failure()).isInstanceOf(OverloadedException.class);
		failing.close();
	}

	@Test
	void aHookThatFailsBeforehandFailsTheCallWithItsNameAndNothingIsSent() {
		HookException failure = failing(settings(this.server).build(), tracing("first", "1"),
				before("guard", (request, exchange) -> {
					throw new IllegalStateException("no personal data");
				}), tracing("last", "2"));

		assertThat(failure.hook()).isEqualTo("guard");
		assertThat(failure).hasMessageContaining("office:m")
			.hasMessageContaining("Hook 'guard' failed before the request was sent: no personal data")
			.hasRootCauseInstanceOf(IllegalStateException.class);
		assertThat(failure.attempts()).isZero();
		assertThat(failure.kind()).isEqualTo(ErrorKind.HOOK);
		assertThat(this.server.asked).isEmpty();
		assertThat(this.order).containsExactly("first");
	}

	@Test
	void aHookThatFailsAfterwardsFailsTheCallAndKeepsTheAnswer() {
		HookException failure = failing(settings(this.server).build(),
				after("audit", (result) -> Mono.error(new IllegalStateException("the disk is full"))));

		assertThat(failure.hook()).isEqualTo("audit");
		assertThat(failure).hasMessageContaining("Hook 'audit' failed after the exchange: the disk is full");
		assertThat(failure.partialResponse().orElseThrow().text()).isEqualTo("first");
		assertThat(this.server.asked).hasSize(1);
	}

	@Test
	void aHookThatFailsAfterAFailureKeepsBoth() {
		FakeServer cut = FakeServer.lines("\"begin\"");
		HookException failure = failing(settings(cut).build(),
				after("audit", (result) -> Mono.error(new IllegalStateException("the disk is full"))));

		assertThat(failure.partialResponse().orElseThrow().text()).isEqualTo("begin");
		assertThat(failure.getSuppressed()).hasAtLeastOneElementOfType(TruncatedStreamException.class);
		cut.close();
	}

	@Test
	void aHookMaySayThatAnotherAttemptHelps() {
		RetrySettings retry = RetrySettings.builder().maxAttempts(2).delay(Duration.ofMillis(1)).build();
		ask(settings(this.server).retry(retry).build(), before("shy", (request, exchange) -> {
			if (exchange.attempt() == 1) {
				throw ErrorKind.TRANSPORT.exception(ErrorDetails.builder("the vault is away").build());
			}
			return request;
		}));

		assertThat(this.server.asked).hasSize(1);
	}

	@Test
	void aRequestDoesNotLeaveItsHostUnlessTheHookNamesTheOther() {
		BiFunction<WireRequest, Exchange, WireRequest> elsewhere = (request, exchange) -> new WireRequest(
				request.method(), this.other.url() + "/chat", request.headers(), request.body(), request.streaming(),
				request.warnings());
		HookException failure = failing(settings(this.server).build(), before("gateway", elsewhere));
		assertThat(failure).hasMessageContaining("sends the request to another host than " + this.server.url())
			.hasMessageContaining("origins()");
		assertThat(this.other.asked).isEmpty();

		ask(settings(this.server).build(), new Named("gateway") {

			@Override
			public Set<String> origins() {
				return Set.of(ExchangeHookTests.this.other.url());
			}

			@Override
			public Mono<WireRequest> before(WireRequest request, Exchange exchange) {
				return Mono.just(elsewhere.apply(request, exchange));
			}

		}, before("next", (request, exchange) -> request.header("X-Next", "1")));
		assertThat(this.other.last().headers().get("X-Next")).isEqualTo("1");
	}

	@Test
	void whatCannotBeSentIsRefusedInTheHooksName() {
		assertThat(failing(settings(this.server).build(), new Named("empty") {

			@Override
			public Mono<WireRequest> before(WireRequest request, Exchange exchange) {
				return Mono.empty();
			}

		})).hasMessageContaining("Hook 'empty' failed").hasMessageContaining("gave no request");
		assertThat(failing(settings(this.server).build(),
				before("split", (request, exchange) -> request.header("X", "a\nb"))))
			.hasMessageContaining("line break");
		assertThat(failing(settings(this.server).build(),
				before("whole", (request, exchange) -> new WireRequest(request.method(), request.uri(),
						request.headers(), request.body(), false, request.warnings()))))
			.hasMessageContaining("streamed answer");
		assertThat(this.server.asked).isEmpty();
	}

	@Test
	void aHookThatHangsIsEndedWithTheCallsTime() {
		HookException failure = failing(
				settings(this.server).timeouts(new TimeoutSettings(null, null, null, Duration.ofMillis(50))).build(),
				new Named("slow") {

					@Override
					public Mono<WireRequest> before(WireRequest request, Exchange exchange) {
						return Mono.never();
					}

				});

		assertThat(failure).hasMessageContaining("Hook 'slow'").hasMessageContaining("total time");
	}

	@Test
	void aCancelledExchangeIsSeenWithWhatHadArrived() throws InterruptedException {
		FakeServer endless = new FakeServer((response, number) -> FakeServer
			.openEnded(response.header("Content-Type", "application/x-ndjson"), "\"begin\"\n"));
		CountDownLatch seen = new CountDownLatch(1);
		try (ProviderRegistry registry = registry(settings(endless).build(), after("watch", (result) -> {
			this.results.add(result);
			seen.countDown();
			return Mono.error(new IllegalStateException("nobody hears this"));
		}))) {
			StepVerifier.create(registry.client("office:m").stream(REQUEST))
				.thenConsumeWhile((event) -> !(event instanceof StreamEvent.TextDelta))
				.expectNextMatches(StreamEvent.TextDelta.class::isInstance)
				.thenCancel()
				.verify();
			assertThat(seen.await(5, TimeUnit.SECONDS)).isTrue();
		}

		assertThat(this.results).singleElement().satisfies((result) -> {
			assertThat(result.isCancelled()).isTrue();
			assertThat(result.answer().text()).isEqualTo("begin");
			assertThat(result.answer().finishReason()).isEqualTo(FinishReason.CANCELLED);
		});
		endless.close();
	}

	@Test
	void anExchangeThatWasNeverSentIsNotSeen() {
		ProviderSettings settings = settings(this.server).apiKey(null).keyRequired(true).build();
		try (ProviderRegistry registry = registry(settings, after("watch", (result) -> {
			this.results.add(result);
			return Mono.empty();
		}))) {
			catchThrowableOfType(AuthenticationException.class,
					() -> registry.client("office:m").chat(REQUEST).block());
		}

		assertThat(this.results).isEmpty();
		assertThat(this.server.asked).isEmpty();
	}

	private void ask(ProviderSettings settings, ExchangeHook... hooks) {
		try (ProviderRegistry registry = registry(settings, hooks)) {
			registry.client("office:m").chat(REQUEST).block();
		}
	}

	private HookException failing(ProviderSettings settings, ExchangeHook... hooks) {
		return catchThrowableOfType(HookException.class, () -> ask(settings, hooks));
	}

	private ProviderRegistry registry(ProviderSettings settings, ExchangeHook... hooks) {
		ProviderRegistryBuilder builder = ProviderRegistry.builder().protocol(new FakeProtocol()).provider(settings);
		List.of(hooks).forEach(builder::hook);
		return builder.build();
	}

	private static ProviderSettings.Builder settings(FakeServer server) {
		return ProviderSettings.builder("office")
			.api("fake")
			.baseUrl(server.url())
			.apiKey("sk-office")
			.headers(Map.of("X-Team", "search"));
	}

	private ExchangeHook tracing(String name, String mark) {
		return before(name, (request, exchange) -> {
			this.order.add(name);
			Map<String, String> headers = new LinkedHashMap<>(request.headers());
			return request.header("X-Trace", headers.getOrDefault("X-Trace", "") + mark);
		});
	}

	private static ExchangeHook before(String name, BiFunction<WireRequest, Exchange, WireRequest> change) {
		return new Named(name) {

			@Override
			public Mono<WireRequest> before(WireRequest request, Exchange exchange) {
				return Mono.just(change.apply(request, exchange));
			}

		};
	}

	private static ExchangeHook after(String name, java.util.function.Function<ExchangeResult, Mono<Void>> look) {
		return new Named(name) {

			@Override
			public Mono<Void> after(ExchangeResult result) {
				return look.apply(result);
			}

		};
	}

	/**
	 * A hook with a name of its own.
	 */
	private static class Named implements ExchangeHook {

		private final String name;

		Named(String name) {
			this.name = name;
		}

		@Override
		public String name() {
			return this.name;
		}

	}

}
