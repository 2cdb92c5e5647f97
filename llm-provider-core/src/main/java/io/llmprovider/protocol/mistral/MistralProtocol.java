package io.llmprovider.protocol.mistral;

import io.llmprovider.protocol.ChatCall;
import io.llmprovider.protocol.Compat;
import io.llmprovider.protocol.HandoverRules;
import io.llmprovider.protocol.OptionSpec;
import io.llmprovider.protocol.ReasoningReplay;
import io.llmprovider.protocol.ToolIdForm;
import io.llmprovider.protocol.WireRequest;
import io.llmprovider.protocol.openai.completions.OpenAiCompletionsProtocol;

/**
 * Mistral's chat API. Its answers are those of Chat Completions, its requests are not:
 * fields have names of their own, unknown ones are refused, reasoning travels inside the
 * content, and ids of tool calls are nine letters and digits.
 *
 * @see <a href="https://docs.mistral.ai/api/#tag/chat">Mistral's reference</a>
 */
public class MistralProtocol extends OpenAiCompletionsProtocol {

	/** The id of this protocol. */
	public static final String ID = "mistral";

	/**
	 * Creates the protocol.
	 */
	public MistralProtocol() {
	}

	@Override
	public String id() {
		return ID;
	}

	@Override
	public WireRequest encode(ChatCall call) {
		return new MistralRequestMapper(call, options()).request(address(call));
	}

	/** {@inheritDoc} The version is added where the base URL is the bare host. */
	@Override
	protected String address(ChatCall call) {
		boolean bare = call.baseUrl().startsWith("https://") && call.baseUrl().endsWith(".mistral.ai");
		return call.endpoint(bare ? "/v1/chat/completions" : "/chat/completions");
	}

	@Override
	public HandoverRules handover(ChatCall call) {
		Compat compat = call.compat();
		boolean anyId = Boolean.FALSE.equals(compat.requiresMistralToolIds());
		boolean asText = Boolean.TRUE.equals(compat.requiresThinkingAsText());
		return HandoverRules.builder()
			.toolIds(anyId ? ToolIdForm.ANY : ToolIdForm.NINE_LETTERS_OR_DIGITS)
			.reasoning(asText ? ReasoningReplay.NONE : ReasoningReplay.MARKED)
			.media(MistralContent::refusal)
			.mediaInResults(true)
			.userAfterResult(!Boolean.TRUE.equals(compat.requiresAssistantAfterToolResult()))
			.alternating(true)
			.thoughtLast(false)
			.build();
	}

	@Override
	public OptionSpec options() {
		return MistralOptions.SPEC;
	}

}
