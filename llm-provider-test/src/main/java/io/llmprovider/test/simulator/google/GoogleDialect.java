package io.llmprovider.test.simulator.google;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

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
import io.llmprovider.test.simulator.dialect.Transcript;
import io.llmprovider.test.simulator.wire.WireJson;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Google's Gemini API, {@code generateContent}. It signs calls, and from generation 3 on
 * the end of what it says, and knows its signatures again on the parts that they were
 * made for. A model that is no Gemini counts as one of generation 3.
 *
 * @see <a href="https://ai.google.dev/api/generate-content">Google's reference</a>
 */
public class GoogleDialect implements Dialect {

	static final String PROTOCOL = "google-generative-ai";

	private static final String JSON = "application/json; charset=UTF-8";

	private static final Pattern METHOD = Pattern
		.compile("/v1(?:beta|alpha)?/models/([^/:]+):(streamGenerateContent|generateContent)");

	private static final String MODELS = "/v1beta/models";

	/**
	 * Creates the dialect.
	 */
	public GoogleDialect() {
	}

	@Override
	public String protocol() {
		return PROTOCOL;
	}

	@Override
	public String basePath() {
		return "/v1beta";
	}

	@Override
	public List<ProviderRule> rules() {
		return List.of(GoogleRule.values());
	}

	@Override
	public boolean isFor(ReceivedRequest request) {
		return isChat(request) || request.path().startsWith(MODELS);
	}

	@Override
	public boolean isChat(ReceivedRequest request) {
		return method().matcher(request.path()).matches();
	}

	/** The path of the method; its first group is the model, its second the method. */
	Pattern method() {
		return METHOD;
	}

	/** Members that this endpoint has beside the Gemini API's. */
	Set<String> extraMembers() {
		return Set.of();
	}

	/** What this endpoint puts around an answer. */
	ObjectNode wrapped(ObjectNode answer) {
		return answer;
	}

	/** What this endpoint takes for the request itself. */
	JsonNode unwrapped(JsonNode body) {
		return body;
	}

	/** The model that a request names. */
	String model(Matcher path, JsonNode body) {
		return path.group(1);
	}

	/** The key that a request carries, or null. */
	@Nullable String key(ReceivedRequest request) {
		return request.header("x-goog-api-key");
	}

	@Override
	public SimulatedRequest accept(ReceivedRequest request, Setup setup) {
		checkKey(request, setup);
		Matcher path = method().matcher(request.path());
		if (!path.matches() || !request.method().equals("POST")) {
			throw new Refusal(GoogleRule.MODEL, SimulatedError.of(404, "Not found"));
		}
		JsonNode body = parse(request);
		String model = model(path, body);
		if (!setup.anyModel() && setup.model(model) == null) {
			throw new Refusal(GoogleRule.MODEL, SimulatedError.of(404, "models/" + model
					+ " is not found for API version v1beta, or is not supported for generateContent."));
		}
		JsonNode inner = unwrapped(body);
		new GoogleRequestRules(inner, model, setup, extraMembers()).check();
		boolean stream = request.path().endsWith("streamGenerateContent");
		return InputTokens.withinWindow(new GoogleRequestReader(inner).read(protocol(), request, model, stream), setup,
				(tokens, window) -> GoogleRefusals.refusal(GoogleRule.CONTEXT_WINDOW, "The input token count (" + tokens
						+ ") exceeds the maximum number of tokens allowed (" + window + ")."));
	}

	private static JsonNode parse(ReceivedRequest request) {
		try {
			JsonNode body = WireJson.read(request.bodyText());
			if (body.isObject()) {
				return body;
			}
		}
		catch (JacksonException ex) {
			throw GoogleRefusals.refusal(GoogleRule.JSON_BODY, "Invalid JSON payload received. " + ex.getMessage());
		}
		throw GoogleRefusals.refusal(GoogleRule.JSON_BODY, "Invalid JSON payload received. Expected an object.");
	}

	private void checkKey(ReceivedRequest request, Setup setup) {
		String key = key(request);
		if (setup.apiKeys().isEmpty() || key != null && setup.apiKeys().contains(key)) {
			return;
		}
		throw new Refusal(GoogleRule.KEY, (key == null)
				? SimulatedError.of(403,
						"Method doesn't allow unregistered callers (callers without"
								+ " established identity). Please use API Key or other form of API consumer identity.")
				: SimulatedError.of(400, "API key not valid. Please pass a valid API key."));
	}

	@Override
	public WireAnswer answer(SimulatedRequest request, List<Step> steps, Setup setup, Duration pace) {
		Transcript transcript = Transcript.of(steps);
		if (request.stream()) {
			if (!steps.isEmpty() && steps.get(0) instanceof Step.Failure first) {
				return error(first.error());
			}
			return WireAnswer.stream("text/event-stream",
					Flux.defer(() -> new GoogleAnswer(request, steps, setup, this::wrapped).frames(steps, pace)),
					transcript.ending());
		}
		if (transcript.failure() != null) {
			return error(transcript.failure());
		}
		ObjectNode body = new GoogleAnswer(request, steps, setup, this::wrapped).whole(steps);
		return transcript.whole(JSON, body);
	}

	@Override
	public WireAnswer error(SimulatedError error) {
		return WireAnswer.whole(error.status(), JSON, WireJson.bytes(body(error)));
	}

	static ObjectNode body(SimulatedError error) {
		ObjectNode body = WireJson.object();
		body.putObject("error")
			.put("code", error.status())
			.put("message", error.message())
			.put("status", (error.type() != null) ? error.type() : status(error.status()));
		return body;
	}

	/** The words of https://cloud.google.com/apis/design/errors. */
	private static String status(int status) {
		return switch (status) {
			case 401 -> "UNAUTHENTICATED";
			case 403 -> "PERMISSION_DENIED";
			case 404 -> "NOT_FOUND";
			case 402, 429 -> "RESOURCE_EXHAUSTED";
			case 499 -> "CANCELLED";
			case 503 -> "UNAVAILABLE";
			case 504 -> "DEADLINE_EXCEEDED";
			default -> (status >= 500) ? "INTERNAL" : "INVALID_ARGUMENT";
		};
	}

	@Override
	public SimulatedError expiredToken() {
		return SimulatedError.of(401, "Request had invalid authentication credentials. Expected OAuth 2 access token,"
				+ " login cookie or other valid authentication credential.");
	}

	@Override
	public @Nullable WireAnswer query(ReceivedRequest request, Setup setup) {
		if (!request.method().equals("GET") || !request.path().equals(MODELS)) {
			return null;
		}
		checkKey(request, setup);
		ObjectNode body = WireJson.object();
		for (SimulatedModel model : setup.listedModels()) {
			body.withArray("models")
				.addObject()
				.put("name", "models/" + model.id())
				.put("displayName", model.id())
				.put("inputTokenLimit", model.contextWindow())
				.put("thinking", model.thinking())
				.putArray("supportedGenerationMethods")
				.add("generateContent");
		}
		return WireAnswer.whole(200, JSON, WireJson.bytes(body));
	}

	@Override
	public WireAnswer notFound(ReceivedRequest request) {
		return error(SimulatedError.of(404, "Not found"));
	}

}
