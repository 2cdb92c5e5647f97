package io.llmprovider.test.simulator.bedrock;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.llmprovider.chat.AssistantMessage;
import io.llmprovider.chat.CacheMark;
import io.llmprovider.chat.ChatOptions;
import io.llmprovider.chat.ChatRequest;
import io.llmprovider.chat.ChatResponse;
import io.llmprovider.chat.Document;
import io.llmprovider.chat.FinishReason;
import io.llmprovider.chat.Image;
import io.llmprovider.chat.Reasoning;
import io.llmprovider.chat.ReplayData;
import io.llmprovider.chat.ResponseFormat;
import io.llmprovider.chat.ServerToolCall;
import io.llmprovider.chat.Text;
import io.llmprovider.chat.Tool;
import io.llmprovider.chat.ToolCall;
import io.llmprovider.chat.ToolChoice;
import io.llmprovider.chat.ToolResultMessage;
import io.llmprovider.error.ErrorKind;
import io.llmprovider.error.LlmException;
import io.llmprovider.error.TruncatedStreamException;
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
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * The library's client against the simulator, streamed and whole.
 */
class BedrockDialectTests {

	private static final String CLAUDE = "eu.anthropic.claude-sonnet-4-5-20250929-v1:0";

	private static final Tool LS = Tool.of("ls", "Lists files", "{\"type\":\"object\",\"properties\":{}}");

	private final LlmSimulator simulator = LlmSimulator.builder().apiKey("k").start();

	private final List<ProviderRegistry> registries = new ArrayList<>();

	@AfterEach
	void close() {
		this.registries.forEach(ProviderRegistry::close);
		this.simulator.close();
	}

	private LlmClient client(String model, boolean streaming) {
		ProviderRegistry registry = ProviderRegistry.builder()
			.environment((name) -> null)
			.provider(ProviderSettings.builder("bedrock")
				.api("bedrock-converse-stream")
				.baseUrl(this.simulator.uri("").toString())
				.apiKey("k")
				.wireStreaming(streaming)
				.retry(new RetrySettings(1, null, null, null, null, null, null))
				.build())
			.build();
		this.registries.add(registry);
		return registry.client("bedrock:" + model);
	}

