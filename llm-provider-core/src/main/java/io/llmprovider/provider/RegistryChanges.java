package io.llmprovider.provider;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.function.Supplier;

import io.llmprovider.oauth.OAuthFlow;
import io.llmprovider.protocol.WireProtocol;
import org.jspecify.annotations.Nullable;

/**
 * Changes a registry while the application is running. A change is looked over and made
 * ready beside the snapshot; only then is the snapshot replaced. Many applications never
 * change theirs, so this is made for the first change.
 */
final class RegistryChanges {

	private final RegistryState state;

	private final LayeredProviders layers;

	private final RegistryEvents events;

	/** Providers that have left may still have calls to be ended with the application. */
	private final Set<LlmProvider> retired = Collections.newSetFromMap(new WeakHashMap<>());

	/**
	 * Creates the changes of a registry.
	 * @param state its snapshot, and the lock of whoever replaces it
	 * @param layers what lies below that which is registered
	 * @param listeners hear of changes
	 */
	RegistryChanges(RegistryState state, LayeredProviders layers, List<RegistryListener> listeners) {
		this.state = state;
		this.layers = layers;
		this.events = new RegistryEvents(listeners);
	}

	private Snapshot snapshot() {
		return this.state.snapshot();
	}

	void register(ProviderSettings settings, @Nullable WireProtocol protocol, @Nullable OAuthFlow flow) {
		add(settings.name(), RuntimeLayer.of(settings, protocol, flow));
	}

	void register(LlmProvider provider) {
		add(provider.name(), RuntimeLayer.of(provider));
	}

	void models(String provider, List<ModelSettings> models) {
		if (models.isEmpty()) {
			throw ProviderFactory.wrong("There are no models to register for provider '" + provider + "'",
					"Give at least one.");
		}
		change(() -> overridable(provider).withModels(models), provider, new ProviderOverridden(provider));
	}

	void override(ProviderSettings settings) {
		String name = settings.name();
		if (!settings.models().isEmpty()) {
			throw ProviderFactory.wrong("An override of provider '" + name + "' keeps its models, but lists some",
					"Take them out, and give them to registerModels.");
		}
		change(() -> overridable(name).withOverride(settings), name, new ProviderOverridden(name));
	}

	boolean unregister(String name) {
		synchronized (this.state) {
			Snapshot now = snapshot();
			if (now.closed() || !now.runtime().containsKey(name)) {
				return false;
			}
			apply(name, RuntimeLayer.NONE);
			this.events.add(new ProviderRemoved(name, snapshot().find(name) != null));
		}
		this.events.tell();
		return true;
	}

	void mode(ModeSettings settings) {
		synchronized (this.state) {
			Snapshot now = snapshot();
			Snapshot changed = now.with(now.modes().with(settings));
			changed.check(settings.mode());
			this.state.replace(changed);
		}
	}

	boolean removeMode(Mode mode) {
		synchronized (this.state) {
			Snapshot now = snapshot();
			this.state.replace(now.with(now.modes().without(mode)));
			return now.modes().runtime().containsKey(mode);
		}
	}

	/**
	 * Providers that have left and are still in use, to be asked under the lock.
	 */
	Collection<LlmProvider> retired() {
		return List.copyOf(this.retired);
	}

	private void add(String name, RuntimeLayer layer) {
		change(() -> {
			requireFree(name);
			return layer;
		}, name, new ProviderRegistered(name));
	}

	private void change(Supplier<RuntimeLayer> layer, String name, RegistryEvent event) {
		synchronized (this.state) {
			if (snapshot().closed()) {
				throw ProviderFactory.wrong("The registry of providers is closed, and '" + name + "' cannot come",
						"Register providers while the application is running.");
			}
			apply(name, layer.get());
			this.events.add(event);
		}
		this.events.tell();
	}

	private void apply(String name, RuntimeLayer layer) {
		Snapshot before = snapshot();
		LlmProvider created = this.layers.create(name, layer);
		Map<String, LlmProvider> providers = new LinkedHashMap<>(before.providers());
		LlmProvider old = (created != null) ? providers.put(name, created) : providers.remove(name);
		Map<String, RuntimeLayer> runtime = new LinkedHashMap<>(before.runtime());
		if (layer.equals(RuntimeLayer.NONE)) {
			runtime.remove(name);
		}
		else {
			runtime.put(name, layer);
		}
		Snapshot changed = before.with(providers, runtime);
		changed.requireDistinct();
		this.state.replace(changed);
		retire((old != null) ? old : before.known().take(name), created);
	}

	private void retire(@Nullable LlmProvider old, @Nullable LlmProvider created) {
		if (old != null && old != created) {
			this.retired.add(old);
			old.retire();
		}
	}

	private void requireFree(String name) {
		Snapshot now = snapshot();
		if (now.providers().containsKey(name)) {
			throw ProviderFactory.wrong("There is a provider '" + name + "' already",
					"Choose another name, override the provider, give it models with registerModels"
							+ (now.runtime().containsKey(name) ? ", or unregister it first." : "."));
		}
	}

	private RuntimeLayer overridable(String name) {
		Snapshot now = snapshot();
		LlmProvider provider = now.find(name);
		if (provider == null) {
			throw now.unknownProvider(name, "The override", "the name");
		}
		if (!(provider instanceof WireProvider)) {
			throw ProviderFactory.wrong(
					"Provider '" + name + "' is the application's own object, which has no settings to override",
					"Change the object, or unregister it and register another.");
		}
		return now.runtime().getOrDefault(name, RuntimeLayer.NONE);
	}

}
