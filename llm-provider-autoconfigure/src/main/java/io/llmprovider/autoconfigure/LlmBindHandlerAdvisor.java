package io.llmprovider.autoconfigure;

import org.springframework.boot.context.properties.ConfigurationPropertiesBindHandlerAdvisor;
import org.springframework.boot.context.properties.bind.BindHandler;

/**
 * How settings below {@code llm} are bound: as Spring Boot does it, but for empty maps,
 * and without looking for what is not there.
 */
final class LlmBindHandlerAdvisor implements ConfigurationPropertiesBindHandlerAdvisor {

	@Override
	public BindHandler apply(BindHandler handler) {
		return new SettingBindHandler(new EmptyMapBindHandler(handler));
	}

}
