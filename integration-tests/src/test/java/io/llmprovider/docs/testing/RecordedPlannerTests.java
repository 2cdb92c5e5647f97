package io.llmprovider.docs.testing;

import io.llmprovider.provider.ProviderRegistry;
import io.llmprovider.test.junit.LlmTest;
import io.llmprovider.test.replay.LlmReplay;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

@LlmTest
class RecordedPlannerTests {

	@Test
	@LlmReplay("fixtures/planner.json")
	void aRealPlanHasSteps(ProviderRegistry providers) {
		Planner planner = new Planner(providers.client("anthropic:claude-sonnet-5"));

		assertThat(planner.plan("find the exit")).contains("1.");
	}

}
