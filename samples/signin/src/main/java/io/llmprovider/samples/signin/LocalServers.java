package io.llmprovider.samples.signin;

import java.util.LinkedHashMap;
import java.util.Map;

import io.llmprovider.test.simulator.LlmSimulator;

import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ApplicationListener;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/**
 * Starts an authorization server and a simulated provider that wants its tokens, inside
 * the application, where no model is configured.
 */
class LocalServers implements ApplicationContextInitializer<ConfigurableApplicationContext> {

	@Override
	public void initialize(ConfigurableApplicationContext context) {
		ConfigurableEnvironment environment = context.getEnvironment();
		if (environment.containsProperty("llm.model")) {
			return;
		}
		LocalAuthority authority = LocalAuthority.start();
		LlmSimulator simulator = LlmSimulator.builder().apiKey(authority.accessToken()).start();
		context.addApplicationListener((ApplicationListener<ContextClosedEvent>) (event) -> {
			simulator.close();
			authority.close();
		});
		System.out.println("No model is configured: the authorization server and the model are inside this process.");
		environment.getPropertySources().addLast(new MapPropertySource("local", properties(authority, simulator)));
	}

	private static Map<String, Object> properties(LocalAuthority authority, LlmSimulator simulator) {
		Map<String, Object> properties = new LinkedHashMap<>();
		properties.put("llm.model", "local:echo");
		properties.put("llm.providers.local.api", "openai-completions");
		properties.put("llm.providers.local.base-url", simulator.baseUrl("openai-completions"));
		properties.put("llm.providers.local.models[0].id", "echo");
		properties.put("llm.providers.local.oauth.flow", "device-code");
		properties.put("llm.providers.local.oauth.client-id", LocalAuthority.CLIENT);
		properties.put("llm.providers.local.oauth.issuer-uri", authority.issuer());
		return properties;
	}

}
