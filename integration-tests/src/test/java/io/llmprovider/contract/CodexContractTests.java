package io.llmprovider.contract;

import java.util.Map;

import io.llmprovider.test.contract.ContractAbility;
import io.llmprovider.test.contract.ContractSubject;
import io.llmprovider.test.contract.LlmProviderContract;

class CodexContractTests extends LlmProviderContract {

	@Override
	protected ContractSubject createSubject() {
		return ContractSubject.simulated("openai-codex-responses", "gpt-5.1-codex")
			.settings((provider) -> provider.headers(Map.of("chatgpt-account-id", "an-account")))
			.without(ContractAbility.OUTPUT_LIMIT, "a plan sets its own")
			.without(ContractAbility.WHOLE_BODIES, "it streams always")
			.without(ContractAbility.TOOL_CHOICE, "it is always auto")
			.build();
	}

}
