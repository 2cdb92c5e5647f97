package io.llmprovider.docs.testing;

import io.llmprovider.test.simulator.Answer;
import io.llmprovider.test.simulator.LlmSimulator;
import io.llmprovider.test.spring.AutoConfigureLlmSimulator;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.context.TestPropertySource;

import static io.llmprovider.test.simulator.RequestMatch.model;
import static io.llmprovider.test.simulator.RequestMatch.userSays;
import static org.assertj.core.api.Assertions.assertThat;

// stands for the application.yml of the application
@TestPropertySource(properties = { "llm.model=" + PlannerApplication.MODEL,
		"llm.providers.anthropic.api-key=${ANTHROPIC_API_KEY}" })
@SpringBootTest
@AutoConfigureLlmSimulator
class ApplicationTests {

	@Autowired
	LlmSimulator simulator;

	@Autowired
	Planner planner;

	@Test
	void theApplicationPlansWithItsOwnConfiguration() {
		this.simulator.enqueue(Answer.text("First, look around."));

		assertThat(this.planner.plan("find the exit")).isEqualTo("First, look around.");
		assertThat(this.simulator.chats()).singleElement()
			.matches(model("claude-sonnet-5"))
			.matches(userSays("find the exit"));
	}

}
