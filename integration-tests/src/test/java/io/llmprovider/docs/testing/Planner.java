package io.llmprovider.docs.testing;

import io.llmprovider.chat.ChatRequest;
import io.llmprovider.provider.LlmClient;

class Planner {

	private final LlmClient client;

	Planner(LlmClient client) {
		this.client = client;
	}

	String plan(String goal) {
		return this.client.blocking().chat(ChatRequest.of("Plan: " + goal)).text();
	}

}
