package io.llmprovider.provider;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;

import io.llmprovider.catalog.ModelCatalog;
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

	/** The lock of those that change it, too. */
	private final AtomicReference<Snapshot> current;

	private final LayeredProviders layers;

	private final List<RegistryListener> listeners;

	private final SuppliedOnce<CostAccount> account;

	private final ModelCatalog catalog;

	private final @Nullable String defaultModel;

	private @Nullable RegistryChanges changes;

	private SnapshotRegistry(LayeredProviders layers, List<RegistryListener> listeners,
			SuppliedOnce<CostAccount> account, ModelCatalog catalog, Snapshot snapshot, @Nullable String defaultModel) {
		this.current = new AtomicReference<>(snapshot);
		this.layers = layers;
		this.listeners = List.copyOf(listeners);
		this.account = account;
		this.catalog = catalog;
		this.defaultModel = defaultModel;
	}

	static SnapshotRegistry open(LayeredProviders layers, KnownOnDemand known, Set<String> removed,
			Map<Mode, ModeSettings> modes, @Nullable String model, List<RegistryListener> listeners,
			ModelCatalog catalog, SuppliedOnce<CostAccount> account) {
		String defaultModel = (model != null && !model.isBlank()) ? model : null;
		Snapshot snapshot = new Snapshot(layers.base(), removed, Modes.of(modes), Map.of(), known, new UnlistedModels(),
				false);
		try {
			snapshot.requireDistinct();
			snapshot.checkReferences(defaultModel);
			return new SnapshotRegistry(layers, listeners, account, catalog, snapshot, defaultModel);
		}
		catch (RuntimeException ex) {
			snapshot.providers().values().stream().filter(WireProvider.class::isInstance).forEach(LlmProvider::close);
			known.all().forEach(LlmProvider::close);
			catalog.close();
			throw ex;
		}
	}

	private Snapshot snapshot() {
		return Objects.requireNonNull(this.current.get());
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
		return client(snapshot().reference(reference, "Model reference '" + reference + "'", "Write provider:model."));
	}

	@Override
	public LlmClient client(ModelRef reference) {
		snapshot().target(reference);
		return new RegistryClient(() -> snapshot().target(reference), CallSettings.NONE, account());
	}

	@Override
	public LlmClient client(Model model) {
		provider(model.provider());
		return new RegistryClient(() -> RegistryClient.Target.of(provider(model.provider()), model), CallSettings.NONE,
				account());
	}

	@Override
	public LlmClient forMode(Mode mode) {
		return ModeClient.of(mode, this.current::get, account());
	}

	@Override
	public Optional<LlmProvider> find(String name) {
		return Optional.ofNullable(snapshot().find(name));
	}

	@Override
	public LlmProvider provider(String name) {
		return snapshot().provider(name);
	}

	@Override
	public Collection<LlmProvider> providers() {
		return snapshot().providers().values();
	}

	@Override
	public Set<Mode> modes() {
		return snapshot().modes().names();
	}

	@Override
	public Optional<ModeSettings> mode(Mode mode) {
		return Optional.ofNullable(snapshot().modes().get(mode));
	}

	@Override
	public Optional<ProviderDescription> describe(String name) {
		Snapshot now = snapshot();
		LlmProvider provider = now.find(name);
		return (provider != null)
				? Optional.of(this.layers.describe(provider, now.runtime().getOrDefault(name, RuntimeLayer.NONE)))
				: Optional.empty();
	}

	@Override
	public Optional<ProviderDescription.KeyState> keyState(String name) {
		LlmProvider provider = snapshot().find(name);
		return (provider instanceof WireProvider wire) ? Optional.of(wire.keyState()) : Optional.empty();
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
		return new RegistrySignIns(this.current::get, null);
	}

	@Override
	public CostAccount account() {
		return this.account.get();
	}

	@Override
	public void register(ProviderSettings settings) {
		changes().register(settings, null, null);
	}

	@Override
	public void register(ProviderSettings settings, WireProtocol protocol) {
		changes().register(settings, protocol, null);
	}

	@Override
	public void register(ProviderSettings settings, OAuthFlow flow) {
		changes().register(settings, null, flow);
	}

	@Override
	public void register(ProviderSettings settings, WireProtocol protocol, OAuthFlow flow) {
		changes().register(settings, protocol, flow);
	}

	@Override
	public void register(LlmProvider provider) {
		changes().register(provider);
	}

	@Override
	public void registerModels(String provider, List<ModelSettings> models) {
		changes().models(provider, models);
	}

	@Override
	public void override(ProviderSettings settings) {
		changes().override(settings);
	}

	@Override
	public boolean unregister(String name) {
		return changes().unregister(name);
	}

	@Override
	public void registerMode(ModeSettings settings) {
		changes().mode(settings);
	}

	@Override
	public boolean unregisterMode(Mode mode) {
		return changes().removeMode(mode);
	}

	private RegistryChanges changes() {
		synchronized (this.current) {
			RegistryChanges made = this.changes;
			if (made == null) {
				made = new RegistryChanges(this.current, this.layers, this.listeners);
				this.changes = made;
			}
			return made;
		}
	}

	@Override
	public void close() {
		List<LlmProvider> all;
		synchronized (this.current) {
			Snapshot last = snapshot();
			if (last.closed()) {
				return;
			}
			all = new ArrayList<>(last.providers().values());
			this.current.set(last.asClosed());
			all.addAll(last.known().all());
			if (this.changes != null) {
				all.addAll(this.changes.retired());
			}
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

}
