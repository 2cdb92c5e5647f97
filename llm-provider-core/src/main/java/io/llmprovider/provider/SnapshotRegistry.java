package io.llmprovider.provider;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

import io.llmprovider.error.ErrorDetails;
import io.llmprovider.error.ErrorKind;
import io.llmprovider.error.LlmException;
import io.llmprovider.json.Names;
import io.llmprovider.model.Model;
import io.llmprovider.model.ModelRef;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A registry whose state is one immutable snapshot: a lookup sees all of a change or
 * nothing of it.
 */
final class SnapshotRegistry implements ProviderRegistry {

	private static final Logger LOG = LoggerFactory.getLogger(SnapshotRegistry.class);

	/** References may come from an application's users. */
	private static final int MAX_WARNED = 1000;

	private final ProviderFactory factory;

	private final Map<String, WireProvider> onDemand = new ConcurrentHashMap<>();

	private final Set<ModelRef> unlisted = ConcurrentHashMap.newKeySet();

	private final @Nullable String defaultModel;

	private volatile Snapshot snapshot;

	private volatile boolean closed;

	private SnapshotRegistry(ProviderFactory factory, Snapshot snapshot, @Nullable String defaultModel) {
		this.factory = factory;
		this.snapshot = snapshot;
		this.defaultModel = (defaultModel != null && !defaultModel.isBlank()) ? defaultModel : null;
	}

