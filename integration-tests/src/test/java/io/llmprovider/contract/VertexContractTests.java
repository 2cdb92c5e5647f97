package io.llmprovider.contract;

import io.llmprovider.test.contract.ContractAbility;
import io.llmprovider.test.contract.ContractSubject;
import io.llmprovider.test.contract.LlmProviderContract;

class VertexContractTests extends LlmProviderContract {

	@Override
	protected ContractSubject createSubject() {
		return ContractSubject.simulated("google-vertex", "gemini-3-flash-preview")
			.without(ContractAbility.REQUEST_IDS, "Google gives none")
			.build();
	}

}
