package io.llmprovider.protocol.ollama;

import io.llmprovider.error.LlmException;
import io.llmprovider.protocol.ChatCall;
import io.llmprovider.protocol.ErrorResponse;
import io.llmprovider.protocol.FrameReader;
import io.llmprovider.protocol.HandoverRules;
import io.llmprovider.protocol.JsonLinesFrameReader;
import io.llmprovider.protocol.OptionSpec;
import io.llmprovider.protocol.ReasoningReplay;
import io.llmprovider.protocol.StreamDecoder;
import io.llmprovider.protocol.StreamSink;
import io.llmprovider.protocol.ToolIdForm;
import io.llmprovider.protocol.WireProtocol;
import io.llmprovider.protocol.WireRequest;

/**
 * Ollama's own chat API, as a local server and Ollama's cloud speak it. Provider
 * document: <a href="https://docs.ollama.com/api/chat">docs.ollama.com/api/chat</a>.
 * <p>
 * What Ollama has no means for is left out with a warning on the response: a required or
 * named tool, a bound on parallel calls, and a response format while tools are offered,
 * since the format would make every tool call impossible.
 */
public class OllamaChatProtocol implements WireProtocol {

	/** The value of the {@code api} property that selects this protocol. */
	public static final String ID = "ollama-chat";

	@Override
	public String id() {
		return ID;
	}

	@Override
	public WireRequest encode(ChatCall call) {
		return new OllamaRequestMapper(call).map();
	}

	@Override
	public FrameReader framing(ChatCall call) {
		return new JsonLinesFrameReader(call.limits().maxEventBytes());
	}

	@Override
	public StreamDecoder decoder(ChatCall call, StreamSink sink) {
		return new OllamaStreamDecoder(call, sink);
	}

	@Override
	public void decode(ChatCall call, byte[] body, StreamSink sink) {
		OllamaStreamDecoder decoder = new OllamaStreamDecoder(call, sink);
		decoder.read(body, 0, body.length);
		decoder.end();
	}

	@Override
	public LlmException error(ChatCall call, ErrorResponse response) {
		return OllamaErrors.of(call, response);
	}

	@Override
	public HandoverRules handover(ChatCall call) {
		return HandoverRules.builder()
			.toolIds(ToolIdForm.ANY)
			.reasoning(ReasoningReplay.ALL)
			.media(OllamaContent::refusal)
			.mediaInResults(Boolean.TRUE.equals(call.compat().supportsImagesInToolResults()))
			.blankText(true)
			.emptyResult(null)
			.build();
	}

	/** {@inheritDoc} Host and port are enough, as {@code OLLAMA_HOST} has them. */
	@Override
	public String absolute(String baseUrl) {
		return OllamaAddress.absolute(baseUrl);
	}

	@Override
	public OptionSpec options() {
		return OllamaOptions.SPEC;
	}

}
