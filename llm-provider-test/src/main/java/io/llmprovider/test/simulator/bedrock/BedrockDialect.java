package io.llmprovider.test.simulator.bedrock;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

import io.llmprovider.test.simulator.Dialect;
import io.llmprovider.test.simulator.ProviderRule;
import io.llmprovider.test.simulator.ReceivedRequest;
import io.llmprovider.test.simulator.Refusal;
import io.llmprovider.test.simulator.Setup;
import io.llmprovider.test.simulator.SimulatedError;
import io.llmprovider.test.simulator.SimulatedRequest;
import io.llmprovider.test.simulator.Step;
import io.llmprovider.test.simulator.WireAnswer;
import io.llmprovider.test.simulator.dialect.InputTokens;
import io.llmprovider.test.simulator.dialect.JsonBody;
import io.llmprovider.test.simulator.dialect.Transcript;
import io.llmprovider.test.simulator.wire.WireJson;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Amazon Bedrock's Converse and ConverseStream. Streams are written with AWS's codec,
 * {@code software.amazon.eventstream:eventstream}, which must be on the class path for
 * them. A signature is looked at, but since the simulator has no secret key, it is not
 * verified.
 *
 * @see <a href=
 * "https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_ConverseStream.html">AWS's
 * reference</a>
 */
public final class BedrockDialect implements Dialect {

	static final String PROTOCOL = "bedrock-converse-stream";

	private static final String JSON = "application/json";

	private static final String MODEL = "/model/";

	private static final String WHOLE = "/converse";

	private static final String STREAM = "/converse-stream";

	private static final String BEARER = "Bearer ";

	private static final String SIGNATURE = "AWS4-HMAC-SHA256 Credential=";

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
		return List.of(BedrockRule.values());
	}

	@Override
	public boolean isFor(ReceivedRequest request) {
		return request.path().startsWith(MODEL);
	}

	@Override
	public boolean isChat(ReceivedRequest request) {
		String path = request.path();
		boolean converse = path.endsWith(WHOLE) || path.endsWith(STREAM);
		return path.startsWith(MODEL) && converse && path.indexOf('/', MODEL.length()) == path.lastIndexOf('/');
	}

	@Override
	public SimulatedRequest accept(ReceivedRequest request, Setup setup) {
		if (!request.method().equals("POST")) {
			throw new Refusal(BedrockRule.POST,
					SimulatedError.of(403, "Unable to determine service/operation name to be authorized")
						.withType("AccessDeniedException"));
		}
		checkAuthorization(request, setup);
		String path = request.path();
		String model = URLDecoder.decode(path.substring(MODEL.length(), path.lastIndexOf('/')).replace("+", "%2B"),
				StandardCharsets.UTF_8);
		checkModel(model, setup);
		JsonNode body = JsonBody.of(request, (problem) -> malformed());
		new BedrockRequestRules(body, model, setup).check();
		return InputTokens.withinWindow(new BedrockRequestReader(request, body).read(model, path.endsWith(STREAM)),
				setup, (tokens, window) -> BedrockRefusals.refusal(BedrockRule.CONTEXT_WINDOW,
						"Input is too long for requested model."));
	}

	private static void checkAuthorization(ReceivedRequest request, Setup setup) {
		String sent = request.header("authorization");
		if (setup.apiKeys().isEmpty()) {
			return;
		}
		boolean key = sent != null && sent.startsWith(BEARER)
				&& setup.apiKeys().contains(sent.substring(BEARER.length()));
		boolean signed = sent != null && sent.startsWith(SIGNATURE) && sent.contains("/bedrock/aws4_request")
				&& sent.contains("Signature=") && request.header("x-amz-date") != null;
		if (!key && !signed) {
			throw new Refusal(BedrockRule.AUTHENTICATION,
					SimulatedError.of(403, "The security token included in the request is invalid.")
						.withType("UnrecognizedClientException"));
		}
	}

	private static void checkModel(String model, Setup setup) {
		if (model.isBlank() || setup.model(model) == null && !setup.anyModel()) {
			throw new Refusal(BedrockRule.MODEL, SimulatedError.of(400, "The provided model identifier is invalid.")
				.withType("ValidationException"));
		}
		if (BedrockModelId.of(model).needsProfile()) {
			throw BedrockRefusals.refusal(BedrockRule.PROFILE, "Invocation of model ID " + model
					+ " with on-demand throughput isn’t supported. Retry your request with the ID or ARN of an inference"
					+ " profile that contains this model.");
		}
	}

	private static Refusal malformed() {
		return new Refusal(BedrockRule.JSON_BODY,
				SimulatedError.of(400, "The request body is not a JSON object").withType("SerializationException"));
	}

	@Override
	public WireAnswer answer(SimulatedRequest request, List<Step> steps, Setup setup, Duration pace) {
		Transcript transcript = Transcript.of(steps);
		BedrockThoughts thoughts = new BedrockThoughts(setup.issued(), request.model());
		BedrockCounts counts = new BedrockCounts(request, transcript, setup.cache());
		BedrockEvents events = new BedrockEvents(thoughts, counts, transcript, pace);
		if (request.stream()) {
			return withId(WireAnswer.stream("application/vnd.amazon.eventstream",
					BedrockStream.frames(events, steps, transcript), transcript.ending()));
		}
		if (transcript.failure() != null) {
			return error(transcript.failure());
		}
		BedrockWhole whole = new BedrockWhole();
		steps.forEach((step) -> step.accept(events).forEach(whole::add));
		events.end().forEach(whole::add);
		try {
			return withId(transcript.whole(JSON, whole.answer()));
		}
		catch (Refusal ex) {
			return error(ex.error());
		}
	}

	@Override
	public WireAnswer error(SimulatedError error) {
		byte[] body = WireJson.bytes(WireJson.object().put("message", error.message()));
		return withId(WireAnswer.whole(error.status(), JSON, body)).withHeader("x-amzn-errortype",
				type(error) + ":http://internal.amazon.com/coral/com.amazon.bedrock/");
	}

	/** The name of an exception, with a capital letter. */
	static String type(SimulatedError error) {
		if (error.type() != null) {
			return error.type();
		}
		return switch (error.status()) {
			case 400 -> "ValidationException";
			case 401, 403 -> "AccessDeniedException";
			case 404 -> "ResourceNotFoundException";
			case 408 -> "ModelTimeoutException";
			case 424 -> "ModelStreamErrorException";
			case 429 -> "ThrottlingException";
			case 503 -> "ServiceUnavailableException";
			default -> (error.status() < 500) ? "ValidationException" : "InternalServerException";
		};
	}

	@Override
	public SimulatedError expiredToken() {
		return SimulatedError.of(403, "The security token included in the request is expired")
			.withType("ExpiredTokenException");
	}

	@Override
	public @Nullable WireAnswer query(ReceivedRequest request, Setup setup) {
		return null;
	}

	@Override
	public WireAnswer notFound(ReceivedRequest request) {
		return error(SimulatedError.of(404, "The requested operation is not recognized by the service.")
			.withType("UnknownOperationException"));
	}

	private static WireAnswer withId(WireAnswer answer) {
		return answer.withHeader("x-amzn-requestid", UUID.randomUUID().toString());
	}

}
