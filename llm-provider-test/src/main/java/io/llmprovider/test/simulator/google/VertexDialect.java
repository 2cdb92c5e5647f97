package io.llmprovider.test.simulator.google;

import java.util.Set;
import java.util.regex.Pattern;

import io.llmprovider.test.simulator.ReceivedRequest;
import org.jspecify.annotations.Nullable;

/**
 * Gemini on Vertex AI, with a project or in Express mode. A token counts as a key.
 *
 * @see <a href=
 * "https://docs.cloud.google.com/vertex-ai/generative-ai/docs/model-reference/inference">Google's
 * reference</a>
 */
public final class VertexDialect extends GoogleDialect {

	private static final Pattern METHOD = Pattern.compile("/v1(?:beta1)?(?:/projects/[^/]+/locations/[^/]+)?"
			+ "/publishers/google/models/([^/:]+):(streamGenerateContent|generateContent)");

	/**
	 * Creates the dialect.
	 */
	public VertexDialect() {
	}

	@Override
	public String protocol() {
		return "google-vertex";
	}

	@Override
	public String basePath() {
		return "/v1beta1";
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
		return Set.of("labels");
	}

	@Override
	@Nullable String key(ReceivedRequest request) {
		return bearerOr(super.key(request), request);
	}

	static @Nullable String bearerOr(@Nullable String key, ReceivedRequest request) {
		String token = request.header("authorization");
		return (token != null && token.startsWith("Bearer ")) ? token.substring("Bearer ".length()) : key;
	}

}
