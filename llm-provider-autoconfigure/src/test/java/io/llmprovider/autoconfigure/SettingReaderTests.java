package io.llmprovider.autoconfigure;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.context.properties.bind.PropertySourcesPlaceholdersResolver;
import org.springframework.boot.context.properties.bind.handler.IgnoreTopLevelConverterNotFoundBindHandler;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.convert.ApplicationConversionService;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.SystemEnvironmentPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Settings are what Spring Boot's own binder makes of them, and so are its complaints.
 */
class SettingReaderTests {

	/** A text that no record can be made of is refused with the member's annotations. */
	private static final String DEFAULT = "@" + DefaultValue.class.getName() + " ";

	private static final List<String> KEYS = List.of("office", "my-own", "myOwn", "[a.b]", "0");

	private static final List<String> TEXTS = List.of("true", "false", "3", "0.5", "5s", "4MB", "text", "a,b", "",
			"high", "basic", "${of.another}", "${not.there:7}");

	@ParameterizedTest
	@MethodSource
	void settingsAreWhatTheBinderMakesOfThem(List<Map<String, Object>> sources) {
		assertThat(outcome(sources, true)).isEqualTo(outcome(sources, false));
	}

	static Stream<List<Map<String, Object>>> settingsAreWhatTheBinderMakesOfThem() {
		return Stream.of(List.of(Map.of()), List.of(Map.of("llm", "text")), List.of(Map.of("llm.model", "a:b")),
				one("llm.providers.ollama", ""), one("llm.providers", ""), one("llm.providers.a", "text"),
				one("llm.providers.a.models", ""), one("llm.providers.a.timeouts", "5s"),
				one("llm.providers.a.api", "x", "llm.providers.a.timeouts", "5s"),
				one("llm.providers.a.api", "x", "llm.providers.a.models", "m"), one("llm.providers.a.timeouts", ""),
				one("llm.providers.a.headers", ""),
				one("llm.providers.a.models[0].id", "m", "llm.providers.a.models[1].id", "n"),
				one("llm.providers.a.models[0].id", "m", "llm.providers.a.models[2].id", "n"),
				one("llm.providers.a.models[1].id", "m"), one("llm.providers.a.models.gpt.id", "m"),
				one("llm.providers.a.models[0].bogus", "m"), one("llm.providers.a.bogus", "m"),
				one("llm.providers.a.models[0]", "m"), one("llm.providers.a[timeouts].idle", "5s"),
				one("llm.providers.a.timeouts.idle", "soon"), one("llm.providers.a.enabled", "perhaps"),
				one("llm.providers.a.baseUrl", "x", "llm.providers.a.base-url", "y"),
				one("llm.providers.my-own.api", "x", "llm.providers.myown.api", "y"),
				one("llm.providers.a.models[0].contextWindow", "5", "llm.providers.a.models[0].id", "m"),
				one("llm.catalog.locations[0]", "x", "llm.catalog.built-in", "false"),
				one("llm.budgets.day.dollars", "5"), one("llm.protocols.mistral.enabled", "false"),
				List.of(Map.of("llm.providers.a.models[0].id", "m"),
						Map.of("llm.providers.a.models[0].id", "n", "llm.providers.a.models[1].id", "o")),
				List.of(Map.of("llm.providers.a.api", "x"),
						Map.of("llm.providers.a.api", "y", "llm.providers.A.base-url", "z")),
				List.of(Map.of("LLM_PROVIDERS_A_BASEURL", "x"), Map.of("llm.providers.a.api", "y")));
	}

	@Test
	void anySettingsAreWhatTheBinderMakesOfThem() {
		Map<String, Integer> seen = new TreeMap<>();
		for (int seed = 0; seed < 3000; seed++) {
			List<Map<String, Object>> sources = random(new Random(seed));
			Object outcome = outcome(sources, true);
			assertThat(outcome).as("seed %d: %s", seed, sources).isEqualTo(outcome(sources, false));
			seen.merge((outcome instanceof LlmProperties) ? "bound" : "refused", 1, Integer::sum);
		}
		assertThat(seen).containsOnlyKeys("bound", "refused")
			.allSatisfy((what, times) -> assertThat(times).isGreaterThan(500));
	}

	@ParameterizedTest
	@ValueSource(
			classes = { LlmProperties.class, ProviderProperties.class, ModelProperties.class, ModeProperties.class })
	void whatARecordTellsOfItselfIsWhatItHas(Class<?> type) {
		List<String> told = SettingRecord.of(type)
			.members()
			.stream()
			.map((member) -> member.element() + " " + member.type().getTypeName())
			.toList();
		assertThat(told).isEqualTo(Stream.of(type.getRecordComponents())
			.map((component) -> component.getName().toLowerCase(Locale.ROOT) + " "
					+ component.getGenericType().getTypeName())
			.toList());
		assertThat(SettingRecord.of(type).hasPlainDefaults()).isTrue();
	}

