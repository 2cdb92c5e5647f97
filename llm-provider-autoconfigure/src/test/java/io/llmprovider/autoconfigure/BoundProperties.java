package io.llmprovider.autoconfigure;

import java.util.List;
import java.util.Map;

import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.boot.convert.ApplicationConversionService;

/**
 * Binds settings as the auto-configuration does, without an application.
 */
final class BoundProperties {

	private BoundProperties() {
	}

	static LlmProperties of(Map<String, String> settings) {
		ApplicationConversionService conversion = new ApplicationConversionService();
		Iterable<ConfigurationPropertySource> sources = List.of(new MapConfigurationPropertySource(settings));
		return SettingReader.settings(sources, new Binder(sources, null, conversion));
	}

}
