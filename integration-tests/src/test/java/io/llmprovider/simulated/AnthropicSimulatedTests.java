package io.llmprovider.simulated;

import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

import io.llmprovider.chat.CacheRetention;
import io.llmprovider.chat.ChatOptions;
import io.llmprovider.chat.ChatRequest;
import io.llmprovider.chat.ChatResponse;
import io.llmprovider.chat.Document;
import io.llmprovider.chat.FinishReason;
import io.llmprovider.chat.Image;
import io.llmprovider.chat.ResponseFormat;
import io.llmprovider.chat.Text;
import io.llmprovider.chat.Tool;
import io.llmprovider.chat.ToolCall;
import io.llmprovider.chat.ToolChoice;
import io.llmprovider.chat.Warning;
import io.llmprovider.model.ThinkingLevel;
import io.llmprovider.provider.ProviderRegistry;
import io.llmprovider.provider.ProviderSettings;
import io.llmprovider.test.simulator.Answer;
import io.llmprovider.test.simulator.LlmSimulator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AnthropicSimulatedTests {

	private static final Duration PATIENCE = Duration.ofSeconds(20);

	private static final List<String> MODELS = List.of("claude-sonnet-4-20250514", "claude-sonnet-4-5",
			"claude-haiku-4-5-20251001", "claude-opus-4-5", "claude-opus-4-6", "claude-sonnet-4-6", "claude-opus-4-7",
			"claude-opus-4-8", "claude-sonnet-5", "claude-opus-5", "claude-fable-5", "echo-think");

	private static final Tool LS = Tool.of("ls", "Lists files",
			"{\"type\":\"object\",\"properties\":{\"dir\":{\"type\":\"string\",\"minLength\":1}},\"required\":[\"dir\"]}");

	private static final byte[] PNG = Base64.getDecoder()
		.decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==");

	private final LlmSimulator simulator = LlmSimulator.start();

	private final ProviderRegistry registry = ProviderRegistry.builder()
		.provider(ProviderSettings.builder("claude")
			.api("anthropic-messages")
			.baseUrl(this.simulator.baseUrl("anthropic-messages"))
			.build())
		.build();

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
		return Objects.requireNonNull(this.registry.client("claude:" + model).chat(request).block(PATIENCE));
	}

	private static ChatRequest request(ChatOptions.Builder options) {
		return ChatRequest.builder().system("Be kind").user("Hello there").tool(LS).options(options.build()).build();
	}

	static Stream<Arguments> modelsAndLevels() {
		return MODELS.stream()
			.flatMap((model) -> Arrays.stream(ThinkingLevel.values()).map((level) -> Arguments.of(model, level)));
	}

	@ParameterizedTest
	@MethodSource("modelsAndLevels")
	void everyLevelIsTakenByEveryGenerationWhateverElseIsAskedFor(String model, ThinkingLevel level) {
		ChatOptions.Builder options = ChatOptions.builder()
			.thinking(level)
			.temperature(0.3)
			.topP(0.9)
			.seed(7L)
			.stop(List.of("END", " "))
			.toolChoice(ToolChoice.REQUIRED)
			.cacheRetention(CacheRetention.LONG);
		this.simulator.enqueue(Answer.text("Hi"));

		assertThat(chat(model, request(options)).text()).isEqualTo("Hi");
	}

	@ParameterizedTest
	@MethodSource("modelsAndLevels")
	void aLoopOfToolsGoesOnWithItsThoughts(String model, ThinkingLevel level) {
		ChatRequest request = request(ChatOptions.builder().thinking(level));
		this.simulator.enqueue(Answer.builder()
			.reasoning("I should look")
			.hiddenReasoning("secretly")
			.text("Looking\n")
			.toolCall("ls", "{\"dir\":\"a\"}")
			.toolCall("ls", "{\"dir\":\"b\"}")
			.build());
		ChatResponse calls = chat(model, request);
		assertThat(calls.finishReason()).isEqualTo(FinishReason.TOOL_CALLS);
		ChatRequest next = request.reply(calls);
		for (ToolCall call : calls.toolCalls()) {
			next = next.toolResult(call, "a.txt");
		}

		ChatResponse answer = chat(model, next);

		assertThat(answer.text()).contains("a.txt");
		JsonNode replayed = this.simulator.chats().get(1).json().path("messages").path(1).path("content");
		assertThat(replayed.values().stream().map((block) -> block.path("type").asString())).containsExactly("thinking",
				"redacted_thinking", "text", "tool_use", "tool_use");
		assertThat(chat(model, next.reply(answer).user("Thanks")).text()).isNotEmpty();
	}

	@Test
	void anotherModelsThoughtsAreNotSent() {
		this.simulator.enqueue(Answer.builder().reasoning("Hm").text("Yes").build());
		ChatRequest request = request(ChatOptions.builder().thinking(ThinkingLevel.HIGH));
		ChatResponse first = chat("claude-opus-4-8", request);

		chat("claude-sonnet-4-5", request.reply(first).user("And now?"));

		assertThat(this.simulator.chats().get(1).json().toString()).doesNotContain("signature");
	}

	@ParameterizedTest
	@ValueSource(strings = { "claude-sonnet-4-5", "claude-opus-4-8" })
	void aTurnThatWasCutAndBlankTextsAreCleaned(String model) {
		this.simulator.enqueue(Answer.builder().reasoning("Hm").finish(FinishReason.LENGTH).build(),
				Answer.builder().text(" ").text("\n").build());
		ChatRequest request = request(ChatOptions.builder().thinking(ThinkingLevel.LOW));
		ChatRequest second = request.reply(chat(model, request)).user("Go on");
		ChatRequest third = second.reply(chat(model, second)).user("Go on, please");

		assertThat(chat(model, third).text()).isNotEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "claude-sonnet-4-20250514", "claude-sonnet-4-5", "claude-opus-4-8" })
	void anImageAndAJsonAnswerAreTaken(String model) {
		ChatRequest request = ChatRequest.builder()
			.user(new Text("What is this?"), Image.of(PNG, "image/png"))
			.options(ChatOptions.builder()
				.responseFormat(ResponseFormat.jsonSchema("colour",
						"{\"type\":\"object\",\"properties\":{\"name\":{\"type\":\"string\",\"maxLength\":9}}}"))
				.build())
			.build();

		assertThat(chat(model, request).text()).contains("name");
		assertThat(this.simulator.chats().get(0).messages().get(0).images()).isEqualTo(1);
	}

	static Stream<Arguments> modelsAndSchemas() {
		String simple = "{\"type\":\"object\",\"properties\":{\"name\":{\"type\":\"string\",\"maxLength\":9}}}";
		String recursive = "{\"$ref\":\"#/$defs/node\",\"$defs\":{\"node\":{\"type\":\"object\",\"properties\":"
				+ "{\"next\":{\"$ref\":\"#/$defs/node\"}}}},\"type\":\"object\"}";
		return MODELS.stream()
			.flatMap((model) -> Stream.of(simple, recursive).map((schema) -> Arguments.of(model, schema)));
	}

	@ParameterizedTest
	@MethodSource("modelsAndSchemas")
	void anAnswerIsHeldToItsSchemaByWhateverTheGenerationTakes(String model, String schema) {
		ChatOptions.Builder options = ChatOptions.builder().responseFormat(ResponseFormat.jsonSchema("x", schema));
		for (boolean cited : new boolean[] { false, true }) {
			this.simulator.enqueue(Answer.text("Hi"));
			ChatRequest request = ChatRequest.builder()
				.user(new Text("What is this?"), Document.of(new byte[] { 'a' }, "text/plain", "paper"))
				.assistant("It is ")
				.options(options.providerOptions(Map.of("citations", cited)).build())
				.build();

			assertThat(chat(model, request).text()).isEqualTo("Hi");
		}
	}

	@ParameterizedTest
	@EnumSource(value = CacheRetention.class, names = "NONE", mode = EnumSource.Mode.EXCLUDE)
	void aRetentionWritesThePromptToTheCacheAndReadsItAgain(CacheRetention retention) {
		ChatRequest request = request(ChatOptions.builder().cacheRetention(retention));
		ChatResponse first = chat("claude-sonnet-5", request);
		assertThat(first.usage().cacheWriteTokens()).isPositive();
		assertThat(first.usage().cacheReadTokens()).isZero();

		ChatResponse second = chat("claude-sonnet-5", request.reply(first).user("And now?"));

		assertThat(second.usage().cacheReadTokens()).isEqualTo(first.usage().cacheWriteTokens());
	}

	@Test
	void aPausedTurnGoesBackAsItCameToBeContinued() {
		this.simulator.enqueue(
				Answer.builder().serverTool("web_search", "{\"query\":\"x\"}", "Sunny").finish("pause_turn").build(),
				Answer.text("It is sunny"));
		ChatRequest request = ChatRequest.of("How is the weather?");
		ChatResponse paused = chat("claude-opus-4-8", request);
		assertThat(paused.rawFinishReason()).isEqualTo("pause_turn");

		assertThat(chat("claude-opus-4-8", request.reply(paused)).text()).isEqualTo("It is sunny");
		assertThat(this.simulator.chats().get(1).json().path("messages").toString()).contains("encrypted_content",
				"server_tool_use");
	}

	@Test
	void whatHadToBeLeftOutIsTold() {
		ChatResponse response = chat("claude-opus-4-8",
				request(ChatOptions.builder().thinking(ThinkingLevel.MINIMAL).temperature(0.3).seed(1L)));
		assertThat(response.warnings().stream().map(Warning::code)).contains("thinking-clipped", "option-left-out");
	}

}
