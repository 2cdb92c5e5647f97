package io.llmprovider.provider;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;

import io.llmprovider.chat.ChatRequest;
import io.llmprovider.chat.StreamEvent;
import io.llmprovider.error.AuthenticationException;
import io.llmprovider.error.ConfigurationException;
import io.llmprovider.error.TransportException;
import io.llmprovider.model.Model;
import io.llmprovider.protocol.Compat;
import io.llmprovider.transport.TimeoutSettings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Sinks;
import reactor.test.StepVerifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

class RuntimeRegistrationTests {

	private static final ChatRequest REQUEST = ChatRequest.of("hi");

	private final FakeServer first = FakeServer.lines("\"first\"", "\"END\"");

	private final FakeServer second = FakeServer.lines("\"second\"", "\"END\"");

	private final List<RegistryEvent> events = new ArrayList<>();

	private final ProviderRegistry registry = ProviderRegistry.builder()
		.environment((name) -> name.equals("OPENAI_API_KEY") ? "sk-openai" : null)
		.protocol(new FakeProtocol())
		.defaults(ProviderSettings.builder("defaults")
			.timeouts(new TimeoutSettings(null, null, Duration.ofSeconds(7), null))
			.build())
		.provider(settings("office", this.first).apiKey("sk-office")
			.headers(Map.of("X-Team", "search", "X-Kept", "yes"))
			.models(List.of(ModelSettings.of(Model.of("office", "m"))))
			.build())
		.provider(new SilentProvider("bean"))
		.listener(this.events::add)
		.build();

	@AfterEach
	void close() {
		this.registry.close();
		this.first.close();
		this.second.close();
	}

	@Test
	void aRegisteredProviderIsUsedAtOnceAndIsGoneWhenItIsUnregistered() {
		this.registry.register(settings("new", this.second).apiKey("sk-new").build());
		LlmClient client = this.registry.client("new:x");

		assertThat(client.chat(REQUEST).block().text()).isEqualTo("second");
		assertThat(this.second.last().headers().get("Authorization")).isEqualTo("Bearer sk-new");
		assertThat(this.registry.unregister("new")).isTrue();
		assertThatExceptionOfType(ConfigurationException.class).isThrownBy(() -> client.chat(REQUEST).block())
			.withMessageContaining("unknown provider 'new'");
		assertThat(this.registry.unregister("new")).isFalse();
		assertThat(this.registry.unregister("never")).isFalse();
		assertThat(this.registry.unregister("office")).isFalse();
		assertThat(this.events).containsExactly(new ProviderRegistered("new"), new ProviderRemoved("new", false));
	}

	@Test
	void anOverrideIsUsedByClientsThatAreThereAlreadyAndTakenBackAsAWhole() {
		LlmClient client = this.registry.client("office:m");

		this.registry.override(settings("office", this.second).headers(Map.of("x-team", "other")).build());
		assertThat(client.chat(REQUEST).block().text()).isEqualTo("second");
		assertThat(this.second.last().headers().get("X-Team")).isEqualTo("other");
		assertThat(this.second.last().headers().get("X-Kept")).isEqualTo("yes");
		assertThat(this.registry.unregister("office")).isTrue();

		assertThat(client.chat(REQUEST).block().text()).isEqualTo("first");
		assertThat(this.first.last().headers().get("X-Team")).isEqualTo("search");
		assertThat(this.events).containsExactly(new ProviderOverridden("office"), new ProviderRemoved("office", true));
	}

	@Test
	void headersAloneAreAnOverrideAndASecondOverrideDoesNotPileUpOnTheFirst() {
		this.registry.override(ProviderSettings.builder("office").headers(Map.of("X-One", "1")).build());
		this.registry.override(ProviderSettings.builder("office").headers(Map.of("X-Two", "2")).build());

		this.registry.client("office:m").chat(REQUEST).block();

		assertThat(this.first.last().headers().get("X-Two")).isEqualTo("2");
		assertThat(this.first.last().headers().contains("X-One")).isFalse();
	}

	@Test
	void newModelsReplaceTheOldOnesUntilTheyAreUnregistered() {
		this.registry.registerModels("office", List.of(ModelSettings.of(Model.of("office", "n"))));
		assertThat(this.registry.provider("office").models()).extracting(Model::id).containsExactly("n");
		assertThat(this.registry.client("office:n").chat(REQUEST).block().text()).isEqualTo("first");
		assertThatExceptionOfType(ConfigurationException.class).isThrownBy(() -> this.registry.client("office:m"));

		this.registry.unregister("office");

		assertThat(this.registry.provider("office").models()).extracting(Model::id).containsExactly("m");
	}

