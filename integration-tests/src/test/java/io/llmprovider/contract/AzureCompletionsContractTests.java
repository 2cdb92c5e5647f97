package io.llmprovider.contract;

import io.llmprovider.test.contract.ContractSubject;
import io.llmprovider.test.contract.LlmProviderContract;

class AzureCompletionsContractTests extends LlmProviderContract {

	@Override
	protected ContractSubject createSubject() {
		return ContractSubject.simulated("azure-openai-completions", "gpt-4.1-mini")
			.simulator((server) -> server.extraMembers("reasoning_content"))
			.build();
	}

}
