package io.llmprovider.docs.testing;

import io.llmprovider.provider.LlmClient;

import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;

@SpringBootApplication
class PlannerApplication {

	@Bean
	Planner planner(LlmClient client) {
		return new Planner(client);
	}

}
