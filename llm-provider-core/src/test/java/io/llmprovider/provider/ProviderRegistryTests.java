package io.llmprovider.provider;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;

import io.llmprovider.auth.AuthScheme;
import io.llmprovider.auth.AuthSettings;
import io.llmprovider.auth.Authorizer;
import io.llmprovider.chat.ChatOptions;
import io.llmprovider.chat.ChatRequest;
import io.llmprovider.chat.FinishReason;
import io.llmprovider.chat.StreamEvent;
import io.llmprovider.error.AuthenticationException;
import io.llmprovider.error.ConfigurationException;
import io.llmprovider.error.TransportException;
import io.llmprovider.model.Model;
import io.llmprovider.model.ModelRef;
import io.llmprovider.protocol.Compat;
import io.llmprovider.protocol.EventStreamBuilder;
import io.llmprovider.protocol.WireRequest;
import io.llmprovider.provider.ProviderDescription.KeyState;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

class ProviderRegistryTests {

	private static final ChatRequest REQUEST = ChatRequest.of("hi");

	private final List<ProviderRegistry> open = new ArrayList<>();

	@AfterEach
	void close() {
		this.open.forEach(ProviderRegistry::close);
	}

	@Test
	void aModelIsFoundByReferenceByIdAndByAlias() {
		Model described = Model.builder("a", "m1").aliases(List.of("one")).contextWindow(10).build();
		ProviderRegistry registry = registry((builder) -> builder.provider(new Own("a", described, Model.of("a", "m2")))
			.provider(new Own("b", Model.of("b", "m2")))
			.model("a:one"));

		assertThat(registry.client().model()).isSameAs(described);
		assertThat(registry.client("a:m1").model()).isSameAs(described);
		assertThat(registry.client("one").model()).isSameAs(described);
		assertThat(registry.client(new ModelRef("b", "m2")).model()).isEqualTo(Model.of("b", "m2"));
		assertThat(registry.client(Model.of("b", "inline")).model()).isEqualTo(Model.of("b", "inline"));
		assertThat(registry.client("one")).hasToString("LlmClient[a:m1]");
	}

	@Test
	void aModeHasItsOwnModelAndOptionsAndFallsBackToNoOther() {
		Own own = new Own("a");
		ProviderRegistry registry = registry((builder) -> builder.provider(own)
			.model("a:default")
			.mode(new ModeSettings(Mode.PLAN, "a:big", ChatOptions.builder().seed(1L).build(),
					CallSettings.builder().tag("planning").build())));

		registry.forMode("Plan").chat(REQUEST).block();

		assertThat(own.lastModel.id()).isEqualTo("big");
		assertThat(own.lastRequest.options().seed()).isEqualTo(1);
		assertThat(own.lastSettings.tag()).isEqualTo("planning");
		assertThat(registry.modes()).containsExactly(Mode.PLAN);
		assertThat(registry.mode(Mode.PLAN)).isPresent();
		assertThat(registry.mode(Mode.ACT)).isEmpty();
		assertThatExceptionOfType(ConfigurationException.class).isThrownBy(() -> registry.forMode(Mode.ACT))
			.withMessage("Mode 'act' has no model; modes are [plan]. Set llm.modes.act.model to provider:model.");
	}

	@Test
	void settingsOfTheCallGoBeforeThoseOfTheMode() {
		Own own = new Own("a");
		ProviderRegistry registry = registry((builder) -> builder.provider(own)
			.mode(new ModeSettings(Mode.PLAN, "a:big", ChatOptions.NONE,
					CallSettings.builder().tag("mode").headers(Map.of("X-A", "1")).build())));

		registry.forMode(Mode.PLAN)
			.with(CallSettings.builder().tag("first").apiKey("k").build())
			.with(CallSettings.builder().tag("call").build())
			.chat(REQUEST)
			.block();

		assertThat(own.lastSettings.tag()).isEqualTo("call");
		assertThat(own.lastSettings.apiKey()).isEqualTo("k");
		assertThat(own.lastSettings.headers()).containsEntry("X-A", "1");
	}

