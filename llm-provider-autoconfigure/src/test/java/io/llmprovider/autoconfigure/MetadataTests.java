package io.llmprovider.autoconfigure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

import io.llmprovider.provider.BuiltInProtocols;
import io.llmprovider.provider.KnownProviders;
import io.llmprovider.protocol.WireProtocol;
import org.junit.jupiter.api.Test;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The metadata and the page of all settings are made from the settings' own Javadoc. They
 * are kept as files, so that they are read when they change; run with
 * {@code -Dllm-provider.write=true} to write them anew.
 */
class MetadataTests {

	private static final Path ADDITIONAL = Path
		.of("src/main/resources/META-INF/additional-spring-configuration-metadata.json");

	private static final Path PAGE = Path.of("../docs/configuration.md");

	@Test
	void everySettingHasATypeAndADescription() {
		assertThat(Metadata.complete()).isNotEmpty().allSatisfy((name, entry) -> {
			assertThat(entry.type()).isNotBlank();
			assertThat(entry.description()).as(name).endsWith(".").doesNotStartWith("The ").doesNotStartWith("A ");
			if (entry.type().equals("java.lang.Boolean")) {
				assertThat(entry.description()).as(name).startsWith("Whether ");
			}
		});
	}

	@Test
	void theShippedMetadataHasEverySettingBelowMapsAndListsToo() {
		assertThat(Metadata.shipped()).containsExactlyInAnyOrderEntriesOf(Metadata.complete());
	}

	@Test
	void theFileOfAdditionalMetadataIsThatOfTheSettings() throws IOException {
		assertFile(ADDITIONAL, additional());
	}

	@Test
	void thePageOfAllSettingsIsThatOfTheSettings() throws IOException {
		assertFile(PAGE, page());
	}

	private static void assertFile(Path file, String expected) throws IOException {
		if (Boolean.getBoolean("llm-provider.write")) {
			Files.writeString(file, expected);
		}
		assertThat(file).as("run with -Dllm-provider.write=true to write it").hasContent(expected);
	}

	private static String additional() {
		List<Map<String, Object>> properties = Metadata.belowMaps().stream().map(Metadata.Entry::json).toList();
		Map<String, Object> file = new LinkedHashMap<>();
		file.put("properties", properties);
		file.put("hints", hints());
		DefaultIndenter indent = new DefaultIndenter("\t", "\n");
		return JsonMapper.builder()
			.defaultPrettyPrinter(new DefaultPrettyPrinter().withObjectIndenter(indent).withArrayIndenter(indent))
			.build()
			.writerWithDefaultPrettyPrinter()
			.writeValueAsString(file) + "\n";
	}

	private static List<Map<String, Object>> hints() {
		List<String> apis = BuiltInProtocols.all().stream().map(WireProtocol::id).sorted().toList();
		List<Map<String, Object>> hints = new ArrayList<>();
		hints.add(hint("llm.providers.keys", List.copyOf(KnownProviders.names())));
		hints.add(hint("llm.modes.keys", List.of("act", "plan")));
		hints.add(hint("llm.protocols.keys", apis));
		hints.add(hint("llm.providers.*.api", apis));
		hints.add(hint("llm.providers.*.models[*].api", apis));
		for (String name : Metadata.names()) {
			if (name.endsWith(".tool-choice")) {
				hints.add(hint(name, List.of("auto", "none", "required")));
			}
			else if (name.endsWith(".max-tokens-field")) {
				hints.add(hint(name, List.of("max_completion_tokens", "max_tokens")));
			}
			else if (name.endsWith(".reasoning-field")) {
				hints.add(hint(name, List.of("reasoning", "reasoning_content", "reasoning_text")));
			}
		}
		return hints;
	}

	private static Map<String, Object> hint(String name, List<String> values) {
		Map<String, Object> hint = new LinkedHashMap<>();
		hint.put("name", name);
		hint.put("values", values.stream().map((value) -> Map.of("value", value)).toList());
		hint.put("providers", List.of(Map.of("name", "any")));
		return hint;
	}

	private static String page() {
		StringBuilder page = new StringBuilder("""
				# All settings

				This page is written from the settings' own Javadoc (see `MetadataTests`). `*` stands for a name of
				your own, `[*]` for an index, which in YAML is a dash. A setting that is not listed here fails the
				start of the application.

				What a call uses is looked for in this order: the call, `llm.modes.*`, the model, `llm.providers.*`,
				the known provider of that name, `llm.defaults`, `spring.http.clients.*` (connect timeout, read timeout
				as `first-byte` and `idle`, SSL bundle), the library. Lists replace, maps merge by key.
				""");
		Map<String, List<Metadata.Entry>> groups = Metadata.complete()
			.values()
			.stream()
			.sorted(java.util.Comparator.comparing(Metadata.Entry::name))
			.collect(Collectors.groupingBy((entry) -> group(entry.name()), LinkedHashMap::new, Collectors.toList()));
		groups.forEach((group, entries) -> {
			page.append("\n## `").append(group).append("`\n\n| setting | type | meaning |\n|---|---|---|\n");
			entries.forEach((entry) -> page.append("| `")
				.append(entry.name())
				.append("` | ")
				.append(type(entry.type()))
				.append(" | ")
				.append(Objects.requireNonNull(entry.description()).replace("|", "\\|"))
				.append((entry.defaultValue() != null) ? " Default: " + entry.defaultValue() + "." : "")
				.append(" |\n"));
		});
		return page.toString();
	}

	private static String group(String name) {
		for (String group : List.of("llm.providers.*.models[*]", "llm.providers.*", "llm.modes.*", "llm.protocols.*",
				"llm.defaults")) {
			if (name.startsWith(group + ".")) {
				return group;
			}
		}
		return "llm";
	}

	private static String type(String type) {
		Class<?> raw = loaded(type);
		if (raw != null && raw.isEnum()) {
			return Arrays.stream(raw.getEnumConstants())
				.map((constant) -> "`"
						+ ((Enum<?>) constant).name().toLowerCase(java.util.Locale.ROOT).replace('_', '-') + "`")
				.collect(Collectors.joining(", "));
		}
		if (type.startsWith("java.util.Map")) {
			return "map";
		}
		if (type.startsWith("java.util.List") || type.startsWith("java.util.Set")) {
			return "list";
		}
		return switch (type.substring(type.lastIndexOf('.') + 1)) {
			case "Boolean" -> "yes or no";
			case "Integer", "Long" -> "whole number";
			case "Double", "BigDecimal" -> "number";
			case "Duration" -> "duration";
			case "DataSize" -> "size";
			default -> "text";
		};
	}

	private static Class<?> loaded(String type) {
		try {
			return Class.forName(type);
		}
		catch (ClassNotFoundException ex) {
			return Object.class;
		}
	}

}
