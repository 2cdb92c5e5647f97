package io.llmprovider.test.simulator.anthropic;

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
import io.llmprovider.test.simulator.wire.WireJson;
import io.llmprovider.test.simulator.wire.Words;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Anthropic's Messages API. It signs thoughts and knows its signatures again, keeps
 * marked beginnings of prompts (however short), and thinks aloud or silently as the
 * request and the model's generation have it. A model that is no Claude is one of a
 * compatible server and takes every way to think.
 *
 * @see <a href="https://platform.claude.com/docs/en/api/messages/create">Create a
 * message</a>
 */
public final class AnthropicDialect implements Dialect {

	static final String PROTOCOL = "anthropic-messages";

	private static final String JSON = "application/json";

	private static final String MESSAGES = "/v1/messages";

	private static final String COUNT = MESSAGES + "/count_tokens";

	private static final String MODELS = "/v1/models";

	private static final String VERSION = "2023-06-01";

	private static final String BEARER = "Bearer ";

	@Override
	public String protocol() {
		return PROTOCOL;
	}

	@Override
	public String basePath() {
		return "";
	}

	@Override
	public List<ProviderRule> rules() {
		return List.of(AnthropicRule.values());
	}

	@Override
	public boolean isFor(ReceivedRequest request) {
		return request.path().startsWith(MESSAGES) || request.header("anthropic-version") != null;
	}

	@Override
	public boolean isChat(ReceivedRequest request) {
		return request.path().equals(MESSAGES);
	}

	@Override
	public SimulatedRequest accept(ReceivedRequest request, Setup setup) {
		if (!request.method().equals("POST")) {
			throw new Refusal(AnthropicRule.POST, SimulatedError.of(405, "Method Not Allowed"));
		}
		JsonNode body = checked(request, setup);
		return InputTokens.withinWindow(new AnthropicRequestReader(request, body).read(), setup,
				(tokens, window) -> AnthropicRefusals.refusal(AnthropicRule.CONTEXT_WINDOW,
						"prompt is too long: " + tokens + " tokens > " + window + " maximum"));
	}

	private static JsonNode checked(ReceivedRequest request, Setup setup) {
		checkHeaders(request, setup);
		AnthropicBetas betas = new AnthropicBetas(request);
		betas.checkNames();
		JsonNode body = parse(request);
		new AnthropicRequestRules(body, betas, setup).check();
		return body;
	}

	private static JsonNode parse(ReceivedRequest request) {
		return JsonBody.of(request, (problem) -> AnthropicRefusals.refusal(AnthropicRule.JSON_BODY,
				"The request body is not valid JSON" + (problem.isEmpty() ? "" : ": " + problem)));
	}

	private static void checkHeaders(ReceivedRequest request, Setup setup) {
		String key = request.header("x-api-key");
		String token = request.header("authorization");
		if (key != null && token != null) {
			throw unauthorized("Only one of x-api-key and Authorization may be sent");
		}
		if (!setup.apiKeys().isEmpty()) {
			String sent = (token != null && token.startsWith(BEARER)) ? token.substring(BEARER.length()) : key;
			if (sent == null) {
				throw unauthorized("x-api-key header is required");
			}
			if (!setup.apiKeys().contains(sent)) {
				throw unauthorized((key != null) ? "invalid x-api-key" : "Invalid bearer token");
			}
		}
		String version = request.header("anthropic-version");
		if (!VERSION.equals(version)) {
			throw AnthropicRefusals.refusal(AnthropicRule.VERSION, (version == null)
					? "anthropic-version: header is required" : "anthropic-version: \"" + version + "\" is not valid");
		}
	}

	private static Refusal unauthorized(String message) {
		return new Refusal(AnthropicRule.KEY, SimulatedError.of(401, message));
	}

