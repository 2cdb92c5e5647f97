package io.llmprovider.contract;

import io.llmprovider.test.contract.ContractSubject;
import io.llmprovider.test.contract.LlmProviderContract;

class OllamaContractTests extends LlmProviderContract {

	@Override
	protected ContractSubject createSubject() {
		return ContractSubject.simulated("ollama-chat", "qwen3").build();
	}

}
