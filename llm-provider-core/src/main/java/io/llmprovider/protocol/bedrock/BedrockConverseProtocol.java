package io.llmprovider.protocol.bedrock;

import io.llmprovider.error.LlmException;
import io.llmprovider.protocol.AwsFrameReader;
import io.llmprovider.protocol.ChatCall;
import io.llmprovider.protocol.Cloud;
import io.llmprovider.protocol.Compat;
import io.llmprovider.protocol.ErrorResponse;
import io.llmprovider.protocol.FrameReader;
import io.llmprovider.protocol.HandoverRules;
import io.llmprovider.protocol.OptionSpec;
import io.llmprovider.protocol.ProviderErrors;
import io.llmprovider.protocol.ReasoningReplay;
import io.llmprovider.protocol.StreamDecoder;
import io.llmprovider.protocol.StreamSink;
import io.llmprovider.protocol.ToolIdForm;
import io.llmprovider.protocol.WireProtocol;
import io.llmprovider.protocol.WireRequest;

/**
 * Amazon Bedrock's Converse, streamed and whole, for all models that it serves. What a
 * model takes is known from its family and generation, as its id tells them; what it does
 * not take is left out with a warning on the response. An id that tells nothing, such as
 * the ARN of an application inference profile, is helped by the option
 * {@code base_model}.
 * <p>
 * Streamed answers come in AWS's event stream, for which AWS's codec
 * {@code software.amazon.eventstream:eventstream} must be on the class path.
 * <p>
 * Reasoning goes back to the model that wrote it, unchanged and with its signature,
 * unless the compat flag {@code requires-thinking-as-text} is set.
 *
 * @see <a href=
 * "https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_ConverseStream.html">AWS's
 * reference</a>
 */
public class BedrockConverseProtocol implements WireProtocol {

	/** The id of this protocol. */
	public static final String ID = "bedrock-converse-stream";

	private static final int MAX_ID_LENGTH = 64;

	/**
	 * Creates the protocol.
	 */
	public BedrockConverseProtocol() {
	}

	@Override
	public String id() {
		return ID;
	}

	@Override
	public WireRequest encode(ChatCall call) {
		if (call.streaming()) {
			AwsFrameReader.requireCodec(call.provider());
		}
		return new BedrockRequestMapper(call, options()).request(BedrockAddress.of(call));
	}

	@Override
	public FrameReader framing(ChatCall call) {
		return new AwsFrameReader(call.limits().maxEventBytes());
	}

	@Override
	public StreamDecoder decoder(ChatCall call, StreamSink sink) {
		return new BedrockStreamDecoder(call, sink);
	}

	@Override
	public void decode(ChatCall call, byte[] body, StreamSink sink) {
		new BedrockResponseDecoder(call, sink).decode(body);
	}

	@Override
	public LlmException error(ChatCall call, ErrorResponse response) {
		return ProviderErrors.of(call, response);
	}

	@Override
	public HandoverRules handover(ChatCall call) {
		BedrockModel model = BedrockFormat.model(call);
		Compat compat = call.compat();
		boolean nine = model.family() == BedrockModel.Family.MISTRAL
				|| Boolean.TRUE.equals(compat.requiresMistralToolIds());
		Integer length = compat.toolIdMaxLength();
		Boolean media = compat.supportsImagesInToolResults();
		ToolIdForm ids = ToolIdForm.upTo((length != null) ? length : MAX_ID_LENGTH);
		return HandoverRules.builder()
			.toolIds((nine ? ToolIdForm.NINE_LETTERS_OR_DIGITS : ids).eachOnce())
			.reasoning(Boolean.TRUE.equals(compat.requiresThinkingAsText()) ? ReasoningReplay.NONE
					: ReasoningReplay.MARKED)
			.replayAcrossModels(true)
			.media(BedrockContent::refusal)
			.mediaInResults((media != null) ? media : model.takesRichResults())
			.thoughtLast(false)
			.userFirst(true)
			.userLast(model.isClaude() && (model.claude().refusesPrefill(call) || BedrockFormat.refusesPrefill(call)))
			.build();
	}

	@Override
	public Cloud cloud() {
		return Cloud.AWS;
	}

	@Override
	public OptionSpec options() {
		return BedrockOptions.SPEC;
	}

}
