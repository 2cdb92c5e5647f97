package io.llmprovider.provider;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

import io.llmprovider.chat.ChatOptions;
import io.llmprovider.json.Json;
import org.jspecify.annotations.Nullable;

/**
 * Finds out from which layer each value of a provider's settings came. Values have the
 * names of their properties below {@code llm.providers.<name>}.
 */
final class SettingOrigins {

	private SettingOrigins() {
	}

	/**
	 * Names the layer of each value.
	 * @param effective what counts
	 * @param sources the layers, from high to low
	 * @return layers by property; what no layer set is the library's own
	 */
	static Map<String, Layer> of(ProviderSettings effective, List<Source> sources) {
		Map<String, Layer> origins = new TreeMap<>();
		names(effective).forEach((name) -> origins.put(name, Layer.BUILT_IN));
		for (int i = sources.size() - 1; i >= 0; i--) {
			Layer layer = sources.get(i).layer();
			names(sources.get(i).settings()).forEach((name) -> origins.computeIfPresent(name, (key, lower) -> layer));
		}
		return Collections.unmodifiableMap(origins);
	}

	private static Iterable<String> names(ProviderSettings settings) {
		Map<String, Object> values = new TreeMap<>();
		put(values, "api", settings.api());
		put(values, "base-url", settings.baseUrl());
		put(values, "api-key", settings.apiKey());
		put(values, "api-keys", settings.apiKeys().isEmpty() ? null : settings.apiKeys());
		put(values, "api-key-file", settings.apiKeyFile());
		put(values, "key-variables", settings.keyVariables().isEmpty() ? null : settings.keyVariables());
		put(values, "key-required", settings.keyRequired());
		put(values, "ssl-bundle", settings.sslBundle());
		put(values, "wire-streaming", settings.wireStreaming());
		put(values, "deliver-on", settings.deliverOn());
		put(values, "models", settings.models().isEmpty() ? null : settings.models());
		put(values, "hooks", settings.hooks());
		settings.headers().keySet().forEach((name) -> put(values, "headers." + name.toLowerCase(Locale.ROOT), name));
		record(values, "auth", settings.auth());
		record(values, "oauth", settings.oauth());
		record(values, "timeouts", settings.timeouts());
		record(values, "retry", settings.retry());
		record(values, "connections", settings.connections());
		record(values, "limits", settings.limits());
		record(values, "compat", settings.compat());
		if (!settings.options().equals(ChatOptions.NONE)) {
			Json.object(Json.text(settings.options()))
				.forEach((name, value) -> put(values, "options." + kebab(name), value));
		}
		return values.keySet();
	}

	private static void put(Map<String, Object> values, String name, @Nullable Object value) {
		boolean empty = value instanceof Map<?, ?> map && map.isEmpty()
				|| value instanceof Collection<?> collection && collection.isEmpty();
		if (value != null && !empty) {
			values.put(name, value);
		}
	}

	private static void record(Map<String, Object> values, String prefix, @Nullable Record settings) {
		if (settings == null) {
			return;
		}
		for (RecordComponent component : settings.getClass().getRecordComponents()) {
			try {
				put(values, prefix + "." + kebab(component.getName()), component.getAccessor().invoke(settings));
			}
			catch (IllegalAccessException | InvocationTargetException ex) {
				throw new IllegalStateException("Cannot read " + component, ex);
			}
		}
	}

	private static String kebab(String name) {
		StringBuilder kebab = new StringBuilder(name.length() + 4);
		for (int i = 0; i < name.length(); i++) {
			char c = name.charAt(i);
			if (Character.isUpperCase(c)) {
				kebab.append('-');
			}
			kebab.append(Character.toLowerCase(c));
		}
		return kebab.toString();
	}

	/**
	 * What one layer set.
	 *
	 * @param layer the layer
	 * @param settings its settings
	 */
	record Source(Layer layer, ProviderSettings settings) {

	}

}
