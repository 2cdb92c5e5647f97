package io.llmprovider.protocol.google;

import io.llmprovider.error.LlmException;
import io.llmprovider.protocol.ChatCall;
import io.llmprovider.protocol.ErrorResponse;
import io.llmprovider.protocol.FrameReader;
import io.llmprovider.protocol.HandoverRules;
import io.llmprovider.protocol.JsonArrayFrameReader;
import io.llmprovider.protocol.OptionSpec;
import io.llmprovider.protocol.ProviderErrors;
import io.llmprovider.protocol.ReasoningReplay;
import io.llmprovider.protocol.SseOrJsonFrameReader;
import io.llmprovider.protocol.StreamDecoder;
import io.llmprovider.protocol.StreamSink;
import io.llmprovider.protocol.ToolIdForm;
import io.llmprovider.protocol.WireProtocol;
import io.llmprovider.protocol.WireRequest;
import org.jspecify.annotations.Nullable;

/**
 * Google's Gemini API, {@code generateContent}. What a model takes is known from its
 * generation, as its id tells it; what it does not take is left out with a warning on the
 * response.
 * <p>
 * A signature goes back on the part that brought it, to the same provider and model. All
 * other reasoning is left out, as Google does not want it back; a server that wants it as
 * text says so with the compat flag {@code requires-thinking-as-text}. Calls that have no
 * signature go to models that ask for one with Google's own word for that.
 * <p>
 * A subclass serves the same API under another address.
 *
 * @see <a href="https://ai.google.dev/api/generate-content">Google's reference</a>
 */
public class GoogleGenerativeAiProtocol implements WireProtocol {

	/** The id of this protocol. */
	public static final String ID = "google-generative-ai";

	/**
	 * Creates the protocol.
	 */
	public GoogleGenerativeAiProtocol() {
	}

	@Override
	public String id() {
		return ID;
	}

	@Override
	public WireRequest encode(ChatCall call) {
		GoogleRequestMapper mapper = new GoogleRequestMapper(call, id(), options());
		return mapper.request(address(call), mapper.body());
	}

	/**
	 * Where the request goes.
	 * @param call the call
	 * @return the absolute address: the model's method below the base URL, which may or
	 * may not end in the API's version
	 */
	protected String address(ChatCall call) {
		return GoogleAddress.of(call.baseUrl(), call.model().id(), call.streaming());
	}

	/**
	 * Thoughts without a signature stay thoughts, which are then not sent: as text, a
	 * model would go on to think aloud.
	 */
	@Override
	public HandoverRules handover(ChatCall call) {
		boolean asText = Boolean.TRUE.equals(call.compat().requiresThinkingAsText());
		return HandoverRules.builder()
			.toolIds(ToolIdForm.ANY)
			.reasoning(asText ? ReasoningReplay.NONE : ReasoningReplay.ALL)
			.replayAcrossModels(true)
			.media((media, kind, place) -> null)
			.mediaInResults(true)
			.argumentObjects(true)
			.userFirst(true)
			.build();
	}

	@Override
	public FrameReader framing(ChatCall call) {
		return new SseOrJsonFrameReader(call.limits().maxEventBytes());
	}

	@Override
	public boolean isFramed(@Nullable String contentType) {
		return true;
	}

	@Override
	public StreamDecoder decoder(ChatCall call, StreamSink sink) {
		return new GoogleStreamDecoder(call, sink, false);
	}

	@Override
	public void decode(ChatCall call, byte[] body, StreamSink sink) {
		StreamDecoder decoder = new GoogleStreamDecoder(call, sink, true);
		JsonArrayFrameReader frames = new JsonArrayFrameReader(call.limits().maxEventBytes());
		frames.read(body, 0, body.length, decoder::frame);
		frames.end(decoder::frame);
		decoder.end();
	}

	@Override
	public LlmException error(ChatCall call, ErrorResponse response) {
		return GoogleLinks.shown(ProviderErrors.of(call, response), response.body());
	}

	@Override
	public @Nullable String keyHeader() {
		return "x-goog-api-key";
	}

	@Override
	public OptionSpec options() {
		return GoogleOptions.GEMINI;
	}

}
