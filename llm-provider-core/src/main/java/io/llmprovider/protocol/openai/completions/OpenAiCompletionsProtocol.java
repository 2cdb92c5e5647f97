package io.llmprovider.protocol.openai.completions;

import java.util.Optional;

import io.llmprovider.error.LlmException;
import io.llmprovider.protocol.ChatCall;
import io.llmprovider.protocol.ErrorResponse;
import io.llmprovider.protocol.FrameReader;
import io.llmprovider.protocol.HandoverRules;
import io.llmprovider.protocol.OptionSpec;
import io.llmprovider.protocol.ProviderErrors;
import io.llmprovider.protocol.SseFrameReader;
import io.llmprovider.protocol.StreamDecoder;
import io.llmprovider.protocol.StreamSink;
import io.llmprovider.protocol.ThinkingFormat;
import io.llmprovider.protocol.UsageLookup;
import io.llmprovider.protocol.WireProtocol;
import io.llmprovider.protocol.WireRequest;

/**
 * OpenAI's Chat Completions, which most other providers and all local servers speak too.
 * How a server deviates is said by {@link io.llmprovider.protocol.Compat}; one that
 * deviates further is a subclass which overrides what differs.
 *
 * @see <a href="https://platform.openai.com/docs/api-reference/chat">OpenAI's
 * reference</a>
 */
public class OpenAiCompletionsProtocol implements WireProtocol {

	/** The id of this protocol. */
	public static final String ID = "openai-completions";

	/**
	 * Creates the protocol.
	 */
	public OpenAiCompletionsProtocol() {
	}

	@Override
	public String id() {
		return ID;
	}

	@Override
	public WireRequest encode(ChatCall call) {
		return new OpenAiCompletionsRequestMapper(CompletionsHosts.known(call), options()).request(address(call));
	}

	/**
	 * Where the request goes.
	 * @param call the call
	 * @return the absolute address; {@code /chat/completions} below the base URL
	 */
	protected String address(ChatCall call) {
		return call.endpoint("/chat/completions");
	}

	@Override
	public FrameReader framing(ChatCall call) {
		return new SseFrameReader(call.limits().maxEventBytes());
	}

	@Override
	public StreamDecoder decoder(ChatCall call, StreamSink sink) {
		return new OpenAiCompletionsStreamDecoder(call, sink);
	}

	@Override
	public void decode(ChatCall call, byte[] body, StreamSink sink) {
		new OpenAiCompletionsResponseDecoder(call, sink).decode(body);
	}

	@Override
	public LlmException error(ChatCall call, ErrorResponse response) {
		return ProviderErrors.of(call, response);
	}

	@Override
	public HandoverRules handover(ChatCall call) {
		return CompletionsDialect.of(call).handover();
	}

	@Override
	public OptionSpec options() {
		return CompletionsOptions.SPEC;
	}

	@Override
	public Optional<UsageLookup> usageLookup(ChatCall call) {
		boolean openRouter = call.compat().thinkingFormat() == ThinkingFormat.OPENROUTER;
		return openRouter ? Optional.of(new OpenRouterUsage(call)) : Optional.empty();
	}

}
