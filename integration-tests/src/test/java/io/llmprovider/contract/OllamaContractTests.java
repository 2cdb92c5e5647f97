package io.llmprovider.contract;

import io.llmprovider.test.contract.ContractAbility;
import io.llmprovider.test.contract.ContractSubject;
import io.llmprovider.test.contract.LlmProviderContract;

class OllamaContractTests extends LlmProviderContract {

	@Override
	protected ContractSubject createSubject() {
		return ContractSubject.simulated("ollama-chat", "qwen3")
			.without(ContractAbility.REQUEST_IDS, "Ollama gives none")
			.without(ContractAbility.CONTEXT_OVERFLOW, "Ollama cuts the beginning off and says nothing")
			.build();
	}

}