	@Test
	void anApiTypeOfAProvidersOwnIsSeenByNoOtherProvider() {
		this.registry.register(ProviderSettings.builder("odd").baseUrl(this.second.url()).build(),
				new FakeProtocol("odd-api"));

		assertThat(this.registry.client("odd:x").chat(REQUEST).block().text()).isEqualTo("second");
		assertThat(this.registry.describe("odd").orElseThrow().api()).isEqualTo("odd-api");
		assertThatExceptionOfType(ConfigurationException.class)
			.isThrownBy(() -> this.registry
				.register(ProviderSettings.builder("other").api("odd-api").baseUrl("http://x/v1").build()))
			.withMessageContaining("unknown API type 'odd-api'");
	}

	@Test
	void aKeyOfTheEnvironmentStaysAtHomeWhenItsProviderIsOverridden() {
		this.registry.override(ProviderSettings.builder("openai").baseUrl(this.second.url()).keyRequired(true).build());

		assertThatExceptionOfType(AuthenticationException.class)
			.isThrownBy(() -> this.registry.client("openai:m").chat(REQUEST).block());
		assertThat(this.second.asked).isEmpty();
	}

	@ParameterizedTest
	@MethodSource
	void whatCannotWorkIsRefusedAndNothingHasChanged(Consumer<ProviderRegistry> change, String message) {
		ProviderDescription before = this.registry.describe("office").orElseThrow();
		List<LlmProvider> providers = List.copyOf(this.registry.providers());

		assertThatExceptionOfType(ConfigurationException.class).isThrownBy(() -> change.accept(this.registry))
			.withMessageContaining(message);

		assertThat(this.registry.describe("office")).contains(before);
		assertThat(this.registry.providers()).containsExactlyElementsOf(providers);
		assertThat(this.events).isEmpty();
	}

	static Stream<Arguments> whatCannotWorkIsRefusedAndNothingHasChanged() {
		ProviderSettings.Builder office = ProviderSettings.builder("office");
		ModelSettings model = ModelSettings.of(Model.of("office", "m"));
		return Stream.of(
				refused("a name that is taken", (registry) -> registry.register(fake("office")),
						"There is a provider 'office' already"),
				refused("the name of a bean", (registry) -> registry.register(new SilentProvider("bean")),
						"There is a provider 'bean' already"),
				refused("nearly the same name", (registry) -> registry.register(fake("Office")),
						"differ only by case or dashes"),
				refused("a name with a colon", (registry) -> registry.register(fake("a:b")), "cannot be the name"),
				refused("no name", (registry) -> registry.register(fake(" ")), "cannot be the name"),
				refused("no address",
						(registry) -> registry.register(ProviderSettings.builder("n").api("fake").build()),
						"has no base URL"),
				refused("an address that is none",
						(registry) -> registry.override(office.baseUrl("proxy.example.com").build()),
						"not an absolute http or https URL"),
				refused("an API type nobody knows",
						(registry) -> registry
							.register(ProviderSettings.builder("n").api("fakes").baseUrl("http://x").build()),
						"unknown API type 'fakes'"),
				refused("a model without an id",
						(registry) -> registry.registerModels("office",
								List.of(ModelSettings.of(Model.of("office", " ")))),
						"lists a model without an id"),
				refused("two models with one id",
						(registry) -> registry.registerModels("office", List.of(model, model)),
						"lists the model 'm' twice"),
				refused("a model of another provider",
						(registry) -> registry.registerModels("office",
								List.of(ModelSettings.of(Model.of("bean", "m")))),
						"of provider 'bean'"),
				refused("no models", (registry) -> registry.registerModels("office", List.of()), "no models"),
				refused("models in an override",
						(registry) -> registry
							.override(ProviderSettings.builder("office").models(List.of(model)).build()),
						"keeps its models"),
				refused("an override of nobody", (registry) -> registry.override(fake("ofice")),
						"did you mean 'office'?"),
				refused("an override of a bean", (registry) -> registry.override(fake("bean")),
						"the application's own object"),
				refused("a header that would break the request",
						(registry) -> registry
							.override(ProviderSettings.builder("office").headers(Map.of("X-A", "a\nb")).build()),
						"line break"));
	}

	private static Arguments refused(String name, Consumer<ProviderRegistry> change, String message) {
		return argumentSet(name, change, message);
	}

	@Test
	void aDescriptionSaysFromWhichLayerEachValueCame() {
		this.registry.override(ProviderSettings.builder("office")
			.baseUrl(this.second.url())
			.headers(Map.of("X-TEAM", "other"))
			.compat(Compat.builder().maxTokensField("max_tokens").build())
			.build());

		ProviderDescription office = this.registry.describe("office").orElseThrow();

		assertThat(office.layer()).isEqualTo(Layer.CONFIGURED);
		assertThat(office.origins()).containsEntry("base-url", Layer.RUNTIME)
			.containsEntry("headers.x-team", Layer.RUNTIME)
			.containsEntry("compat.max-tokens-field", Layer.RUNTIME)
			.containsEntry("headers.x-kept", Layer.CONFIGURED)
			.containsEntry("api-key", Layer.CONFIGURED)
			.containsEntry("models", Layer.CONFIGURED)
			.containsEntry("timeouts.idle", Layer.DEFAULTS);
		assertThat(this.registry.describe("openai").orElseThrow()).satisfies((openai) -> {
			assertThat(openai.layer()).isEqualTo(Layer.BUILT_IN);
			assertThat(openai.origins()).containsEntry("base-url", Layer.BUILT_IN).doesNotContainKey("models");
		});
		this.registry.register(fake("new"));
		assertThat(this.registry.describe("new").orElseThrow().layer()).isEqualTo(Layer.RUNTIME);
	}

