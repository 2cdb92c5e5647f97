package io.llmprovider.autoconfigure;

import java.util.Map;

import io.llmprovider.provider.ProviderRegistry;
import io.llmprovider.transport.Connector;
import io.llmprovider.transport.ConnectorFactory;
import io.llmprovider.transport.ConnectorSettings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.boot.context.properties.bind.BindHandler;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.convert.ApplicationConversionService;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.core.env.AbstractEnvironment;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/**
 * Builds a registry from settings of its own and throws it away. Nearly all of the time
 * that the first registry of a process takes is for loading and linking classes; on a
 * thread of its own it passes while the application's classes are being looked for.
 * Nothing is connected to, and no setting of the application's is read.
 */
final class RegistryTrial implements Runnable, ApplicationEventPublisher, ConnectorFactory {

	private static final Logger LOG = LoggerFactory.getLogger(RegistryTrial.class);

	@Override
	public void run() {
		try {
			warmUp();
		}
		catch (RuntimeException | LinkageError ex) {
			// The application's own registry will say what is wrong.
			LOG.debug("The registry could not be tried out", ex);
		}
	}

	/** Nobody is to hear of it. */
	@Override
	public void publishEvent(Object event) {
	}

	/** Nobody is called. */
	@Override
	public Connector create(ConnectorSettings settings) {
		throw new UnsupportedOperationException("This registry is only tried out");
	}

	void warmUp() {
		ConfigurableEnvironment environment = new AbstractEnvironment() {
		};
		environment.getPropertySources()
			.addFirst(new MapPropertySource("example", Map.of("llm.providers.example.api", "openai-completions",
					"llm.providers.example.base-url", "http://localhost", "llm.providers.example.api-key", "none",
					"llm.providers.example.models[0].id", "example", "llm.modes.plan.model", "example:example")));
		Binder binder = new Binder(ConfigurationPropertySources.from(environment.getPropertySources()), null,
				ApplicationConversionService.getSharedInstance());
		LlmProperties properties = binder.bindOrCreate("llm", Bindable.of(LlmProperties.class),
				new LlmBindHandlerAdvisor().apply(BindHandler.DEFAULT));
		DefaultListableBeanFactory beans = new DefaultListableBeanFactory();
		beans.registerSingleton("connectors", this);
		try (ProviderRegistry registry = new RegistryAssembler(beans, environment, this).build(properties)) {
			new StartupReport(registry, properties, environment).tryOut();
		}
	}

}
