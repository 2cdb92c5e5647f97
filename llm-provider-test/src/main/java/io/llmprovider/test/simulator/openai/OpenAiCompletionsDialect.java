package io.llmprovider.test.simulator.openai;

import java.time.Duration;
import java.util.List;

import io.llmprovider.test.simulator.Dialect;
import io.llmprovider.test.simulator.ProviderRule;
import io.llmprovider.test.simulator.ReceivedRequest;
import io.llmprovider.test.simulator.Setup;
import io.llmprovider.test.simulator.SimulatedError;
import io.llmprovider.test.simulator.SimulatedModel;
import io.llmprovider.test.simulator.SimulatedRequest;
import io.llmprovider.test.simulator.Step;
import io.llmprovider.test.simulator.WireAnswer;
import io.llmprovider.test.simulator.dialect.InputTokens;
import io.llmprovider.test.simulator.dialect.Transcript;
import io.llmprovider.test.simulator.wire.WireJson;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * OpenAI's chat completions, after https://platform.openai.com/docs/api-reference/chat.
 * Reasoning is sent as {@code reasoning_content}, as compatible servers do; OpenAI's own
 * does not show it here.
 */
public final class OpenAiCompletionsDialect implements Dialect {

	static final String PROTOCOL = "openai-completions";

	private static final String JSON = "application/json";

	private static final String CHAT = "/v1/chat/completions";

	private static final String MODELS = "/v1/models";

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
		return List.of(OpenAiRule.values());
	}

	@Override
	public boolean isFor(ReceivedRequest request) {
		// Anthropic's paths begin the same way, and its clients say which version they
		// speak
		return request.path().startsWith(basePath()) && request.header("anthropic-version") == null;
	}

	@Override
	public boolean isChat(ReceivedRequest request) {
		return request.path().equals(CHAT);
	}

	@Override
	public SimulatedRequest accept(ReceivedRequest request, Setup setup) {
		JsonNode body = OpenAiEnvelope.open(request, setup);
		new OpenAiRequestRules(body, setup).check();
		return InputTokens.withinWindow(new OpenAiRequestReader(request, body).read(), setup,
				OpenAiRefusals::messagesTooLong);
	}

	@Override
	public WireAnswer answer(SimulatedRequest request, List<Step> steps, Setup setup, Duration pace) {
		Transcript transcript = Transcript.of(steps);
		WireAnswer answer;
		if (request.stream()) {
			answer = WireAnswer.stream("text/event-stream; charset=utf-8",
					Flux.defer(() -> new OpenAiStream(request, pace).frames(steps, transcript)), transcript.ending());
		}
		else if (transcript.failure() != null) {
			answer = error(transcript.failure());
		}
		else {
			ObjectNode body = new OpenAiAnswer(request.model()).completion(transcript, request);
			answer = transcript.whole(JSON, body);
		}
		return OpenAiEnvelope.withRequestId(answer);
	}

	@Override
	public WireAnswer error(SimulatedError error) {
		return OpenAiEnvelope.error(error);
	}

	@Override
	public @Nullable WireAnswer query(ReceivedRequest request, Setup setup) {
		if (!request.path().equals(MODELS) || !request.method().equals("GET")) {
			return null;
		}
		OpenAiEnvelope.checkKey(request, setup);
		ObjectNode body = WireJson.object().put("object", "list");
		ArrayNode data = body.putArray("data");
		for (SimulatedModel model : setup.listedModels()) {
			data.addObject()
				.put("id", model.id())
				.put("object", "model")
				.put("created", 1_735_689_600L)
				.put("owned_by", "simulator");
		}
		return OpenAiEnvelope.withRequestId(WireAnswer.whole(200, JSON, WireJson.bytes(body)));
	}

	@Override
	public WireAnswer notFound(ReceivedRequest request) {
		return OpenAiEnvelope.notFound(request);
	}

}
