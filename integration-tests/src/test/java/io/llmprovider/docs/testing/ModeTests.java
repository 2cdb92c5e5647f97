package io.llmprovider.docs.testing;

import io.llmprovider.chat.ChatRequest;
import io.llmprovider.provider.Mode;
import io.llmprovider.provider.ProviderRegistry;
import io.llmprovider.test.junit.LlmSimulatorExtension;
import io.llmprovider.test.simulator.LlmSimulator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;

class ModeTests {

	@RegisterExtension
	static LlmSimulatorExtension llm = new LlmSimulatorExtension()
		.registry((builder) -> builder.mode(Mode.PLAN, "openai:gpt-5.5"));

	@Test
	void aModeHasItsModel(LlmSimulator simulator, ProviderRegistry providers) {
		providers.forMode(Mode.PLAN).blocking().chat(ChatRequest.of("Hello"));
		assertThat(simulator.chats().get(0).model()).isEqualTo("gpt-5.5");
	}

}
