package io.llmprovider.provider;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.WeakHashMap;

import io.llmprovider.catalog.ModelCatalog;
import io.llmprovider.json.Names;
import io.llmprovider.model.Model;
import io.llmprovider.model.ModelRef;
import io.llmprovider.oauth.OAuthFlow;
import io.llmprovider.oauth.SignIns;
import io.llmprovider.protocol.WireProtocol;
import io.llmprovider.provider.account.CostAccount;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * A registry whose state is one immutable snapshot: a lookup sees all of a change or
 * nothing of it. A change is looked over and made ready beside the snapshot; only then is
 * the snapshot replaced.
 */
final class SnapshotRegistry implements ProviderRegistry {

	private final LayeredProviders layers;

	private final RegistryEvents events;

	private final CostAccount account;

	private final ModelCatalog catalog;

	private final @Nullable String defaultModel;

	/** Providers that have left may still have calls to be ended with the application. */
	private final Set<LlmProvider> retired = Collections.newSetFromMap(new WeakHashMap<>());

	private volatile Snapshot snapshot;

	private SnapshotRegistry(LayeredProviders layers, RegistryEvents events, CostAccount account, ModelCatalog catalog,
			Snapshot snapshot, @Nullable String defaultModel) {
		this.layers = layers;
		this.account = account;
		this.catalog = catalog;
		this.events = events;
		this.snapshot = snapshot;
		this.defaultModel = defaultModel;
	}

	static SnapshotRegistry open(LayeredProviders layers, KnownOnDemand known, Set<String> removed,
			Map<Mode, ModeSettings> modes, @Nullable String model, List<RegistryListener> listeners,
			ModelCatalog catalog, CostAccount account) {
		String defaultModel = (model != null && !model.isBlank()) ? model : null;
		Snapshot snapshot = new Snapshot(layers.base(), removed, Modes.of(modes), Map.of(), known, new UnlistedModels(),
				false);
		try {
			requireDistinct(snapshot.providers().keySet());
			snapshot.checkReferences(defaultModel);
			return new SnapshotRegistry(layers, new RegistryEvents(listeners), account, catalog, snapshot,
					defaultModel);
		}
		catch (RuntimeException ex) {
			snapshot.providers().values().stream().filter(WireProvider.class::isInstance).forEach(LlmProvider::close);
			known.all().forEach(LlmProvider::close);
			catalog.close();
			throw ex;
		}
	}

	@Override
	public LlmClient client() {
		if (this.defaultModel == null) {
			throw ProviderFactory.wrong("There is no default model",
					"Set llm.model to provider:model, or ask the registry for a mode or a model by name.");
		}
		return client(this.defaultModel);
	}

	@Override
	public LlmClient client(String reference) {
		return client(
				this.snapshot.reference(reference, "Model reference '" + reference + "'", "Write provider:model."));
	}

	@Override
	public LlmClient client(ModelRef reference) {
		this.snapshot.target(reference);
		return new RegistryClient(() -> this.snapshot.target(reference), CallSettings.NONE, this.account);
	}

	@Override
	public LlmClient client(Model model) {
		provider(model.provider());
		return new RegistryClient(() -> RegistryClient.Target.of(provider(model.provider()), model), CallSettings.NONE,
				this.account);
	}

	@Override
	public LlmClient forMode(Mode mode) {
		return ModeClient.of(mode, () -> this.snapshot, this.account);
	}

	@Override
	public Optional<LlmProvider> find(String name) {
		return Optional.ofNullable(this.snapshot.find(name));
	}

	@Override
	public LlmProvider provider(String name) {
		return this.snapshot.provider(name);
	}

	@Override
	public Collection<LlmProvider> providers() {
		return this.snapshot.providers().values();
	}

	@Override
	public Set<Mode> modes() {
		return this.snapshot.modes().names();
	}

	@Override
	public Optional<ModeSettings> mode(Mode mode) {
		return Optional.ofNullable(this.snapshot.modes().get(mode));
	}

	@Override
	public Optional<ProviderDescription> describe(String name) {
		Snapshot now = this.snapshot;
		LlmProvider provider = now.find(name);
		return (provider != null)
				? Optional.of(this.layers.describe(provider, now.runtime().getOrDefault(name, RuntimeLayer.NONE)))
				: Optional.empty();
	}

	@Override
	public ModelCatalog catalog() {
		return this.catalog;
	}

	@Override
	public Mono<List<Model>> discover(String name) {
		return Mono.defer(() -> (provider(name) instanceof WireProvider wire) ? wire.discover()
				: Mono.just(provider(name).models()));
	}

	@Override
	public SignIns signIns() {
		return new RegistrySignIns(() -> this.snapshot, null);
	}

	@Override
	public CostAccount account() {
		return this.account;
	}

	@Override
	public void register(ProviderSettings settings) {
		add(settings.name(), RuntimeLayer.of(settings, null, null));
	}

	@Override
	public void register(ProviderSettings settings, WireProtocol protocol) {
		add(settings.name(), RuntimeLayer.of(settings, protocol, null));
	}

	@Override
	public void register(ProviderSettings settings, OAuthFlow flow) {
		add(settings.name(), RuntimeLayer.of(settings, null, flow));
	}

