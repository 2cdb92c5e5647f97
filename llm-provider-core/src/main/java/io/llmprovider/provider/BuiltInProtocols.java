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

	/** Their ids, in the order of the documentation. */
	static final List<String> IDS = List.of(OpenAiCompletionsProtocol.ID, OpenAiResponsesProtocol.ID,
			AnthropicMessagesProtocol.ID, GoogleGenerativeAiProtocol.ID, GoogleVertexProtocol.ID,
			GoogleGeminiCliProtocol.ID, BedrockConverseProtocol.ID, MistralProtocol.ID, OllamaChatProtocol.ID,
			AzureCompletionsProtocol.ID, AzureResponsesProtocol.ID, CodexResponsesProtocol.ID);

	private BuiltInProtocols() {
	}

	/**
	 * All of them.
	 * @return new instances
	 */
	public static List<WireProtocol> all() {
		List<WireProtocol> protocols = new ArrayList<>();
		for (String id : IDS) {
			protocols.add(create(id));
		}
		return List.copyOf(protocols);
	}

	/**
	 * One of them. The classes of the others are not even loaded, which an application
	 * notices at its start.
	 * @param id one of {@link #IDS}
	 * @return a new instance
	 */
	static WireProtocol create(String id) {
		return switch (id) {
			case OpenAiCompletionsProtocol.ID -> new OpenAiCompletionsProtocol();
			case OpenAiResponsesProtocol.ID -> new OpenAiResponsesProtocol();
			case AnthropicMessagesProtocol.ID -> new AnthropicMessagesProtocol();
			case GoogleGenerativeAiProtocol.ID -> new GoogleGenerativeAiProtocol();
			case GoogleVertexProtocol.ID -> new GoogleVertexProtocol();
			case GoogleGeminiCliProtocol.ID -> new GoogleGeminiCliProtocol();
			case BedrockConverseProtocol.ID -> new BedrockConverseProtocol();
			case MistralProtocol.ID -> new MistralProtocol();
			case OllamaChatProtocol.ID -> new OllamaChatProtocol();
			case AzureCompletionsProtocol.ID -> new AzureCompletionsProtocol();
			case AzureResponsesProtocol.ID -> new AzureResponsesProtocol();
			case CodexResponsesProtocol.ID -> new CodexResponsesProtocol();
			default -> throw new IllegalArgumentException("'" + id + "' does not come with the library");
		};
	}

}
