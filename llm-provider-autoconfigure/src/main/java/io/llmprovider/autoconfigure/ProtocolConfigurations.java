package io.llmprovider.autoconfigure;

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

import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/**
 * The API types that come with the library, each switched by its class or by
 * {@code llm.protocols.<api>.enabled}. They come first in order, so that an application's
 * protocol with the same id wins. A bean of the same class is no reason to stay away: it
 * may be a dialect with an id of its own.
 */
@Configuration(proxyBeanMethods = false)
class ProtocolConfigurations {

	/**
	 * OpenAI's Chat Completions and all that is compatible with them.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(OpenAiCompletionsProtocol.class)
	@ConditionalOnBooleanProperty(name = "llm.protocols.openai-completions.enabled", matchIfMissing = true)
	static class OpenAiCompletionsConfiguration {

		@Bean
		@Order(Ordered.HIGHEST_PRECEDENCE)
		OpenAiCompletionsProtocol llmOpenAiCompletionsProtocol() {
			return new OpenAiCompletionsProtocol();
		}

	}

	/**
	 * OpenAI's Responses.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(OpenAiResponsesProtocol.class)
	@ConditionalOnBooleanProperty(name = "llm.protocols.openai-responses.enabled", matchIfMissing = true)
	static class OpenAiResponsesConfiguration {

		@Bean
		@Order(Ordered.HIGHEST_PRECEDENCE)
		OpenAiResponsesProtocol llmOpenAiResponsesProtocol() {
			return new OpenAiResponsesProtocol();
		}

	}

	/**
	 * Anthropic's Messages.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(AnthropicMessagesProtocol.class)
	@ConditionalOnBooleanProperty(name = "llm.protocols.anthropic-messages.enabled", matchIfMissing = true)
	static class AnthropicMessagesConfiguration {

		@Bean
		@Order(Ordered.HIGHEST_PRECEDENCE)
		AnthropicMessagesProtocol llmAnthropicMessagesProtocol() {
			return new AnthropicMessagesProtocol();
		}

	}

	/**
	 * Google's generateContent.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(GoogleGenerativeAiProtocol.class)
	@ConditionalOnBooleanProperty(name = "llm.protocols.google-generative-ai.enabled", matchIfMissing = true)
	static class GoogleGenerativeAiConfiguration {

		@Bean
		@Order(Ordered.HIGHEST_PRECEDENCE)
		GoogleGenerativeAiProtocol llmGoogleGenerativeAiProtocol() {
			return new GoogleGenerativeAiProtocol();
		}

	}

	/**
	 * Google's generateContent on Vertex AI.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(GoogleVertexProtocol.class)
	@ConditionalOnBooleanProperty(name = "llm.protocols.google-vertex.enabled", matchIfMissing = true)
	static class GoogleVertexConfiguration {

		@Bean
		@Order(Ordered.HIGHEST_PRECEDENCE)
		GoogleVertexProtocol llmGoogleVertexProtocol() {
			return new GoogleVertexProtocol();
		}

	}

	/**
	 * Google's generateContent in the envelope of Code Assist.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(GoogleGeminiCliProtocol.class)
	@ConditionalOnBooleanProperty(name = "llm.protocols.google-gemini-cli.enabled", matchIfMissing = true)
	static class GoogleGeminiCliConfiguration {

		@Bean
		@Order(Ordered.HIGHEST_PRECEDENCE)
		GoogleGeminiCliProtocol llmGoogleGeminiCliProtocol() {
			return new GoogleGeminiCliProtocol();
		}

	}

	/**
	 * Amazon Bedrock's Converse.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(BedrockConverseProtocol.class)
	@ConditionalOnBooleanProperty(name = "llm.protocols.bedrock-converse-stream.enabled", matchIfMissing = true)
	static class BedrockConverseConfiguration {

		@Bean
		@Order(Ordered.HIGHEST_PRECEDENCE)
		BedrockConverseProtocol llmBedrockConverseProtocol() {
			return new BedrockConverseProtocol();
		}

	}

	/**
	 * Mistral's chat API.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(MistralProtocol.class)
	@ConditionalOnBooleanProperty(name = "llm.protocols.mistral.enabled", matchIfMissing = true)
	static class MistralConfiguration {

		@Bean
		@Order(Ordered.HIGHEST_PRECEDENCE)
		MistralProtocol llmMistralProtocol() {
			return new MistralProtocol();
		}

	}

	/**
	 * Ollama's own chat API.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(OllamaChatProtocol.class)
	@ConditionalOnBooleanProperty(name = "llm.protocols.ollama-chat.enabled", matchIfMissing = true)
	static class OllamaChatConfiguration {

		@Bean
		@Order(Ordered.HIGHEST_PRECEDENCE)
		OllamaChatProtocol llmOllamaChatProtocol() {
			return new OllamaChatProtocol();
		}

	}

	/**
	 * Chat Completions on Azure.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(AzureCompletionsProtocol.class)
	@ConditionalOnBooleanProperty(name = "llm.protocols.azure-openai-completions.enabled", matchIfMissing = true)
	static class AzureCompletionsConfiguration {

		@Bean
		@Order(Ordered.HIGHEST_PRECEDENCE)
		AzureCompletionsProtocol llmAzureCompletionsProtocol() {
			return new AzureCompletionsProtocol();
		}

	}

	/**
	 * Responses on Azure.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(AzureResponsesProtocol.class)
	@ConditionalOnBooleanProperty(name = "llm.protocols.azure-openai-responses.enabled", matchIfMissing = true)
	static class AzureResponsesConfiguration {

		@Bean
		@Order(Ordered.HIGHEST_PRECEDENCE)
		AzureResponsesProtocol llmAzureResponsesProtocol() {
			return new AzureResponsesProtocol();
		}

	}

	/**
	 * Responses as the back end of ChatGPT plans speaks them.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(CodexResponsesProtocol.class)
	@ConditionalOnBooleanProperty(name = "llm.protocols.openai-codex-responses.enabled", matchIfMissing = true)
	static class CodexResponsesConfiguration {

		@Bean
		@Order(Ordered.HIGHEST_PRECEDENCE)
		CodexResponsesProtocol llmCodexResponsesProtocol() {
			return new CodexResponsesProtocol();
		}

	}

}
