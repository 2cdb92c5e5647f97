package io.llmprovider.test.simulator.openai;

import java.time.Duration;
import java.util.List;

import io.llmprovider.test.simulator.Dialect;
import io.llmprovider.test.simulator.ProviderRule;
import io.llmprovider.test.simulator.ReceivedRequest;
import io.llmprovider.test.simulator.Setup;
import io.llmprovider.test.simulator.SimulatedError;
import io.llmprovider.test.simulator.SimulatedRequest;
import io.llmprovider.test.simulator.Step;
import io.llmprovider.test.simulator.WireAnswer;
import io.llmprovider.test.simulator.dialect.InputTokens;
import io.llmprovider.test.simulator.dialect.Transcript;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import tools.jackson.databind.JsonNode;

/**
 * OpenAI's responses, after https://platform.openai.com/docs/api-reference/responses. It
 * gives out ids and encrypted reasoning, and knows its own again; what it was asked to
 * keep it does not keep.
 */
public final class OpenAiResponsesDialect implements Dialect {

	static final String PROTOCOL = "openai-responses";

	private static final String PATH = "/v1/responses";

	@Override
	public String protocol() {
		return PROTOCOL;
	}

	@Override
	public String basePath() {
		return "/v1";
	}

	@Override
	public List<ProviderRule> rules() {
		return ResponsesRule.all();
	}

	@Override
	public boolean isFor(ReceivedRequest request) {
		return request.path().startsWith(PATH);
	}

	@Override
	public boolean isChat(ReceivedRequest request) {
		return request.path().equals(PATH);
	}

	@Override
	public SimulatedRequest accept(ReceivedRequest request, Setup setup) {
		JsonNode body = OpenAiEnvelope.open(request, setup);
		new ResponsesRequestRules(body, setup).check();
		return InputTokens.withinWindow(new ResponsesRequestReader(request, body).read(), setup,
				OpenAiRefusals::inputTooLong);
	}

	@Override
	public WireAnswer answer(SimulatedRequest request, List<Step> steps, Setup setup, Duration pace) {
		Transcript transcript = Transcript.of(steps);
		if (request.stream()) {
			return OpenAiEnvelope.withRequestId(WireAnswer.stream("text/event-stream; charset=utf-8", Flux
				.defer(() -> new ResponsesStream(new ResponsesAnswer(request, setup), pace).frames(steps, transcript)),
					transcript.ending()));
		}
		if (transcript.failure() != null) {
			return error(transcript.failure());
		}
		ResponsesAnswer response = new ResponsesAnswer(request, setup);
		ResponsesStream items = new ResponsesStream(response, Duration.ZERO);
		steps.forEach((step) -> step.accept(items));
		return OpenAiEnvelope.withRequestId(transcript.whole(OpenAiEnvelope.JSON, response.ended(transcript)));
	}

	@Override
	public WireAnswer error(SimulatedError error) {
		return OpenAiEnvelope.error(error);
	}

	@Override
	public @Nullable WireAnswer query(ReceivedRequest request, Setup setup) {
		return null;
	}

	@Override
	public WireAnswer notFound(ReceivedRequest request) {
		return OpenAiEnvelope.notFound(request);
	}

}
