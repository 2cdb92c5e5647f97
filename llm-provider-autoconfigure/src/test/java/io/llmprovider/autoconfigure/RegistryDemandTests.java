package io.llmprovider.autoconfigure;

import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;

import io.llmprovider.error.LlmException;
import io.llmprovider.provider.LlmProvider;
import io.llmprovider.provider.ProviderRegistry;
import io.llmprovider.provider.ProviderRegistryCustomizer;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * When the registry is made, and that whatever way a setting is written, it is seen.
 */
class RegistryDemandTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(LlmAutoConfiguration.class));

	@Test
	void anApplicationThatSetsNothingPaysForNothing() {
		this.runner.run((context) -> {
			ConfigurableListableBeanFactory beans = context.getSourceApplicationContext().getBeanFactory();
			assertThat(beans.containsSingleton(LlmBeanNames.REGISTRY)).isFalse();
			assertThat(beans.containsBeanDefinition(LlmBeanNames.PROPERTIES)).isFalse();
			assertThat(context.getBean(ProviderRegistry.class).providers()).isEmpty();
			assertThat(beans.containsSingleton(LlmBeanNames.REGISTRY)).isTrue();
		});
	}

	@Test
	void aRegistryThatWasAskedForLateIsClosedWithTheContext() {
		AtomicReference<ProviderRegistry> registry = new AtomicReference<>();
		this.runner.run((context) -> registry.set(context.getBean(ProviderRegistry.class)));
		assertThatExceptionOfType(LlmException.class).isThrownBy(() -> registry.get().provider("ollama"))
			.withMessageContaining("closed");
	}

	@Test
	void whoeverHasASettingOrABeanForTheRegistryGetsItAtTheStart() {
		this.runner.withPropertyValues("llm.defaults.timeouts.connect=1s").run(this::assertMade);
		this.runner.withBean(ProviderRegistryCustomizer.class, () -> (builder) -> {
		}).run(this::assertMade);
		this.runner
			.withInitializer((context) -> add(context, environment(Map.of("LLM_PROVIDERS_OPENAI_APIKEY", "none"))))
			.run(this::assertMade);
		this.runner.withInitializer((context) -> add(context, unlisted("llm.model", "ollama:x"))).run(this::assertMade);
	}

	@Test
	void aSettingIsSeenHoweverItIsWritten() {
		for (Map<String, Object> written : java.util.List.<Map<String, Object>>of(
				Map.of("llm.providers.my-office.baseUrl", "http://127.0.0.1:1", "llm.providers.my-office.api",
						"openai-completions"),
				Map.of("llm.providers.my-office.BASE_URL", "http://127.0.0.1:1", "llm.providers.my-office.Api",
						"openai-completions"),
				Map.of("LLM.providers[my-office].base-url", "http://127.0.0.1:1", "llm.providers[my-office].api",
						"openai-completions"))) {
			this.runner.withInitializer((context) -> add(context, new MapPropertySource("written", written)))
				.run((context) -> assertThat(context.getBean("llm.providers.my-office", LlmProvider.class).name())
					.isEqualTo("my-office"));
		}
	}

	@Test
	void aVariableWithAnUnderscoreForADashIsSeenBesideOtherSettings() {
		this.runner.withPropertyValues("llm.providers.office.api=openai-completions")
			.withInitializer((context) -> add(context,
					environment(Map.of("LLM_PROVIDERS_OFFICE_BASE_URL", "http://127.0.0.1:1/v1"))))
			.run((context) -> assertThat(
					context.getBean(ProviderRegistry.class).describe("office").orElseThrow().baseUrl())
				.isEqualTo("http://127.0.0.1:1/v1"));
	}

	@Test
	void aSourceThatListsNoNamesIsAskedForAll() {
		this.runner.withPropertyValues("llm.providers.office.api=openai-completions")
			.withInitializer(
					(context) -> add(context, unlisted("llm.providers.office.base-url", "http://127.0.0.1:1/v1")))
			.run((context) -> assertThat(
					context.getBean(ProviderRegistry.class).describe("office").orElseThrow().baseUrl())
				.isEqualTo("http://127.0.0.1:1/v1"));
	}

	private void assertMade(org.springframework.boot.test.context.assertj.AssertableApplicationContext context) {
		assertThat(context).hasNotFailed();
		assertThat(context.getSourceApplicationContext().getBeanFactory().containsSingleton(LlmBeanNames.REGISTRY))
			.isTrue();
	}

	private static void add(ConfigurableApplicationContext context, PropertySource<?> source) {
		context.getEnvironment().getPropertySources().addLast(source);
	}

	private static PropertySource<?> environment(Map<String, Object> variables) {
		return new SystemEnvironmentPropertySource(
				"test-" + StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME, variables);
	}

	private static PropertySource<?> unlisted(String property, String value) {
		return new PropertySource<>("unlisted", property) {

			@Override
			public Object getProperty(String name) {
				return name.equals(property) ? value : null;
			}

		};
	}

}
