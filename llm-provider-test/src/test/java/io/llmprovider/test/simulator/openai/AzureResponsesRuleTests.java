package io.llmprovider.test.simulator.openai;

import java.util.stream.Stream;

import io.llmprovider.test.simulator.DialectRuleTests;
import io.llmprovider.test.simulator.LlmSimulator;
import io.llmprovider.test.simulator.NaiveRequest;
import io.llmprovider.test.simulator.SimulatedModel;
import io.llmprovider.test.simulator.wire.IssuedValues;

/**
 * The rules of Azure, and behind them those of its codec.
 */
class AzureResponsesRuleTests extends DialectRuleTests {

	private static final String V1 = "/openai/v1/responses";

	private static final String BODY = "{\"model\":\"m\",\"input\":\"Hi\"}";

	private static final String[] KEY = { "api-key", "k" };

	AzureResponsesRuleTests() {
		super(new AzureResponsesDialect(),
				LlmSimulator.builder()
					.dialect(new AzureCompletionsDialect())
					.secret("s")
					.apiKey("k")
					.models(SimulatedModel.of("m"), SimulatedModel.of("think")));
	}

	@Override
	protected Stream<NaiveRequest> naiveRequests() {
		Stream<NaiveRequest> azure = Stream.of(NaiveRequest.post(AzureRule.CREDENTIALS, V1, BODY),
				NaiveRequest.post(AzureRule.CREDENTIALS, V1, BODY, "x-api-key", "k"),
				NaiveRequest.post(AzureRule.CREDENTIALS, V1, BODY, "api-key", "k", "Authorization", "Bearer k"),
				NaiveRequest.post(AzureRule.DATED_VERSION, "/openai/responses", BODY, KEY),
				NaiveRequest.post(AzureRule.DATED_VERSION, "/openai/responses?api-version=preview", BODY, KEY),
				NaiveRequest.post(AzureRule.NO_DATED_VERSION, V1 + "?api-version=2025-04-01-preview", BODY, KEY),
				NaiveRequest.post(AzureRule.DEPLOYMENT,
						"/openai/deployments/other/chat/completions?api-version=2024-10-21",
						"{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}", KEY));
		return Stream.concat(azure, new ResponsesNaiveRequests(V1, KEY).all(new IssuedValues("s")));
	}

}
