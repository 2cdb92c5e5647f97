package io.llmprovider.benchmarks.contender;

import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

import com.openai.client.OpenAIClientAsync;
import com.openai.client.okhttp.OpenAIOkHttpClientAsync;
import com.openai.core.http.AsyncStreamResponse;
import com.openai.core.http.StreamResponse;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.chat.completions.ChatCompletionStreamOptions;
import com.openai.models.responses.ResponseCreateParams;
import com.openai.models.responses.ResponseStreamEvent;
import io.llmprovider.benchmarks.wire.Api;
import io.llmprovider.benchmarks.wire.Workload;
import org.jspecify.annotations.Nullable;

/**
 * The official SDK: its blocking stream for one at a time, its asynchronous one for many.
 */
final class OpenAiJavaContender implements Contender {

	private final boolean responses;

	private @Nullable OpenAIClientAsync client;

	OpenAiJavaContender(Api api) {
		this.responses = api == Api.OPENAI_RESPONSES;
	}

	@Override
	public void open(URI server, int connections) {
		this.client = OpenAIOkHttpClientAsync.builder()
			.baseUrl(server + "/v1")
			.apiKey("none")
			.timeout(Duration.ofMinutes(5))
			.maxIdleConnections(connections)
			.keepAliveDuration(Duration.ofMinutes(1))
			.build();
	}

	@Override
	public CompletableFuture<?> start(Workload workload, Tally tally) {
		AsyncStreamResponse<?> stream = this.responses
				? client().responses().createStreaming(response(workload)).subscribe(event -> tell(event, tally))
				: client().chat()
					.completions()
					.createStreaming(completion(workload))
					.subscribe(chunk -> tell(chunk, tally));
		return stream.onCompleteFuture();
	}

	@Override
	public void consume(Workload workload, Tally tally) {
		if (this.responses) {
			try (StreamResponse<ResponseStreamEvent> events = client().sync()
				.responses()
				.createStreaming(response(workload))) {
				events.stream().forEach(event -> tell(event, tally));
			}
			return;
		}
		try (StreamResponse<ChatCompletionChunk> chunks = client().sync()
			.chat()
			.completions()
			.createStreaming(completion(workload))) {
			chunks.stream().forEach(chunk -> tell(chunk, tally));
		}
	}

	private OpenAIClientAsync client() {
		OpenAIClientAsync opened = this.client;
		if (opened == null) {
			throw new IllegalStateException("not open");
		}
		return opened;
	}

	private static ChatCompletionCreateParams completion(Workload workload) {
		return ChatCompletionCreateParams.builder()
			.model(workload.modelName())
			.addUserMessage("Go on.")
			.streamOptions(ChatCompletionStreamOptions.builder().includeUsage(true).build())
			.build();
	}

	private static ResponseCreateParams response(Workload workload) {
		return ResponseCreateParams.builder().model(workload.modelName()).input("Go on.").build();
	}

	private static void tell(ChatCompletionChunk chunk, Tally tally) {
		if (!chunk.choices().isEmpty()) {
			chunk.choices().get(0).delta().content().ifPresent(tally::text);
		}
	}

	private static void tell(ResponseStreamEvent event, Tally tally) {
		if (event.isOutputTextDelta()) {
			tally.text(event.asOutputTextDelta().delta());
		}
	}

}
