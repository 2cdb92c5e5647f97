package io.llmprovider.protocol.anthropic;

import io.llmprovider.error.LlmException;
import io.llmprovider.protocol.ChatCall;
import io.llmprovider.protocol.ClaudeModel;
import io.llmprovider.protocol.ErrorResponse;
import io.llmprovider.protocol.FrameReader;
import io.llmprovider.protocol.HandoverRules;
import io.llmprovider.protocol.OptionSpec;
import io.llmprovider.protocol.ProviderErrors;
import io.llmprovider.protocol.ReasoningReplay;
import io.llmprovider.protocol.SseFrameReader;
import io.llmprovider.protocol.StreamDecoder;
import io.llmprovider.protocol.StreamSink;
import io.llmprovider.protocol.ToolIdForm;
import io.llmprovider.protocol.WireProtocol;
import io.llmprovider.protocol.WireRequest;
import org.jspecify.annotations.Nullable;

/**
 * Anthropic's Messages API, which hosts of other models speak too. What a model takes is
 * known from its generation, as its id tells it; what it does not take is left out with a
 * warning on the response.
 * <p>
 * Reasoning goes back to the provider and model that wrote it, unchanged and with its
 * signature. A server that wants it as text says so with the compat flag
 * {@code requires-thinking-as-text}.
 * <p>
 * A subclass serves the same API under another address.
 *
 * @see <a href="https://platform.claude.com/docs/en/api/messages">Anthropic's
 * reference</a>
 */
public class AnthropicMessagesProtocol implements WireProtocol {

	/** The id of this protocol. */
	public static final String ID = "anthropic-messages";

	private static final int MAX_ID_LENGTH = 64;

	/**
	 * Creates the protocol.
	 */
	public AnthropicMessagesProtocol() {
	}

	@Override
	public String id() {
		return ID;
	}

	@Override
	public WireRequest encode(ChatCall call) {
		return new AnthropicRequestMapper(call, options(), knowsBetas(call)).request(address(call));
	}

	/**
	 * Where the request goes.
	 * @param call the call
	 * @return the absolute address: {@code /v1/messages} below the base URL, which may or
	 * may not end in {@code /v1}
	 */
	protected String address(ChatCall call) {
		return AnthropicAddress.messages(call.baseUrl());
	}

	/**
	 * Whether the server knows the features of the header {@code anthropic-beta}, so that
	 * those which a call needs are sent without being asked for.
	 * @param call the call
	 * @return whether it does; unless a subclass knows better, Anthropic alone
	 */
	protected boolean knowsBetas(ChatCall call) {
		return AnthropicAddress.isAnthropic(call.baseUrl());
	}

	@Override
	public FrameReader framing(ChatCall call) {
		return new SseFrameReader(call.limits().maxEventBytes());
	}

	@Override
	public StreamDecoder decoder(ChatCall call, StreamSink sink) {
		return new AnthropicStreamDecoder(call, sink);
	}

	@Override
	public void decode(ChatCall call, byte[] body, StreamSink sink) {
		new AnthropicResponseDecoder(call, sink).decode(body);
	}

	@Override
	public LlmException error(ChatCall call, ErrorResponse response) {
		return ProviderErrors.of(call, response);
	}

	@Override
	public @Nullable String keyHeader() {
		return "x-api-key";
	}

	@Override
	public HandoverRules handover(ChatCall call) {
		Integer length = call.compat().toolIdMaxLength();
		boolean asText = Boolean.TRUE.equals(call.compat().requiresThinkingAsText());
		return HandoverRules.builder()
			.toolIds(ToolIdForm.upTo((length != null) ? length : MAX_ID_LENGTH).eachOnce())
			.reasoning(asText ? ReasoningReplay.NONE : ReasoningReplay.MARKED)
			.replayAcrossModels(true)
			.media(AnthropicContent::refusal)
			.mediaInResults(!Boolean.FALSE.equals(call.compat().supportsImagesInToolResults()))
			.emptyResult(null)
			.userFirst(true)
			.userLast(ClaudeModel.of(call.model().id()).refusesPrefill(call) || AnthropicFormat.refusesPrefill(call))
			.thoughtLast(false)
			.build();
	}

	@Override
	public OptionSpec options() {
		return AnthropicOptions.SPEC;
	}

}
