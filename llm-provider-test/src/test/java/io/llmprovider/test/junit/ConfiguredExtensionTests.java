package io.llmprovider.test.junit;

import io.llmprovider.chat.ChatRequest;
import io.llmprovider.error.NotFoundException;
import io.llmprovider.provider.Mode;
import io.llmprovider.provider.ProviderRegistry;
import io.llmprovider.test.simulator.SimulatedModel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class ConfiguredExtensionTests {

	@RegisterExtension
	static final LlmSimulatorExtension LLM = new LlmSimulatorExtension()
		.simulator(() -> LlmSimulatorExtension.usual().models(SimulatedModel.of("m-1")))
		.registry((builder) -> builder.mode(Mode.PLAN, "openai:m-1").mode(Mode.ACT, "openai:m-2"));

	@Test
	void simulatorAndRegistryAreAsTheyAreConfigured(ProviderRegistry providers) {
		assertThat(providers.forMode(Mode.PLAN).blocking().chat(ChatRequest.of("Hello")).text()).isNotEmpty();
		assertThatExceptionOfType(NotFoundException.class)
			.isThrownBy(() -> providers.forMode(Mode.ACT).blocking().chat(ChatRequest.of("Hello")));
	}

}
