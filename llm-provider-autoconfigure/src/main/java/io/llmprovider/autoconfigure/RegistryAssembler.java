package io.llmprovider.autoconfigure;

import java.util.LinkedHashMap;
import java.util.Map;

import io.llmprovider.protocol.WireProtocol;
import io.llmprovider.provider.LlmProvider;
import io.llmprovider.provider.ProviderRegistry;
import io.llmprovider.provider.ProviderRegistryBuilder;
import io.llmprovider.provider.ProviderRegistryCustomizer;
import io.llmprovider.transport.ConnectorFactory;

import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.core.env.Environment;

/**
 * Builds the registry of configuration, then beans, then customizers: the later wins.
 */
final class RegistryAssembler {

	private final ListableBeanFactory beanFactory;

	private final Environment environment;

	RegistryAssembler(ListableBeanFactory beanFactory, Environment environment) {
		this.beanFactory = beanFactory;
		this.environment = environment;
	}

	ProviderRegistry assemble(LlmProperties properties) {
		ProviderRegistryBuilder builder = ProviderRegistry.builder()
			.environment(this.environment::getProperty)
			.defaults(properties.defaults().toSettings())
			.model(properties.model());
		this.beanFactory.getBeanProvider(ConnectorFactory.class).ifAvailable(builder::connectors);
		this.beanFactory.getBeanProvider(WireProtocol.class).orderedStream().forEach(builder::protocol);
		properties.providerSettings().forEach(builder::provider);
		properties.modeSettings().forEach(builder::mode);
		providerBeans().values().forEach(builder::provider);
		this.beanFactory.getBeanProvider(ProviderRegistryCustomizer.class)
			.orderedStream()
			.forEach((customizer) -> customizer.customize(builder));
		return builder.build();
	}

	/**
	 * The application's own providers. Those that stand for the configuration are left
	 * out: they come from the registry.
	 */
	private Map<String, LlmProvider> providerBeans() {
		Map<String, LlmProvider> byName = new LinkedHashMap<>();
		for (String beanName : this.beanFactory.getBeanNamesForType(LlmProvider.class)) {
			if (!beanName.startsWith(LlmBeanNames.PROVIDER)) {
				LlmProvider provider = this.beanFactory.getBean(beanName, LlmProvider.class);
				if (byName.putIfAbsent(provider.name(), provider) != null) {
					throw PropertyPath.wrong(
							"Two beans are the provider '" + provider.name() + "'; one of them is '" + beanName + "'",
							"Give one of them another name(), or take it out.");
				}
			}
		}
		return byName;
	}

}
