package io.llmprovider.provider;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

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
 * nothing of it. {@link RegistryChanges} replace it.
 */
final class SnapshotRegistry implements ProviderRegistry {

	private final RegistryState state;

	private final LayeredProviders layers;

	private final CostAccount account;

	private final ModelCatalog catalog;

	private final @Nullable String defaultModel;

	private SnapshotRegistry(RegistryState state, LayeredProviders layers, CostAccount account, ModelCatalog catalog,
			@Nullable String defaultModel) {
		this.state = state;
		this.layers = layers;
		this.account = account;
		this.catalog = catalog;
		this.defaultModel = defaultModel;
	}

	static SnapshotRegistry open(LayeredProviders layers, KnownOnDemand known, Set<String> removed,
			Map<Mode, ModeSettings> modes, @Nullable String model, List<RegistryListener> listeners,
			ModelCatalog catalog, CostAccount account) {
		String defaultModel = (model != null && !model.isBlank()) ? model : null;
		Snapshot snapshot = new Snapshot(layers.base(), removed, Modes.of(modes), Map.of(), known, new UnlistedModels(),
				false);
		try {
			snapshot.requireDistinct();
			snapshot.checkReferences(defaultModel);
			return new SnapshotRegistry(new RegistryState(snapshot, layers, listeners), layers, account, catalog,
					defaultModel);
		}
		catch (RuntimeException ex) {
			snapshot.providers().values().stream().filter(WireProvider.class::isInstance).forEach(LlmProvider::close);
			known.all().forEach(LlmProvider::close);
			catalog.close();
			throw ex;
		}
	}

	private Snapshot snapshot() {
		return this.state.snapshot();
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
		return RegistryClient.of(reference, this.state::snapshot, this.account);
	}

	@Override
	public LlmClient client(Model model) {
		return RegistryClient.of(model, this.state::snapshot, this.account);
	}

	@Override
	public LlmClient forMode(Mode mode) {
		return ModeClient.of(mode, this.state::snapshot, this.account);
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
		return new RegistrySignIns(this.state::snapshot, null);
	}

	@Override
	public CostAccount account() {
		return this.account;
	}

	@Override
	public void register(ProviderSettings settings) {
		this.state.changes().register(settings, null, null);
	}

	@Override
	public void register(ProviderSettings settings, WireProtocol protocol) {
		this.state.changes().register(settings, protocol, null);
	}

	@Override
	public void register(ProviderSettings settings, OAuthFlow flow) {
		this.state.changes().register(settings, null, flow);
	}

	@Override
	public void register(ProviderSettings settings, WireProtocol protocol, OAuthFlow flow) {
		this.state.changes().register(settings, protocol, flow);
	}

	@Override
	public void register(LlmProvider provider) {
		this.state.changes().register(provider);
	}

	@Override
	public void registerModels(String provider, List<ModelSettings> models) {
		this.state.changes().models(provider, models);
	}

	@Override
	public void override(ProviderSettings settings) {
		this.state.changes().override(settings);
	}

	@Override
	public boolean unregister(String name) {
		return this.state.changes().unregister(name);
	}

	@Override
	public void registerMode(ModeSettings settings) {
		this.state.changes().mode(settings);
	}

	@Override
	public boolean unregisterMode(Mode mode) {
		return this.state.changes().removeMode(mode);
	}

	@Override
	public void close() {
		Collection<LlmProvider> all = this.state.close();
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
