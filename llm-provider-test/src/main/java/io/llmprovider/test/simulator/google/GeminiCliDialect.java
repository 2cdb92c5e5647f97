package io.llmprovider.test.simulator.google;

import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.llmprovider.test.simulator.ReceivedRequest;
import io.llmprovider.test.simulator.dialect.Fields;
import io.llmprovider.test.simulator.wire.WireJson;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Google's Code Assist: the Gemini API in an envelope.
 *
 * @see <a href="https://github.com/google-gemini/gemini-cli">Gemini CLI</a>
 */
public final class GeminiCliDialect extends GoogleDialect {

	private static final Pattern METHOD = Pattern.compile("/v1internal():(streamGenerateContent|generateContent)");

	/**
	 * Creates the dialect.
	 */
	public GeminiCliDialect() {
	}

	@Override
	public String protocol() {
		return "google-gemini-cli";
	}

	@Override
	public String basePath() {
		return "/v1internal";
	}

	@Override
	public boolean isFor(ReceivedRequest request) {
		return isChat(request);
	}

	@Override
	Pattern method() {
		return METHOD;
	}

	@Override
	Set<String> extraMembers() {
		return Set.of("labels", "session_id");
	}

	@Override
	String model(Matcher path, JsonNode body) {
		Fields envelope = GoogleRefusals.fields(body, "");
		envelope.onlyKnows(Set.of("model", "project", "user_prompt_id", "request", "enabled_credit_types"), Set.of());
		return envelope.requiredText("model");
	}

	@Override
	JsonNode unwrapped(JsonNode body) {
		return GoogleRefusals.fields(body, "").required("request");
	}

	@Override
	ObjectNode wrapped(ObjectNode answer) {
		if (answer.has("error")) {
			return answer;
		}
		ObjectNode envelope = WireJson.object();
		envelope.set("response", answer);
		return envelope.put("traceId", "trace-1");
	}

	@Override
	@Nullable String key(ReceivedRequest request) {
		return VertexDialect.bearerOr(null, request);
	}

}
