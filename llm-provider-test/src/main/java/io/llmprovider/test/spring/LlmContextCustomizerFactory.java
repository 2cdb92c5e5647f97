package io.llmprovider.test.spring;

import java.util.List;

import io.llmprovider.test.replay.LlmReplay;
import org.jspecify.annotations.Nullable;

import org.springframework.test.context.ContextConfigurationAttributes;
import org.springframework.test.context.ContextCustomizer;
import org.springframework.test.context.ContextCustomizerFactory;
import org.springframework.test.context.TestContextAnnotationUtils;

/**
 * Finds what a test class wants of its context.
 */
class LlmContextCustomizerFactory implements ContextCustomizerFactory {

	@Override
	public @Nullable ContextCustomizer createContextCustomizer(Class<?> testClass,
			List<ContextConfigurationAttributes> attributes) {
		AutoConfigureLlmSimulator simulator = TestContextAnnotationUtils.findMergedAnnotation(testClass,
				AutoConfigureLlmSimulator.class);
		boolean replay = Replays.of(testClass);
		if (simulator != null && replay) {
			throw new IllegalStateException(testClass.getName() + " has @AutoConfigureLlmSimulator and @"
					+ LlmReplay.class.getSimpleName() + ": its calls can go to one of them only."
					+ " Put the tests that replay into a class of their own.");
		}
		if (simulator != null) {
			return new LlmSimulatorContextCustomizer(List.of(simulator.models()));
		}
		return replay ? new LlmReplayContextCustomizer() : null;
	}

}
