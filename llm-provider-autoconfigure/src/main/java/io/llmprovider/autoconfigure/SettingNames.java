package io.llmprovider.autoconfigure;

import org.springframework.boot.context.properties.source.ConfigurationPropertyName;

final class SettingNames {

	static final ConfigurationPropertyName PREFIX = ConfigurationPropertyName.of("llm");

}
