package io.llmprovider.contract;

import java.nio.file.Path;

import io.llmprovider.model.ModelRef;
import io.llmprovider.provider.ProviderSettings;
import io.llmprovider.test.contract.ContractAbility;
import io.llmprovider.test.contract.ContractSubject;
import io.llmprovider.test.contract.LlmProviderContract;
import io.llmprovider.test.simulator.LlmSimulator;
import io.llmprovider.test.simulator.SimulatedModel;
import org.junit.jupiter.api.io.TempDir;

/**
 * The contract as it is run against real servers, of which nobody says what they answer:
 * a known provider at another address, where the simulator echoes.
 */
class EchoContractTests extends LlmProviderContract {

	@TempDir
	static Path fixtures;

	@Override
	protected ContractSubject createSubject() {
		String model = "claude-sonnet-4-5";
		LlmSimulator server = LlmSimulator.builder()
			.apiKey("key")
			.models(new SimulatedModel(model, 200_000, true, true))
			.start();
		return ContractSubject.live(new ModelRef("anthropic", model))
			.fixture(fixtures.resolve("echo.json"))
			.registry((registry) -> registry.environment((name) -> null)
				.provider(ProviderSettings.builder("anthropic")
					.baseUrl(server.baseUrl("anthropic-messages"))
					.apiKey("key")
					.build()))
			.closing(server)
			.without(ContractAbility.IMAGE_LIMIT, "it is tried where the server is told what to answer")
			.build();
	}

}
