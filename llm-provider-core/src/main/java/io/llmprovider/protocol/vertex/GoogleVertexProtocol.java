package io.llmprovider.protocol.vertex;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import io.llmprovider.chat.Warning;
import io.llmprovider.error.LlmException;
import io.llmprovider.protocol.ChatCall;
import io.llmprovider.protocol.Cloud;
import io.llmprovider.protocol.ErrorResponse;
import io.llmprovider.protocol.FrameReader;
import io.llmprovider.protocol.HandoverRules;
import io.llmprovider.protocol.OptionSpec;
import io.llmprovider.protocol.StreamDecoder;
import io.llmprovider.protocol.StreamSink;
import io.llmprovider.protocol.WireProtocol;
import io.llmprovider.protocol.WireRequest;
import org.jspecify.annotations.Nullable;

/**
 * Google Cloud's Vertex AI: Gemini by {@code generateContent}, Claude by Anthropic's
 * Messages, each under the address of project and location. Which of the two a model
 * speaks, its id tells. Models of other publishers are reached by
 * {@code openai-completions}.
 *
 * @see <a href=
 * "https://docs.cloud.google.com/vertex-ai/generative-ai/docs/model-reference/inference">Google's
 * reference</a>
 */
public final class GoogleVertexProtocol implements WireProtocol {

	/** The id of this protocol. */
	public static final String ID = "google-vertex";

	private final WireProtocol gemini = new VertexGemini();

	private final WireProtocol claude = new VertexClaude();

	private final OptionSpec options = this.claude.options().and(this.gemini.options());

	/**
	 * Creates the protocol.
	 */
	public GoogleVertexProtocol() {
	}

	@Override
	public String id() {
		return ID;
	}

	@Override
	public WireRequest encode(ChatCall call) {
		WireProtocol codec = codec(call);
		Map<String, @Nullable Object> all = this.options.check(call);
		Map<String, @Nullable Object> own = VertexOptions.of(all, codec.options());
		ChatCall fit = call.withOptions(call.options().toBuilder().providerOptions(own).build());
		WireRequest request = codec.encode(fit);
		if (own.size() < all.size()) {
			all.keySet().removeAll(own.keySet());
			request = warned(request, Warning.leftOut(String.valueOf(all.keySet()), "the model has no such options"));
		}
		for (Map.Entry<String, String> header : VertexOptions.headers(fit).entrySet()) {
			request = request.header(header.getKey(), header.getValue());
		}
		return request;
	}

	@Override
	public FrameReader framing(ChatCall call) {
		return codec(call).framing(call);
	}

	@Override
	public boolean isFramed(@Nullable String contentType) {
		return true;
	}

	@Override
	public StreamDecoder decoder(ChatCall call, StreamSink sink) {
		return codec(call).decoder(call, sink);
	}

	@Override
	public void decode(ChatCall call, byte[] body, StreamSink sink) {
		codec(call).decode(call, body, sink);
	}

	@Override
	public LlmException error(ChatCall call, ErrorResponse response) {
		return this.gemini.error(call, response);
	}

	@Override
	public HandoverRules handover(ChatCall call) {
		return codec(call).handover(call);
	}

	@Override
	public OptionSpec options() {
		return this.options;
	}

	@Override
	public String keyHeader() {
		return "x-goog-api-key";
	}

	@Override
	public Cloud cloud() {
		return Cloud.GOOGLE;
	}

	private static WireRequest warned(WireRequest request, Warning warning) {
		List<Warning> warnings = new ArrayList<>(request.warnings());
		warnings.add(warning);
		return new WireRequest(request.method(), request.uri(), request.headers(), request.body(), request.streaming(),
				warnings);
	}

	private WireProtocol codec(ChatCall call) {
		return call.model().id().toLowerCase(Locale.ROOT).contains("claude") ? this.claude : this.gemini;
	}

}