	@Test
	void aKnownProviderIsThereByNameWithoutBeingListed() {
		ProviderRegistry registry = registry(UnaryOperator.identity());

		assertThat(registry.providers()).isEmpty();
		assertThat(registry.client("ollama:qwen3:8b").model()).isEqualTo(Model.of("ollama", "qwen3:8b"));
		assertThat(registry.provider("ollama")).isSameAs(registry.provider("ollama"));
		assertThat(registry.find("nobody")).isEmpty();
		assertThat(registry.providers()).isEmpty();
	}

	@Test
	void aProviderOfTheUsersOwnGoesBeforeSettingsOfTheSameName() {
		Own own = new Own("openai");
		ProviderRegistry registry = registry((builder) -> builder.provider(own).provider(settings("openai").build()));

		assertThat(registry.provider("openai")).isSameAs(own);
		assertThat(registry.providers()).containsExactly(own);
	}

	@Test
	void ofTwoProvidersOfOneNameTheLaterCountsAndOneThatIsTakenOutIsGone() {
		Own later = new Own("a");
		ProviderRegistry registry = registry(
				(builder) -> builder.provider(new Own("a")).provider(later).provider(new Own("b")).remove("b"));

		assertThat(registry.providers()).containsExactly(later);
	}

	@ParameterizedTest
	@CsvSource({ "my-office, myoffice", "My_Office, my-office", "OFFICE, office" })
	void namesThatOnlyDifferByCaseOrDashesAreRefused(String one, String other) {
		assertThatExceptionOfType(ConfigurationException.class)
			.isThrownBy(() -> registry((builder) -> builder.provider(settings(one).build()).provider(new Own(other))))
			.withMessageContaining("'" + one + "'")
			.withMessageContaining("'" + other + "'");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = {
			"ofice:m | The call refers to the unknown provider 'ofice'; did you mean 'office'? Configured are [office]. Correct the name, or add llm.providers.ofice with api and base-url.",
			"zzzzzz:m | The call refers to the unknown provider 'zzzzzz'. Configured are [office]. Correct the name, or add llm.providers.zzzzzz with api and base-url.",
			"office:m3 | Provider 'office' does not list the model 'm3'; did you mean 'm1'? It lists [m1, m2]. Correct the reference, or add the model to llm.providers.office.models.",
			"office:other | Provider 'office' does not list the model 'other'. It lists [m1, m2]. Correct the reference, or add the model to llm.providers.office.models." })
	void whatIsUnknownIsAnsweredByWhatIsKnown(String reference, String message) {
		ProviderRegistry registry = registry(
				(builder) -> builder.provider(new Own("office", Model.of("office", "m1"), Model.of("office", "m2"))));

		assertThatExceptionOfType(ConfigurationException.class).isThrownBy(() -> registry.client(reference))
			.withMessage(message);
	}

	@Test
	void aModelThatSeveralListNeedsItsProvider() {
		ProviderRegistry registry = registry((builder) -> builder.provider(new Own("a", Model.of("a", "m")))
			.provider(new Own("b", Model.of("b", "m"))));

		assertThatExceptionOfType(ConfigurationException.class).isThrownBy(() -> registry.client("m"))
			.withMessageContaining("several list it: [a:m, b:m]");
		assertThatExceptionOfType(ConfigurationException.class).isThrownBy(() -> registry.client("n"))
			.withMessageContaining("no provider lists it");
		assertThatExceptionOfType(ConfigurationException.class).isThrownBy(registry::client)
			.withMessageContaining("llm.model");
	}

	@ParameterizedTest
	@ValueSource(strings = { "ofice:m", "office:", "m", "office:none" })
	void aModeOrDefaultThatCannotWorkFailsTheStart(String reference) {
		Own office = new Own("office", Model.of("office", "m1"));

		assertThatExceptionOfType(ConfigurationException.class)
			.isThrownBy(() -> registry((builder) -> builder.provider(office).mode(Mode.PLAN, reference)));
		assertThatExceptionOfType(ConfigurationException.class)
			.isThrownBy(() -> registry((builder) -> builder.provider(office).model(reference)));
	}

