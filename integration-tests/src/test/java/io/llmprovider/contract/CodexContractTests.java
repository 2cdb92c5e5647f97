package io.llmprovider.contract;

import io.llmprovider.test.contract.ContractSubject;
import io.llmprovider.test.contract.LlmProviderContract;

class CodexContractTests extends LlmProviderContract {

	@Override
	protected ContractSubject createSubject() {
		return ContractSubject.simulated("openai-codex-responses", "gpt-5.1-codex").build();
	}

}
