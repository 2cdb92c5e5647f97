package io.llmprovider.test.junit;

import java.util.Map;

import io.llmprovider.chat.ChatRequest;
import io.llmprovider.provider.ProviderRegistry;
import io.llmprovider.test.replay.RecordedTraffic;
import io.llmprovider.test.simulator.Answer;
import io.llmprovider.test.simulator.LlmSimulator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

@LlmTest
class LlmSimulatorExtensionTests {

	@BeforeEach
	void script(LlmSimulator simulator) {
		simulator.enqueue(Answer.text("prepared"));
	}

	@RepeatedTest(2)
	void eachTestHasASimulatorOfItsOwnWithARegistryAtIt(LlmSimulator simulator, ProviderRegistry providers) {
		assertThat(simulator.exchangeCount()).isZero();
		assertThat(providers.client("anthropic:claude-sonnet-4-5").blocking().chat(ChatRequest.of("Hello")).text())
			.isEqualTo("prepared");
		assertThat(simulator.chats()).singleElement()
			.satisfies((chat) -> assertThat(chat.protocol()).isEqualTo("anthropic-messages"));
	}

	@Test
	void trafficWithoutAFixtureIsRefused() {
		Launched launched = Launched.run(Map.of(), Sample.WantsTraffic.class);
		assertThat(launched.passed()).isZero();
		assertThat(launched.failures().toString()).contains("has no @LlmReplay that names a fixture");
	}

	/**
	 * Run by the test above only.
	 */
	static class Sample {

		@LlmTest
		static class WantsTraffic {

			@Test
			void wants(RecordedTraffic traffic) {
				traffic.verify();
			}

		}

	}

}
