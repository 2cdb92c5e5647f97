package io.llmprovider.autoconfigure;

import java.util.List;
import java.util.function.BiConsumer;

import io.llmprovider.provider.LlmClient;
import io.llmprovider.provider.LlmProvider;
import io.llmprovider.provider.ProviderRegistry;
import io.llmprovider.provider.ProviderSettings;
import org.junit.jupiter.api.Test;

import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.predicate.RuntimeHintsPredicates;
import org.springframework.aot.test.generate.TestGenerationContext;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.context.aot.ApplicationContextAotGenerator;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.test.tools.CompileWithForkedClassLoader;
import org.springframework.core.test.tools.TestCompiler;
import org.springframework.javapoet.ClassName;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * An application that was processed ahead of time takes its providers from the
 * configuration that it is started with.
 */
@CompileWithForkedClassLoader
class AheadOfTimeTests {

	@Test
	void providersComeFromTheConfigurationOfTheStartNotOfTheBuild() {
		String[] ofTheBuild = { "llm.providers.build.api=openai-completions",
				"llm.providers.build.base-url=http://localhost:1" };
		String[] ofTheStart = { "llm.providers.office.api=openai-completions",
				"llm.providers.office.base-url=http://localhost:2", "llm.modes.act.model=office:x",
				"llm.model=office:usual" };
		run(ofTheBuild, ofTheStart, (context, hints) -> {
			assertThat(context.getBean(ProviderRegistry.class).providers()).extracting(LlmProvider::name)
				.containsExactly("office");
			assertThat(context.getBeanNamesForType(LlmProvider.class)).containsExactly("llm.providers.office");
			Injected injected = context.getBean(Injected.class);
			assertThat(injected.act().model().id()).isEqualTo("x");
			assertThat(injected.unqualified().model().id()).isEqualTo("usual");
		});
	}

	@Test
	void aClientOfTheApplicationStaysTheOneThatIsInjectedWithoutAQualifier() {
		String[] settings = { "llm.providers.office.api=openai-completions",
				"llm.providers.office.base-url=http://localhost:2", "llm.model=office:usual" };
		run(OwnClient.class, settings, settings,
				(context, hints) -> assertThat(context.getBean(LlmClient.class).model().id()).isEqualTo("own"));
	}

	@Test
	void aRegistryOfTheApplicationHasNoBeansOfTheConfigurationBesideIt() {
		String[] settings = { "llm.providers.office.api=openai-completions",
				"llm.providers.office.base-url=http://localhost:2", "llm.model=office:usual" };
		run(OwnRegistry.class, settings, settings, (context, hints) -> {
			assertThat(context.getBean(ProviderRegistry.class).providers()).isEmpty();
			assertThat(context.getBeanNamesForType(LlmProvider.class)).isEmpty();
			assertThat(context.getBeanNamesForType(LlmClient.class)).isEmpty();
		});
	}

	@Test
	void aNativeImageKeepsWhatIsReadByReflection() {
		run(new String[0], new String[0], (context, hints) -> {
			assertThat(RuntimeHintsPredicates.resource().forResource(LlmRuntimeHints.KNOWN_PROVIDERS)).accepts(hints);
			assertThat(LlmRuntimeHints.class.getClassLoader().getResource(LlmRuntimeHints.KNOWN_PROVIDERS)).isNotNull();
			for (Class<?> type : List.of(LlmProperties.class, ProviderProperties.class, ModelProperties.class,
					OptionsProperties.class, CompatProperties.class, ModeProperties.class)) {
				assertThat(
						RuntimeHintsPredicates.reflection().onConstructorInvocation(type.getDeclaredConstructors()[0]))
					.as(type.getSimpleName())
					.accepts(hints);
			}
		});
	}

	private static void run(String[] ofTheBuild, String[] ofTheStart,
			BiConsumer<GenericApplicationContext, RuntimeHints> test) {
		run(Application.class, ofTheBuild, ofTheStart, test);
	}

	private static void run(Class<?> application, String[] ofTheBuild, String[] ofTheStart,
			BiConsumer<GenericApplicationContext, RuntimeHints> test) {
		AnnotationConfigApplicationContext source = new AnnotationConfigApplicationContext();
		set(source, ofTheBuild);
		source.register(application);
		TestGenerationContext generation = new TestGenerationContext(AheadOfTimeTests.class);
		ClassName initializer = new ApplicationContextAotGenerator().processAheadOfTime(source, generation);
		generation.writeGeneratedContent();
		TestCompiler.forSystem().with(generation).compile((compiled) -> {
			try (GenericApplicationContext context = new GenericApplicationContext()) {
				context.setClassLoader(compiled.getClassLoader());
				set(context, ofTheStart);
				initialize(compiled.getInstance(ApplicationContextInitializer.class, initializer.toString()), context);
				context.refresh();
				test.accept(context, generation.getRuntimeHints());
			}
		});
	}

	private static void set(GenericApplicationContext context, String... settings) {
		TestPropertyValues.of(settings).applyTo(context);
		ConfigurationPropertySources.attach(context.getEnvironment());
	}

	@SuppressWarnings("unchecked")
	private static void initialize(ApplicationContextInitializer<?> initializer, GenericApplicationContext context) {
		((ApplicationContextInitializer<GenericApplicationContext>) initializer).initialize(context);
	}

	record Injected(LlmClient act, LlmClient unqualified) {

	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration(LlmAutoConfiguration.class)
	static class Application {

		@Bean
		@Lazy
		Injected injected(@Qualifier("act") LlmClient act, LlmClient unqualified) {
			return new Injected(act, unqualified);
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration(LlmAutoConfiguration.class)
	static class OwnClient {

		@Bean
		LlmClient own() {
			return ProviderRegistry.builder()
				.provider(
						ProviderSettings.builder("lab").api("openai-completions").baseUrl("http://localhost:3").build())
				.build()
				.client("lab:own");
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration(LlmAutoConfiguration.class)
	static class OwnRegistry {

		@Bean
		ProviderRegistry registry() {
			return ProviderRegistry.builder().build();
		}

	}

}
