package io.llmprovider.autoconfigure;

import java.util.Map;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.bind.AbstractBindHandler;
import org.springframework.boot.context.properties.bind.BindContext;
import org.springframework.boot.context.properties.bind.BindHandler;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;

/**
 * Takes an empty map in YAML, as in <code>headers: {}</code>, for what it is. Spring Boot
 * makes an empty text of it, which it then cannot turn into a map.
 */
final class EmptyMapBindHandler extends AbstractBindHandler {

	EmptyMapBindHandler(BindHandler parent) {
		super(parent);
	}

	@Override
	public @Nullable Object onFailure(ConfigurationPropertyName name, Bindable<?> target, BindContext context,
			Exception error) throws Exception {
		if (SettingTree.ROOT.isAncestorOf(name) && target.getType().resolve() == Map.class
				&& isEmpty(name, context.getConfigurationProperty())) {
			return Map.of();
		}
		return super.onFailure(name, target, context, error);
	}

	/** The property may be one of below, whose value cannot be empty. */
	private static boolean isEmpty(ConfigurationPropertyName name, @Nullable ConfigurationProperty property) {
		return property != null && property.getName().equals(name) && "".equals(property.getValue());
	}

}
