package io.llmprovider.contract;

import io.llmprovider.test.contract.ContractSubject;
import io.llmprovider.test.contract.LlmProviderContract;

class OpenAiCompletionsContractTests extends LlmProviderContract {

	@Override
	protected ContractSubject createSubject() {
		return ContractSubject.simulated("openai-completions", "gpt-4.1-mini")
			.simulator((server) -> server.extraMembers("reasoning_content"))
			.build();
	}

}
