package io.llmprovider.contract;

import io.llmprovider.test.contract.ContractSubject;
import io.llmprovider.test.contract.LlmProviderContract;

class OpenAiResponsesContractTests extends LlmProviderContract {

	@Override
	protected ContractSubject createSubject() {
		return ContractSubject.simulated("openai-responses", "gpt-5.1").build();
	}

}
