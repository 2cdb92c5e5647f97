package io.llmprovider.simulated;

import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

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
import io.llmprovider.chat.Warning;
import io.llmprovider.error.LlmException;
import io.llmprovider.error.NotFoundException;
import io.llmprovider.model.Capabilities;
import io.llmprovider.model.Model;
import io.llmprovider.model.ThinkingLevel;
import io.llmprovider.provider.ModelSettings;
import io.llmprovider.provider.ProviderRegistry;
import io.llmprovider.provider.ProviderSettings;
import io.llmprovider.protocol.Compat;
import io.llmprovider.test.simulator.Answer;
import io.llmprovider.test.simulator.LlmSimulator;
import io.llmprovider.test.simulator.SimulatedError;
import io.llmprovider.test.simulator.SimulatedModel;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Responses, at OpenAI's address and at Azure's, against a server that refuses what the
 * real ones refuse.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OpenAiResponsesSimulatedTests {

	private static final Duration PATIENCE = Duration.ofSeconds(20);

	private static final Tool LS = Tool.of("ls", "Lists files",
			"{\"type\":\"object\",\"properties\":{\"dir\":{\"type\":\"string\"}},\"required\":[\"dir\"]}");

	private static final byte[] PNG = Base64.getDecoder()
		.decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==");

	private final LlmSimulator simulator = LlmSimulator.builder()
		.apiKey("k")
		.models(SimulatedModel.of("echo"), SimulatedModel.of("echo-think"), SimulatedModel.of("other-think"))
		.start();

	private final String host = this.simulator.uri("/").toString().replaceAll("/$", "");

	private final ProviderRegistry registry = ProviderRegistry.builder()
		.provider(provider("open").api("openai-responses").baseUrl(this.simulator.baseUrl("openai-responses")).build())
		.provider(provider("whole").api("openai-responses")
			.baseUrl(this.simulator.baseUrl("openai-responses"))
			.wireStreaming(false)
			.build())
		.provider(provider("azure-v1").api("azure-openai-responses").baseUrl(this.host).build())
		.provider(provider("azure-classic").api("azure-openai-responses")
			.baseUrl(this.host + "/openai?api-version=2025-04-01-preview")
			.build())
		.provider(provider("azure-chat").api("azure-openai-completions").baseUrl(this.host).build())
		.provider(provider("azure-old").api("azure-openai-completions")
			.baseUrl(this.host)
			.options(ChatOptions.builder().providerOptions(Map.of("api_version", "2024-10-21")).build())
			.build())
		.provider(provider("bearer").api("azure-openai-responses")
			.baseUrl(this.host)
			.auth(new AuthSettings(io.llmprovider.auth.AuthScheme.BEARER, null))
			.build())
		.build();

	private static ProviderSettings.Builder provider(String name) {
		return ProviderSettings.builder(name)
			.apiKey("k")
			.models(List.of(model(name, "echo", false), model(name, "echo-think", true),
					model(name, "other-think", true)));
	}

	private static ModelSettings model(String provider, String id, boolean thinks) {
		Capabilities capabilities = new Capabilities(null, null, thinks, null, null, null, null, null);
		return new ModelSettings(Model.builder(provider, id).capabilities(capabilities).build(), null, null, Map.of(),
				Compat.NONE, ChatOptions.NONE, null);
	}

	@BeforeEach
	void reset() {
		this.simulator.reset();
	}

	@AfterAll
	void close() {
		this.registry.close();
		this.simulator.close();
	}

	private ChatResponse chat(String model, ChatRequest request) {
		return Objects.requireNonNull(this.registry.client(model).chat(request).block(PATIENCE));
	}

	private static ChatRequest request(ChatOptions.Builder options) {
		return ChatRequest.builder().system("Be kind").user("Hello there").tool(LS).options(options.build()).build();
	}

	@ParameterizedTest
	@ValueSource(strings = { "open", "whole", "azure-v1", "azure-classic", "azure-chat", "azure-old", "bearer" })
	void aPlainCallIsAnswered(String provider) {
		ChatResponse response = chat(provider + ":echo", ChatRequest.of("Good morning"));
		assertThat(response.text()).contains("Good morning");
		assertThat(response.finishReason()).isEqualTo(FinishReason.STOP);
		assertThat(response.usage().outputTokens()).isPositive();
	}

	@ParameterizedTest
	@EnumSource(ThinkingLevel.class)
	void everyLevelIsTakenWhateverElseIsAskedFor(ThinkingLevel level) {
		ChatOptions.Builder options = ChatOptions.builder()
			.thinking(level)
			.temperature(1.0)
			.topP(0.9)
			.seed(7L)
			.stop(List.of("END"))
			.maxTokens(100)
			.sessionId("s-1");
		for (String model : List.of("azure-v1:echo", "azure-v1:echo-think")) {
			this.simulator.enqueue(Answer.text("Hi"));
			assertThat(chat(model, request(options)).text()).isEqualTo("Hi");
		}
	}

	@ParameterizedTest
	@CsvSource({ "open,HIGH", "open,OFF", "open,", "whole,LOW", "azure-v1,HIGH", "azure-classic,MEDIUM" })
	void aLoopOfToolsGoesOnWithItsThoughts(String provider, @Nullable ThinkingLevel level) {
		ChatRequest request = request(ChatOptions.builder().thinking(level));
		this.simulator.enqueue(Answer.builder()
			.reasoning("I should look")
			.text("Looking")
			.hiddenReasoning("secretly")
			.toolCall("ls", "{\"dir\":\"a\"}")
			.toolCall("ls", "{\"dir\":\"b\"}")
			.build());
		ChatResponse calls = chat(provider + ":echo-think", request);
		assertThat(calls.finishReason()).isEqualTo(FinishReason.TOOL_CALLS);
		ChatRequest next = request.reply(calls);
		for (ToolCall call : calls.toolCalls()) {
			next = next.toolResult(call, "a.txt");
		}

		ChatResponse answer = chat(provider + ":echo-think", next);

		assertThat(answer.text()).contains("a.txt");
		JsonNode input = this.simulator.chats().get(1).json().path("input");
		assertThat(input.values().stream().map((item) -> item.path("type").asString(""))).containsSubsequence("message",
				"message", "function_call", "function_call", "function_call_output", "function_call_output");
		boolean encrypted = level != ThinkingLevel.OFF;
		assertThat(input.toString().contains("encrypted_content")).isEqualTo(encrypted);
		assertThat(chat(provider + ":echo-think", next.reply(answer).user("Thanks")).text()).isNotEmpty();
	}

	@Test
	void whatOneModelThoughtIsNotSentToAnother() {
		this.simulator.enqueue(Answer.builder().reasoning("Hm").toolCall("ls", "{\"dir\":\"a\"}").build());
		ChatRequest request = request(ChatOptions.builder().thinking(ThinkingLevel.HIGH));
		ChatResponse first = chat("open:echo-think", request);

		ChatRequest next = request.reply(first).toolResult(first.toolCalls().get(0), "a.txt");
		assertThat(chat("open:other-think", next).text()).contains("a.txt");
		assertThat(chat("azure-v1:echo-think", next).text()).contains("a.txt");

		assertThat(this.simulator.chats().get(1).json().toString()).doesNotContain("encrypted_content\":\"", "rs_",
				"fc_");
	}

	@Test
	void aThoughtThatLedToNothingDoesNotStopTheConversation() {
		this.simulator.enqueue(Answer.builder().reasoning("Hm").finish(FinishReason.LENGTH).build());
		ChatRequest request = request(ChatOptions.builder().thinking(ThinkingLevel.LOW));
		ChatResponse cut = chat("open:echo-think", request);
		assertThat(cut.finishReason()).isEqualTo(FinishReason.LENGTH);
		assertThat(chat("open:echo-think", request.reply(cut).user("Go on")).text()).isNotEmpty();
	}

	@Test
	void aSchemaIsKeptAndAPictureIsSeen() {
		String schema = "{\"type\":\"object\",\"properties\":{\"city\":{\"type\":\"string\"}},\"required\":[\"city\"],\"additionalProperties\":false}";
		ChatRequest json = ChatRequest.builder()
			.user(new Text("Which city is this?"), Image.of(PNG, "image/png"))
			.options(ChatOptions.builder().responseFormat(ResponseFormat.jsonSchema("place", schema)).build())
			.build();
		assertThat(chat("open:echo", json).text()).contains("\"city\"");
		assertThat(this.simulator.chats().get(0).messages().get(0).images()).isOne();
	}

	@Test
	void aCustomToolIsCalledWithFreeText() {
		Map<String, @Nullable Object> own = new LinkedHashMap<>();
		own.put("tools", List.of(Map.of("type", "custom", "name", "query", "description", "Runs SQL")));
		ChatRequest request = ChatRequest.of("Count them")
			.withOptions(ChatOptions.builder().providerOptions(own).build());
		this.simulator.enqueue(Answer.builder().toolCall("query", "select 1").build());
		ChatResponse calls = chat("open:echo", request);
		assertThat(calls.toolCalls().get(0).argumentMap()).containsEntry("input", "select 1");
		assertThat(chat("open:echo", request.reply(calls).toolResult(calls.toolCalls().get(0), "1 row")).text())
			.contains("1 row");
	}

	@Test
	void onlyWhatIsNewIsSentAfterAnAnswerThatIsKept() {
		ChatRequest request = ChatRequest.of("Hello").withOptions(own(Map.of("store", true)));
		ChatResponse first = chat("open:echo", request);
		ChatRequest next = request.reply(first)
			.user("And now?")
			.withOptions(own(Map.of("store", true, "previous_response_id", String.valueOf(first.responseId()))));
		chat("open:echo", next);
		assertThat(this.simulator.chats().get(1).json().path("input").size()).isOne();
	}

	@Test
	void whereTheAnswerBeforeIsForgottenEverythingIsSent() {
		ChatRequest request = ChatRequest.of("Hello");
		ChatResponse first = chat("open:echo", request);
		ChatResponse forgotten = first.toBuilder().responseId("resp_forgotten").build();
		ChatRequest next = request.reply(forgotten)
			.user("And now?")
			.withOptions(own(Map.of("previous_response_id", "resp_forgotten")));
		ChatResponse answer = chat("open:echo", next);
		assertThat(answer.warnings()).extracting(Warning::code).contains("previous-response-forgotten");
		assertThat(this.simulator.chats().get(1).json().path("input").size()).isEqualTo(3);
	}

	@Test
	void aFailureInTheMiddleKeepsWhatHadArrived() {
		this.simulator.enqueue(Answer.builder()
			.text("Half an ")
			.failure(SimulatedError.of(500, "Overloaded").withCode("server_is_overloaded"))
			.build());
		assertThatExceptionOfType(LlmException.class).isThrownBy(() -> chat("open:echo", ChatRequest.of("Hello")))
			.satisfies((failure) -> assertThat(failure.partialResponse().orElseThrow().text()).contains("Half an"));
	}

	@Test
	void aDeploymentThatIsNotThereIsExplained() {
		assertThatExceptionOfType(NotFoundException.class)
			.isThrownBy(() -> this.registry.client("azure-old:echo")
				.chat(ChatRequest.of("Hello")
					.withOptions(own(Map.of("api_version", "2024-10-21", "deployment", "nowhere"))))
				.block(PATIENCE))
			.withMessageContaining("deployment 'nowhere'");
	}

	private static ChatOptions own(Map<String, Object> own) {
		return ChatOptions.builder().providerOptions(new LinkedHashMap<>(own)).build();
	}

}
