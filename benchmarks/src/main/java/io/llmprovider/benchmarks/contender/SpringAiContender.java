package io.llmprovider.benchmarks.contender;

import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

import io.llmprovider.benchmarks.wire.Workload;
import org.jspecify.annotations.Nullable;

import org.springframework.ai.chat.model.Generation;
import org.springframework.ai.chat.prompt.Prompt;
import org.springframework.ai.openai.OpenAiChatModel;
import org.springframework.ai.openai.OpenAiChatOptions;

/** Spring AI's {@code OpenAiChatModel.stream}. */
final class SpringAiContender implements Contender {

	private @Nullable OpenAiChatModel model;

	private OpenAiChatOptions options = OpenAiChatOptions.builder().build();

	@Override
	public void open(URI baseUrl, int connections) {
		this.options = OpenAiChatOptions.builder()
			.baseUrl(baseUrl.toString())
			.apiKey("none")
			.model("unset")
			.streamUsage(true)
			.timeout(Duration.ofMinutes(5))
			.build();
		this.model = OpenAiChatModel.builder()
			.options(this.options)
			.httpClientBuilderCustomizer(
					http -> http.maxIdleConnections(connections).keepAliveDuration(Duration.ofMinutes(1)))
			.build();
	}

	@Override
	public CompletableFuture<?> start(Workload workload, Tally tally) {
		OpenAiChatModel opened = this.model;
		if (opened == null) {
			throw new IllegalStateException("not open");
		}
		Prompt prompt = new Prompt("Go on.", this.options.mutate().model(workload.modelName()).build());
		return opened.stream(prompt).doOnNext(response -> {
			Generation generation = response.getResult();
			String text = (generation != null) ? generation.getOutput().getText() : null;
			if (text != null) {
				tally.text(text);
			}
		}).then().toFuture();
	}

}
