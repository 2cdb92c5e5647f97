package io.llmprovider.autoconfigure;

import java.util.Map;

import io.llmprovider.provider.ProviderRegistry;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.boot.autoconfigure.preinitialize.BackgroundPreinitializer;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.convert.ApplicationConversionService;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.core.env.AbstractEnvironment;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/**
 * Builds a registry from settings of its own and throws it away, on Spring Boot's
 * background thread, while the application's classes are being looked for. Nearly all of
 * the time that the first registry of a process takes is for loading and linking classes;
 * here it passes beside other work. Nothing is connected to, and no setting of the
 * application's is read.
 */
final class LlmBackgroundPreinitializer implements BackgroundPreinitializer {

	@Override
	public void preinitialize() {
		ConfigurableEnvironment environment = new AbstractEnvironment() {
		};
		environment.getPropertySources()
			.addFirst(new MapPropertySource("example", Map.of("llm.providers.example.api", "openai-completions",
					"llm.providers.example.base-url", "http://localhost", "llm.providers.example.api-key", "none",
					"llm.providers.example.models[0].id", "example", "llm.modes.plan.model", "example:example")));
		Binder binder = new Binder(ConfigurationPropertySources.from(environment.getPropertySources()), null,
				ApplicationConversionService.getSharedInstance());
		LlmProperties properties = binder.bindOrCreate("llm", LlmProperties.class);
		try (ProviderRegistry registry = new RegistryAssembler(new DefaultListableBeanFactory(), environment,
				(event) -> {
				})
			.build(properties)) {
			registry.forMode("plan");
		}
	}

}
