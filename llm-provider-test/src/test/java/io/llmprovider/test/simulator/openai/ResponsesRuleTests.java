package io.llmprovider.test.simulator.openai;

import java.util.stream.Stream;

import io.llmprovider.test.simulator.DialectRuleTests;
import io.llmprovider.test.simulator.LlmSimulator;
import io.llmprovider.test.simulator.NaiveRequest;
import io.llmprovider.test.simulator.SimulatedModel;
import io.llmprovider.test.simulator.wire.IssuedValues;

class ResponsesRuleTests extends DialectRuleTests {

	private static final String PATH = "/v1/responses";

	ResponsesRuleTests() {
		super(new OpenAiResponsesDialect(),
				LlmSimulator.builder()
					.secret("s")
					.apiKey("k")
					.models(SimulatedModel.of("m"), SimulatedModel.of("think")));
	}

	@Override
	protected Stream<NaiveRequest> naiveRequests() {
		return Stream.concat(Stream.of(NaiveRequest.post(OpenAiRule.KEY, PATH, "{}")),
				new ResponsesNaiveRequests(PATH, "Authorization", "Bearer k").all(new IssuedValues("s")));
	}

}