	static SnapshotRegistry open(ProviderFactory factory, Collection<ProviderSettings> settings,
			Collection<LlmProvider> providers, Set<String> removed, Map<Mode, ModeSettings> modes,
			@Nullable String defaultModel) {
		Map<String, LlmProvider> byName = new LinkedHashMap<>();
		providers.forEach((provider) -> byName.put(provider.name(), provider));
		List<String> names = new ArrayList<>(byName.keySet());
		settings.forEach((each) -> names.add(each.name()));
		requireDistinct(names);
		List<LlmProvider> made = new ArrayList<>();
		try {
			for (ProviderSettings each : settings) {
				if (!byName.containsKey(each.name())) {
					LlmProvider provider = factory.create(each);
					made.add(provider);
					byName.put(each.name(), provider);
				}
			}
			Snapshot snapshot = new Snapshot(Collections.unmodifiableMap(byName), Set.copyOf(removed),
					Collections.unmodifiableMap(new LinkedHashMap<>(modes)));
			SnapshotRegistry registry = new SnapshotRegistry(factory, snapshot, defaultModel);
			registry.checkReferences();
			return registry;
		}
		catch (RuntimeException ex) {
			made.forEach(LlmProvider::close);
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
		return client(reference(reference, "Model reference '" + reference + "'", "Write provider:model."));
	}

	@Override
	public LlmClient client(ModelRef reference) {
		resolve(reference);
		return new RegistryClient(() -> RegistryClient.Target.of(provider(reference.provider()), resolve(reference)),
				CallSettings.NONE);
	}

	@Override
	public LlmClient client(Model model) {
		provider(model.provider());
		return new RegistryClient(() -> RegistryClient.Target.of(provider(model.provider()), model), CallSettings.NONE);
	}

	@Override
	public LlmClient forMode(Mode mode) {
		int models = settings(mode).fallbacks().size() + 1;
		List<LlmClient> clients = new ArrayList<>();
		for (int i = 0; i < models; i++) {
			int index = i;
			modeTarget(mode, index);
			clients.add(new RegistryClient(() -> modeTarget(mode, index), CallSettings.NONE));
		}
		return clients.get(0).withFallbacks(clients.subList(1, models).toArray(LlmClient[]::new));
	}

	@Override
	public Optional<LlmProvider> find(String name) {
		LlmProvider provider = this.snapshot.providers().get(name);
		return (provider != null) ? Optional.of(provider) : Optional.ofNullable(known(name));
	}

	@Override
	public LlmProvider provider(String name) {
		if (this.closed) {
			throw ErrorKind.TRANSPORT
				.exception(ErrorDetails.builder("The registry of providers is closed, and '" + name + "' with it")
					.retryable(false)
					.build())
				.attempts(0);
		}
		return find(name).orElseThrow(() -> unknownProvider(name, "The call", "the name"));
	}

	@Override
	public Collection<LlmProvider> providers() {
		return this.snapshot.providers().values();
	}

	@Override
	public Set<Mode> modes() {
		return this.snapshot.modes().keySet();
	}

	@Override
	public Optional<ModeSettings> mode(Mode mode) {
		return Optional.ofNullable(this.snapshot.modes().get(mode));
	}

	@Override
	public Optional<ProviderDescription> describe(String name) {
		return find(name).map((provider) -> (provider instanceof WireProvider wire) ? wire.describe()
				: new ProviderDescription(name, null, null, ProviderDescription.KeyState.NOT_NEEDED,
						provider.models().stream().map(Model::id).toList()));
	}

	@Override
	public synchronized void close() {
		if (this.closed) {
			return;
		}
		this.closed = true;
		List<LlmProvider> all = new ArrayList<>(this.snapshot.providers().values());
		all.addAll(this.onDemand.values());
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

	private @Nullable LlmProvider known(String name) {
		if (KnownProviders.find(name).isEmpty() || this.snapshot.removed().contains(name) || this.closed) {
			return null;
		}
		WireProvider provider = this.onDemand.computeIfAbsent(name,
				(known) -> this.factory.create(ProviderSettings.builder(known).build()));
		if (this.closed) {
			provider.close();
		}
		return provider;
	}

	private ModeSettings settings(Mode mode) {
		ModeSettings settings = this.snapshot.modes().get(mode);
		if (settings == null) {
			throw ProviderFactory.wrong("Mode '" + mode + "' has no model; modes are " + this.snapshot.modes().keySet(),
					"Set llm.modes." + mode + ".model to provider:model.");
		}
		return settings;
	}

	/** The mode's model, which is the one of index 0, or one of its fallbacks. */
	private RegistryClient.Target modeTarget(Mode mode, int index) {
		ModeSettings settings = settings(mode);
		ModelRef first = modeReference(settings.model(), mode, "model");
		if (index == 0) {
			return new RegistryClient.Target(provider(first.provider()), resolve(first), settings.options(),
					settings.call());
		}
		ModelRef other = modeReference(settings.fallbacks().get(index - 1), mode, "fallbacks[" + (index - 1) + "]");
		boolean stranger = !other.provider().equals(first.provider());
		return new RegistryClient.Target(provider(other.provider()), resolve(other),
				stranger ? settings.options().toBuilder().providerOptions(Map.of()).extraBody(Map.of()).build()
						: settings.options(),
				stranger ? FallbackClient.withoutSecrets(settings.call()) : settings.call());
	}

	private ModelRef modeReference(String model, Mode mode, String member) {
		String property = "llm.modes." + mode + "." + member;
		ModelRef reference = reference(model, "Mode '" + mode + "'", "Correct " + property + ".");
		if (find(reference.provider()).isEmpty() && !this.closed) {
			throw unknownProvider(reference.provider(), "Mode '" + mode + "'", property);
		}
		return reference;
	}

	private void checkReferences() {
		this.snapshot.modes().keySet().forEach(this::forMode);
		if (this.defaultModel != null) {
			ModelRef reference = reference(this.defaultModel, "The default model", "Correct llm.model.");
			if (find(reference.provider()).isEmpty()) {
				throw unknownProvider(reference.provider(), "The default model", "llm.model");
			}
			resolve(reference);
		}
	}

	private ModelRef reference(String text, String who, String action) {
		if (text.indexOf(':') > 0) {
			try {
				return ModelRef.parse(text);
			}
			catch (IllegalArgumentException ex) {
				throw ProviderFactory.wrong(who + ": " + ex.getMessage(), action);
			}
		}
		List<ModelRef> found = new ArrayList<>();
		this.snapshot.providers()
			.values()
			.stream()
			.filter((provider) -> !provider.models().isEmpty())
			.forEach((provider) -> provider.model(text).ifPresent((model) -> found.add(model.ref())));
		if (found.size() == 1) {
			return found.get(0);
		}
		throw ProviderFactory.wrong(
				who + " names the model '" + text + "' without a provider, and "
						+ (found.isEmpty() ? "no provider lists it" : "several list it: " + found),
				action + " A reference is provider:model, as in 'anthropic:claude-sonnet-5'.");
	}

	private Model resolve(ModelRef reference) {
		LlmProvider provider = provider(reference.provider());
		Model model = provider.model(reference.model()).orElseThrow(() -> unknownModel(provider, reference));
		if (provider.models().isEmpty() && this.unlisted.size() < MAX_WARNED && this.unlisted.add(reference)) {
			LOG.warn(
					"{} is not in a list of models: it is passed on as it is, and its limits and abilities are unknown."
							+ " List it under llm.providers.{}.models to give them.",
					reference, reference.provider());
		}
		return model;
	}

	private LlmException unknownModel(LlmProvider provider, ModelRef reference) {
		List<String> ids = provider.models().stream().map(Model::id).toList();
		String nearest = Names.nearest(reference.model(), ids);
		return ProviderFactory.wrong(
				"Provider '" + provider.name() + "' does not list the model '" + reference.model() + "'"
						+ ((nearest != null) ? "; did you mean '" + nearest + "'?" : ".") + " It lists " + ids,
				"Correct the reference, or add the model to llm.providers." + provider.name() + ".models.");
	}

	private LlmException unknownProvider(String name, String who, String property) {
		Set<String> configured = new TreeSet<>(this.snapshot.providers().keySet());
		if (this.snapshot.removed().contains(name)) {
			return ProviderFactory.wrong(who + " refers to the provider '" + name + "', which is switched off",
					"Correct " + property + ", or switch the provider on with llm.providers." + name + ".enabled.");
		}
		Set<String> all = new TreeSet<>(configured);
		all.addAll(KnownProviders.names());
		String nearest = Names.nearest(name, all);
		return ProviderFactory.wrong(who + " refers to the unknown provider '" + name + "'"
				+ ((nearest != null) ? "; did you mean '" + nearest + "'?" : ".") + " Configured are " + configured,
				"Correct " + property + ", or add llm.providers." + name + " with api and base-url.");
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

	/**
	 * Everything that can change, at one moment.
	 *
	 * @param providers providers by name
	 * @param removed names of those that were taken out
	 * @param modes modes and their models
	 */
	private record Snapshot(Map<String, LlmProvider> providers, Set<String> removed, Map<Mode, ModeSettings> modes) {

	}

}
