package io.llmprovider.autoconfigure;

import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName.Form;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.IterableConfigurationPropertySource;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/**
 * An element of a setting's name that somebody has written, with all that is written
 * below it.
 */
final class WrittenSetting {

	private final ConfigurationPropertyName name;

	private final @Nullable ConfigurationPropertySource source;

	private final Map<String, WrittenSetting> children = new LinkedHashMap<>(4);

	private boolean value;

	private boolean spelledAlike = true;

	private boolean inOneSource = true;

	private WrittenSetting(ConfigurationPropertyName name, @Nullable ConfigurationPropertySource source) {
		this.name = name;
		this.source = source;
	}

	/**
	 * Collects what is written below {@code llm}.
	 * @param sources where it may be written, what counts most first
	 * @return the root of all names; null if they cannot be told, because a source does
	 * not list them or has lost their dashes, or if there is a value in place of them all
	 */
	static @Nullable WrittenSetting root(Iterable<ConfigurationPropertySource> sources) {
		WrittenSetting root = new WrittenSetting(SettingTree.ROOT, null);
		for (ConfigurationPropertySource source : sources) {
			if (source.getConfigurationProperty(SettingTree.ROOT) != null) {
				return null;
			}
			if (!SettingTree.isIn(source)) {
				continue;
			}
			if (!(source instanceof IterableConfigurationPropertySource iterable) || isEnvironment(source)) {
				return null;
			}
			for (ConfigurationPropertyName name : iterable) {
				if (SettingTree.ROOT.isAncestorOf(name)) {
					root.add(name, source);
				}
			}
		}
		return root;
	}

	private static boolean isEnvironment(ConfigurationPropertySource source) {
		return source.getUnderlyingSource() instanceof SystemEnvironmentPropertySource
				|| (source.getUnderlyingSource() instanceof PropertySource<?> underlying
						&& underlying.getName().endsWith(StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME));
	}

	private void add(ConfigurationPropertyName name, ConfigurationPropertySource source) {
		WrittenSetting setting = this;
		for (int i = SettingTree.ROOT.getNumberOfElements(); i < name.getNumberOfElements(); i++) {
			setting = setting.child(name, i, source);
		}
		setting.value = true;
	}

	private WrittenSetting child(ConfigurationPropertyName name, int index, ConfigurationPropertySource source) {
		String uniform = name.getElement(index, Form.UNIFORM);
		WrittenSetting child = this.children.get(uniform);
		if (child == null) {
			child = new WrittenSetting(name.chop(index + 1), source);
			this.children.put(uniform, child);
		}
		else {
			child.spelledAlike &= child.element().equals(name.getElement(index, Form.ORIGINAL));
			child.inOneSource &= child.source == source;
		}
		return child;
	}

	/** The element as it is written, where it was found first. */
	String element() {
		return this.name.getLastElement(Form.ORIGINAL);
	}

	/** The name that ends with this element, as it is written. */
	ConfigurationPropertyName name() {
		return this.name;
	}

	/** Whether the element stands in brackets. */
	boolean isIndexed() {
		return this.name.isLastElementIndexed();
	}

	/** Whether a value is written here, and not only below. */
	boolean hasValue() {
		return this.value;
	}

	/**
	 * The text that is written here, as it is: nothing else is written here or below, and
	 * there is no placeholder in it.
	 * @return the text; null if it takes the binder to tell
	 */
	@Nullable String plainText() {
		if (!this.value || !this.spelledAlike || !this.children.isEmpty() || this.source == null) {
			return null;
		}
		ConfigurationProperty property = this.source.getConfigurationProperty(this.name);
		return (property != null && property.getValue() instanceof String text && !text.contains("${")) ? text : null;
	}

	/** Whether it is the same text in all names. */
	boolean isSpelledAlike() {
		return this.spelledAlike;
	}

	/** Whether all that is written here and below comes from one source. */
	boolean isInOneSource() {
		return this.inOneSource;
	}

	/**
	 * What is written below, by element, in lower case without dashes, in the order of
	 * the sources.
	 */
	Map<String, WrittenSetting> children() {
		return this.children;
	}

}
