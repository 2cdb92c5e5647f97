package io.llmprovider.benchmarks.contender;

import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.anthropic.AnthropicStreamingChatModel;
import dev.langchain4j.model.bedrock.BedrockStreamingChatModel;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.googleai.GoogleAiGeminiStreamingChatModel;
import dev.langchain4j.model.openai.OpenAiResponsesStreamingChatModel;
import dev.langchain4j.model.openai.OpenAiStreamingChatModel;
import io.llmprovider.benchmarks.wire.Api;
import io.llmprovider.benchmarks.wire.Workload;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.regions.Region;

/**
 * LangChain4j's streaming models: on its JDK HTTP client, and for Bedrock on AWS's own.
 */
final class LangChain4jContender implements Contender {

	private static final Duration TIMEOUT = Duration.ofMinutes(5);

	private static final String KEY = "none";

	private static final String UNSET = "unset";

	private final Api api;

	private @Nullable StreamingChatModel model;

	LangChain4jContender(Api api) {
		this.api = api;
	}

	@Override
	public void open(URI server, int connections) {
		this.model = switch (this.api) {
			case OPENAI_COMPLETIONS ->
				OpenAiStreamingChatModel.builder().baseUrl(server + "/v1").apiKey(KEY).timeout(TIMEOUT).build();
			case OPENAI_RESPONSES -> OpenAiResponsesStreamingChatModel.builder()
				.baseUrl(server + "/v1")
				.apiKey(KEY)
				.modelName(UNSET)
				.build();
			case ANTHROPIC_MESSAGES ->
				AnthropicStreamingChatModel.builder().baseUrl(server + "/v1").apiKey(KEY).timeout(TIMEOUT).build();
			case GOOGLE_GENERATIVE_AI -> GoogleAiGeminiStreamingChatModel.builder()
				.baseUrl(server + "/v1beta")
				.apiKey(KEY)
				.timeout(TIMEOUT)
				.build();
			case BEDROCK_CONVERSE -> BedrockStreamingChatModel.builder()
				.client(BedrockClients.create(server, connections))
				.region(Region.US_EAST_1)
				.modelId(UNSET)
				.build();
		};
	}

	@Override
	public CompletableFuture<?> start(Workload workload, Tally tally) {
		StreamingChatModel opened = this.model;
		if (opened == null) {
			throw new IllegalStateException("not open");
		}
		ChatRequest request = ChatRequest.builder()
			.modelName(workload.modelName())
			.messages(UserMessage.from("Go on."))
			.build();
		CompletableFuture<ChatResponse> ended = new CompletableFuture<>();
		opened.chat(request, new StreamingChatResponseHandler() {

			@Override
			public void onPartialResponse(String text) {
				tally.text(text);
			}

			@Override
			public void onCompleteResponse(ChatResponse response) {
				ended.complete(response);
			}

			@Override
			public void onError(Throwable error) {
				ended.completeExceptionally(error);
			}

		});
		return ended;
	}

}
