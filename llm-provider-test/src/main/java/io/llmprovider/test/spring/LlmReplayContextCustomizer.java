package io.llmprovider.test.spring;

import io.llmprovider.test.replay.ReplaySwitch;

import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.test.context.ContextCustomizer;
import org.springframework.test.context.MergedContextConfiguration;

/**
 * Adds what sends the registry's providers to the fixture of the test that runs. It is a
 * record so that tests with different fixtures share a context.
 */
record LlmReplayContextCustomizer() implements ContextCustomizer {

	@Override
	public void customizeContext(ConfigurableApplicationContext context, MergedContextConfiguration configuration) {
		Contexts.generic(context).registerBean("llmReplaySwitch", ReplaySwitch.class, ReplaySwitch::new);
	}

}