	@Test
	void aModeThatNamesAnUnknownProviderNamesItself() {
		assertThatExceptionOfType(ConfigurationException.class)
			.isThrownBy(() -> registry((builder) -> builder.provider(new Own("office")).mode(Mode.PLAN, "ofice:m")))
			.withMessageStartingWith("Mode 'plan' refers to the unknown provider 'ofice'; did you mean 'office'?")
			.withMessageContaining("Correct llm.modes.plan.model");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', nullValues = "-",
			value = { "- | http://x/v1 | has no API type", "fakes | http://x/v1 | 'fake'", "fake | - | has no base URL",
					"fake | ' ' | has no base URL", "fake | x/v1 | not an absolute http or https URL",
					"fake | ftp://x | not an absolute http or https URL",
					"fake | http://x/v1?key=s3cret | not an absolute http or https URL",
					"fake | http://u:s3cret@x/v1 | not an absolute http or https URL",
					"fake | http://x/a s3cret | is not valid: Illegal character in path at character 11" })
	void settingsThatCannotWorkFailTheStartAndNameThePropertyWithoutSecrets(String api, String baseUrl,
			String message) {
		assertThatExceptionOfType(ConfigurationException.class)
			.isThrownBy(() -> registry((builder) -> builder
				.provider(ProviderSettings.builder("office").api(api).baseUrl(baseUrl).build())))
			.withMessageContaining(message)
			.withMessageContaining("llm.providers.office.")
			.satisfies((failure) -> assertThat(failure).hasMessageNotContaining("s3cret").hasNoCause());
	}

	@Test
	void headersAndModelsAreLookedOverAtTheStart() {
		Model model = Model.of("office", "m");
		assertThatExceptionOfType(ConfigurationException.class)
			.isThrownBy(() -> registry(
					(builder) -> builder.provider(settings("office").headers(Map.of("X-A", "a\r\nb")).build())))
			.withMessageContaining("llm.providers.office.headers");
		assertThatExceptionOfType(ConfigurationException.class)
			.isThrownBy(() -> registry((builder) -> builder.provider(
					settings("office").models(List.of(ModelSettings.of(model), ModelSettings.of(model))).build())))
			.withMessageContaining("lists the model 'm' twice")
			.withMessageContaining("llm.providers.office.models[1]");
		assertThatExceptionOfType(ConfigurationException.class)
			.isThrownBy(() -> registry((builder) -> builder.provider(settings("office")
				.auth(new io.llmprovider.auth.AuthSettings(io.llmprovider.auth.AuthScheme.HEADER, null))
				.build())))
			.withMessageContaining("llm.providers.office.auth.header");
	}

	@Test
	void aClientIsALiveHandleThatFailsByNameWhenTheRegistryIsClosed() {
		Own own = new Own("a", Model.of("a", "m"));
		ProviderRegistry registry = registry((builder) -> builder.provider(own).mode(Mode.PLAN, "a:m"));
		List<LlmClient> clients = List.of(registry.client("a:m"), registry.forMode(Mode.PLAN),
				registry.client(Model.of("a", "x")), registry.client("ollama:m"));

		registry.close();
		registry.close();

		for (LlmClient client : clients) {
			assertThatExceptionOfType(TransportException.class).isThrownBy(() -> client.chat(REQUEST).block())
				.withMessageContaining("registry of providers is closed");
			assertThat(client.toString()).contains("closed");
		}
		assertThat(own.closed).hasValue(1);
	}

	@Test
	void aProviderThatCannotBeClosedKeepsNoOtherOpen() {
		Own broken = new Own("a") {
			@Override
			public void close() {
				throw new IllegalStateException("cannot");
			}
		};
		Own other = new Own("b");
		ProviderRegistry registry = ProviderRegistry.builder().provider(broken).provider(other).build();

		assertThatIllegalStateException().isThrownBy(registry::close).withMessage("cannot");
		assertThat(other.closed).hasValue(1);
	}

