package io.llmprovider.autoconfigure;

import java.util.Optional;

import io.llmprovider.autoconfigure.SettingTree.Departure;

import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.IterableConfigurationPropertySource;
import org.springframework.core.env.Environment;
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
		UnknownSettings unknown = null;
		for (ConfigurationPropertySource source : ConfigurationPropertySources.get(this.environment)) {
			if (source instanceof IterableConfigurationPropertySource iterable && SettingTree.isIn(source)
					&& !(source.getUnderlyingSource() instanceof SystemEnvironmentPropertySource)) {
				for (ConfigurationPropertyName name : iterable) {
					if (SettingTree.ROOT.isAncestorOf(name)) {
						Optional<Departure> departure = SettingTree.departure(name);
						if (departure.isPresent()) {
							unknown = (unknown != null) ? unknown : new UnknownSettings(this.beanFactory);
							unknown.add(departure.get(), source);
						}
					}
				}
			}
		}
		if (unknown != null) {
			unknown.refuse();
		}
	}

}
