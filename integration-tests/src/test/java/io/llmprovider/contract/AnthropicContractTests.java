package io.llmprovider.contract;

import io.llmprovider.test.contract.ContractSubject;
import io.llmprovider.test.contract.LlmProviderContract;

class AnthropicContractTests extends LlmProviderContract {

	@Override
	protected ContractSubject createSubject() {
		return ContractSubject.simulated("anthropic-messages", "claude-sonnet-4-5").imageLimit(100).build();
	}

}
