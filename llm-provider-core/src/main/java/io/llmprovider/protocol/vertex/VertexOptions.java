package io.llmprovider.protocol.vertex;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import io.llmprovider.json.Names;
import io.llmprovider.protocol.ChatCall;
import io.llmprovider.protocol.OptionSpec;
import io.llmprovider.protocol.OptionSpec.Option;
import io.llmprovider.protocol.OptionSpec.Type;
import org.jspecify.annotations.Nullable;

/**
 * The options that only Vertex AI has.
 */
final class VertexOptions {

	static final String PROJECT = "project";

	static final String LOCATION = "location";

	static final String GLOBAL = "global";

	private static final String QUOTA_PROJECT = "quotaProject";

	private static final String REQUEST_TYPE = "requestType";

	private static final String SHARED_REQUEST_TYPE = "sharedRequestType";

	/** The headers that options stand for. */
	private static final Map<String, String> HEADERS = Map.of(QUOTA_PROJECT, "x-goog-user-project", REQUEST_TYPE,
			"X-Vertex-AI-LLM-Request-Type", SHARED_REQUEST_TYPE, "X-Vertex-AI-LLM-Shared-Request-Type");

	static final OptionSpec SPEC = OptionSpec.of(
			new Option(PROJECT, Type.TEXT,
					"The Google Cloud project, by id or number; left open, the one of the service account, or none"
							+ " with a key of Express mode.",
					List.of(), List.of("GOOGLE_CLOUD_PROJECT", "GCLOUD_PROJECT", "GOOGLE_VERTEX_PROJECT")),
			new Option(LOCATION, Type.TEXT,
					"Where the model runs: a region such as europe-west4, eu, us or global, which is what counts if"
							+ " nobody says otherwise.",
					List.of(), List.of("GOOGLE_CLOUD_LOCATION", "GOOGLE_VERTEX_LOCATION")),
			new Option(QUOTA_PROJECT, Type.TEXT, "The project that pays, if it is another one."),
			new Option(REQUEST_TYPE, Type.TEXT, "Which capacity answers: that which was bought, or that of all.",
					List.of("dedicated", "shared")),
			new Option(SHARED_REQUEST_TYPE, Type.TEXT, "Which tier of the capacity of all answers.",
					List.of("priority", "flex")));

	private VertexOptions() {
	}

	static @Nullable String text(ChatCall call, String name) {
		Object value = call.options().providerOptions().get(name);
		return (value != null && !value.toString().isBlank()) ? value.toString().strip() : null;
	}

	/** The headers that a call's options ask for. */
	static Map<String, String> headers(ChatCall call) {
		Map<String, String> headers = new LinkedHashMap<>();
		for (String option : List.of(QUOTA_PROJECT, REQUEST_TYPE, SHARED_REQUEST_TYPE)) {
			String value = text(call, option);
			if (value != null) {
				headers.put(HEADERS.getOrDefault(option, option), value);
			}
		}
		return headers;
	}

	/**
	 * Those of a call's options that a codec has.
	 * @param options all of the call's own options
	 * @param spec what the codec has
	 * @return those, under the names of the codec or alike
	 */
	static Map<String, @Nullable Object> of(Map<String, @Nullable Object> options, OptionSpec spec) {
		Set<String> known = spec.options().keySet().stream().map(Names::plain).collect(Collectors.toSet());
		Map<String, @Nullable Object> own = new LinkedHashMap<>(options);
		own.keySet().removeIf((name) -> !known.contains(Names.plain(name)));
		return own;
	}

}