	private ChatResponse ask(boolean streaming, Answer answer, ChatRequest request) {
		this.simulator.enqueue(answer);
		return client(CLAUDE, streaming).chat(request).block();
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void aLoopOfToolsWithThoughtsIsTakenBack(boolean streaming) {
		ChatRequest request = ChatRequest.builder()
			.system("Be brief")
			.tool(LS)
			.user(new Text("List them"), Image.of(new byte[] { 1 }, "image/png"),
					Document.of(new byte[] { 1 }, "application/pdf", "plan_1.pdf"))
			.options(ChatOptions.builder().thinking(ThinkingLevel.LOW).temperature(0.5).build())
			.build();
		Answer answer = Answer.builder()
			.reasoning("Let me see.")
			.hiddenReasoning("Secret")
			.text("Well,")
			.toolCall("call_1", "ls", "{\"a\":1}")
			.toolCall("call_2", "ls", "")
			.build();
		ChatResponse first = ask(streaming, answer, request);
		assertThat(first.reasoning()).isEqualTo("Let me see.");
		assertThat(first.text()).isEqualTo("Well,");
		assertThat(first.toolCalls()).extracting(ToolCall::arguments).containsExactly("{\"a\":1}", "{}");
		assertThat(first.finishReason()).isEqualTo(FinishReason.TOOL_CALLS);
		assertThat(first.rawFinishReason()).isEqualTo("tool_use");
		assertThat(first.usage().inputTokens()).isPositive();
		ChatRequest next = request.reply(first)
			.toolResult(first.toolCalls().get(0), "a.txt")
			.toolResult(first.toolCalls().get(1), "b.txt");
		assertThat(ask(streaming, Answer.text("Two files"), next).text()).isEqualTo("Two files");
		assertThat(this.simulator.exchanges()).allMatch((exchange) -> exchange.brokenRule() == null);
	}

	@Test
	void aSignatureOfAnotherAccountIsRefused() {
		ReplayData foreign = new ReplayData("bedrock", CLAUDE, "bedrock-converse-stream", Map.of("signature", "c2ln"));
		ChatRequest request = ChatRequest.builder()
			.user("Hi")
			.message(AssistantMessage.of(new Reasoning("Hm", false, foreign), new Text("Yes")))
			.user("And?")
			.build();
		assertThatExceptionOfType(LlmException.class).isThrownBy(() -> client(CLAUDE, true).chat(request).block())
			.withMessageContaining("signature");
		assertThat(this.simulator.exchanges().get(0).brokenRule()).isEqualTo(BedrockRule.SIGNATURE);
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void toolsThatBedrockRunsGoBackToo(boolean streaming) {
		ChatRequest request = ChatRequest.of("Search")
			.withOptions(
					ChatOptions.builder().providerOptions(Map.of("system-tools", List.of("nova_grounding"))).build());
		ChatResponse first = ask(streaming,
				Answer.builder().serverTool("nova_grounding", "{\"q\":\"x\"}", "found").text("It is").build(), request);
		assertThat(first.content().get(0)).isInstanceOf(ServerToolCall.class);
		assertThat(first.toolCalls()).isEmpty();
		assertThat(ask(streaming, Answer.text("Yes"), request.reply(first).toBuilder().user("Sure?").build()).text())
			.isEqualTo("Yes");
	}

	@Test
	void markedPromptsAreWrittenToTheCacheAndReadFromIt() {
		ChatRequest request = ChatRequest.builder()
			.system(List.of(new Text("Be kind, and be brief.").cached(CacheMark.ONE_HOUR)))
			.user(new Text("Hello there").cached(CacheMark.FIVE_MINUTES))
			.build();
		ChatResponse first = ask(true, Answer.text("Hi"), request);
		ChatResponse second = ask(false, Answer.text("Hi"), request);
		assertThat(first.usage().cacheReadTokens()).isZero();
		assertThat(first.usage().cacheWriteTokens()).isPositive();
		assertThat(second.usage().cacheReadTokens()).isEqualTo(first.usage().cacheWriteTokens());
		assertThat(second.usage().inputTokens()).isEqualTo(first.usage().inputTokens());
	}

	@ParameterizedTest
	@CsvSource({ "429,RATE_LIMIT,true", "503,OVERLOADED,true", "400,INVALID_REQUEST,false", "500,SERVER,true",
			"424,SERVER,true" })
	void failuresAreExceptionsInTheStreamAndStatusesBeforeIt(int status, ErrorKind kind, boolean retryable) {
		SimulatedError error = SimulatedError.of(status, "It failed");
		this.simulator.enqueue(Answer.error(error));
		assertThatExceptionOfType(LlmException.class)
			.isThrownBy(() -> client(CLAUDE, true).chat(ChatRequest.of("Hi")).block())
			.satisfies((ex) -> assertThat(ex.kind()).isEqualTo(kind))
			.satisfies((ex) -> assertThat(ex.details().requestId()).isNotBlank());
		this.simulator.enqueue(Answer.builder().text("Half").failure(error).build());
		assertThatExceptionOfType(LlmException.class)
			.isThrownBy(() -> client(CLAUDE, true).chat(ChatRequest.of("Hi")).block())
			.satisfies((ex) -> {
				assertThat(ex.kind()).isEqualTo(kind);
				assertThat(ex.isRetryable()).isEqualTo(retryable);
				assertThat(ex.partialResponse())
					.hasValueSatisfying((partial) -> assertThat(partial.text()).isEqualTo("Half"));
			});
	}

	@Test
	void anAnswerThatIsCutIsTruncated() {
		this.simulator.enqueue(Answer.builder().text("Half").unfinished().build());
		assertThatExceptionOfType(TruncatedStreamException.class)
			.isThrownBy(() -> client(CLAUDE, true).chat(ChatRequest.of("Hi")).block());
	}

	@Test
	void aModelWithoutProfileIsToldWhatToWriteBeforeItsId() {
		assertThatExceptionOfType(LlmException.class)
			.isThrownBy(
					() -> client("anthropic.claude-sonnet-4-5-20250929-v1:0", true).chat(ChatRequest.of("Hi")).block())
			.satisfies((ex) -> assertThat(ex.details().action()).contains("eu.anthropic.claude-sonnet-4-5"));
	}

	@ParameterizedTest
	@ValueSource(strings = { CLAUDE, "mistral.mistral-large-2407-v1:0", "us.meta.llama3-3-70b-instruct-v1:0",
			"us.amazon.nova-2-lite-v1:0", "openai.gpt-oss-120b-1:0",
			"arn:aws:bedrock:eu-west-1:123456789012:application-inference-profile/abc" })
	void whatTheLibraryWritesIsTakenForEveryFamily(String model) {
		ToolCall call = new ToolCall("tooluse_a|b", "ls", "no json");
		ChatRequest request = ChatRequest.builder()
			.system("Be brief")
			.tool(LS.cached(CacheMark.FIVE_MINUTES))
			.assistant("Welcome")
			.user("")
			.user("List")
			.message(AssistantMessage.of(new Reasoning("Hm"), call))
			.message(ToolResultMessage.of(call, ""))
			.user(new Text("And?"), Document.of(new byte[] { 1 }, "application/pdf", "a.b"))
			.options(ChatOptions.builder()
				.thinking(ThinkingLevel.MAX)
				.maxTokens(50)
				.temperature(1.0)
				.toolChoice(ToolChoice.of("ls"))
				.build())
			.build();
		assertThat(client(model, true).chat(request).block()).isNotNull();
		assertThat(
				client(model, true).chat(request.withOptions(ChatOptions.builder().toolChoice(ToolChoice.NONE).build()))
					.block())
			.isNotNull();
		assertThat(this.simulator.exchanges()).hasSize(2).allMatch((exchange) -> exchange.brokenRule() == null);
	}

	@Test
	void anAnswerHeldToASchemaFollowsIt() {
		ChatRequest request = ChatRequest.of("Where?")
			.withOptions(ChatOptions.builder()
				.responseFormat(ResponseFormat.jsonSchema("point",
						"{\"type\":\"object\",\"properties\":{\"x\":{\"type\":\"integer\"}},\"required\":[\"x\"]}"))
				.build());
		assertThat(client(CLAUDE, true).chat(request).block().text()).startsWith("{\"x\":");
	}

}
