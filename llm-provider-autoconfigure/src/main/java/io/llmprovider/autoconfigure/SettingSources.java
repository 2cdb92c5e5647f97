package io.llmprovider.autoconfigure;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.IterableConfigurationPropertySource;
import org.springframework.boot.origin.Origin;
import org.springframework.core.env.Environment;

/**
 * The files, variables and arguments that settings come from.
 */
final class SettingSources {

	private static final Pattern NAME = Pattern.compile("\\bllm(\\.[a-zA-Z0-9_-]+(\\[[^\\]]+])*)+");

	/** Elements of a name that is one provider's or one mode's, as in llm.modes.plan. */
	private static final int NAMED = 3;

	private final @Nullable Environment environment;

	SettingSources(@Nullable Environment environment) {
		this.environment = environment;
	}

	/**
	 * The places of all settings that a text speaks of.
	 * @param text a message
	 * @return settings and places, in the order of the text
	 */
	Map<String, Origin> mentionedIn(String text) {
		Map<String, Origin> found = new LinkedHashMap<>();
		Matcher matcher = NAME.matcher(text);
		while (matcher.find()) {
			Map.Entry<String, Origin> place = find(ConfigurationPropertyName.adapt(matcher.group(), '.'));
			if (place != null) {
				found.putIfAbsent(place.getKey(), place.getValue());
			}
		}
		return found;
	}

	/**
	 * A setting as it is written, placeholders and all.
	 * @param name the setting
	 * @return its text, or null if it is not set
	 */
	@Nullable String written(String name) {
		if (this.environment == null) {
			return null;
		}
		ConfigurationPropertyName property = ConfigurationPropertyName.adapt(name, '.');
		for (ConfigurationPropertySource source : ConfigurationPropertySources.get(this.environment)) {
			ConfigurationProperty found = source.getConfigurationProperty(property);
			if (found != null) {
				return String.valueOf(found.getValue());
			}
		}
		return null;
	}

	private Map.@Nullable Entry<String, Origin> find(ConfigurationPropertyName name) {
		if (this.environment == null) {
			return null;
		}
		for (ConfigurationPropertySource source : ConfigurationPropertySources.get(this.environment)) {
			ConfigurationProperty property = source.getConfigurationProperty(name);
			if (property == null && name.getNumberOfElements() >= NAMED) {
				property = firstBelow(name, source);
			}
			if (property == null && name.getNumberOfElements() > NAMED) {
				property = firstBelow(name.getParent(), source);
			}
			if (property != null && property.getOrigin() != null) {
				return Map.entry(property.getName().toString(), property.getOrigin());
			}
		}
		return null;
	}

	private static @Nullable ConfigurationProperty firstBelow(ConfigurationPropertyName name,
			ConfigurationPropertySource source) {
		if (source instanceof IterableConfigurationPropertySource iterable) {
			for (ConfigurationPropertyName candidate : iterable) {
				if (name.isAncestorOf(candidate)) {
					return source.getConfigurationProperty(candidate);
				}
			}
		}
		return null;
	}

}
