package io.llmprovider.protocol.google;

import io.llmprovider.error.LlmException;
import io.llmprovider.protocol.ChatCall;
import io.llmprovider.protocol.ErrorResponse;
import io.llmprovider.protocol.FrameReader;
import io.llmprovider.protocol.FramedAnswer;
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
 * A signature goes back on the part that brought it, to the same provider and model.
 * Thoughts of the model's own that have none are left out, as Google does not want them
 * back; a server that wants them as text says so with the compat flag
 * {@code requires-thinking-as-text}. Calls that have no signature go to models that ask
 * for one with Google's own word for that.
 * <p>
 * A subclass serves the same API under another address.
 *
 * @see <a href="https://ai.google.dev/api/generate-content">Google's reference</a>
 */
public class GoogleGenerativeAiProtocol implements WireProtocol {

	/** The id of this protocol. */
	public static final String ID = "google-generative-ai";

	private static final int MAX_ID_LENGTH = 64;

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
		GoogleRequestMapper mapper = new GoogleRequestMapper(call, options());
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
		FramedAnswer answer = new FramedAnswer(new JsonArrayFrameReader(call.limits().maxEventBytes()),
				new GoogleStreamDecoder(call, sink, true));
		answer.read(body, 0, body.length);
		answer.end();
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
	public HandoverRules handover(ChatCall call) {
		boolean ids = GoogleModel.of(call.model().id()).requiresCallIds();
		boolean asText = Boolean.TRUE.equals(call.compat().requiresThinkingAsText());
		return HandoverRules.builder()
			.toolIds(ids ? ToolIdForm.upTo(MAX_ID_LENGTH).eachOnce() : ToolIdForm.ANY)
			.reasoning(asText ? ReasoningReplay.NONE : ReasoningReplay.ALL)
			.media((media, kind, place) -> null)
			.mediaInResults(GoogleResponses.takesMedia(call))
			.emptyResult(null)
			.userFirst(true)
			.build();
	}

	@Override
	public OptionSpec options() {
		return GoogleOptions.GEMINI;
	}

}
