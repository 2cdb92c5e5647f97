package io.llmprovider.protocol.mistral;

import io.llmprovider.protocol.ChatCall;
import io.llmprovider.protocol.OptionSpec;
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
		return new MistralRequestMapper(call, id(), options()).request(address(call));
	}

	/** {@inheritDoc} The version is added where the base URL is the bare host. */
	@Override
	protected String address(ChatCall call) {
		boolean bare = call.baseUrl().startsWith("https://") && call.baseUrl().endsWith(".mistral.ai");
		return call.endpoint(bare ? "/v1/chat/completions" : "/chat/completions");
	}

	@Override
	public OptionSpec options() {
		return MistralOptions.SPEC;
	}

}
