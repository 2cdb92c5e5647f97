package io.llmprovider.contract;

import io.llmprovider.test.contract.ContractSubject;
import io.llmprovider.test.contract.LlmProviderContract;

class BedrockContractTests extends LlmProviderContract {

	@Override
	protected ContractSubject createSubject() {
		return ContractSubject.simulated("bedrock-converse-stream", "eu.anthropic.claude-sonnet-4-5-20250929-v1:0")
			.build();
	}

}
