package io.llmprovider.autoconfigure;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.bind.AbstractBindHandler;
import org.springframework.boot.context.properties.bind.BindContext;
import org.springframework.boot.context.properties.bind.BindHandler;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName.Form;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertyState;
import org.springframework.boot.context.properties.source.IterableConfigurationPropertySource;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/**
 * Passes over settings that nobody has written. The binder would ask every source for
 * each of them, in each provider, which takes longer than to read those that are there.
 * What is passed over is what no name in any source speaks of; where names cannot be
 * told, because a source does not list them or has lost their dashes, nothing is.
 */
final class AbsentSettingBindHandler extends AbstractBindHandler {

	/** By element of a name, whether some name has it; null while nothing is known. */
	private @Nullable Map<String, Boolean> elements;

	/** The elements of all names below {@code llm}, compared without dashes and case. */
	private Set<String> written = Set.of();

	AbsentSettingBindHandler(BindHandler parent) {
		super(parent);
	}

	@Override
	public <T> @Nullable Bindable<T> onStart(ConfigurationPropertyName name, Bindable<T> target, BindContext context) {
		if (this.elements != null && SettingTree.ROOT.isAncestorOf(name) && isAbsent(this.elements, name)) {
			return null;
		}
		if (SettingTree.ROOT.equals(name)) {
			Set<String> found = new HashSet<>();
			this.elements = collect(context.getSources(), found) ? new HashMap<>() : null;
			this.written = found;
		}
		return super.onStart(name, target, context);
	}

	@Override
	public void onFinish(ConfigurationPropertyName name, Bindable<?> target, BindContext context,
			@Nullable Object result) throws Exception {
		if (SettingTree.ROOT.equals(name)) {
			this.elements = null;
		}
		super.onFinish(name, target, context, result);
	}

	private boolean isAbsent(Map<String, Boolean> elements, ConfigurationPropertyName name) {
		String element = name.getLastElement(Form.ORIGINAL);
		Boolean absent = elements.get(element);
		if (absent == null) {
			absent = !this.written.contains(plain(element));
			elements.put(element, absent);
		}
		return absent;
	}

	/**
	 * Collects the elements of all names.
	 * @return whether these are all there can be
	 */
	private static boolean collect(Iterable<ConfigurationPropertySource> sources, Set<String> found) {
		Set<String> originals = new HashSet<>();
		for (ConfigurationPropertySource source : sources) {
			if (!(source instanceof IterableConfigurationPropertySource iterable) || isEnvironment(source)) {
				if (source.containsDescendantOf(SettingTree.ROOT) != ConfigurationPropertyState.ABSENT) {
					return false;
				}
				continue;
			}
			for (ConfigurationPropertyName name : iterable) {
				if (SettingTree.ROOT.isAncestorOf(name)) {
					for (int i = 1; i < name.getNumberOfElements(); i++) {
						originals.add(name.getElement(i, Form.ORIGINAL));
					}
				}
			}
		}
		for (String original : originals) {
			found.add(plain(original));
		}
		return true;
	}

	private static boolean isEnvironment(ConfigurationPropertySource source) {
		return source.getUnderlyingSource() instanceof SystemEnvironmentPropertySource
				|| (source.getUnderlyingSource() instanceof PropertySource<?> underlying
						&& underlying.getName().endsWith(StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME));
	}

	private static String plain(String element) {
		StringBuilder plain = new StringBuilder(element.length());
		for (int i = 0; i < element.length(); i++) {
			char c = element.charAt(i);
			if (Character.isLetterOrDigit(c)) {
				plain.append(Character.toLowerCase(c));
			}
		}
		return plain.toString();
	}

}
