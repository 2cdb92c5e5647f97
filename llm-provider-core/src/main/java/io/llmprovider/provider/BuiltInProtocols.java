package io.llmprovider.provider;

import java.util.ArrayList;
import java.util.List;

import io.llmprovider.protocol.WireProtocol;
import io.llmprovider.protocol.anthropic.AnthropicMessagesProtocol;
import io.llmprovider.protocol.bedrock.BedrockConverseProtocol;
import io.llmprovider.protocol.google.GoogleGeminiCliProtocol;
import io.llmprovider.protocol.google.GoogleGenerativeAiProtocol;
import io.llmprovider.protocol.mistral.MistralProtocol;
import io.llmprovider.protocol.ollama.OllamaChatProtocol;
import io.llmprovider.protocol.openai.azure.AzureCompletionsProtocol;
import io.llmprovider.protocol.openai.azure.AzureResponsesProtocol;
import io.llmprovider.protocol.openai.codex.CodexResponsesProtocol;
import io.llmprovider.protocol.openai.completions.OpenAiCompletionsProtocol;
import io.llmprovider.protocol.openai.responses.OpenAiResponsesProtocol;
import io.llmprovider.protocol.vertex.GoogleVertexProtocol;

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
		List<WireProtocol> protocols = new ArrayList<>();
		protocols.add(new OpenAiCompletionsProtocol());
		protocols.add(new OpenAiResponsesProtocol());
		protocols.add(new AnthropicMessagesProtocol());
		protocols.add(new GoogleGenerativeAiProtocol());
		protocols.add(new GoogleVertexProtocol());
		protocols.add(new GoogleGeminiCliProtocol());
		protocols.add(new BedrockConverseProtocol());
		protocols.add(new MistralProtocol());
		protocols.add(new OllamaChatProtocol());
		protocols.add(new AzureCompletionsProtocol());
		protocols.add(new AzureResponsesProtocol());
		protocols.add(new CodexResponsesProtocol());
		return List.copyOf(protocols);
	}

}
