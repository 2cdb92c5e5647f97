package io.llmprovider.docs.testing;

import io.llmprovider.provider.ProviderRegistry;
import io.llmprovider.test.junit.LlmTest;
import io.llmprovider.test.simulator.Answer;
import io.llmprovider.test.simulator.LlmSimulator;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

@LlmTest
class PlannerTests {

	@Test
	void aPlanIsWhatTheModelSays(LlmSimulator simulator, ProviderRegistry providers) {
		simulator.enqueue(Answer.text("First, look around."));
		Planner planner = new Planner(providers.client("anthropic:claude-sonnet-5"));

		assertThat(planner.plan("find the exit")).isEqualTo("First, look around.");
	}

}
