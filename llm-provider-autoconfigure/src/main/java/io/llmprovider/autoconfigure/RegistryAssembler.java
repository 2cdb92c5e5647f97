package io.llmprovider.autoconfigure;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

import io.llmprovider.auth.KeySupplier;
import io.llmprovider.json.Names;
import io.llmprovider.protocol.WireProtocol;
import io.llmprovider.provider.LlmProvider;
import io.llmprovider.provider.ModeSettings;
import io.llmprovider.provider.Protocols;
import io.llmprovider.provider.ProviderRegistry;
import io.llmprovider.provider.ProviderRegistryBuilder;
import io.llmprovider.provider.ProviderRegistryCustomizer;
import io.llmprovider.provider.ProviderSettings;
import io.llmprovider.provider.RegistryEvent;
import io.llmprovider.provider.RegistryListener;
import io.llmprovider.provider.account.Budget;
import io.llmprovider.provider.account.BudgetListener;
import io.llmprovider.provider.account.BudgetWarning;
import io.llmprovider.provider.hook.ExchangeHook;
import io.llmprovider.transport.ConnectorFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.core.env.Environment;
import org.springframework.retry.RetryListener;
import org.springframework.retry.RetryPolicy;
import org.springframework.retry.backoff.BackOffPolicy;

/**
 * Builds the registry of configuration, then beans, then customizers: the later wins.
 * <p>
 * What every application runs at its start is written without lambdas here and in the
 * classes below: linking one takes longer than what it does.
 */
final class RegistryAssembler {

	private final ListableBeanFactory beanFactory;

	private final Environment environment;

	private final Surroundings surroundings;

	private final BootConnections connections;

	RegistryAssembler(ListableBeanFactory beanFactory, Environment environment, ApplicationEventPublisher events) {
		this.beanFactory = beanFactory;
		this.environment = environment;
		this.surroundings = new Surroundings(environment, events);
		this.connections = new BootConnections(beanFactory);
	}

	/**
	 * Builds the registry.
	 * @param properties the configuration
	 * @return the registry, to be closed with the context
	 * @throws io.llmprovider.error.ConfigurationException if something cannot work
	 */
	ProviderRegistry build(LlmProperties properties) {
		new SettingNameCheck(this.environment, this.beanFactory).check();
		RegistryDemand beans = new RegistryDemand(this.beanFactory, this.environment);
		Protocols protocols = protocols(properties, beans);
		RetryBeans retries = hasRetries(beans) ? new RetryBeans(this.beanFactory) : null;
		HookBeans hooks = beans.has(ExchangeHook.class) ? new HookBeans(this.beanFactory) : null;
		ProviderRegistryBuilder builder = ProviderRegistry.builder()
			.environment(this.surroundings)
			.defaults(defaults(properties))
			.model(properties.defaultModel())
			.catalog(properties.catalogSettings())
			.listener(this.surroundings)
			.budgetListener(this.surroundings)
			.protocols(protocols);
		if (retries != null && !retries.isEmpty()) {
			builder.retries(retries);
		}
		signIns(builder, properties.oauth());
		ConnectorFactory connectors = this.connections.factory(beans.has(ConnectorFactory.class));
		if (connectors != null) {
			builder.connectors(connectors);
		}
		if (beans.has(KeySupplier.class)) {
			this.beanFactory.getBeanProvider(KeySupplier.class).ifAvailable(builder::keys);
		}
		if (hooks != null) {
			hooks.addTo(builder);
		}
		for (String name : properties.disabledProviders()) {
			builder.remove(name);
		}
		for (ProviderSettings provider : properties.providerSettings()) {
			builder.provider(provider);
		}
		for (ModeSettings mode : properties.modeSettings()) {
			builder.mode(mode);
		}
		for (Budget budget : properties.budgetSettings()) {
			builder.budget(budget);
		}
		if (beans.has(LlmProvider.class)) {
			for (LlmProvider provider : providerBeans().values()) {
				builder.provider(provider);
			}
		}
		if (beans.has(ProviderRegistryCustomizer.class)) {
			ordered(ProviderRegistryCustomizer.class).forEach((customizer) -> customizer.customize(builder));
		}
		ProviderRegistry registry = builder.build();
		try {
			if (retries != null) {
				retries.check(registry);
			}
			if (hooks != null) {
				hooks.check(registry);
			}
			if (properties.hasProviderOptions()) {
				new ProviderOptionCheck(registry, protocols).check(properties);
			}
			return registry;
		}
		catch (RuntimeException ex) {
			registry.close();
			throw ex;
		}
	}

	private static boolean hasRetries(RegistryDemand beans) {
		return beans.has(RetryPolicy.class) || beans.has(BackOffPolicy.class) || beans.has(RetryListener.class);
	}

	private void signIns(ProviderRegistryBuilder builder, @Nullable CredentialProperties oauth) {
		SignInBeans beans = new SignInBeans(this.beanFactory, oauth);
		builder.flows(beans).credentials(beans);
		if (oauth != null) {
			// A mistake in it is told at the start.
			beans.get();
		}
	}

	private ProviderSettings defaults(LlmProperties properties) {
		return properties.defaultSettings().orElse(this.connections.settings());
	}

	/** Those of the library, then the application's own, but for those switched off. */
	private Protocols protocols(LlmProperties properties, RegistryDemand beans) {
		Protocols protocols = Protocols.builtIn();
		Set<String> known = new LinkedHashSet<>(protocols.ids());
		List<WireProtocol> added = beans.has(WireProtocol.class) ? ordered(WireProtocol.class) : List.of();
		for (WireProtocol own : added) {
			protocols = protocols.with(own);
			known.add(own.id());
		}
		for (Map.Entry<String, ProtocolProperties> protocol : properties.protocols().entrySet()) {
			String id = id(protocol.getKey(), known);
			if (!protocol.getValue().enabled()) {
				protocols = protocols.without(id);
			}
		}
		return protocols;
	}

	private <T> List<T> ordered(Class<T> type) {
		return this.beanFactory.getBeanProvider(type).orderedStream().toList();
	}

	private static String id(String name, Collection<String> known) {
		return known.stream()
			.filter((candidate) -> Names.plain(candidate).equals(Names.plain(name)))
			.findFirst()
			.orElseThrow(() -> unknownProtocol(name, known));
	}

	private static RuntimeException unknownProtocol(String name, Collection<String> known) {
		String nearest = Names.nearest(name, known);
		return PropertyPath.wrong(
				"There is no API type '" + name + "'"
						+ ((nearest != null) ? "; did you mean '" + nearest + "'?" : "; there are " + known),
				"Correct llm.protocols." + name + ".");
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

	/**
	 * The application as the registry sees it.
	 *
	 * @param environment where variables are looked up
	 * @param events where changes and warnings are told
	 */
	private record Surroundings(Environment environment, ApplicationEventPublisher events)
			implements
				UnaryOperator<@Nullable String>,
				RegistryListener,
				BudgetListener {

		@Override
		public @Nullable String apply(@Nullable String variable) {
			return (variable != null) ? this.environment.getProperty(variable) : null;
		}

		@Override
		public void changed(RegistryEvent event) {
			this.events.publishEvent(event);
		}

		@Override
		public void warn(BudgetWarning warning) {
			this.events.publishEvent(warning);
		}

	}

}
