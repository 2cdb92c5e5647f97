package io.llmprovider.autoconfigure;

import java.util.Map;

import org.springframework.boot.context.properties.bind.BindHandler;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
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
		return new Binder(java.util.List.of(new MapConfigurationPropertySource(settings)), null, conversion)
			.bindOrCreate("llm", Bindable.of(LlmProperties.class),
					new LlmBindHandlerAdvisor().apply(BindHandler.DEFAULT));
	}

}
