package io.llmprovider.provider;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import io.llmprovider.error.ErrorDetails;
import io.llmprovider.error.ErrorKind;
import io.llmprovider.error.LlmException;
import io.llmprovider.json.Names;
import io.llmprovider.model.Model;
import io.llmprovider.model.ModelRef;
import org.jspecify.annotations.Nullable;

/**
 * Everything that can change in a registry, at one moment. Whoever looks several things
 * up for one call asks one snapshot, and so sees all of a change or nothing of it.
 *
 * @param providers providers by name
 * @param removed names of those that were taken out
 * @param modes modes and their models
 * @param runtime what was registered at run time, by name
 * @param known known providers that are not configured
 * @param unlisted notes models that nobody lists
 * @param closed whether the registry is closed
 */
record Snapshot(Map<String, LlmProvider> providers, Set<String> removed, Modes modes, Map<String, RuntimeLayer> runtime,
		KnownOnDemand known, UnlistedModels unlisted, boolean closed) {

	Snapshot {
		providers = Collections.unmodifiableMap(new LinkedHashMap<>(providers));
		removed = Set.copyOf(removed);
		runtime = Collections.unmodifiableMap(new LinkedHashMap<>(runtime));
	}

	Snapshot with(Map<String, LlmProvider> providers, Map<String, RuntimeLayer> runtime) {
		return new Snapshot(providers, this.removed, this.modes, runtime, this.known, this.unlisted, this.closed);
	}

	Snapshot with(Modes modes) {
		return new Snapshot(this.providers, this.removed, modes, this.runtime, this.known, this.unlisted, this.closed);
	}

	Snapshot asClosed() {
		return new Snapshot(this.providers, this.removed, this.modes, this.runtime, this.known, this.unlisted, true);
	}

	/**
	 * Fails if two providers have names that environment variables cannot tell apart.
	 */
	void requireDistinct() {
		Map<String, String> seen = new LinkedHashMap<>();
		for (String name : this.providers.keySet()) {
			String twin = seen.putIfAbsent(Names.plain(name), name);
			if (twin != null) {
				throw ProviderFactory.wrong(
						"The providers '" + twin + "' and '" + name + "' differ only by case or dashes",
						"Give one of them another name. If one comes from environment variables such as LLM_PROVIDERS_"
								+ Names.plain(name).toUpperCase(Locale.ROOT)
								+ "_APIKEY, choose a name without dashes in the YAML so that both mean the same.");
			}
		}
	}

	/**
	 * The provider with this name, known ones included, or null.
	 */
	@Nullable LlmProvider find(String name) {
		LlmProvider provider = this.providers.get(name);
		if (provider != null || this.closed || this.removed.contains(name)) {
			return provider;
		}
		return this.known.find(name);
	}

	LlmProvider provider(String name) {
		return provider(name, "The call", "the name");
	}

	RegistryClient.Target target(ModelRef reference) {
		LlmProvider provider = provider(reference.provider());
		return RegistryClient.Target.of(provider, resolve(provider, reference));
	}

	private ModeSettings settings(Mode mode) {
		ModeSettings settings = this.modes.get(mode);
		if (settings == null) {
			throw ProviderFactory.wrong("Mode '" + mode + "' has no model; modes are " + this.modes.names(),
					"Set llm.modes." + mode + ".model to provider:model.");
		}
		return settings;
	}

	int fallbacks(Mode mode) {
		return settings(mode).fallbacks().size();
	}

	/**
	 * The mode's model, which is the one of index 0, or one of its fallbacks.
	 */
	RegistryClient.Target target(Mode mode, int index) {
		ModeSettings settings = settings(mode);
		ModelRef reference = reference(settings, index);
		LlmProvider provider = provider(settings, reference, index);
		Model model = resolve(provider, reference);
		if (index > 0 && !reference.provider().equals(reference(settings, 0).provider())) {
			// What only the first one's API has, and what may be a secret of it, stays
			// there.
			return new RegistryClient.Target(provider, model,
					settings.options().toBuilder().providerOptions(Map.of()).extraBody(Map.of()).build(),
					FallbackClient.withoutSecrets(settings.call()), mode.name());
		}
		return new RegistryClient.Target(provider, model, settings.options(), settings.call(), mode.name());
	}

	private ModelRef reference(ModeSettings settings, int index) {
		String text = (index == 0) ? settings.model() : settings.fallbacks().get(index - 1);
		return reference(text, "Mode '" + settings.mode() + "'", "Correct " + property(settings, index) + ".");
	}

	private LlmProvider provider(ModeSettings settings, ModelRef reference, int index) {
		return provider(reference.provider(), "Mode '" + settings.mode() + "'", property(settings, index));
	}

	private static String property(ModeSettings settings, int index) {
		return "llm.modes." + settings.mode() + ((index == 0) ? ".model" : ".fallbacks[" + (index - 1) + "]");
	}

	/**
	 * What a text refers to.
	 * @param text {@code provider:model}, or a model that only one provider lists
	 * @param who who refers, for the message
	 * @param action what to do if there is no such model
	 * @return the reference
	 */
	ModelRef reference(String text, String who, String action) {
		if (text.indexOf(':') > 0) {
			try {
				return ModelRef.parse(text);
			}
			catch (IllegalArgumentException ex) {
				throw ProviderFactory.wrong(who + ": " + ex.getMessage(), action);
			}
		}
		List<ModelRef> found = new ArrayList<>();
		this.providers.values()
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

	/**
	 * Fails if a mode cannot work.
	 */
	void check(Mode mode) {
		ModeSettings settings = settings(mode);
		for (int i = 0; i <= fallbacks(mode); i++) {
			ModelRef reference = reference(settings, i);
			resolve(provider(settings, reference, i), reference);
		}
	}

	/**
	 * Fails if a mode or the default model cannot work.
	 */
	void checkReferences(@Nullable String defaultModel) {
		for (Mode mode : this.modes.names()) {
			check(mode);
		}
		if (defaultModel != null) {
			ModelRef reference = reference(defaultModel, "The default model", "Correct llm.model.");
			resolve(provider(reference.provider(), "The default model", "llm.model"), reference);
		}
	}

	private LlmProvider provider(String name, String who, String property) {
		if (this.closed) {
			throw ErrorKind.TRANSPORT
				.exception(ErrorDetails.builder("The registry of providers is closed, and '" + name + "' with it")
					.retryable(false)
					.build())
				.attempts(0);
		}
		LlmProvider provider = find(name);
		if (provider == null) {
			throw unknownProvider(name, who, property);
		}
		return provider;
	}

	private Model resolve(LlmProvider provider, ModelRef reference) {
		Model model = provider.model(reference.model()).orElse(null);
		if (model == null) {
			throw unknownModel(provider, reference);
		}
		this.unlisted.look(provider, model, reference);
		return model;
	}

	private static LlmException unknownModel(LlmProvider provider, ModelRef reference) {
		List<String> ids = provider.models().stream().map(Model::id).toList();
		String nearest = Names.nearest(reference.model(), ids);
		return ProviderFactory.wrong(
				"Provider '" + provider.name() + "' does not list the model '" + reference.model() + "'"
						+ ((nearest != null) ? "; did you mean '" + nearest + "'?" : ".") + " It lists " + ids,
				"Correct the reference, or add the model to llm.providers." + provider.name() + ".models.");
	}

	LlmException unknownProvider(String name, String who, String property) {
		Set<String> configured = new TreeSet<>(this.providers.keySet());
		if (this.removed.contains(name)) {
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

}
