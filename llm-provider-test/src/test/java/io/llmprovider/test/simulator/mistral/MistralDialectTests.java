package io.llmprovider.test.simulator.mistral;

import io.llmprovider.chat.ChatOptions;
import io.llmprovider.chat.ChatRequest;
import io.llmprovider.chat.ChatResponse;
import io.llmprovider.chat.FinishReason;
import io.llmprovider.chat.StreamEvents;
import io.llmprovider.chat.Tool;
import io.llmprovider.chat.ToolCall;
import io.llmprovider.error.AuthenticationException;
import io.llmprovider.error.NotFoundException;
import io.llmprovider.model.ThinkingLevel;
import io.llmprovider.provider.LlmClient;
import io.llmprovider.provider.ProviderRegistry;
import io.llmprovider.provider.ProviderSettings;
import io.llmprovider.retry.RetrySettings;
import io.llmprovider.test.simulator.Answer;
import io.llmprovider.test.simulator.LlmSimulator;
import io.llmprovider.test.simulator.SimulatedModel;
import io.llmprovider.test.simulator.SimulatedRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * The library against its simulator, as an application sees both.
 */
class MistralDialectTests {

	private static final Tool WEATHER = Tool.of("weather", "Tells the weather.",
			"{\"type\":\"object\",\"properties\":{\"city\":{\"type\":\"string\"}}}");

	private final LlmSimulator simulator = LlmSimulator.builder()
		.apiKey("k")
		.models(SimulatedModel.of("m"), SimulatedModel.of("magistral-think"))
		.start();

	private ProviderRegistry registry;

	@BeforeEach
	void connect() {
		this.registry = registry("k", null);
	}

	@AfterEach
	void close() {
		this.registry.close();
		this.simulator.close();
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void aToolLoopWithThoughtsIsAccepted(boolean streamed) {
		this.simulator.enqueue(
				Answer.builder().reasoning("I need the weather.").toolCall("weather", "{\"city\":\"Oslo\"}").build(),
				Answer.text("It is cold."));
		this.registry.close();
		this.registry = registry("k", streamed);
		LlmClient client = this.registry.client("mistral:magistral-think");
		ChatRequest request = ChatRequest.builder()
			.system("Be brief")
			.user("Oslo?")
			.tool(WEATHER)
			.options(ChatOptions.builder().thinking(ThinkingLevel.HIGH).maxTokens(99).seed(3L).build())
			.build();

		ChatResponse asked = client.chat(request).block();
		ToolCall call = asked.toolCalls().get(0);
		ChatResponse answer = client.chat(request.reply(asked).toolResult(call, "-3 °C")).block();

		assertThat(asked.reasoning()).isEqualTo("I need the weather.");
		assertThat(asked.finishReason()).isEqualTo(FinishReason.TOOL_CALLS);
		assertThat(call.id()).matches("[a-zA-Z0-9]{9}");
		assertThat(call.argumentMap()).containsEntry("city", "Oslo");
		assertThat(answer.text()).isEqualTo("It is cold.");
		assertThat(answer.usage().inputTokens()).isPositive();
		SimulatedRequest second = this.simulator.chats().get(1);
		assertThat(second.json().path("messages").path(2).path("content").path(0).path("type").asString())
			.isEqualTo("thinking");
		assertThat(second.json().path("prompt_mode").asString()).isEqualTo("reasoning");
	}

	@Test
	void textIsStreamed() {
		this.simulator.enqueue(Answer.text("Hello, you there"));
		assertThat(this.registry.client("mistral:m")
			.stream(ChatRequest.of("hi"))
			.transform(StreamEvents.text())
			.collectList()
			.block()).hasSizeGreaterThan(1)
			.satisfies((pieces) -> assertThat(String.join("", pieces)).isEqualTo("Hello, you there"));
	}

	@Test
	void refusalsAreTold() {
		assertThatExceptionOfType(NotFoundException.class)
			.isThrownBy(() -> this.registry.client("mistral:other").chat(ChatRequest.of("hi")).block())
			.withMessageContaining("Invalid model: other");
		try (ProviderRegistry other = registry("wrong", null)) {
			assertThatExceptionOfType(AuthenticationException.class)
				.isThrownBy(() -> other.client("mistral:m").chat(ChatRequest.of("hi")).block())
				.withMessageContaining("Invalid API Key");
		}
	}

	private ProviderRegistry registry(String key, Boolean streamed) {
		return ProviderRegistry.builder()
			.environment((name) -> null)
			.provider(ProviderSettings.builder("mistral")
				.api("mistral")
				.baseUrl(this.simulator.baseUrl("mistral"))
				.apiKey(key)
				.wireStreaming(streamed)
				.retry(RetrySettings.once())
				.build())
			.build();
	}

}
