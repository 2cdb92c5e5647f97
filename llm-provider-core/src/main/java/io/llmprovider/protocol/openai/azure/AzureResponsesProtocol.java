package io.llmprovider.protocol.openai.azure;

import java.time.Duration;
import java.util.Set;

import io.llmprovider.error.LlmException;
import io.llmprovider.protocol.ChatCall;
import io.llmprovider.protocol.Cloud;
import io.llmprovider.protocol.ErrorResponse;
import io.llmprovider.protocol.OptionSpec;
import io.llmprovider.protocol.WireRequest;
import io.llmprovider.protocol.openai.responses.OpenAiResponsesProtocol;
import org.jspecify.annotations.Nullable;

/**
 * Responses on Azure, for deployments of OpenAI's models. The model's id is the name of
 * the deployment.
 *
 * @see <a href=
 * "https://learn.microsoft.com/azure/ai-foundry/openai/how-to/responses">Microsoft's
 * guide</a>
 */
public class AzureResponsesProtocol extends OpenAiResponsesProtocol {

	/** The id of this protocol. */
	public static final String ID = "azure-openai-responses";

	static final String KEY_HEADER = "api-key";

	/**
	 * Creates the protocol.
	 */
	public AzureResponsesProtocol() {
	}

	@Override
	public String id() {
		return ID;
	}

	@Override
	public WireRequest encode(ChatCall call) {
		return AzureCall.encode(call, AzureAddress.RESPONSES, super::encode);
	}

	@Override
	public @Nullable Duration silence(ChatCall call) {
		return AzureCall.silence(call);
	}

	@Override
	protected boolean isOpenAi(ChatCall call) {
		return true;
	}

	@Override
	public LlmException error(ChatCall call, ErrorResponse response) {
		return AzureErrors.explained(call, super.error(call, response));
	}

	@Override
	public OptionSpec options() {
		return AzureOptions.and(super.options());
	}

	@Override
	public String keyHeader() {
		return KEY_HEADER;
	}

	@Override
	public Cloud cloud() {
		return Cloud.AZURE;
	}

	@Override
	public Set<String> baseUrlParameters() {
		return Set.of(AzureAddress.PARAMETER);
	}

}
