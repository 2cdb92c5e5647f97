package io.llmprovider.provider;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.llmprovider.model.Model;
import org.jspecify.annotations.Nullable;

/**
 * The layers below what is registered at run time, and how all of them make one provider:
 * what is registered works as if its lines stood in the configuration.
 */
final class LayeredProviders {

	private final ProviderFactory factory;

	private final Map<String, ProviderSettings> configured = new LinkedHashMap<>();

	private final Map<String, LlmProvider> beans = new LinkedHashMap<>();

	LayeredProviders(ProviderFactory factory, Collection<ProviderSettings> configured, Collection<LlmProvider> beans) {
		this.factory = factory;
		for (LlmProvider bean : beans) {
			this.beans.put(bean.name(), bean);
		}
		for (ProviderSettings settings : configured) {
			if (!this.beans.containsKey(settings.name())) {
				this.configured.put(settings.name(), settings);
			}
		}
	}

	/**
	 * The providers of the lower layers.
	 * @return providers by name, of which those that were made here are to be closed
	 */
	Map<String, LlmProvider> base() {
		Map<String, LlmProvider> providers = new LinkedHashMap<>(this.beans);
		try {
			for (Map.Entry<String, ProviderSettings> provider : this.configured.entrySet()) {
				providers.put(provider.getKey(), this.factory.create(provider.getValue()));
			}
		}
		catch (RuntimeException ex) {
			providers.keySet().removeAll(this.beans.keySet());
			providers.values().forEach(LlmProvider::close);
			throw ex;
		}
		return providers;
	}

	/**
	 * A provider as the layers say; nothing is opened yet.
	 * @param name its name
	 * @param runtime what is registered under it
	 * @return the provider, or null if nobody configures or registers it
	 * @throws io.llmprovider.error.ConfigurationException if something cannot work
	 */
	@Nullable LlmProvider create(String name, RuntimeLayer runtime) {
		if (runtime.provider() != null) {
			return runtime.provider();
		}
		if (!runtime.isProvider() && !runtime.isOverride()) {
			ProviderSettings settings = this.configured.get(name);
			return (settings != null) ? this.factory.create(settings) : this.beans.get(name);
		}
		return this.factory.create(new Registration(merged(name, runtime), runtime.protocol(), runtime.flow()));
	}

	private ProviderSettings merged(String name, RuntimeLayer runtime) {
		ProviderSettings merged = ProviderSettings.builder(name).build();
		for (SettingOrigins.Source source : sources(name, runtime)) {
			merged = merged.orElse(source.settings());
		}
		return merged;
	}

	/** What the user set, from high to low. */
	private List<SettingOrigins.Source> sources(String name, RuntimeLayer runtime) {
		List<SettingOrigins.Source> sources = new ArrayList<>();
		if (runtime.override() != null) {
			sources.add(new SettingOrigins.Source(Layer.RUNTIME, runtime.override()));
		}
		if (runtime.models() != null) {
			sources.add(new SettingOrigins.Source(Layer.RUNTIME,
					ProviderSettings.builder(name).models(runtime.models()).build()));
		}
		if (runtime.settings() != null) {
			sources.add(new SettingOrigins.Source(Layer.RUNTIME, runtime.settings()));
		}
		else if (this.configured.containsKey(name)) {
			sources.add(new SettingOrigins.Source(Layer.CONFIGURED, this.configured.get(name)));
		}
		return sources;
	}

	/**
	 * A provider in words.
	 * @param provider the provider
	 * @param runtime what is registered under its name
	 * @return the description
	 */
	ProviderDescription describe(LlmProvider provider, RuntimeLayer runtime) {
		String name = provider.name();
		if (provider instanceof WireProvider wire) {
			Layer below = this.configured.containsKey(name) ? Layer.CONFIGURED : Layer.BUILT_IN;
			return new ProviderDescription(name, wire.settings().api(), wire.settings().baseUrl(), wire.keyState(),
					wire.models().stream().map(Model::id).toList(), runtime.isProvider() ? Layer.RUNTIME : below,
					this.factory.origins(wire.settings(), sources(name, runtime)));
		}
		Layer layer = runtime.isProvider() ? Layer.RUNTIME : Layer.BEAN;
		return new ProviderDescription(name, null, null, ProviderDescription.KeyState.NOT_NEEDED,
				provider.models().stream().map(Model::id).toList(), layer, Map.of());
	}

}