	private static List<Map<String, Object>> one(String... settings) {
		Map<String, Object> source = new LinkedHashMap<>();
		for (int i = 0; i < settings.length; i += 2) {
			source.put(settings[i], settings[i + 1]);
		}
		return List.of(source);
	}

	/** What comes out, or what is complained of. */
	private static Object outcome(List<Map<String, Object>> sources, boolean own) {
		MutablePropertySources all = new MutablePropertySources();
		for (Map<String, Object> source : sources) {
			String name = "source" + all.size();
			boolean variables = source.keySet().stream().anyMatch((key) -> key.startsWith("LLM_"));
			all.addLast(variables ? new SystemEnvironmentPropertySource("systemEnvironment", source)
					: new MapPropertySource(name, source));
		}
		all.addLast(new MapPropertySource("others", Map.of("of.another", "9", "llmx.providers.a.api", "z")));
		Iterable<ConfigurationPropertySource> properties = ConfigurationPropertySources
			.from((Iterable<PropertySource<?>>) all);
		Binder binder = new Binder(properties, new PropertySourcesPlaceholdersResolver(all),
				ApplicationConversionService.getSharedInstance());
		try {
			// The handler that Spring Boot has for classes of settings.
			return own ? SettingReader.settings(properties, binder)
					: binder.bindOrCreate("llm", Bindable.of(LlmProperties.class),
							new EmptyMapBindHandler(new IgnoreTopLevelConverterNotFoundBindHandler()));
		}
		catch (BindException ex) {
			Throwable root = ex;
			while (root.getCause() != null) {
				root = root.getCause();
			}
			ConfigurationProperty property = ex.getProperty();
			if (property != null && !ex.getName().equals(property.getName())
					&& !ex.getName().isAncestorOf(property.getName())) {
				// The binder names what it came upon last, although it is of elsewhere.
				property = null;
			}
			return Arrays.asList(
					ex.getName().toString(), (property != null)
							? property.getName() + "=" + property.getValue() + " " + property.getOrigin() : null,
					root.getClass(), String.valueOf(root.getMessage()).replace(DEFAULT, ""));
		}
	}

	private static List<Map<String, Object>> random(Random random) {
		List<Map<String, Object>> sources = new ArrayList<>();
		int most = 1 + random.nextInt(3);
		for (int i = 0; i < most; i++) {
			Map<String, Object> source = new LinkedHashMap<>();
			for (int j = random.nextInt(6); j >= 0; j--) {
				StringBuilder name = new StringBuilder("llm");
				Type leaf = walk(LlmProperties.class, name, random);
				source.put(name.toString(), text(leaf, random));
			}
			sources.add(source);
		}
		return sources;
	}

	/** Writes a name of a setting, and now and then one that stops on its way. */
	private static @Nullable Type walk(Type type, StringBuilder name, Random random) {
		if (random.nextInt(150) == 0) {
			return null;
		}
		Class<?> raw = (Class<?>) ((type instanceof ParameterizedType generic) ? generic.getRawType() : type);
		if (raw.isRecord()) {
			RecordComponent[] components = raw.getRecordComponents();
			RecordComponent component = components[random.nextInt(components.length)];
			if (random.nextInt(3) > 0) {
				component = Arrays.stream(components)
					.filter((candidate) -> candidate.getName()
						.equals((raw == LlmProperties.class) ? "providers" : "models"))
					.findFirst()
					.orElse(component);
			}
			name.append('.').append(spelled(component.getName(), random));
			return walk(component.getGenericType(), name, random);
		}
		if (type instanceof ParameterizedType generic) {
			Type[] arguments = generic.getActualTypeArguments();
			if (raw == Map.class) {
				String key = KEYS.get(random.nextInt(KEYS.size()));
				name.append(key.startsWith("[") ? key : "." + key);
			}
			else if (random.nextInt(30) > 0) {
				name.append('[').append((random.nextInt(8) == 0) ? 1 : 0).append(']');
			}
			else {
				return null;
			}
			return walk(arguments[arguments.length - 1], name, random);
		}
		return type;
	}

	private static String spelled(String name, Random random) {
		String dashed = name.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
		return switch (random.nextInt(6)) {
			case 0 -> name;
			case 1 -> dashed.replace('-', '_');
			default -> dashed;
		};
	}

	/** A text of the right kind mostly. */
	private static String text(@Nullable Type type, Random random) {
		if (type instanceof Class<?> leaf && random.nextInt(40) > 0) {
			if (leaf.isEnum()) {
				return ((Enum<?>) leaf.getEnumConstants()[0]).name().toLowerCase(Locale.ROOT);
			}
			return switch (leaf.getSimpleName()) {
				case "Boolean", "boolean" -> "true";
				case "Duration" -> "5s";
				case "DataSize" -> "4MB";
				case "Integer", "Long", "Double", "BigDecimal", "int", "long", "double" -> "3";
				default -> TEXTS.get(random.nextInt(TEXTS.size()));
			};
		}
		return TEXTS.get(random.nextInt(TEXTS.size()));
	}

}
