package io.llmprovider.autoconfigure;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

import io.llmprovider.autoconfigure.SettingTree.Departure;
import io.llmprovider.json.Names;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.IterableConfigurationPropertySource;
import org.springframework.core.env.Environment;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/**
 * Refuses settings below {@code llm} that do not exist. Spring Boot ignores them, so that
 * a slip of the pen is only seen when the setting is missed. Environment variables are
 * left alone: they lose their dashes on the way, and other programs have variables that
 * begin with LLM, too.
 */
final class SettingNameCheck {

	private final Environment environment;

	private final ListableBeanFactory beanFactory;

	SettingNameCheck(Environment environment, ListableBeanFactory beanFactory) {
		this.environment = environment;
		this.beanFactory = beanFactory;
	}

	/**
	 * Looks all names over.
	 * @throws io.llmprovider.error.ConfigurationException if there are settings that do
	 * not exist; the message has them all, each with its place and the nearest spelling
	 */
	void check() {
		Map<String, String> complaints = new LinkedHashMap<>();
		for (ConfigurationPropertySource source : ConfigurationPropertySources.get(this.environment)) {
			if (source instanceof IterableConfigurationPropertySource iterable
					&& !(source.getUnderlyingSource() instanceof SystemEnvironmentPropertySource)) {
				for (ConfigurationPropertyName name : iterable) {
					if (SettingTree.ROOT.isAncestorOf(name)) {
						Optional<Departure> departure = SettingTree.departure(name);
						if (departure.isPresent() && !isOfAnotherTool(departure.get(), source)) {
							complain(departure.get(), source, complaints);
						}
					}
				}
			}
		}
		if (!complaints.isEmpty()) {
			throw new UnknownSettingException(String.join(System.lineSeparator(), complaints.values()),
					"Correct the names. All settings are described in the metadata of llm-provider-autoconfigure,"
							+ " which an IDE completes from.");
		}
	}

	/**
	 * Whether a name comes from the command line of the JVM and is not even like one of
	 * ours: build and test tools have switches that begin with llm, too.
	 */
	private static boolean isOfAnotherTool(Departure departure, ConfigurationPropertySource source) {
		return source.getUnderlyingSource() instanceof PropertySource<?> underlying
				&& StandardEnvironment.SYSTEM_PROPERTIES_PROPERTY_SOURCE_NAME.equals(underlying.getName())
				&& SettingTree.ROOT.toString().equals(departure.parent())
				&& Names.nearest(departure.element(), departure.known()) == null;
	}

	private void complain(Departure departure, ConfigurationPropertySource source, Map<String, String> complaints) {
		if (belongsToOthers(departure.name())) {
			return;
		}
		String key = departure.parent() + " " + ((departure.item() != null) ? departure.itemId() : departure.element());
		complaints.computeIfAbsent(key, (ignored) -> text(departure) + place(departure.name(), source));
	}

	private static String text(Departure departure) {
		String parent = departure.parent();
		String element = departure.element();
		if (departure.item() != null) {
			String list = parent.substring(parent.lastIndexOf('.') + 1);
			return departure.name() + " has no effect: " + list + " is a list, so write '- "
					+ (departure.item().isRecord() ? "id: " : "") + departure.itemId() + "' below " + parent;
		}
		if (departure.known().isEmpty()) {
			return departure.name() + " is not a setting: " + parent + " takes a plain value";
		}
		String nearest = nearest(element, departure);
		return parent + "." + element + " is not a setting"
				+ ((nearest != null) ? "; did you mean " + parent + "." + nearest + "?"
						: ": below " + parent + " there are " + departure.known());
	}

	private static @Nullable String nearest(String element, Departure departure) {
		String nearest = Names.nearest(element, departure.known());
		if (nearest != null) {
			return nearest;
		}
		// An option that was written one level too high or too low is named in full.
		return SettingTree.members(OptionsProperties.class).contains(element) && departure.known().contains("options")
				? "options." + element : null;
	}

	private static String place(ConfigurationPropertyName name, ConfigurationPropertySource source) {
		ConfigurationProperty property = source.getConfigurationProperty(name);
		return (property != null && property.getOrigin() != null) ? " [" + property.getOrigin() + "]" : "";
	}

	/**
	 * Whether another bean of settings reads this name. It is only asked when a name is
	 * not one of ours.
	 */
	private boolean belongsToOthers(ConfigurationPropertyName name) {
		for (String bean : this.beanFactory.getBeanNamesForAnnotation(ConfigurationProperties.class)) {
			Optional<ConfigurationPropertyName> prefix = Optional
				.ofNullable(this.beanFactory.findAnnotationOnBean(bean, ConfigurationProperties.class, false))
				.map((annotation) -> ConfigurationPropertyName.ofIfValid(annotation.prefix()));
			if (prefix.isPresent() && SettingTree.ROOT.isAncestorOf(prefix.get())
					&& (prefix.get().equals(name) || prefix.get().isAncestorOf(name))) {
				return true;
			}
		}
		return false;
	}

}
