package io.llmprovider.provider;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

import io.llmprovider.auth.AuthScheme;
import io.llmprovider.auth.AuthSettings;
import io.llmprovider.json.PlainJson;
import io.llmprovider.model.ThinkingLevel;
import io.llmprovider.protocol.Compat;
import io.llmprovider.protocol.ThinkingFormat;
import io.llmprovider.provider.KnownProviders.Preset;
import org.jspecify.annotations.Nullable;

/**
 * Reads the file of known providers token by token. It is read when an application
 * starts, and preparing a mapper for it would take longer than all the rest.
 */
final class PresetReader {

	private static final Map<String, Method> FLAGS = flags();

	Map<String, Preset> read(String json) {
		Map<String, Preset> presets = new TreeMap<>();
		object(Objects.requireNonNull(PlainJson.read(json.getBytes(StandardCharsets.UTF_8))))
			.forEach((name, preset) -> presets.put(name, preset(object(preset))));
		return presets;
	}

	private static Preset preset(Map<String, Object> json) {
		Map<String, Object> members = new LinkedHashMap<>(json);
		Preset preset = new Preset((String) required(members, "api"), texts(members.remove("otherApis")),
				(String) members.remove("imitatedApi"), (String) members.remove("baseUrl"),
				texts(members.remove("keyVariables")), (Boolean) members.remove("keyRequired"),
				auth(members.remove("auth")), headers(members.remove("headers")), compat(members.remove("compat")));
		if (!members.isEmpty()) {
			throw new IllegalStateException("Unknown members of a known provider: " + members.keySet());
		}
		return preset;
	}

	private static Object required(Map<String, Object> members, String name) {
		Object value = members.remove(name);
		if (value == null) {
			throw new IllegalStateException("A known provider has no " + name + ": " + members);
		}
		return value;
	}

	private static @Nullable AuthSettings auth(@Nullable Object json) {
		if (json == null) {
			return null;
		}
		Object scheme = object(json).get("scheme");
		return new AuthSettings((scheme != null) ? AuthScheme.valueOf(scheme.toString()) : null,
				(String) object(json).get("header"));
	}

	private static @Nullable Map<String, String> headers(@Nullable Object json) {
		if (json == null) {
			return null;
		}
		Map<String, String> headers = new LinkedHashMap<>();
		object(json).forEach((name, value) -> headers.put(name, value.toString()));
		return headers;
	}

	private static @Nullable Compat compat(@Nullable Object json) {
		if (json == null) {
			return null;
		}
		Compat.Builder builder = Compat.builder();
		object(json).forEach((name, value) -> set(builder, name, value));
		return builder.build();
	}

	private static void set(Compat.Builder builder, String name, Object value) {
		Method flag = FLAGS.get(name);
		if (flag == null) {
			throw new IllegalStateException("Unknown flag of a known provider: " + name);
		}
		try {
			flag.invoke(builder, flag(name, flag.getParameterTypes()[0], value));
		}
		catch (IllegalAccessException | InvocationTargetException ex) {
			throw new IllegalStateException("Flag " + name + " cannot be " + value, ex);
		}
	}

	private static Object flag(String name, Class<?> type, Object value) {
		if (type == ThinkingFormat.class) {
			return ThinkingFormat.valueOf(value.toString());
		}
		if (name.equals("reasoningEffortMap")) {
			Map<ThinkingLevel, String> efforts = new EnumMap<>(ThinkingLevel.class);
			object(value).forEach((level, effort) -> efforts.put(ThinkingLevel.valueOf(level), effort.toString()));
			return efforts;
		}
		return (value instanceof List<?> list) ? new HashSet<>(list) : value;
	}

	private static Map<String, Method> flags() {
		Map<String, Method> flags = new LinkedHashMap<>();
		Arrays.stream(Compat.Builder.class.getMethods())
			.filter((method) -> method.getReturnType() == Compat.Builder.class && method.getParameterCount() == 1)
			.forEach((method) -> flags.put(method.getName(), method));
		return flags;
	}

	private static @Nullable List<String> texts(@Nullable Object json) {
		return (json instanceof List<?> list) ? list.stream().map(String::valueOf).toList() : null;
	}

	@SuppressWarnings("unchecked")
	private static Map<String, Object> object(Object json) {
		return (Map<String, Object>) json;
	}

}