	@Override
	public WireAnswer answer(SimulatedRequest request, List<Step> steps, Setup setup, Duration pace) {
		Transcript transcript = Transcript.of(steps);
		WireAnswer answer;
		if (request.stream()) {
			answer = WireAnswer.stream("text/event-stream; charset=utf-8",
					Flux.defer(() -> new AnthropicStream(new AnthropicAnswer(request, transcript, setup), pace)
						.frames(steps, transcript)),
					transcript.ending());
		}
		else if (transcript.failure() != null) {
			return error(transcript.failure());
		}
		else if (!AnthropicAnswer.unreadable(steps).isEmpty()) {
			return error(SimulatedError.of(500, "The model wrote arguments that are no JSON object"));
		}
		else {
			ObjectNode body = new AnthropicAnswer(request, transcript, setup).message(steps);
			answer = transcript.whole(JSON, body);
		}
		return withHeaders(answer);
	}

	@Override
	public WireAnswer error(SimulatedError error) {
		return withHeaders(WireAnswer.whole(error.status(), JSON, WireJson.bytes(body(error))));
	}

	static ObjectNode body(SimulatedError error) {
		ObjectNode body = WireJson.object().put("type", "error");
		body.putObject("error")
			.put("type", (error.type() != null) ? error.type() : usualType(error.status()))
			.put("message", error.message());
		return body.put("request_id", requestId());
	}

	/**
	 * The types of the page on errors: https://platform.claude.com/docs/en/api/errors.
	 */
	private static String usualType(int status) {
		return switch (status) {
			case 401 -> "authentication_error";
			case 402 -> "billing_error";
			case 403 -> "permission_error";
			case 404 -> "not_found_error";
			case 409 -> "conflict_error";
			case 413 -> "request_too_large";
			case 429 -> "rate_limit_error";
			case 504 -> "timeout_error";
			case 529 -> "overloaded_error";
			default -> (status >= 500) ? "api_error" : "invalid_request_error";
		};
	}

	@Override
	public SimulatedError expiredToken() {
		return SimulatedError.of(401,
				"OAuth token has expired. Please obtain a new token or refresh your existing token.");
	}

	@Override
	public @Nullable WireAnswer query(ReceivedRequest request, Setup setup) {
		return switch (request.method() + " " + request.path()) {
			case "GET " + MODELS -> {
				checkHeaders(request, setup);
				yield models(setup);
			}
			case "POST " + COUNT -> count(request, setup);
			default -> null;
		};
	}

	private static WireAnswer models(Setup setup) {
		ObjectNode body = WireJson.object();
		ArrayNode data = body.putArray("data");
		List<SimulatedModel> models = setup.listedModels();
		for (SimulatedModel model : models) {
			data.addObject()
				.put("type", "model")
				.put("id", model.id())
				.put("display_name", model.id())
				.put("created_at", "2026-01-01T00:00:00Z")
				.put("max_input_tokens", model.contextWindow());
		}
		body.put("has_more", false)
			.put("first_id", models.get(0).id())
			.put("last_id", models.get(models.size() - 1).id());
		return withHeaders(WireAnswer.whole(200, JSON, WireJson.bytes(body)));
	}

	private static WireAnswer count(ReceivedRequest request, Setup setup) {
		checkHeaders(request, setup);
		long tokens = AnthropicCacheRules.blocks(parse(request))
			.stream()
			.mapToLong((block) -> Words.pieces(WireJson.text(block)).size())
			.sum();
		return withHeaders(WireAnswer.whole(200, JSON, WireJson.bytes(WireJson.object().put("input_tokens", tokens))));
	}

	@Override
	public WireAnswer notFound(ReceivedRequest request) {
		return error(SimulatedError.of(404, "Not Found"));
	}

	private static String requestId() {
		return "req_" + UUID.randomUUID().toString().replace("-", "");
	}

	private static WireAnswer withHeaders(WireAnswer answer) {
		return answer.withHeader("request-id", requestId())
			.withHeader("anthropic-organization-id", "00000000-0000-4000-8000-000000000000")
			.withHeader("anthropic-ratelimit-requests-limit", "4000")
			.withHeader("anthropic-ratelimit-requests-remaining", "3999")
			.withHeader("anthropic-ratelimit-requests-reset", "2026-01-01T00:00:00Z");
	}

}