	@Override
	public void register(ProviderSettings settings, WireProtocol protocol, OAuthFlow flow) {
		add(settings.name(), RuntimeLayer.of(settings, protocol, flow));
	}

	@Override
	public void register(LlmProvider provider) {
		add(provider.name(), RuntimeLayer.of(provider));
	}

	@Override
	public void registerModels(String provider, List<ModelSettings> models) {
		if (models.isEmpty()) {
			throw ProviderFactory.wrong("There are no models to register for provider '" + provider + "'",
					"Give at least one.");
		}
		change(() -> overridable(provider).withModels(models), provider, new ProviderOverridden(provider));
	}

	@Override
	public void override(ProviderSettings settings) {
		String name = settings.name();
		if (!settings.models().isEmpty()) {
			throw ProviderFactory.wrong("An override of provider '" + name + "' keeps its models, but lists some",
					"Take them out, and give them to registerModels.");
		}
		change(() -> overridable(name).withOverride(settings), name, new ProviderOverridden(name));
	}

	@Override
	public boolean unregister(String name) {
		synchronized (this) {
			if (this.snapshot.closed() || !this.snapshot.runtime().containsKey(name)) {
				return false;
			}
			apply(name, RuntimeLayer.NONE);
			this.events.add(new ProviderRemoved(name, this.snapshot.find(name) != null));
		}
		this.events.tell();
		return true;
	}

	@Override
	public synchronized void registerMode(ModeSettings settings) {
		Snapshot changed = this.snapshot.with(this.snapshot.modes().with(settings));
		changed.check(settings.mode());
		this.snapshot = changed;
	}

	@Override
	public synchronized boolean unregisterMode(Mode mode) {
		boolean registered = this.snapshot.modes().runtime().containsKey(mode);
		this.snapshot = this.snapshot.with(this.snapshot.modes().without(mode));
		return registered;
	}

	private void add(String name, RuntimeLayer layer) {
		change(() -> {
			requireFree(name);
			return layer;
		}, name, new ProviderRegistered(name));
	}

	private void change(java.util.function.Supplier<RuntimeLayer> layer, String name, RegistryEvent event) {
		synchronized (this) {
			if (this.snapshot.closed()) {
				throw ProviderFactory.wrong("The registry of providers is closed, and '" + name + "' cannot come",
						"Register providers while the application is running.");
			}
			apply(name, layer.get());
			this.events.add(event);
		}
		this.events.tell();
	}

	private void apply(String name, RuntimeLayer layer) {
		Snapshot before = this.snapshot;
		LlmProvider created = this.layers.create(name, layer);
		Map<String, LlmProvider> providers = new LinkedHashMap<>(before.providers());
		LlmProvider old = (created != null) ? providers.put(name, created) : providers.remove(name);
		requireDistinct(providers.keySet());
		Map<String, RuntimeLayer> runtime = new LinkedHashMap<>(before.runtime());
		if (layer.equals(RuntimeLayer.NONE)) {
			runtime.remove(name);
		}
		else {
			runtime.put(name, layer);
		}
		this.snapshot = before.with(providers, runtime);
		retire((old != null) ? old : before.known().take(name), created);
	}

	private void retire(@Nullable LlmProvider old, @Nullable LlmProvider created) {
		if (old != null && old != created) {
			this.retired.add(old);
			old.retire();
		}
	}

	private void requireFree(String name) {
		Snapshot now = this.snapshot;
		if (now.providers().containsKey(name)) {
			throw ProviderFactory.wrong("There is a provider '" + name + "' already",
					"Choose another name, override the provider, give it models with registerModels"
							+ (now.runtime().containsKey(name) ? ", or unregister it first." : "."));
		}
	}

	private RuntimeLayer overridable(String name) {
		Snapshot now = this.snapshot;
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

	@Override
	public void close() {
		List<LlmProvider> all;
		synchronized (this) {
			if (this.snapshot.closed()) {
				return;
			}
			all = new ArrayList<>(this.snapshot.providers().values());
			this.snapshot = this.snapshot.asClosed();
			all.addAll(this.snapshot.known().all());
			all.addAll(this.retired);
		}
		this.catalog.close();
		RuntimeException failure = null;
		for (LlmProvider provider : all) {
			try {
				provider.close();
			}
			catch (RuntimeException ex) {
				// The others must be closed all the same.
				if (failure == null) {
					failure = ex;
				}
				else {
					failure.addSuppressed(ex);
				}
			}
		}
		if (failure != null) {
			throw failure;
		}
	}

	private static void requireDistinct(Collection<String> names) {
		Map<String, String> seen = new LinkedHashMap<>();
		for (String name : names) {
			String twin = seen.putIfAbsent(Names.plain(name), name);
			if (twin != null && !twin.equals(name)) {
				throw ProviderFactory.wrong(
						"The providers '" + twin + "' and '" + name + "' differ only by case or dashes",
						"Give one of them another name. If one comes from environment variables such as LLM_PROVIDERS_"
								+ Names.plain(name).toUpperCase(java.util.Locale.ROOT)
								+ "_APIKEY, choose a name without dashes in the YAML so that both mean the same.");
			}
		}
	}

}
