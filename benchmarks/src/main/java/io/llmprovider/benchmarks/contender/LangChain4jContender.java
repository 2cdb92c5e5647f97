package io.llmprovider.benchmarks.contender;

import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.openai.OpenAiStreamingChatModel;
import io.llmprovider.benchmarks.wire.Workload;
import org.jspecify.annotations.Nullable;

/** LangChain4j's {@code OpenAiStreamingChatModel} on its JDK HTTP client. */
final class LangChain4jContender implements Contender {

	private @Nullable OpenAiStreamingChatModel model;

	@Override
	public void open(URI baseUrl, int connections) {
		this.model = OpenAiStreamingChatModel.builder()
			.baseUrl(baseUrl.toString())
			.apiKey("none")
			.timeout(Duration.ofMinutes(5))
			.build();
	}

	@Override
	public CompletableFuture<?> start(Workload workload, Tally tally) {
		OpenAiStreamingChatModel opened = this.model;
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
