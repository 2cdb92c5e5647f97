package io.llmprovider.samples.quickstart;

import java.util.LinkedHashMap;
import java.util.Map;

import io.llmprovider.test.simulator.LlmSimulator;

import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.ApplicationListener;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/**
 * Starts a simulated provider inside the application where no model is configured for
 * either mode, so that the sample shows something on a machine without keys.
 */
class OfflineSimulator implements ApplicationContextInitializer<ConfigurableApplicationContext> {

	@Override
	public void initialize(ConfigurableApplicationContext context) {
		ConfigurableEnvironment environment = context.getEnvironment();
		if (environment.containsProperty("llm.modes.plan.model") || environment.containsProperty("llm.modes.act.model")
				|| Boolean.getBoolean("spring.aot.processing")) {
			return;
		}
		LlmSimulator simulator = LlmSimulator.start();
		context.addApplicationListener((ApplicationListener<ContextClosedEvent>) (event) -> simulator.close());
		System.out.println("No model is configured: answers come from a simulator inside this process, at "
				+ simulator.baseUrl("openai-completions"));
		environment.getPropertySources().addLast(new MapPropertySource("simulator", properties(simulator)));
	}

	private static Map<String, Object> properties(LlmSimulator simulator) {
		Map<String, Object> properties = new LinkedHashMap<>();
		properties.put("llm.providers.thinker.api", "openai-completions");
		properties.put("llm.providers.thinker.base-url", simulator.baseUrl("openai-completions"));
		properties.put("llm.providers.doer.api", "ollama-chat");
		properties.put("llm.providers.doer.base-url", simulator.baseUrl("ollama-chat"));
		properties.put("llm.providers.thinker.models[0].id", "simulated-think");
		properties.put("llm.providers.doer.models[0].id", "simulated-tools");
		properties.put("llm.modes.plan.model", "thinker:simulated-think");
		properties.put("llm.modes.act.model", "doer:simulated-tools");
		return properties;
	}

}
