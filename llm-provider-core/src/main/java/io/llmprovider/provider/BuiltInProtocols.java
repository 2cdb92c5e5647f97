package io.llmprovider.provider;

import java.util.List;

import io.llmprovider.protocol.WireProtocol;
import io.llmprovider.protocol.anthropic.AnthropicMessagesProtocol;
import io.llmprovider.protocol.ollama.OllamaChatProtocol;
import io.llmprovider.protocol.openai.azure.AzureCompletionsProtocol;
import io.llmprovider.protocol.openai.azure.AzureResponsesProtocol;
import io.llmprovider.protocol.openai.completions.OpenAiCompletionsProtocol;
import io.llmprovider.protocol.openai.responses.OpenAiResponsesProtocol;

/**
 * The API types that come with the library.
 */
public final class BuiltInProtocols {

	private BuiltInProtocols() {
	}

	/**
	 * All of them.
	 * @return new instances
	 */
	public static List<WireProtocol> all() {
		return List.of(new OpenAiCompletionsProtocol(), new OpenAiResponsesProtocol(), new AnthropicMessagesProtocol(),
				new OllamaChatProtocol(), new AzureCompletionsProtocol(), new AzureResponsesProtocol());
	}

}