	@Test
	void aCallUnderWayEndsAsItBegan() {
		Sinks.Many<StreamEvent> open = Sinks.many().unicast().onBackpressureBuffer();
		SilentProvider provider = new SilentProvider("held", open.asFlux());
		this.registry.register(provider);

		StepVerifier.create(this.registry.client("held:m").stream(REQUEST)).then(() -> {
			this.registry.unregister("held");
			this.registry.register(fake("held"));
			open.tryEmitNext(new StreamEvent.TextStarted(0));
		}).expectNext(new StreamEvent.TextStarted(0)).then(open::tryEmitComplete).verifyComplete();
		assertThat(provider.retired.getCount()).isZero();
	}

	@Test
	void aProviderThatHasLeftIsClosedWithTheRegistryToo() {
		FakeServer slow = new FakeServer((response, number) -> FakeServer.openEnded(response, "\"begun\"\n"));
		this.registry.register(settings("slow", slow).build());

		StepVerifier.create(this.registry.client("slow:m").stream(REQUEST))
			.expectNextCount(2)
			.expectNext(new StreamEvent.TextDelta(0, "begun"))
			.then(() -> this.registry.unregister("slow"))
			.then(this.registry::close)
			.expectError(TransportException.class)
			.verify(Duration.ofSeconds(5));
		slow.close();
	}

	@Test
	void aListenerThatWaitsForAnotherThreadsChangeDoesNotStopIt() throws Exception {
		CountDownLatch changed = new CountDownLatch(1);
		List<RegistryEvent> heard = new ArrayList<>();
		var threads = Executors.newSingleThreadExecutor();
		ProviderRegistry[] holder = new ProviderRegistry[1];
		holder[0] = ProviderRegistry.builder().protocol(new FakeProtocol()).listener((event) -> {
			heard.add(event);
			if (event.equals(new ProviderRegistered("a"))) {
				threads.execute(() -> {
					holder[0].register(fake("b"));
					changed.countDown();
				});
				awaitIt(changed);
				holder[0].unregister("a");
			}
		}).build();
		holder[0].register(fake("a"));
		threads.shutdown();
		assertThat(threads.awaitTermination(5, TimeUnit.SECONDS)).isTrue();
		holder[0].close();

		assertThat(heard).containsExactly(new ProviderRegistered("a"), new ProviderRegistered("b"),
				new ProviderRemoved("a", false));
	}

	@Test
	void aListenerThatFailsDoesNotUndoTheChangeNorKeepOthersFromHearing() {
		List<RegistryEvent> heard = new ArrayList<>();
		ProviderRegistry other = ProviderRegistry.builder().protocol(new FakeProtocol()).listener((event) -> {
			throw new IllegalStateException("cannot hear");
		}).listener(heard::add).build();

		other.register(fake("a"));

		assertThat(other.find("a")).isPresent();
		assertThat(heard).containsExactly(new ProviderRegistered("a"));
		other.close();
		assertThatExceptionOfType(ConfigurationException.class).isThrownBy(() -> other.register(fake("b")))
			.withMessageContaining("is closed");
	}

	private static void awaitIt(CountDownLatch latch) {
		try {
			assertThat(latch.await(5, TimeUnit.SECONDS)).isTrue();
		}
		catch (InterruptedException ex) {
			throw new AssertionError(ex);
		}
	}

	private static ProviderSettings fake(String name) {
		return ProviderSettings.builder(name).api("fake").baseUrl("http://127.0.0.1:1/v1").build();
	}

	private static ProviderSettings.Builder settings(String name, FakeServer server) {
		return ProviderSettings.builder(name).api("fake").baseUrl(server.url());
	}

	/**
	 * A provider without HTTP.
	 */
	private static final class SilentProvider implements LlmProvider {

		final CountDownLatch retired = new CountDownLatch(1);

		private final String name;

		private final Flux<StreamEvent> events;

		SilentProvider(String name) {
			this(name, Flux.never());
		}

		SilentProvider(String name, Flux<StreamEvent> events) {
			this.name = name;
			this.events = events;
		}

		@Override
		public String name() {
			return this.name;
		}

		@Override
		public List<Model> models() {
			return List.of();
		}

		@Override
		public Flux<StreamEvent> stream(Model model, ChatRequest request, CallSettings settings) {
			return this.events;
		}

		@Override
		public void retire() {
			this.retired.countDown();
		}

	}

}
