package io.llmprovider.autoconfigure;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The metadata that Spring Boot's processor wrote, and what it leaves out: all that lies
 * below a map or a list.
 */
final class Metadata {

	private static final JsonMapper MAPPER = JsonMapper.builder().build();

	private Metadata() {
	}

	/**
	 * All settings as a user may write them, with {@code *} for a name and {@code [*]}
	 * for an index.
	 */
	static Map<String, Entry> complete() {
		Map<String, Entry> entries = new LinkedHashMap<>();
		for (JsonNode property : read("META-INF/spring-configuration-metadata.json").path("properties")) {
			if (!property.path("name").asString().contains("*")) {
				add(entries, Entry.of("", property));
			}
		}
		return entries;
	}

	/**
	 * Those below maps and lists.
	 */
	static List<Entry> belowMaps() {
		return complete().values().stream().filter((entry) -> entry.name().contains("*")).toList();
	}

	/**
	 * The names in the file that is shipped.
	 */
	static Map<String, Entry> shipped() {
		Map<String, Entry> entries = new LinkedHashMap<>();
		for (JsonNode property : read("META-INF/spring-configuration-metadata.json").path("properties")) {
			Entry entry = Entry.of("", property);
			entries.put(entry.name(), entry);
		}
		return entries;
	}

	private static void add(Map<String, Entry> entries, Entry entry) {
		entries.put(entry.name(), entry);
		String nested = nested(entry.type());
		if (nested != null) {
			String prefix = entry.name() + (entry.type().startsWith("java.util.List") ? "[*]." : ".*.");
			for (JsonNode property : read("META-INF/spring/configuration-metadata/" + nested + ".json")
				.path("properties")) {
				add(entries, Entry.of(prefix, property));
			}
		}
	}

	private static @Nullable String nested(String type) {
		int begin = type.lastIndexOf("io.llmprovider.autoconfigure.");
		return (begin > 0) ? type.substring(begin, type.length() - 1) : null;
	}

	static JsonNode read(String resource) {
		try (InputStream json = Metadata.class.getClassLoader().getResourceAsStream(resource)) {
			if (json == null) {
				throw new IllegalStateException(resource + " was not written");
			}
			return MAPPER.readTree(json);
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * One setting.
	 *
	 * @param name its full name
	 * @param type its Java type
	 * @param description what it means, or null if the processor found nothing
	 * @param defaultValue its default, or null
	 */
	record Entry(String name, String type, @Nullable String description, @Nullable Object defaultValue) {

		static Entry of(String prefix, JsonNode property) {
			JsonNode value = property.path("defaultValue");
			return new Entry(prefix + property.path("name").asString(), property.path("type").asString(),
					property.path("description").isMissingNode() ? null : property.path("description").asString(),
					value.isMissingNode() ? null : value.isBoolean() ? (Object) value.asBoolean() : value.asString());
		}

		Map<String, Object> json() {
			Map<String, Object> json = new LinkedHashMap<>();
			json.put("name", this.name);
			json.put("type", this.type);
			if (this.description != null) {
				json.put("description", this.description);
			}
			if (this.defaultValue != null) {
				json.put("defaultValue", this.defaultValue);
			}
			return json;
		}

	}

	static List<String> names() {
		return new ArrayList<>(complete().keySet());
	}

}
