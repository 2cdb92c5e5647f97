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
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.StandardEnvironment;

/**
 * What is written below {@code llm} and is no setting of ours, in words. It is made when
 * the first such name is found.
 */
final class UnknownSettings {

	private final ListableBeanFactory beanFactory;

	private final Map<String, String> complaints = new LinkedHashMap<>();

	UnknownSettings(ListableBeanFactory beanFactory) {
		this.beanFactory = beanFactory;
	}

	/**
	 * Notes a name, unless it is somebody else's.
	 * @param departure where the name leaves our settings
	 * @param source where it is written
	 */
	void add(Departure departure, ConfigurationPropertySource source) {
		if (isOfAnotherTool(departure, source) || belongsToOthers(departure.name())) {
			return;
		}
		String key = departure.parent() + " " + ((departure.item() != null) ? departure.itemId() : departure.element());
		this.complaints.computeIfAbsent(key, (ignored) -> text(departure) + place(departure.name(), source));
	}

	/**
	 * Fails if there are any.
	 * @throws io.llmprovider.error.ConfigurationException the message has them all, each
	 * with its place and the nearest spelling
	 */
	void refuse() {
		if (!this.complaints.isEmpty()) {
			throw new UnknownSettingException(String.join(System.lineSeparator(), this.complaints.values()),
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
