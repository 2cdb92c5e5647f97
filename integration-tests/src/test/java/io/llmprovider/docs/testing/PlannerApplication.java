package io.llmprovider.docs.testing;

import io.llmprovider.provider.LlmClient;

import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;

@SpringBootApplication
class PlannerApplication {

	/** What the application.yml has as llm.model. */
	static final String MODEL = "anthropic:claude-sonnet-5";

	@Bean
	Planner planner(LlmClient client) {
		return new Planner(client);
	}

}
