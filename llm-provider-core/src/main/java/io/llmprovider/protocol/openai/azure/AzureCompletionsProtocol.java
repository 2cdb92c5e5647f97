package io.llmprovider.protocol.openai.azure;

import java.time.Duration;
import java.util.Set;

import io.llmprovider.error.LlmException;
import io.llmprovider.protocol.ChatCall;
import io.llmprovider.protocol.Cloud;
import io.llmprovider.protocol.Compat;
import io.llmprovider.protocol.ErrorResponse;
import io.llmprovider.protocol.OptionSpec;
import io.llmprovider.protocol.OptionSpec.Option;
import io.llmprovider.protocol.OptionSpec.Type;
import io.llmprovider.protocol.WireRequest;
import io.llmprovider.protocol.openai.completions.OpenAiCompletionsProtocol;
import org.jspecify.annotations.Nullable;

/**
 * Chat Completions on Azure, for deployments of OpenAI's models and of all others that
 * Foundry serves. The model's id is the name of the deployment.
 *
 * @see <a href=
 * "https://learn.microsoft.com/azure/ai-foundry/openai/reference-preview-latest">Microsoft's
 * reference</a>
 */
public class AzureCompletionsProtocol extends OpenAiCompletionsProtocol {

	/** The id of this protocol. */
	public static final String ID = "azure-openai-completions";

	private static final String FIRST_WITH_USAGE = "2024-09-01";

	private static final OptionSpec SPEC = OptionSpec.of(
			new Option("data_sources", Type.ANY, "A list of data sources of the user's own, for grounded answers."),
			new Option("user_security_context", Type.OBJECT,
					"Who uses the application, for Microsoft Defender: application_name, end_user_id and others."));

	/**
	 * Creates the protocol.
	 */
	public AzureCompletionsProtocol() {
	}

	@Override
	public String id() {
		return ID;
	}

	@Override
	public WireRequest encode(ChatCall call) {
		return AzureCall.encode(asItsVersionHasIt(call), AzureAddress.CHAT, super::encode);
	}

	/**
	 * Reasoning models refuse {@code max_tokens}, and only the newer versions of the API
	 * know the other name, and that usage can be asked for in a stream.
	 */
	private static ChatCall asItsVersionHasIt(ChatCall call) {
		boolean old = AzureAddress.isBefore(call, AzureOptions.of(call), FIRST_WITH_USAGE);
		boolean plain = old || Boolean.FALSE.equals(call.model().capabilities().reasoning());
		Compat usual = Compat.builder()
			.maxTokensField(plain ? "max_tokens" : null)
			.supportsUsageInStreaming(old ? Boolean.FALSE : null)
			.build();
		return call.toBuilder().compat(call.compat().orElse(usual)).build();
	}

	@Override
	public @Nullable Duration silence(ChatCall call) {
		return AzureCall.silence(call);
	}

	@Override
	public LlmException error(ChatCall call, ErrorResponse response) {
		return AzureErrors.explained(call, super.error(call, response));
	}

	@Override
	public OptionSpec options() {
		return AzureOptions.and(super.options()).and(SPEC);
	}

	@Override
	public String keyHeader() {
		return AzureResponsesProtocol.KEY_HEADER;
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
