package io.llmprovider.samples.customprotocol;

import io.llmprovider.test.contract.ContractAbility;
import io.llmprovider.test.contract.ContractSubject;
import io.llmprovider.test.contract.LlmProviderContract;

/** What every provider has to keep, kept by Parley. */
class ParleyContractTests extends LlmProviderContract {

	@Override
	protected ContractSubject createSubject() {
		return ContractSubject.simulated("parley", "wit-1")
			.protocol(new ParleyProtocol(), new ParleyDialect())
			.without(ContractAbility.TOOLS, "Parley has no tools")
			.without(ContractAbility.REASONING, "Parley speaks before it thinks")
			.without(ContractAbility.IMAGES, "Parley takes nothing but text")
			.without(ContractAbility.STRUCTURED_OUTPUT, "Parley has no schemas")
			.without(ContractAbility.OUTPUT_LIMIT, "Parley says what it wants")
			.without(ContractAbility.SAMPLING, "Parley has a mood, and nothing else can be set")
			.build();
	}

}
