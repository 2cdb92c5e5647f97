package io.llmprovider.protocol.openai.responses;

import java.util.Optional;

import io.llmprovider.error.LlmException;
import io.llmprovider.model.Capabilities;
import io.llmprovider.protocol.ChatCall;
import io.llmprovider.protocol.ErrorResponse;
import io.llmprovider.protocol.FrameReader;
import io.llmprovider.protocol.HandoverRules;
import io.llmprovider.protocol.OptionSpec;
import io.llmprovider.protocol.ProviderErrors;
import io.llmprovider.protocol.SseFrameReader;
import io.llmprovider.protocol.StreamDecoder;
import io.llmprovider.protocol.StreamSink;
import io.llmprovider.protocol.WireProtocol;
import io.llmprovider.protocol.WireRequest;
import org.jspecify.annotations.Nullable;

/**
 * OpenAI's Responses, which xAI, Azure, OpenRouter, LM Studio and others speak too. The
 * codec knows nothing of where it is spoken: a server with another path or other
 * credentials is a subclass that overrides {@link #address}.
 *
 * @see <a href="https://platform.openai.com/docs/api-reference/responses">OpenAI's
 * reference</a>
 */
public class OpenAiResponsesProtocol implements WireProtocol {

	/** The id of this protocol. */
	public static final String ID = "openai-responses";

	/**
	 * Creates the protocol.
	 */
	public OpenAiResponsesProtocol() {
	}

	@Override
	public String id() {
		return ID;
	}

	@Override
	public WireRequest encode(ChatCall call) {
		return new OpenAiResponsesRequestMapper(call, dialect(call), options()).request(address(call));
	}

	@Override
	public Optional<WireRequest> fallback(ChatCall call, LlmException failure) {
		return ResponsesFallback.of(call, failure).map((other) -> other.warn(encode(other.call())));
	}

	/**
	 * Where the request goes.
	 * @param call the call
	 * @return the absolute address; {@code /responses} below the base URL
	 */
	protected String address(ChatCall call) {
		return call.endpoint("/responses");
	}

	/**
	 * Whether models of OpenAI's answer, under OpenAI's own rules: which options they
	 * refuse, and which limits hold.
	 * @param call the call
	 * @return whether they do; known by the host
	 */
	protected boolean isOpenAi(ChatCall call) {
		return ResponsesDialect.isOpenAi(call.baseUrl());
	}

	/**
	 * Whether the system prompt must stand beside the conversation, as
	 * {@code instructions}.
	 * @param call the call
	 * @return whether it must; else it does only where the server keeps the conversation
	 */
	protected boolean keepsSystemApart(ChatCall call) {
		return false;
	}

	/**
	 * What is known of a model where neither the user nor a catalogue says it.
	 * @param call the call
	 * @return what the server's models can usually do; nothing is known in general
	 */
	protected Capabilities usualCapabilities(ChatCall call) {
		return Capabilities.UNKNOWN;
	}

	/**
	 * To whom encrypted reasoning is bound beside the provider and the model. It is kept
	 * with the reasoning, which then goes back on the same account only.
	 * @param call the call
	 * @return what tells accounts apart and is no secret; null where the provider is
	 * enough
	 */
	protected @Nullable String account(ChatCall call) {
		return null;
	}

	private ResponsesDialect dialect(ChatCall call) {
		return ResponsesDialect.of(call, this);
	}

	@Override
	public FrameReader framing(ChatCall call) {
		return new SseFrameReader(call.limits().maxEventBytes());
	}

	@Override
	public StreamDecoder decoder(ChatCall call, StreamSink sink) {
		return new OpenAiResponsesStreamDecoder(call, new ResponsesAnswer(call, id(), account(call), sink), sink);
	}

	@Override
	public void decode(ChatCall call, byte[] body, StreamSink sink) {
		new OpenAiResponsesResponseDecoder(call, new ResponsesAnswer(call, id(), account(call), sink), sink)
			.decode(body);
	}

	@Override
	public LlmException error(ChatCall call, ErrorResponse response) {
		return ProviderErrors.of(call, response);
	}

	@Override
	public HandoverRules handover(ChatCall call) {
		return dialect(call).handover();
	}

	@Override
	public OptionSpec options() {
		return ResponsesOptions.SPEC;
	}

}
