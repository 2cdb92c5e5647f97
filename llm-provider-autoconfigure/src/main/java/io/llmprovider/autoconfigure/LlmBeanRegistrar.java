package io.llmprovider.autoconfigure;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;

import io.llmprovider.provider.LlmClient;
import io.llmprovider.provider.LlmProvider;
import io.llmprovider.provider.Mode;
import io.llmprovider.provider.ProviderRegistry;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.BeanRegistrar;
import org.springframework.beans.factory.BeanRegistry;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName.Form;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.IterableConfigurationPropertySource;
import org.springframework.core.env.Environment;
import org.springframework.util.StringUtils;

/**
 * Registers a bean for each provider and each mode of the configuration, and one for the
 * default model. It binds names only: all else is read when the registry is built, so
 * that mistakes are reported from there, and an application that was processed ahead of
 * time takes its providers from the configuration it is started with. The beans are made
 * when they are injected, as a customizer may have taken a provider out of the registry.
 * <p>
 * It is public for the code that is generated ahead of time, and for nothing else.
 */
public final class LlmBeanRegistrar implements BeanRegistrar {

	@Override
	public void register(BeanRegistry registry, Environment environment) {
		List<ConfigurationPropertySource> sources = new ArrayList<>();
		for (ConfigurationPropertySource source : ConfigurationPropertySources.get(environment)) {
			if (SettingTree.isIn(source)) {
				sources.add(source);
			}
		}
		for (String name : names(sources, "llm.providers")) {
			if (isEnabled(environment, sources, name)) {
				registry.registerBean(LlmBeanNames.PROVIDER + name, LlmProvider.class, new ConfiguredProvider(name));
			}
		}
		for (String name : names(sources, "llm.modes")) {
			registry.registerBean(LlmBeanNames.MODE + Mode.of(name), LlmClient.class, new ConfiguredClient(name));
		}
		if (StringUtils.hasText(environment.getProperty("llm.model"))) {
			registry.registerBean(LlmBeanNames.DEFAULT_CLIENT, LlmClient.class, new ConfiguredClient(null));
		}
	}

	private static boolean isEnabled(Environment environment, List<ConfigurationPropertySource> sources,
			String provider) {
		ConfigurationPropertyName name = ConfigurationPropertyName.of("llm.providers")
			.append("[" + provider + "].enabled");
		for (ConfigurationPropertySource source : sources) {
			if (source.getConfigurationProperty(name) != null) {
				return Binder.get(environment).bind(name, Bindable.of(Boolean.class)).orElse(true);
			}
		}
		return true;
	}

	/**
	 * The elements that follow a property's name, as they are written. Binding a map
	 * would read all that is below them as well.
	 */
	private static Set<String> names(List<ConfigurationPropertySource> sources, String property) {
		ConfigurationPropertyName parent = ConfigurationPropertyName.of(property);
		Set<String> names = new LinkedHashSet<>();
		for (ConfigurationPropertySource source : sources) {
			if (source instanceof IterableConfigurationPropertySource iterable) {
				for (ConfigurationPropertyName name : iterable) {
					if (parent.isAncestorOf(name)) {
						names.add(name.getElement(parent.getNumberOfElements(), Form.ORIGINAL));
					}
				}
			}
		}
		return names;
	}

	/** What the definition of a provider's bean says, and how the bean is got. */
	private record ConfiguredProvider(String name)
			implements
				Consumer<BeanRegistry.Spec<LlmProvider>>,
				Function<BeanRegistry.SupplierContext, LlmProvider> {

		@Override
		public void accept(BeanRegistry.Spec<LlmProvider> bean) {
			bean.fallback().lazyInit().description("Provider '" + this.name + "' of llm.providers").supplier(this);
		}

		@Override
		public LlmProvider apply(BeanRegistry.SupplierContext context) {
			return LiveProvider.of(context.bean(ProviderRegistry.class), this.name);
		}

	}

	/** The same of a client: that of a mode, or that of the default model. */
	private record ConfiguredClient(@Nullable String mode)
			implements
				Consumer<BeanRegistry.Spec<LlmClient>>,
				Function<BeanRegistry.SupplierContext, LlmClient> {

		@Override
		public void accept(BeanRegistry.Spec<LlmClient> bean) {
			bean.fallback()
				.lazyInit()
				.description((this.mode != null) ? "Client of mode '" + this.mode + "' of llm.modes"
						: "Client of the default model, llm.model")
				.supplier(this);
		}

		@Override
		public LlmClient apply(BeanRegistry.SupplierContext context) {
			ProviderRegistry registry = context.bean(ProviderRegistry.class);
			return (this.mode != null) ? registry.forMode(this.mode) : registry.client();
		}

	}

}
