package io.llmprovider.benchmarks.contender;

import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

import com.openai.client.OpenAIClientAsync;
import com.openai.client.okhttp.OpenAIOkHttpClientAsync;
import com.openai.core.http.StreamResponse;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.chat.completions.ChatCompletionStreamOptions;
import io.llmprovider.benchmarks.wire.Workload;
import org.jspecify.annotations.Nullable;

/**
 * The official SDK: its blocking stream for one at a time, its asynchronous one for many.
 */
final class OpenAiJavaContender implements Contender {

	private @Nullable OpenAIClientAsync client;

	@Override
	public void open(URI baseUrl, int connections) {
		this.client = OpenAIOkHttpClientAsync.builder()
			.baseUrl(baseUrl.toString())
			.apiKey("none")
			.timeout(Duration.ofMinutes(5))
			.maxIdleConnections(connections)
			.keepAliveDuration(Duration.ofMinutes(1))
			.build();
	}

	@Override
	public CompletableFuture<?> start(Workload workload, Tally tally) {
		return client().chat()
			.completions()
			.createStreaming(request(workload))
			.subscribe(chunk -> tell(chunk, tally))
			.onCompleteFuture();
	}

	@Override
	public void consume(Workload workload, Tally tally) {
		try (StreamResponse<ChatCompletionChunk> chunks = client().sync()
			.chat()
			.completions()
			.createStreaming(request(workload))) {
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

	private static ChatCompletionCreateParams request(Workload workload) {
		return ChatCompletionCreateParams.builder()
			.model(workload.modelName())
			.addUserMessage("Go on.")
			.streamOptions(ChatCompletionStreamOptions.builder().includeUsage(true).build())
			.build();
	}

	private static void tell(ChatCompletionChunk chunk, Tally tally) {
		if (!chunk.choices().isEmpty()) {
			chunk.choices().get(0).delta().content().ifPresent(tally::text);
		}
	}

}