	@Test
	void aKeyOfAKnownHostIsNeverSentToAnother() {
		FakeServer elsewhere = FakeServer.lines("\"ok\"", "\"END\"");
		ProviderSettings moved = ProviderSettings.builder("openai").baseUrl(elsewhere.url()).build();
		ProviderSettings model = ProviderSettings.builder("openai")
			.models(List.of(new ModelSettings(Model.of("openai", "m"), "fake", elsewhere.url(), Map.of(), Compat.NONE,
					ChatOptions.NONE, null)))
			.build();
		try {
			ProviderRegistry whole = registry(
					(builder) -> builder.provider(moved).protocol(new FakeProtocol("openai-completions")));
			ProviderRegistry one = registry((builder) -> builder.provider(model));

			whole.client("openai:m").chat(REQUEST).block();
			assertThat(elsewhere.last().headers().contains("Authorization")).isFalse();
			assertThatExceptionOfType(AuthenticationException.class)
				.isThrownBy(() -> one.client("openai:m").chat(REQUEST).block());
			assertThat(elsewhere.asked).hasSize(1);
			one.client("openai:m").with(CallSettings.apiKey("own")).chat(REQUEST).block();
			assertThat(elsewhere.last().headers().get("Authorization")).isEqualTo("Bearer own");
		}
		finally {
			elsewhere.close();
		}
	}

	@Test
	void aCallCarriesItsKeyAndTheHeadersThatWereConfigured() {
		Map<String, String> headers = Map.of("HTTP-Referer", "https://app.example.com", "X-OpenRouter-Title", "Example",
				"OpenAI-Organization", "org", "OpenAI-Project", "proj");
		try (FakeServer server = new FakeServer((response, number) -> response
			.header("Content-Type", "text/event-stream")
			.sendString(Mono
				.just("data: {\"choices\":[{\"delta\":{\"content\":\"Hi\"},\"finish_reason\":\"stop\"}]}\n\n")))) {
			ProviderRegistry registry = registry((builder) -> builder.provider(
					ProviderSettings.builder("groq").baseUrl(server.url() + "/").apiKey("k").headers(headers).build()));

			registry.client("groq:m").chat(REQUEST).block();

			assertThat(server.last().uri()).isEqualTo("/v1/chat/completions");
			assertThat(server.last().headers().get("Authorization")).isEqualTo("Bearer k");
			assertThat(server.last().headers().get("Content-Type")).isEqualTo("application/json");
			assertThat(server.last().headers().get("Accept")).isEqualTo("text/event-stream");
			headers.forEach((name, value) -> assertThat(server.last().headers().get(name)).isEqualTo(value));
		}
	}

	@Test
	void aDescriptionSaysWhetherThereIsAKeyButNotWhich() {
		ProviderRegistry registry = registry((builder) -> builder.provider(
				settings("office").apiKey("sk-1").models(List.of(ModelSettings.of(Model.of("office", "m")))).build())
			.provider(settings("unset").apiKey("${OFFICE_KEY}").build())
			.provider(settings("local").build())
			.provider(new Own("own", Model.of("own", "x"))));

		assertThat(registry.describe("office").orElseThrow()).satisfies((office) -> {
			assertThat(office.api()).isEqualTo("fake");
			assertThat(office.baseUrl()).isEqualTo("http://x/v1");
			assertThat(office.key()).isEqualTo(KeyState.PRESENT);
			assertThat(office.models()).containsExactly("m");
			assertThat(office.layer()).isEqualTo(Layer.CONFIGURED);
			assertThat(office.toString()).doesNotContain("sk-1");
		});
		assertThat(registry.describe("unset").orElseThrow().key()).isEqualTo(KeyState.MISSING);
		assertThat(registry.describe("local").orElseThrow().key()).isEqualTo(KeyState.NOT_NEEDED);
		assertThat(registry.describe("own")).contains(
				new ProviderDescription("own", null, null, KeyState.NOT_NEEDED, List.of("x"), Layer.BEAN, Map.of()));
		assertThat(registry.describe("openai").orElseThrow().key()).isEqualTo(KeyState.PRESENT);
		assertThat(registry.describe("nobody")).isEmpty();
	}

