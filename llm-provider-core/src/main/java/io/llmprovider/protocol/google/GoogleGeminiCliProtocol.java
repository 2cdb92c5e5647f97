package io.llmprovider.protocol.google;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.llmprovider.protocol.ChatCall;
import io.llmprovider.protocol.HandoverRules;
import io.llmprovider.protocol.OptionSpec;
import io.llmprovider.protocol.OptionSpec.Option;
import io.llmprovider.protocol.OptionSpec.Type;
import io.llmprovider.protocol.WireRequest;
import org.jspecify.annotations.Nullable;

/**
 * Google's Code Assist, the endpoint behind Gemini CLI: {@code generateContent} in an
 * envelope. It is a private API that serves Google's own clients, and its terms may not
 * allow others: the user brings a token and a project of his own, and nothing here
 * pretends to be a client of Google's.
 *
 * @see <a href="https://github.com/google-gemini/gemini-cli">Gemini CLI</a>
 */
public final class GoogleGeminiCliProtocol extends GoogleCloudGemini {

	/** The id of this protocol. */
	public static final String ID = "google-gemini-cli";

	private static final String PROJECT = "project";

	private static final String VERSION = "/v1internal";

	private static final OptionSpec SPEC = GoogleOptions.CLOUD.and(OptionSpec.of(new Option(PROJECT, Type.TEXT,
			"The Google Cloud project that Code Assist gave the account, or that the account brings.", List.of(),
			List.of("GOOGLE_CLOUD_PROJECT", "GOOGLE_CLOUD_PROJECT_ID"))));

	/**
	 * Creates the protocol.
	 */
	public GoogleGeminiCliProtocol() {
	}

	@Override
	public String id() {
		return ID;
	}

	@Override
	public WireRequest encode(ChatCall call) {
		GoogleRequestMapper mapper = new GoogleRequestMapper(call, options());
		Map<String, @Nullable Object> inner = new LinkedHashMap<>(mapper.body());
		Map<String, @Nullable Object> envelope = new LinkedHashMap<>();
		envelope.put("model", GoogleModel.bare(call.model().id()));
		Object project = options().check(call).get(PROJECT);
		if (project != null) {
			envelope.put(PROJECT, project);
		}
		String session = call.options().sessionId();
		if (session != null) {
			envelope.put("user_prompt_id", session + "-" + turns(call));
			inner.put("session_id", session);
		}
		envelope.put("request", inner);
		return mapper.request(address(call), envelope);
	}

	/** One id for all exchanges of a turn, whatever tools return in it. */
	private static long turns(ChatCall call) {
		return call.request().messages().stream().filter(HandoverRules::beginsTurn).count();
	}

	@Override
	protected String address(ChatCall call) {
		String base = call.baseUrl().endsWith(VERSION) ? call.baseUrl() : call.baseUrl() + VERSION;
		return base + GoogleAddress.method(call.streaming());
	}

	@Override
	public @Nullable String keyHeader() {
		return null;
	}

	@Override
	public OptionSpec options() {
		return SPEC;
	}

}
