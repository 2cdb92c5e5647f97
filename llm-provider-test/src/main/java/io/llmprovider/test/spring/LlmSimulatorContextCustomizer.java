package io.llmprovider.test.spring;

import java.util.List;

import io.llmprovider.test.simulator.LlmSimulator;
import io.llmprovider.test.simulator.LlmSimulatorBuilder;
import io.llmprovider.test.simulator.SimulatedModel;
import io.llmprovider.test.simulator.SimulatedProviders;

import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.test.context.ContextCustomizer;
import org.springframework.test.context.MergedContextConfiguration;

/**
 * Adds a simulator, and sends the registry's providers there. It is a record so that
 * equal wishes share a context.
 *
 * @param models the models that there are, or none for all
 */
record LlmSimulatorContextCustomizer(List<String> models) implements ContextCustomizer {

	@Override
	public void customizeContext(ConfigurableApplicationContext context, MergedContextConfiguration configuration) {
		GenericApplicationContext registry = Contexts.generic(context);
		registry.registerBean("llmSimulator", LlmSimulator.class, this::start,
				(definition) -> definition.setDestroyMethodName("close"));
		registry.registerBean("llmSimulatedProviders", SimulatedProviders.class,
				() -> new SimulatedProviders(context.getBean("llmSimulator", LlmSimulator.class)));
	}

	private LlmSimulator start() {
		// who tells thoughts in this member takes it back
		LlmSimulatorBuilder builder = LlmSimulator.builder().extraMembers("reasoning_content");
		return builder.models(this.models.stream().map(SimulatedModel::named).toArray(SimulatedModel[]::new)).start();
	}

}
