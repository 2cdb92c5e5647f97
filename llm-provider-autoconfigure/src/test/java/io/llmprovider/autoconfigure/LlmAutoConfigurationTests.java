package io.llmprovider.autoconfigure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.llmprovider.auth.KeySupplier;
import io.llmprovider.chat.ChatRequest;
import io.llmprovider.chat.StreamEvent;
import io.llmprovider.error.BudgetExceededException;
import io.llmprovider.model.Model;
import io.llmprovider.model.ModelRef;
import io.llmprovider.provider.CallSettings;
import io.llmprovider.provider.LlmClient;
import io.llmprovider.provider.LlmProvider;
import io.llmprovider.provider.Mode;
import io.llmprovider.provider.ModelSettings;
import io.llmprovider.provider.ProviderDescription;
import io.llmprovider.provider.ProviderOverridden;
import io.llmprovider.provider.ProviderRegistered;
import io.llmprovider.provider.ProviderRegistry;
import io.llmprovider.provider.ProviderRegistryCustomizer;
import io.llmprovider.provider.ProviderRemoved;
import io.llmprovider.provider.ProviderSettings;
import io.llmprovider.provider.RegistryEvent;
import io.llmprovider.transport.ConnectorFactory;
import io.llmprovider.transport.ReactorConnectorFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.publisher.Flux;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.aop.framework.autoproxy.AutoProxyUtils;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.http.client.autoconfigure.HttpClientAutoConfiguration;
import org.springframework.boot.http.client.autoconfigure.reactive.ReactiveHttpClientAutoConfiguration;
import org.springframework.boot.http.client.reactive.ClientHttpConnectorBuilder;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.PayloadApplicationEvent;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.ContextRefreshedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import org.springframework.web.reactive.function.client.WebClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class LlmAutoConfigurationTests {

	private static final String[] OFFICE = { "llm.providers.office.api=openai-completions",
			"llm.providers.office.base-url=http://localhost:1/v1" };

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(SslAutoConfiguration.class, HttpClientAutoConfiguration.class,
				ReactiveHttpClientAutoConfiguration.class, LlmAutoConfiguration.class));

	@Test
	void springLooksForListenersInBeansOfTheApplicationAndNotInOurs() {
		this.runner.withPropertyValues(OFFICE)
			.withPropertyValues("llm.modes.plan.model=office:big", "llm.model=office:big")
			.withBean("mine", ListeningProvider.class)
			.run((context) -> {
				assertThat(context.getBean(ListeningProvider.class).heard).isTrue();
				ConfigurableListableBeanFactory beans = context.getSourceApplicationContext().getBeanFactory();
				for (String name : List.of("llm.providers.office", "llm.modes.plan", "llm.model",
						LlmBeanNames.REGISTRY)) {
					assertThat(AutoProxyUtils.determineTargetClass(beans, name)).as(name).isEqualTo(Object.class);
				}
			});
	}

	@Test
	void aProviderThatAnApplicationPutsInPlaceOfOursMayListen() {
		this.runner.withPropertyValues(OFFICE)
			.withAllowBeanDefinitionOverriding(true)
			.withInitializer((context) -> context.addBeanFactoryPostProcessor((beans) -> {
				BeanDefinitionRegistry registry = (BeanDefinitionRegistry) beans;
				registry.removeBeanDefinition("llm.providers.office");
				registry.registerBeanDefinition("llm.providers.office",
						new RootBeanDefinition(ListeningProvider.class));
			}))
			.run((context) -> assertThat(context.getBean(ListeningProvider.class).heard).isTrue());
	}

	@Test
	void anApplicationWithoutConfigurationHasAnEmptyRegistry() {
		this.runner.run((context) -> {
			assertThat(context).hasSingleBean(ProviderRegistry.class)
				.doesNotHaveBean(LlmProvider.class)
				.doesNotHaveBean(LlmClient.class);
			assertThat(context.getBean(ProviderRegistry.class).providers()).isEmpty();
		});
	}

	@Test
	void noMapperIsAddedToTheApplication() {
		this.runner.run((context) -> assertThat(context).doesNotHaveBean(JsonMapper.class));
	}

	@Test
	void providersAndModesOfTheConfigurationAreInTheRegistry() {
		this.runner.withPropertyValues(OFFICE)
			.withPropertyValues("llm.modes.act.model=office:qwen3.5", "llm.model=office:small")
			.run((context) -> {
				ProviderRegistry registry = context.getBean(ProviderRegistry.class);
				assertThat(registry.providers()).extracting(LlmProvider::name).containsExactly("office");
				assertThat(registry.forMode(Mode.ACT).model().ref()).isEqualTo(new ModelRef("office", "qwen3.5"));
				assertThat(registry.client().model().ref()).isEqualTo(new ModelRef("office", "small"));
			});
	}

	@Test
	void beansAreSelectedByThePlainNamesAsQualifiers() {
		this.runner.withPropertyValues(OFFICE)
			.withPropertyValues("llm.providers.other.api=openai-completions",
					"llm.providers.other.base-url=http://localhost:2/v1", "llm.modes.plan.model=office:big",
					"llm.modes.Act.model=other:fast", "llm.model=office:usual")
			.withUserConfiguration(InjectionPoints.class)
			.run((context) -> {
				assertThat(context).hasNotFailed();
				Injected injected = context.getBean(Injected.class);
				assertThat(injected.office().name()).isEqualTo("office");
				assertThat(injected.other().name()).isEqualTo("other");
				assertThat(injected.plan().model().id()).isEqualTo("big");
				assertThat(injected.act().model().id()).isEqualTo("fast");
				assertThat(injected.usual().model().id()).isEqualTo("usual");
				assertThat(injected.unqualified().model().id()).isEqualTo("usual");
			});
	}

	@Test
	void aVariableCountsForAModeThatIsWrittenInCapitals() {
		this.runner.withPropertyValues(OFFICE)
			.withPropertyValues("llm.modes.Act.model=office:file")
			.withInitializer(
					(context) -> context.getEnvironment()
						.getPropertySources()
						.addFirst(new SystemEnvironmentPropertySource(
								StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
								Map.of("LLM_MODES_ACT_MODEL", "office:variable"))))
			.run((context) -> {
				assertThat(context.getBeanNamesForType(LlmClient.class)).containsExactly("llm.modes.act");
				assertThat(context.getBean(LlmClient.class).model().id()).isEqualTo("variable");
			});
	}

	@Test
	void theOnlyModeIsInjectedWithoutAQualifier() {
		this.runner.withPropertyValues(OFFICE)
			.withPropertyValues("llm.modes.act.model=office:fast")
			.run((context) -> assertThat(context.getBean(LlmClient.class).model().id()).isEqualTo("fast"));
	}

	@Test
	void aBeanOfTheApplicationMayHaveTheNameOfAProviderOrAMode() {
		this.runner.withPropertyValues(OFFICE)
			.withPropertyValues("llm.modes.act.model=office:fast", "llm.model=office:usual")
			.withBean("office", String.class, () -> "a room")
			.withBean("act", String.class, () -> "of a play")
			.withBean("default", String.class, () -> "a value")
			.run((context) -> {
				assertThat(context).hasNotFailed();
				assertThat(context.getBean("llm.providers.office", LlmProvider.class).name()).isEqualTo("office");
				assertThat(context.getBean("llm.modes.act", LlmClient.class).model().id()).isEqualTo("fast");
			});
	}

	@Test
	void aProviderBeanWinsOverTheConfigurationOfItsName() {
		StubProvider stub = new StubProvider("office");
		this.runner.withPropertyValues(OFFICE)
			.withBean("mine", LlmProvider.class, () -> stub)
			.withUserConfiguration(OfficeInjection.class)
			.run((context) -> {
				assertThat(context.getBean(ProviderRegistry.class).provider("office")).isSameAs(stub);
				assertThat(context.getBean("llm.providers.office")).isSameAs(stub);
				assertThat(context.getBean(Holder.class).provider()).isSameAs(stub);
			});
	}

	@Test
	void aProviderBeanCalledLikeItsProviderIsTheOneThatIsInjected() {
		StubProvider stub = new StubProvider("office");
		this.runner.withPropertyValues(OFFICE)
			.withBean("office", LlmProvider.class, () -> stub)
			.withUserConfiguration(OfficeInjection.class)
			.run((context) -> assertThat(context.getBean(Holder.class).provider()).isSameAs(stub));
	}

	@Test
	void aProviderBeanJoinsUnderItsName() {
		this.runner.withBean(StubProvider.class, () -> new StubProvider("mine"))
			.withPropertyValues("llm.modes.act.model=mine:x")
			.run((context) -> assertThat(context.getBean(ProviderRegistry.class).forMode("act").model().ref())
				.isEqualTo(new ModelRef("mine", "x")));
	}

	@Test
	void whatChangesInTheRegistryIsPublishedToTheContext() {
		List<RegistryEvent> heard = new ArrayList<>();
		this.runner.withPropertyValues(OFFICE)
			.withInitializer((context) -> context.addApplicationListener(
					(PayloadApplicationEvent<RegistryEvent> event) -> heard.add(event.getPayload())))
			.run((context) -> {
				ProviderRegistry registry = context.getBean(ProviderRegistry.class);
				registry.register(ProviderSettings.builder("lab")
					.api("openai-completions")
					.baseUrl("http://localhost:3/v1")
					.build());
				registry.override(ProviderSettings.builder("office").apiKey("k").build());
				registry.unregister("lab");
			});
		assertThat(heard).containsExactly(new ProviderRegistered("lab"), new ProviderOverridden("office"),
				new ProviderRemoved("lab", false));
	}

	@Test
	void aBudgetOfTheConfigurationRefusesCalls() {
		this.runner.withPropertyValues(OFFICE)
			.withPropertyValues("llm.budgets.none.dollars=0", "llm.budgets.none.mode=plan",
					"llm.modes.plan.model=office:m")
			.run((context) -> assertThatExceptionOfType(BudgetExceededException.class).isThrownBy(
					() -> context.getBean(ProviderRegistry.class).forMode("plan").chat(ChatRequest.of("hi")).block())
				.withMessageContaining("llm.budgets.none.dollars"));
		this.runner.withPropertyValues("llm.budgets.day.window=1h")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.hasMessageContaining("Set llm.budgets.day.dollars."));
	}

	@Test
	void modelsOfALocationAndAKeySupplierOfTheApplicationAreUsed(@TempDir Path directory) throws IOException {
		Path models = Files.writeString(directory.resolve("models.json"), """
				{"format":1,"providers":{"office":[{"id":"m","contextWindow":77}]}}""");
		this.runner.withPropertyValues(OFFICE)
			.withPropertyValues("llm.catalog.locations=" + models, "llm.providers.office.key-required=true")
			.withBean(KeySupplier.class, () -> (provider) -> Optional.of("sk-" + provider))
			.run((context) -> {
				ProviderRegistry registry = context.getBean(ProviderRegistry.class);
				assertThat(registry.client("office:m").model().contextWindow()).isEqualTo(77);
				assertThat(registry.describe("office").orElseThrow().key())
					.isEqualTo(ProviderDescription.KeyState.PRESENT);
			});
		this.runner.withPropertyValues("llm.catalog.locations=" + directory.resolve("none.json"))
			.run((context) -> assertThat(context).getFailure().rootCause().hasMessageContaining("none.json"));
	}

	@Test
	void anInjectedProviderIsTheOneThatTheRegistryHasNow() {
		this.runner.withPropertyValues(OFFICE).run((context) -> {
			LlmProvider injected = context.getBean("llm.providers.office", LlmProvider.class);
			context.getBean(ProviderRegistry.class)
				.registerModels("office", List.of(ModelSettings.of(Model.of("office", "only"))));
			assertThat(injected.name()).isEqualTo("office");
			assertThat(injected.models()).extracting(Model::id).containsExactly("only");
			assertThat(injected.model("other")).isEmpty();
		});
	}

	@Test
	void twoProviderBeansWithOneNameFailTheStart() {
		this.runner.withBean("one", LlmProvider.class, () -> new StubProvider("mine"))
			.withBean("two", LlmProvider.class, () -> new StubProvider("mine"))
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.hasMessageContaining("Two beans are the provider 'mine'")
				.hasMessageContaining("'two'"));
	}

	@Test
	void aRegistryOfTheApplicationReplacesOursAndWhatStandsForItsParts() {
		ProviderRegistry own = ProviderRegistry.builder().build();
		this.runner.withPropertyValues(OFFICE)
			.withPropertyValues("llm.modes.act.model=office:fast")
			.withBean("registry", ProviderRegistry.class, () -> own)
			.run((context) -> {
				assertThat(context.getBean(ProviderRegistry.class)).isSameAs(own);
				assertThat(context).doesNotHaveBean(LlmProvider.class).doesNotHaveBean(LlmClient.class);
			});
	}

	@Test
	void aClientOfTheApplicationIsInjectedWithoutAQualifierBeforeOurs() {
		this.runner.withPropertyValues(OFFICE)
			.withPropertyValues("llm.modes.act.model=office:fast", "llm.model=office:usual")
			.withUserConfiguration(OwnClient.class)
			.run((context) -> assertThat(context.getBean(LlmClient.class).model().id()).isEqualTo("own"));
	}

	@Test
	void aCustomizerHasTheLastWord() {
		this.runner.withPropertyValues(OFFICE)
			.withBean(ProviderRegistryCustomizer.class,
					() -> (builder) -> builder.remove("office").provider(new StubProvider("late")))
			.run((context) -> assertThat(context.getBean(ProviderRegistry.class).providers())
				.extracting(LlmProvider::name)
				.containsExactly("late"));
	}

	@Test
	void aProviderThatIsSwitchedOffIsNotThere() {
		this.runner.withPropertyValues(OFFICE)
			.withPropertyValues("llm.providers.office.enabled=false")
			.run((context) -> {
				assertThat(context).doesNotHaveBean(LlmProvider.class);
				assertThat(context.getBean(ProviderRegistry.class).find("office")).isEmpty();
			});
	}

	@Test
	void theRegistryIsClosedWithTheContext() {
		StubProvider stub = new StubProvider("mine");
		this.runner.withInitializer((context) -> context.getBeanFactory().registerSingleton("mine", stub))
			.run((context) -> {
				context.close();
				assertThat(stub.closed).isEqualTo(1);
			});
	}

	@Test
	void connectionsAreMadeThroughSpringBootWhereItIsThere() {
		this.runner.run((context) -> assertThat(new BootConnections(context.getBeanFactory()).factory(true))
			.isInstanceOf(BootConnectorFactory.class));
	}

	@Test
	void connectionsArePlainWithoutSpringBootsHttpClients() {
		this.runner.withClassLoader(new FilteredClassLoader(ClientHttpConnectorBuilder.class))
			.withPropertyValues(OFFICE)
			.run((context) -> {
				assertThat(context).hasSingleBean(ProviderRegistry.class);
				assertThat(new BootConnections(context.getBeanFactory()).factory(true)).isNull();
			});
	}

	@Test
	void aConnectorFactoryOfTheApplicationWins() {
		ConnectorFactory own = new ReactorConnectorFactory();
		this.runner.withBean("connectors", ConnectorFactory.class, () -> own)
			.run((context) -> assertThat(new BootConnections(context.getBeanFactory()).factory(true)).isSameAs(own));
	}

	@Test
	void nothingIsConfiguredWithoutWebClient() {
		this.runner.withClassLoader(new FilteredClassLoader(WebClient.class))
			.run((context) -> assertThat(context).doesNotHaveBean(ProviderRegistry.class));
	}

	record Injected(LlmProvider office, LlmProvider other, LlmClient plan, LlmClient act, LlmClient usual,
			LlmClient unqualified) {

	}

	record Holder(LlmProvider provider) {

	}

	@Configuration(proxyBeanMethods = false)
	static class InjectionPoints {

		@Bean
		Injected injected(@Qualifier("office") LlmProvider office, @Qualifier("other") LlmProvider other,
				@Qualifier("plan") LlmClient plan, @Qualifier("act") LlmClient act,
				@Qualifier("default") LlmClient usual, LlmClient unqualified) {
			return new Injected(office, other, plan, act, usual, unqualified);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class OfficeInjection {

		@Bean
		Holder holder(@Qualifier("office") LlmProvider provider) {
			return new Holder(provider);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class OwnClient {

		@Bean
		LlmClient own(ProviderRegistry registry) {
			return registry.client("office:own");
		}

	}

	static class ListeningProvider implements LlmProvider {

		private boolean heard;

		@EventListener
		void started(ContextRefreshedEvent event) {
			this.heard = true;
		}

		@Override
		public String name() {
			return "listening";
		}

		@Override
		public List<Model> models() {
			return List.of();
		}

		@Override
		public Flux<StreamEvent> stream(Model model, ChatRequest request, CallSettings settings) {
			return Flux.empty();
		}

	}

	static final class StubProvider implements LlmProvider {

		private final String name;

		private int closed;

		StubProvider(String name) {
			this.name = name;
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
			return Flux.empty();
		}

		@Override
		public void close() {
			this.closed++;
		}

	}

}
