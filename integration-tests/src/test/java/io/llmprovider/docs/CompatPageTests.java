package io.llmprovider.docs;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.RecordComponent;
import java.net.URL;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;

import io.llmprovider.autoconfigure.LlmAutoConfiguration;
import io.llmprovider.protocol.Compat;
import io.llmprovider.protocol.ThinkingFormat;
import io.llmprovider.provider.KnownProviders;
import io.llmprovider.provider.ProviderSettings;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The table of {@code docs/providers/compat.md} has each flag of {@link Compat}, what its
 * setting means and which known providers set it.
 */
class CompatPageTests {

	private static final String METADATA = "META-INF/additional-spring-configuration-metadata.json";

	private static final String PREFIX = "llm.providers.*.compat.";

	@Test
	void thePageHasEachFlag() throws IOException {
		Map<String, String> meanings = meanings();
		StringBuilder table = new StringBuilder("| flag | takes | meaning | set by the names |\n|---|---|---|---|\n");
		for (RecordComponent flag : Compat.class.getRecordComponents()) {
			String name = kebab(flag.getName());
			assertThat(meanings).as("the settings have the flag").containsKey(name);
			table.append("| `").append(name).append("` | ").append(takes(flag)).append(" | ");
			table.append(meanings.get(name)).append(" | ").append(String.join(", ", setBy(flag))).append(" |\n");
		}
		GeneratedPart.of("providers/compat.md", "flags").is(table.toString());
	}

	private static Map<String, String> meanings() throws IOException {
		Map<String, String> meanings = new TreeMap<>();
		for (URL metadata : Collections.list(LlmAutoConfiguration.class.getClassLoader().getResources(METADATA))) {
			try (InputStream json = metadata.openStream()) {
				for (JsonNode property : JsonMapper.builder().build().readTree(json).path("properties")) {
					String name = property.path("name").asString();
					if (name.startsWith(PREFIX)) {
						meanings.put(name.substring(PREFIX.length()), property.path("description").asString());
					}
				}
			}
		}
		return meanings;
	}

	private static String takes(RecordComponent flag) {
		if (flag.getType() == Boolean.class) {
			return "true, false";
		}
		if (flag.getType() == Integer.class) {
			return "a number";
		}
		if (flag.getType() == ThinkingFormat.class) {
			return String.join(", ",
					Arrays.stream(ThinkingFormat.values())
						.map((format) -> format.name().toLowerCase(Locale.ROOT).replace('_', '-'))
						.toList());
		}
		if (Map.class.isAssignableFrom(flag.getType())) {
			return "an object";
		}
		return Iterable.class.isAssignableFrom(flag.getType()) ? "a list" : "a text";
	}

	private static List<String> setBy(RecordComponent flag) {
		List<String> names = new ArrayList<>();
		for (String name : KnownProviders.names().stream().sorted().toList()) {
			Compat compat = KnownProviders.find(name).map(ProviderSettings::compat).orElse(Compat.NONE);
			if (!Objects.equals(value(flag, compat), value(flag, Compat.NONE))) {
				names.add("`" + name + "`");
			}
		}
		return (names.size() > 8)
				? Stream.concat(names.stream().limit(3), Stream.of("and " + (names.size() - 3) + " more")).toList()
				: names;
	}

	private static Object value(RecordComponent flag, Compat compat) {
		try {
			return flag.getAccessor().invoke(compat);
		}
		catch (ReflectiveOperationException ex) {
			throw new AssertionError(ex);
		}
	}

	private static String kebab(String name) {
		return name.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
	}

}
