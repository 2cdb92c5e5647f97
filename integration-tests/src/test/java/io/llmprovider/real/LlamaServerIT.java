package io.llmprovider.real;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import io.llmprovider.autoconfigure.LlmAutoConfiguration;
import io.llmprovider.chat.ChatOptions;
import io.llmprovider.chat.ChatRequest;
import io.llmprovider.chat.ChatResponse;
import io.llmprovider.chat.FinishReason;
import io.llmprovider.chat.ResponseFormat;
import io.llmprovider.chat.StreamEvent;
import io.llmprovider.chat.StreamEvents;
import io.llmprovider.chat.Tool;
import io.llmprovider.chat.ToolCall;
import io.llmprovider.chat.ToolChoice;
import io.llmprovider.error.ContextOverflowException;
import io.llmprovider.provider.Mode;
import io.llmprovider.provider.ProviderRegistry;
import org.junit.jupiter.api.Test;
import reactor.test.StepVerifier;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/**
 * Chat Completions against llama.cpp's server, through the starter's configuration. Needs
 * LLAMA_TEXT_URL, LLAMA_THINK_URL and LLAMA_TOOLS_URL.
 */
class LlamaServerIT {

	private static final Tool WEATHER = Tool.of("get_weather", "The weather in a city",
			"{\"type\":\"object\",\"properties\":{\"city\":{\"enum\":[\"Paris\",\"Rome\"]}},\"required\":[\"city\"],"
					+ "\"additionalProperties\":false}");

	private static final ChatOptions SHORT = ChatOptions.builder().maxTokens(64).build();

	@Test
	void textIsStreamedWithUsage() {
		run((registry) -> {
			List<StreamEvent> events = new ArrayList<>();
			ChatResponse response = registry.client("text:tiny")
				.stream(ChatRequest.of("Say something.").withOptions(SHORT))
				.doOnNext(events::add)
				.as(StreamEvents.response())
				.block();

			assertThat(response).isNotNull();
			assertThat(response.text()).isNotBlank();
			assertThat(response.usage().inputTokens()).isPositive();
			assertThat(response.usage().outputTokens()).isPositive();
			assertThat(events).filteredOn(StreamEvent.TextDelta.class::isInstance).hasSizeGreaterThan(1);
			assertThat(events.get(0)).isInstanceOf(StreamEvent.Started.class);
		});
	}

	@Test
	void aWholeAnswerIsTheSameKindOfAnswer() {
		run((registry) -> {
			ChatResponse response = registry.client("plain:tiny")
				.chat(ChatRequest.of("Hello").withOptions(SHORT))
				.block();

			assertThat(response).isNotNull();
			assertThat(response.text()).isNotBlank();
			assertThat(response.finishReason()).isIn(FinishReason.STOP, FinishReason.LENGTH);
		});
	}

	@Test
	void thePlanModeReasonsBeforeItAnswers() {
		run((registry) -> {
			ChatResponse response = registry.forMode(Mode.PLAN).chat(ChatRequest.of("Plan a walk.")).block();

			assertThat(response).isNotNull();
			assertThat(response.reasoning()).isNotBlank();
			assertThat(response.text()).isNotBlank();
		});
	}

	@Test
	void theActModeCallsAToolAndUsesItsResult() {
		run((registry) -> {
			ChatRequest request = ChatRequest.builder().user("How is the weather in Paris?").tool(WEATHER).build();
			ChatResponse first = registry.forMode(Mode.ACT).blocking().chat(request);

			assertThat(first.finishReason()).isEqualTo(FinishReason.TOOL_CALLS);
			ToolCall call = first.toolCalls().get(0);
			assertThat(call.name()).isEqualTo("get_weather");
			assertThat(call.argumentMap()).containsOnlyKeys("city");

			ChatRequest next = request.reply(first)
				.toolResult(call, "Mild, 18 °C")
				.withOptions(ChatOptions.builder().toolChoice(ToolChoice.NONE).maxTokens(64).build());
			ChatResponse second = registry.forMode(Mode.ACT).blocking().chat(next);
			assertThat(second.text()).isNotBlank();
			assertThat(second.toolCalls()).isEmpty();
		});
	}

	@Test
	void anAnswerIsHeldToASchema() {
		run((registry) -> {
			ChatResponse response = registry.client("think:tiny-think")
				.chat(ChatRequest.of("Answer in JSON.")
					.withOptions(ChatOptions.builder()
						.maxTokens(200)
						.responseFormat(ResponseFormat.jsonSchema("answer",
								"{\"type\":\"object\",\"properties\":{\"ok\":{\"type\":\"boolean\"}},\"required\":[\"ok\"],"
										+ "\"additionalProperties\":false}"))
						.build()))
				.block();

			assertThat(response).isNotNull();
			assertThat(response.text()).matches("(?s)\\s*\\{\\s*\"ok\"\\s*:\\s*(true|false)\\s*}\\s*");
		});
	}

	@Test
	void aPromptThatIsTooLongIsAnOverflowWithItsFigures() {
		run((registry) -> assertThatThrownBy(
				() -> registry.client("text:tiny").blocking().chat(ChatRequest.of("word ".repeat(200_000))))
			.isInstanceOfSatisfying(ContextOverflowException.class, (overflow) -> {
				assertThat(overflow.limit()).isPositive();
				assertThat(overflow.actual()).isGreaterThan(overflow.limit());
			}));
	}

	@Test
	void cancellingInTheMiddleLeavesTheServerReadyForTheNextCall() {
		run((registry) -> {
			StepVerifier
				.create(registry.client("text:tiny")
					.stream(ChatRequest.of("Talk on and on."))
					.ofType(StreamEvent.TextDelta.class))
				.expectNextCount(1)
				.thenCancel()
				.verify(Duration.ofSeconds(30));

			assertThat(registry.client("text:tiny").blocking().chat(ChatRequest.of("Hi").withOptions(SHORT)).text())
				.isNotBlank();
		});
	}

	@Test
	void aModelThatDoesNotExistOrAWrongPathIsATypedError() {
		run((registry) -> assertThatThrownBy(
				() -> registry.client("nopath:tiny").blocking().chat(ChatRequest.of("Hi").withOptions(SHORT)))
			.isInstanceOf(io.llmprovider.error.NotFoundException.class)
			.hasMessageContaining("llm.providers.nopath.base-url"));
	}

	private static void run(java.util.function.Consumer<ProviderRegistry> test) {
		String text = url("LLAMA_TEXT_URL");
		new ApplicationContextRunner().withConfiguration(AutoConfigurations.of(LlmAutoConfiguration.class))
			.withPropertyValues(Stream
				.of(provider("text", text + "/v1"), provider("plain", text + "/v1"), provider("nopath", text + "/v2"),
						provider("think", url("LLAMA_THINK_URL") + "/v1"),
						provider("tools", url("LLAMA_TOOLS_URL") + "/v1"))
				.flatMap(List::stream)
				.toArray(String[]::new))
			.withPropertyValues("llm.providers.plain.wire-streaming=false", "llm.modes.plan.model=think:tiny-think",
					"llm.modes.act.model=tools:tiny-tools")
			.run((context) -> test.accept(context.getBean(ProviderRegistry.class)));
	}

	private static List<String> provider(String name, String url) {
		return List.of("llm.providers." + name + ".api=openai-completions",
				"llm.providers." + name + ".base-url=" + url);
	}

	private static String url(String variable) {
		String url = System.getenv(variable);
		assumeTrue(url != null, variable + " is not set: start llama-server.sh and export what it prints");
		return String.valueOf(url);
	}

}
