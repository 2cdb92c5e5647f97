package io.llmprovider.test.simulator.openai;

import java.nio.charset.CharacterCodingException;
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
import io.llmprovider.test.simulator.dialect.Transcript;
import io.llmprovider.test.simulator.wire.WireJson;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import tools.jackson.core.JacksonException;
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

	private static final String BEARER = "Bearer ";

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
		if (!request.method().equals("POST")) {
			throw new Refusal(OpenAiRule.POST, new SimulatedError(405, "Only POST requests are accepted.",
					"invalid_request_error", "method_not_supported", null));
		}
		checkKey(request, setup);
		String type = request.header(WireAnswer.CONTENT_TYPE);
		if (type == null || !type.startsWith(JSON)) {
			throw OpenAiRefusals
				.refusal(OpenAiRule.CONTENT_TYPE, "Invalid Content-Type header (" + ((type != null) ? type : "")
						+ "), expected application/json. (HINT: If you're using curl, you can pass -H 'Content-Type: "
						+ "application/json')", null, null);
		}
		JsonNode body = parse(request);
		new OpenAiRequestRules(body, setup).check();
		return new OpenAiRequestReader(request, body).read();
	}

	private static JsonNode parse(ReceivedRequest request) {
		try {
			JsonNode body = WireJson.read(WireJson.utf8(request.body()));
			if (!body.isObject() || !WireJson.isText(body)) {
				throw OpenAiRefusals.notJson();
			}
			return body;
		}
		catch (CharacterCodingException | JacksonException ex) {
			throw OpenAiRefusals.notJson();
		}
	}

	private static void checkKey(ReceivedRequest request, Setup setup) {
		if (setup.apiKeys().isEmpty()) {
			return;
		}
		String header = request.header("authorization");
		String key = (header != null && header.startsWith(BEARER)) ? header.substring(BEARER.length()).strip() : "";
		if (key.isEmpty()) {
			throw new Refusal(OpenAiRule.KEY, new SimulatedError(401,
					"You didn't provide an API key. You need to provide your API key in an Authorization header using "
							+ "Bearer auth (i.e. Authorization: Bearer YOUR_KEY), or as the password field (with blank "
							+ "username) if you're accessing the API from your browser and are prompted for a username "
							+ "and password. You can obtain an API key from "
							+ "https://platform.openai.com/account/api-keys.",
					"invalid_request_error", null, null));
		}
		if (!setup.apiKeys().contains(key)) {
			throw new Refusal(OpenAiRule.KEY,
					new SimulatedError(401,
							"Incorrect API key provided: " + masked(key)
									+ ". You can find your API key at https://platform.openai.com/account/api-keys.",
							"invalid_request_error", "invalid_api_key", null));
		}
	}

	/** OpenAI repeats the ends of a wrong key, which is why errors must be redacted. */
	private static String masked(String key) {
		return (key.length() <= 12) ? "*".repeat(key.length())
				: key.substring(0, 8) + "*".repeat(key.length() - 12) + key.substring(key.length() - 4);
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
			answer = WireAnswer.whole(200, JSON, WireJson.bytes(body)).delayed(transcript.pauses());
			answer = (transcript.cutOff() != null) ? answer.broken(transcript.cutOff()) : answer;
		}
		return withRequestId(answer);
	}

	@Override
	public WireAnswer error(SimulatedError error) {
		return withRequestId(WireAnswer.whole(error.status(), JSON, WireJson.bytes(body(error))));
	}

	static ObjectNode body(SimulatedError error) {
		ObjectNode body = WireJson.object();
		body.putObject("error")
			.put("message", error.message())
			.put("type", (error.type() != null) ? error.type() : usualType(error.status()))
			.put("param", error.param())
			.put("code", error.code());
		return body;
	}

	private static String usualType(int status) {
		return switch (status) {
			case 429 -> "requests";
			case 401 -> "authentication_error";
			default -> (status >= 500) ? "server_error" : "invalid_request_error";
		};
	}

	@Override
	public @Nullable WireAnswer query(ReceivedRequest request, Setup setup) {
		if (!request.path().equals(MODELS) || !request.method().equals("GET")) {
			return null;
		}
		checkKey(request, setup);
		ObjectNode body = WireJson.object().put("object", "list");
		ArrayNode data = body.putArray("data");
		for (SimulatedModel model : setup.listedModels()) {
			data.addObject()
				.put("id", model.id())
				.put("object", "model")
				.put("created", 1_735_689_600L)
				.put("owned_by", "simulator");
		}
		return withRequestId(WireAnswer.whole(200, JSON, WireJson.bytes(body)));
	}

	@Override
	public WireAnswer notFound(ReceivedRequest request) {
		return error(new SimulatedError(404, "Invalid URL (" + request.method() + " " + request.path() + ")",
				"invalid_request_error", null, null));
	}

	private static WireAnswer withRequestId(WireAnswer answer) {
		return answer.withHeader("x-request-id", "req_" + UUID.randomUUID().toString().replace("-", ""));
	}

}