	@Test
	void whetherThereIsAKeyIsTheSameBeforeAProviderIsMadeReadyForCallsAndAfterwards() {
		ProviderRegistry registry = registry((builder) -> builder
			.keys((provider) -> provider.equals("supplied") ? Optional.of("sk-2") : Optional.empty())
			.authorizer("signed", new Fixed(true))
			.authorizer("unsigned", new Fixed(false))
			.provider(settings("office").apiKey("sk-1").build())
			.provider(settings("several").apiKeys(List.of("", "sk-3")).build())
			.provider(settings("unset").apiKey("${OFFICE_KEY}").build())
			.provider(settings("file").apiKeyFile("/there/is/no/such/file").build())
			.provider(settings("local").build())
			.provider(settings("required").keyRequired(true).build())
			.provider(settings("supplied").keyRequired(true).build())
			.provider(settings("open").apiKey("sk-1").auth(new AuthSettings(AuthScheme.NONE, null)).build())
			.provider(settings("signed").keyRequired(true).build())
			.provider(settings("unsigned").keyRequired(true).build())
			.provider(new Own("own", Model.of("own", "x"))));
		Map<String, KeyState> expected = Map.ofEntries(Map.entry("office", KeyState.PRESENT),
				Map.entry("several", KeyState.PRESENT), Map.entry("unset", KeyState.MISSING),
				Map.entry("file", KeyState.MISSING), Map.entry("local", KeyState.NOT_NEEDED),
				Map.entry("required", KeyState.MISSING), Map.entry("supplied", KeyState.PRESENT),
				Map.entry("open", KeyState.NOT_NEEDED), Map.entry("signed", KeyState.NOT_NEEDED),
				Map.entry("unsigned", KeyState.MISSING), Map.entry("openai", KeyState.PRESENT),
				Map.entry("groq", KeyState.MISSING));

		expected
			.forEach((name, state) -> assertThat(registry.keyState(name)).as("%s, not wired", name).contains(state));
		assertThat(registry.keyState("own")).isEmpty();
		assertThat(registry.keyState("nobody")).isEmpty();
		expected.forEach((name, state) -> {
			assertThat(registry.describe(name).orElseThrow().key()).as("%s, described", name).isEqualTo(state);
			assertThat(((WireProvider) registry.provider(name)).wiring().keyState()).as("%s, wired", name)
				.isEqualTo(state);
		});
	}

	@Test
	void anEventStreamWithoutAnAnswerIsAFailure() {
		Own silent = new Own("a") {
			@Override
			public Flux<StreamEvent> stream(Model model, ChatRequest request, CallSettings settings) {
				return Flux.empty();
			}
		};

		assertThatExceptionOfType(io.llmprovider.error.TruncatedStreamException.class)
			.isThrownBy(() -> registry((builder) -> builder.provider(silent)).client("a:m").chat(REQUEST).block());
	}

	private static ProviderSettings.Builder settings(String name) {
		return ProviderSettings.builder(name).api("fake").baseUrl("http://x/v1");
	}

	private ProviderRegistry registry(UnaryOperator<ProviderRegistryBuilder> more) {
		ProviderRegistry registry = more
			.apply(ProviderRegistry.builder()
				.environment((name) -> name.equals("OPENAI_API_KEY") ? "sk-openai" : null)
				.protocol(new FakeProtocol()))
			.build();
		this.open.add(registry);
		return registry;
	}

	/**
	 * Credentials of the application's own.
	 */
	private record Fixed(boolean worksWithoutKey) implements Authorizer {

		@Override
		public Mono<WireRequest> authorize(WireRequest request, @Nullable String key) {
			return Mono.just(request);
		}

	}

	/**
	 * A provider without HTTP.
	 */
	private static class Own implements LlmProvider {

		final AtomicInteger closed = new AtomicInteger();

		private final String name;

		private final List<Model> models;

		private Model lastModel;

		private ChatRequest lastRequest;

		private CallSettings lastSettings;

		Own(String name, Model... models) {
			this.name = name;
			this.models = List.of(models);
		}

		@Override
		public String name() {
			return this.name;
		}

		@Override
		public List<Model> models() {
			return this.models;
		}

		@Override
		public Flux<StreamEvent> stream(Model model, ChatRequest request, CallSettings settings) {
			this.lastModel = model;
			this.lastRequest = request;
			this.lastSettings = settings;
			return EventStreamBuilder.stream(model, "own", (builder) -> {
				builder.sink().textStarted();
				builder.sink().finish(FinishReason.STOP, null);
				builder.complete();
			});
		}

		@Override
		public void close() {
			this.closed.incrementAndGet();
		}

	}

}
