package io.llmprovider.simulated;

import java.util.List;
import java.util.Map;

import io.llmprovider.auth.AuthScheme;
import io.llmprovider.auth.AuthSettings;
import io.llmprovider.chat.ChatOptions;
import io.llmprovider.chat.ChatRequest;
import io.llmprovider.chat.ChatResponse;
import io.llmprovider.chat.FinishReason;
import io.llmprovider.chat.Image;
import io.llmprovider.chat.ResponseFormat;
import io.llmprovider.chat.Text;
import io.llmprovider.chat.Tool;
import io.llmprovider.chat.ToolCall;
import io.llmprovider.error.OverloadedException;
import io.llmprovider.model.ThinkingLevel;
import io.llmprovider.provider.LlmClient;
import io.llmprovider.provider.ProviderRegistry;
import io.llmprovider.provider.ProviderSettings;
import io.llmprovider.retry.RetrySettings;
import io.llmprovider.test.simulator.Answer;
import io.llmprovider.test.simulator.LlmSimulator;
import io.llmprovider.test.simulator.SimulatedError;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * The library against the simulator: what the one writes the other takes, and the other
 * way round.
 */
class GoogleSimulatedTests {

	private static final Tool LS = Tool.of("ls", "Lists files",
			"{\"type\":\"object\",\"properties\":{\"dir\":{\"type\":[\"string\",\"null\"],\"format\":\"path\"}},"
					+ "\"additionalProperties\":false,\"$schema\":\"x\"}");

	private final LlmSimulator simulator = LlmSimulator.start();

	private ProviderRegistry registry = ProviderRegistry.builder().build();

	@AfterEach
	void close() {
		this.registry.close();
		this.simulator.close();
	}

	@ParameterizedTest
	@CsvSource({ "google-generative-ai, gemini-3-flash-preview, true",
			"google-generative-ai, gemini-3-pro-preview, false", "google-generative-ai, gemini-2.5-flash, true",
			"google-vertex, gemini-3-flash-preview, true", "google-vertex, gemini-2.5-pro, false",
			"google-gemini-cli, gemini-3.1-pro-preview, true", "google-gemini-cli, gemini-2.5-flash, false" })
	void aWholeLoopOfToolsIsTakenWithItsSignatures(String api, String model, boolean streaming) {
		LlmClient client = client(api, model, streaming);
		this.simulator.enqueue(Answer.builder()
			.reasoning("Hm, ")
			.reasoning("well.")
			.text("I look.")
			.toolCall("c1", "ls", "{\"dir\":\"a\"}")
			.toolCall("c2", "ls", "{}")
			.build());
		ChatRequest request = ChatRequest.builder()
			.system("Be brief")
			.user("What is there?")
			.tool(LS)
			.options(ChatOptions.builder().thinking(ThinkingLevel.HIGH).build())
			.build();
		ChatResponse response = client.chat(request).block();
		assertThat(response.reasoning()).isEqualTo("Hm, well.");
		assertThat(response.text()).isEqualTo("I look.");
		assertThat(response.finishReason()).isEqualTo(FinishReason.TOOL_CALLS);
		assertThat(response.usage().inputTokens()).isPositive();
		List<ToolCall> calls = response.toolCalls();
		assertThat(calls).extracting(ToolCall::arguments).containsExactly("{\"dir\":\"a\"}", "{}");
		this.simulator.enqueue(Answer.builder().text("Two ").text("files.").build());
		ChatRequest second = request.reply(response)
			.toolResult(calls.get(1), "b")
			.toolResult(calls.get(0), new Text("a"), Image.of(new byte[] { 1 }, "image/png"));
		ChatResponse next = client.chat(second).block();
		assertThat(next.text()).isEqualTo("Two files.");
		this.simulator.enqueue(Answer.text("You are welcome."));
		assertThat(client.chat(second.reply(next).user("Thanks")).block().text()).isEqualTo("You are welcome.");
		assertThat(this.simulator.exchanges()).hasSize(3).allMatch((exchange) -> exchange.brokenRule() == null);
	}

	@Test
	void aConversationOfAnotherModelGoesOn() {
		LlmClient second = client("google-generative-ai", "gemini-2.5-flash", true);
		this.simulator.enqueue(Answer.builder().toolCall("c1", "ls", "{}").build());
		ChatRequest request = ChatRequest.builder().user("Hi").tool(LS).build();
		ChatResponse response = second.chat(request).block();
		this.simulator.enqueue(Answer.text("Done"));
		ChatRequest next = request.reply(response).toolResult(response.toolCalls().get(0), "a");
		assertThat(client("google-generative-ai", "gemini-3-pro-preview", true).chat(next).block().text())
			.isEqualTo("Done");
	}

	@Test
	void aSchemaIsHeldAndItsExampleComesBack() {
		LlmClient client = client("google-generative-ai", "gemini-3-flash-preview", true);
		this.simulator.enqueue(Answer.text("{\"a\":1}"));
		ChatResponse response = client.chat(ChatRequest.builder()
			.user("Hi")
			.options(ChatOptions.builder()
				.responseFormat(ResponseFormat.jsonSchema("x",
						"{\"type\":\"object\",\"properties\":{\"a\":{\"type\":\"integer\",\"exclusiveMinimum\":0}}}"))
				.build())
			.build()).block();
		assertThat(response.text()).isEqualTo("{\"a\":1}");
		assertThat(this.simulator.exchanges().get(0).chat()).isNotNull();
	}

	@Test
	void whatIsRefusedOrGoesWrongHasItsMeaning() {
		LlmClient client = client("google-generative-ai", "gemini-3-flash-preview", true);
		this.simulator.enqueue(Answer.builder().refusal("I will not").build());
		ChatResponse refused = client.chat(ChatRequest.of("Hi")).block();
		assertThat(refused.finishReason()).isEqualTo(FinishReason.CONTENT_FILTER);
		assertThat(refused.providerMetadata()).containsEntry("finishMessage", "I will not");
		this.simulator.enqueue(Answer.error(SimulatedError.of(503, "The model is overloaded")));
		assertThatExceptionOfType(OverloadedException.class)
			.isThrownBy(() -> client.chat(ChatRequest.of("Hi")).block());
	}

	private LlmClient client(String api, String model, boolean streaming) {
		boolean vertex = api.equals("google-vertex");
		this.registry.close();
		this.registry = ProviderRegistry.builder()
			.environment((name) -> null)
			.provider(ProviderSettings.builder("google")
				.api(api)
				.baseUrl(this.simulator.baseUrl(api))
				.auth(new AuthSettings(AuthScheme.NONE, null))
				.retry(RetrySettings.builder().maxAttempts(1).build())
				.wireStreaming(streaming)
				.options(ChatOptions.builder().providerOptions(vertex ? Map.of("project", "p") : Map.of()).build())
				.build())
			.build();
		return this.registry.client("google:" + model);
	}

}
