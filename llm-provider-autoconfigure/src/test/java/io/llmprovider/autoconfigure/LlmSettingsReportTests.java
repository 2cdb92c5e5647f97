package io.llmprovider.autoconfigure;

import java.util.List;
import java.util.Map;

import io.llmprovider.provider.ProviderRegistry;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.actuate.context.properties.ConfigurationPropertiesReportEndpoint;
import org.springframework.boot.actuate.context.properties.ConfigurationPropertiesReportEndpoint.ConfigurationPropertiesBeanDescriptor;
import org.springframework.boot.actuate.endpoint.Show;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The settings on the actuator's page of configuration properties.
 */
class LlmSettingsReportTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(LlmAutoConfiguration.class, LlmSettingsReportAutoConfiguration.class))
		.withPropertyValues("llm.providers.office.api=openai-completions", "llm.providers.office.base-url=http://x/v1",
				"llm.providers.office.api-key=sk-marker", "llm.providers.office.headers=", "llm.model=office:m");

	@Test
	void thePageHasThemWithoutTheirValuesUnlessItIsTold() {
		this.runner.withBean(ConfigurationPropertiesReportEndpoint.class, () -> page(Show.NEVER)).run((context) -> {
			ConfigurationPropertiesBeanDescriptor shown = shown(
					context.getBean(ConfigurationPropertiesReportEndpoint.class));
			assertThat(shown.getPrefix()).isEqualTo("llm");
			assertThat(shown.getProperties()).containsEntry("model", "******").containsKey("providers");
			assertThat(shown.getProperties().toString()).contains("office").doesNotContain("sk-marker");
		});
	}

	@Test
	void thePageShowsTheSameSettingsAsTheRegistryHas() {
		this.runner.withBean(ConfigurationPropertiesReportEndpoint.class, () -> page(Show.ALWAYS)).run((context) -> {
			Map<String, Object> shown = shown(context.getBean(ConfigurationPropertiesReportEndpoint.class))
				.getProperties();
			assertThat(shown).containsEntry("model", "office:m");
			assertThat(shown.get("providers")).asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.MAP)
				.containsOnlyKeys("office");
			assertThat(context.getBean(ProviderRegistry.class).describe("office").orElseThrow().baseUrl())
				.isEqualTo("http://x/v1");
			assertThat(shown.get("providers").toString()).contains("baseUrl=http://x/v1");
		});
	}

	@Test
	void theyAreBoundForThePageWhenItIsLookedAt() {
		this.runner.withBean(ConfigurationPropertiesReportEndpoint.class, () -> page(Show.NEVER)).run((context) -> {
			ConfigurableListableBeanFactory beans = context.getSourceApplicationContext().getBeanFactory();
			assertThat(beans.containsSingleton(LlmBeanNames.PROPERTIES)).isFalse();
			shown(context.getBean(ConfigurationPropertiesReportEndpoint.class));
			assertThat(beans.containsSingleton(LlmBeanNames.PROPERTIES)).isTrue();
		});
	}

	@Test
	void aChildContextHasTheRegistryOfItsParentAndSettingsOfItsOwn() {
		this.runner.withBean(ConfigurationPropertiesReportEndpoint.class, () -> page(Show.NEVER))
			.run((parent) -> this.runner.withParent(parent).run((child) -> {
				assertThat(child).hasNotFailed();
				assertThat(child.getBean(ProviderRegistry.class)).isSameAs(parent.getBean(ProviderRegistry.class));
				assertThat(child.getSourceApplicationContext().containsLocalBean(LlmBeanNames.PROPERTIES)).isTrue();
			}));
	}

	@Test
	void anApplicationWithoutThePageHasNoSuchBean() {
		this.runner.run((context) -> assertThat(context).hasSingleBean(ProviderRegistry.class)
			.doesNotHaveBean(LlmProperties.class));
		this.runner.withClassLoader(new FilteredClassLoader(ConfigurationPropertiesReportEndpoint.class))
			.run((context) -> assertThat(context).hasSingleBean(ProviderRegistry.class)
				.doesNotHaveBean(LlmProperties.class));
	}

	private static ConfigurationPropertiesReportEndpoint page(Show values) {
		return new ConfigurationPropertiesReportEndpoint(List.of(), values);
	}

	private static ConfigurationPropertiesBeanDescriptor shown(ConfigurationPropertiesReportEndpoint page) {
		return page.configurationProperties()
			.getContexts()
			.values()
			.iterator()
			.next()
			.getBeans()
			.get(LlmBeanNames.PROPERTIES);
	}

}
