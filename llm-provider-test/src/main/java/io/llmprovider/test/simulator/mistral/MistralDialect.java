package io.llmprovider.test.simulator.mistral;

import java.time.Duration;
import java.util.List;
import java.util.UUID;

import io.llmprovider.test.simulator.Dialect;
import io.llmprovider.test.simulator.ProviderRule;
import io.llmprovider.test.simulator.ReceivedRequest;
import io.llmprovider.test.simulator.Refusal;
import io.llmprovider.test.simulator.Setup;
import io.llmprovider.test.simulator.SimulatedError;
import io.llmprovider.test.simulator.SimulatedModel;
import io.llmprovider.test.simulator.SimulatedRequest;
import io.llmprovider.test.simulator.Step;
import io.llmprovider.test.simulator.WireAnswer;
import io.llmprovider.test.simulator.dialect.InputTokens;
import io.llmprovider.test.simulator.dialect.JsonBody;
import io.llmprovider.test.simulator.dialect.Transcript;
import io.llmprovider.test.simulator.openai.OpenAiRequestReader;
import io.llmprovider.test.simulator.wire.WireJson;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Mistral's chat API, after https://docs.mistral.ai/api/#tag/chat. Its paths are those of
 * OpenAI, so that here they begin with {@code /mistral}.
 */
public final class MistralDialect implements Dialect {

	static final String PROTOCOL = "mistral";

	private static final String JSON = "application/json";

	private static final String BASE = "/mistral/v1";

	private static final String BEARER = "Bearer ";

	@Override
	public String protocol() {
		return PROTOCOL;
	}

	@Override
	public String basePath() {
		return BASE;
	}

	@Override
	public List<ProviderRule> rules() {
		return List.of(MistralRule.values());
	}

	@Override
	public boolean isChat(ReceivedRequest request) {
		return request.path().equals(BASE + "/chat/completions");
	}

	@Override
	public SimulatedRequest accept(ReceivedRequest request, Setup setup) {
		if (!request.method().equals("POST")) {
			throw new Refusal(MistralRule.POST, SimulatedError.of(405, "Method Not Allowed"));
		}
		checkKey(request, setup);
		JsonNode body = JsonBody.of(request, (problem) -> MistralRefusals.notJson());
		new MistralRequestRules(body, setup).check();
		SimulatedRequest.Builder read = new OpenAiRequestReader(request, body).read(PROTOCOL,
				MistralRequestRules.outputLimit(body));
		return InputTokens.withinWindow(
				body.path("prompt_mode").isString() ? read.thinking(true).build() : read.build(), setup,
				MistralRefusals::tooLong);
	}

	private static void checkKey(ReceivedRequest request, Setup setup) {
		String header = request.header("authorization");
		String key = (header != null && header.startsWith(BEARER)) ? header.substring(BEARER.length()).strip() : "";
		if (!setup.apiKeys().isEmpty() && !setup.apiKeys().contains(key)) {
			throw new Refusal(MistralRule.KEY, SimulatedError.of(401, "Invalid API Key"));
		}
	}

	@Override
	public WireAnswer answer(SimulatedRequest request, List<Step> steps, Setup setup, Duration pace) {
		Transcript transcript = Transcript.of(steps);
		WireAnswer answer;
		if (request.stream()) {
			answer = WireAnswer.stream("text/event-stream; charset=utf-8",
					Flux.defer(() -> new MistralStream(request, pace).frames(steps, transcript)), transcript.ending());
		}
		else if (transcript.failure() != null) {
			return error(transcript.failure());
		}
		else {
			ObjectNode body = new MistralAnswer(request.model()).completion(transcript, request);
			answer = transcript.whole(JSON, body);
		}
		return withRequestId(answer);
	}

	@Override
	public WireAnswer error(SimulatedError error) {
		return withRequestId(WireAnswer.whole(error.status(), JSON, WireJson.bytes(body(error))));
	}

	/** A wrong key has a shape of its own, and so have members that are wrong. */
	static ObjectNode body(SimulatedError error) {
		ObjectNode body = WireJson.object();
		if (error.status() == 401) {
			return body.put("detail", error.message());
		}
		body.put("object", "error");
		if (error.status() == MistralRefusals.UNPROCESSABLE) {
			ObjectNode detail = body.putObject("message").putArray("detail").addObject();
			detail.put("type", error.type()).put("msg", error.message());
			detail.putArray("loc").add("body").add(error.param());
			return body.put("type", "invalid_request_error").putNull("param").putNull("code");
		}
		String type = (error.status() >= 500) ? "internal_server_error"
				: (error.status() == 429) ? "rate_limited" : "invalid_request_error";
		return body.put("message", error.message())
			.put("type", (error.type() != null) ? error.type() : type)
			.put("param", error.param())
			.put("code", error.code());
	}

	@Override
	public @Nullable WireAnswer query(ReceivedRequest request, Setup setup) {
		if (!request.path().equals(BASE + "/models") || !request.method().equals("GET")) {
			return null;
		}
		checkKey(request, setup);
		ObjectNode body = WireJson.object().put("object", "list");
		ArrayNode data = body.putArray("data");
		for (SimulatedModel model : setup.listedModels()) {
			ObjectNode entry = data.addObject().put("id", model.id()).put("object", "model");
			entry.put("max_context_length", model.contextWindow());
			entry.putObject("capabilities")
				.put("completion_chat", true)
				.put("function_calling", model.tools())
				.put("reasoning", model.thinking());
		}
		return withRequestId(WireAnswer.whole(200, JSON, WireJson.bytes(body)));
	}

	@Override
	public WireAnswer notFound(ReceivedRequest request) {
		return error(SimulatedError.of(404, "no Route matched with those values"));
	}

	private static WireAnswer withRequestId(WireAnswer answer) {
		return answer.withHeader("mistral-correlation-id", UUID.randomUUID().toString());
	}

}
