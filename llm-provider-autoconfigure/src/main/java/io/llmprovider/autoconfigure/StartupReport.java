package io.llmprovider.autoconfigure;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.StringJoiner;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.llmprovider.provider.KnownProviders;
import io.llmprovider.provider.LlmProvider;
import io.llmprovider.provider.Mode;
import io.llmprovider.provider.ModeSettings;
import io.llmprovider.provider.ProviderDescription.KeyState;
import io.llmprovider.provider.ProviderRegistry;
import io.llmprovider.provider.ProviderSettings;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.core.env.Environment;

/**
 * One line about what the application can talk to, and the resolved settings for who
 * looks closer. No line has a secret.
 */
final class StartupReport {

	private static final Logger LOG = LoggerFactory.getLogger(StartupReport.class);

	private static final String START = "LLM providers: ";

	private static final String NONE = "none; add llm.providers.<name>";

	private final ProviderRegistry registry;

	private final Environment environment;

	StartupReport(ProviderRegistry registry, Environment environment) {
		this.registry = registry;
		this.environment = environment;
	}

	/**
	 * The line of an application that has not configured anything.
	 */
	static void logNone() {
		LOG.info(START + NONE);
	}

	void log() {
		if (LOG.isInfoEnabled()) {
			LOG.info(line());
		}
		if (LOG.isDebugEnabled()) {
			this.registry.providers().forEach((provider) -> LOG.debug("{}", provider));
			settings().forEach((mode) -> LOG.debug("{}", mode));
		}
	}

	String line() {
		StringJoiner providers = new StringJoiner(", ");
		for (String name : names()) {
			providers.add(provider(name));
		}
		StringBuilder line = new StringBuilder(START);
		line.append((providers.length() == 0) ? NONE : providers.toString());
		String model = model();
		if (model != null) {
			line.append("; model: ").append(model);
		}
		List<ModeSettings> modes = settings();
		if (!modes.isEmpty()) {
			StringJoiner models = new StringJoiner(", ");
			for (ModeSettings mode : modes) {
				models.add(mode.mode() + "=" + mode.model());
			}
			line.append("; modes: ").append(models);
		}
		return line.toString();
	}

	/**
	 * Those in the registry, and the known ones that are used without being configured.
	 */
	private Set<String> names() {
		Set<String> names = new LinkedHashSet<>();
		for (LlmProvider provider : this.registry.providers()) {
			names.add(provider.name());
		}
		String model = model();
		if (model != null) {
			addKnown(model, names);
		}
		for (ModeSettings mode : settings()) {
			addKnown(mode.model(), names);
		}
		return names;
	}

	/** The default model as it is written; null if there is none. */
	private @Nullable String model() {
		return PropertyPath.text(this.environment.getProperty("llm.model"));
	}

	private static void addKnown(String reference, Set<String> names) {
		int end = reference.indexOf(':');
		String name = (end >= 0) ? reference.substring(0, end) : reference;
		if (KnownProviders.find(name).isPresent()) {
			names.add(name);
		}
	}

	private List<ModeSettings> settings() {
		TreeMap<String, ModeSettings> byName = new TreeMap<>();
		for (Mode mode : this.registry.modes()) {
			ModeSettings settings = this.registry.mode(mode).orElse(null);
			if (settings != null) {
				byName.put(mode.name(), settings);
			}
		}
		return List.copyOf(byName.values());
	}

	private String provider(String name) {
		KeyState key = this.registry.keyState(name).orElse(null);
		return name + " (" + ((key != null) ? key(name, key) : "bean") + ")";
	}

	private String key(String name, KeyState key) {
		if (key == KeyState.PRESENT) {
			return "key present";
		}
		if (key == KeyState.NOT_NEEDED) {
			return "no key needed";
		}
		return (key == KeyState.SIGN_IN) ? "by sign-in" : "no key: set " + keySources(name);
	}

	private String keySources(String name) {
		String property = "llm.providers." + name + ".api-key";
		Stream<String> variables = KnownProviders.find(name)
			.map(ProviderSettings::keyVariables)
			.orElse(List.of())
			.stream();
		Stream<String> written = Stream.ofNullable(variable(new SettingSources(this.environment).written(property)));
		return Stream.concat(Stream.of(property), Stream.concat(written, variables))
			.distinct()
			.collect(Collectors.joining(" or "));
	}

	/**
	 * The variable that a key is to be taken from.
	 */
	private static @Nullable String variable(@Nullable String key) {
		if (key == null || !key.startsWith("${") || key.indexOf('}') < 0) {
			return null;
		}
		return key.substring(2, key.indexOf('}')).split(":", 2)[0];
	}

}
