package io.llmprovider.benchmarks.contender;

import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

import com.google.genai.Client;
import com.google.genai.types.HttpOptions;
import io.llmprovider.benchmarks.wire.Api;
import io.llmprovider.benchmarks.wire.Workload;
import org.jspecify.annotations.Nullable;
import org.springframework.ai.anthropic.AnthropicChatModel;
import org.springframework.ai.anthropic.AnthropicChatOptions;
import org.springframework.ai.chat.model.ChatModel;
import org.springframework.ai.chat.model.Generation;
import org.springframework.ai.chat.prompt.ChatOptions;
import org.springframework.ai.chat.prompt.Prompt;
import org.springframework.ai.google.genai.GoogleGenAiChatModel;
import org.springframework.ai.google.genai.GoogleGenAiChatOptions;
import org.springframework.ai.openai.OpenAiChatModel;
import org.springframework.ai.openai.OpenAiChatOptions;

/**
 * The streams of Spring AI's chat models. It has none for OpenAI's Responses, and none
 * for Bedrock that could be fetched in a version that fits the others.
 */
final class SpringAiContender implements Contender {

	private static final Duration TIMEOUT = Duration.ofMinutes(5);

	private static final Duration KEEP_ALIVE = Duration.ofMinutes(1);

	private static final String KEY = "none";

	private static final String UNSET = "unset";

	private final Api api;

	private @Nullable ChatModel model;

	private ChatOptions options = ChatOptions.builder().build();

	SpringAiContender(Api api) {
		this.api = api;
	}

	@Override
	public void open(URI server, int connections) {
		switch (this.api) {
			case OPENAI_COMPLETIONS -> openAi(server + "/v1", connections);
			case ANTHROPIC_MESSAGES -> anthropic(server, connections);
			case GOOGLE_GENERATIVE_AI -> google(server);
			case OPENAI_RESPONSES, BEDROCK_CONVERSE ->
				throw new IllegalArgumentException("Not measured: " + this.api.title());
		}
	}

	private void openAi(String baseUrl, int connections) {
		OpenAiChatOptions chosen = OpenAiChatOptions.builder()
			.baseUrl(baseUrl)
			.apiKey(KEY)
			.model(UNSET)
			.streamUsage(true)
			.timeout(TIMEOUT)
			.build();
		this.options = chosen;
		this.model = OpenAiChatModel.builder()
			.options(chosen)
			.httpClientBuilderCustomizer(http -> http.maxIdleConnections(connections).keepAliveDuration(KEEP_ALIVE))
			.build();
	}

	private void anthropic(URI server, int connections) {
		AnthropicChatOptions chosen = AnthropicChatOptions.builder()
			.baseUrl(server.toString())
			.apiKey(KEY)
			.model(UNSET)
			.timeout(TIMEOUT)
			.build();
		this.options = chosen;
		this.model = AnthropicChatModel.builder()
			.options(chosen)
			.httpClientBuilderCustomizer(http -> http.maxIdleConnections(connections).keepAliveDuration(KEEP_ALIVE))
			.build();
	}

	private void google(URI server) {
		GoogleGenAiChatOptions chosen = GoogleGenAiChatOptions.builder().model(UNSET).build();
		this.options = chosen;
		this.model = GoogleGenAiChatModel.builder()
			.options(chosen)
			.genAiClient(Client.builder()
				.apiKey(KEY)
				.httpOptions(HttpOptions.builder().baseUrl(server.toString()).build())
				.build())
			.build();
	}

	@Override
	public CompletableFuture<?> start(Workload workload, Tally tally) {
		ChatModel opened = this.model;
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
