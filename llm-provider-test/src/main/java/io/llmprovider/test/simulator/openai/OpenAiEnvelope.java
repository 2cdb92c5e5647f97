package io.llmprovider.test.simulator.openai;

import java.util.UUID;

import io.llmprovider.test.simulator.ReceivedRequest;
import io.llmprovider.test.simulator.Refusal;
import io.llmprovider.test.simulator.Setup;
import io.llmprovider.test.simulator.SimulatedError;
import io.llmprovider.test.simulator.WireAnswer;
import io.llmprovider.test.simulator.dialect.JsonBody;
import io.llmprovider.test.simulator.wire.WireJson;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What OpenAI's APIs have in common around their bodies: method, key, content type, JSON,
 * errors and the request's id.
 */
final class OpenAiEnvelope {

	static final String JSON = "application/json";

	private static final String BEARER = "Bearer ";

	private OpenAiEnvelope() {
	}

	/**
	 * Opens a request.
	 * @param request the request
	 * @param setup the keys there are
	 * @return the JSON object inside
	 */
	static JsonNode open(ReceivedRequest request, Setup setup) {
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
		return JsonBody.of(request, (problem) -> OpenAiRefusals.notJson());
	}

	static void checkKey(ReceivedRequest request, Setup setup) {
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

	static WireAnswer error(SimulatedError error) {
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

	static WireAnswer notFound(ReceivedRequest request) {
		return error(new SimulatedError(404, "Invalid URL (" + request.method() + " " + request.path() + ")",
				"invalid_request_error", null, null));
	}

	static WireAnswer withRequestId(WireAnswer answer) {
		return answer.withHeader("x-request-id", "req_" + UUID.randomUUID().toString().replace("-", ""));
	}

}
