package io.llmprovider.real;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
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
import io.llmprovider.json.Json;
import io.llmprovider.provider.Mode;
import io.llmprovider.provider.ProviderRegistry;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import reactor.test.StepVerifier;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/**
 * Chat Completions, Responses and Messages against llama.cpp's server, through the
 * starter's configuration. Needs LLAMA_TEXT_URL, LLAMA_THINK_URL and LLAMA_TOOLS_URL.
 */
class LlamaServerIT {

	private static final Tool WEATHER = Tool.of("get_weather", "The weather in a city",
			"{\"type\":\"object\",\"properties\":{\"city\":{\"enum\":[\"Paris\",\"Rome\"]}},\"required\":[\"city\"],"
					+ "\"additionalProperties\":false}");

	private static final ChatOptions SHORT = ChatOptions.builder().maxTokens(64).build();

	@ParameterizedTest
	@EnumSource(Api.class)
	void textIsStreamedWithUsage(Api api) {
		run(api, (registry) -> {
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

	@ParameterizedTest
	@EnumSource(Api.class)
	void aWholeAnswerIsTheSameKindOfAnswer(Api api) {
		run(api, (registry) -> {
			ChatResponse response = registry.client("plain:tiny")
				.chat(ChatRequest.of("Hello").withOptions(SHORT))
				.block();

			assertThat(response).isNotNull();
			assertThat(response.text()).isNotBlank();
			assertThat(response.finishReason()).isIn(FinishReason.STOP, FinishReason.LENGTH);
		});
	}

	@ParameterizedTest
	@EnumSource(Api.class)
	void thePlanModeReasonsBeforeItAnswers(Api api) {
		run(api, (registry) -> {
			ChatResponse response = registry.forMode(Mode.PLAN).chat(ChatRequest.of("Plan a walk.")).block();

			assertThat(response).isNotNull();
			assertThat(response.reasoning()).isNotBlank();
			assertThat(response.text()).isNotBlank();
		});
	}

	@ParameterizedTest
	@EnumSource(Api.class)
	void theActModeCallsAToolAndUsesItsResult(Api api) {
		run(api, (registry) -> {
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

	/**
	 * This server passes over {@code text.format} of Responses, but takes the member of
	 * Chat Completions there; on Messages it holds no answer to a schema.
	 */
	@ParameterizedTest
	@EnumSource(value = Api.class, mode = EnumSource.Mode.EXCLUDE, names = "MESSAGES")
	void anAnswerIsHeldToASchema(Api api) {
		String schema = "{\"type\":\"object\",\"properties\":{\"ok\":{\"type\":\"boolean\"}},\"required\":[\"ok\"],"
				+ "\"additionalProperties\":false}";
		ChatOptions.Builder options = ChatOptions.builder()
			.maxTokens(200)
			.responseFormat(ResponseFormat.jsonSchema("answer", schema));
		if (api == Api.RESPONSES) {
			Map<String, Object> format = Map.of("name", "answer", "schema", Json.object(schema));
			options.extraBody(Map.of("response_format", Map.of("type", "json_schema", "json_schema", format)));
		}
		run(api, (registry) -> {
			ChatResponse response = registry.client("think:tiny-think")
				.chat(ChatRequest.of("Answer in JSON.").withOptions(options.build()))
				.block();

			assertThat(response).isNotNull();
			assertThat(response.text()).matches("(?s)\\s*\\{\\s*\"ok\"\\s*:\\s*(true|false)\\s*}\\s*");
		});
	}

	@ParameterizedTest
	@EnumSource(Api.class)
	void aPromptThatIsTooLongIsAnOverflowWithItsFigures(Api api) {
		run(api, (registry) -> assertThatThrownBy(
				() -> registry.client("text:tiny").blocking().chat(ChatRequest.of("word ".repeat(200_000))))
			.isInstanceOfSatisfying(ContextOverflowException.class, (overflow) -> {
				assertThat(overflow.limit()).isPositive();
				assertThat(overflow.actual()).isGreaterThan(overflow.limit());
			}));
	}

	@ParameterizedTest
	@EnumSource(Api.class)
	void cancellingInTheMiddleLeavesTheServerReadyForTheNextCall(Api api) {
		run(api, (registry) -> {
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

	@ParameterizedTest
	@EnumSource(Api.class)
	void aModelThatDoesNotExistOrAWrongPathIsATypedError(Api api) {
		run(api, (registry) -> assertThatThrownBy(
				() -> registry.client("nopath:tiny").blocking().chat(ChatRequest.of("Hi").withOptions(SHORT)))
			.isInstanceOf(io.llmprovider.error.NotFoundException.class)
			.hasMessageContaining("llm.providers.nopath.base-url"));
	}

	private static void run(Api api, Consumer<ProviderRegistry> test) {
		String text = url("LLAMA_TEXT_URL");
		new ApplicationContextRunner().withConfiguration(AutoConfigurations.of(LlmAutoConfiguration.class))
			.withPropertyValues(Stream
				.of(api.provider("text", text), api.provider("plain", text), api.provider("nopath", text + "/v2"),
						api.provider("think", url("LLAMA_THINK_URL")), api.provider("tools", url("LLAMA_TOOLS_URL")))
				.flatMap(List::stream)
				.toArray(String[]::new))
			.withPropertyValues("llm.providers.plain.wire-streaming=false", "llm.modes.plan.model=think:tiny-think",
					"llm.modes.act.model=tools:tiny-tools")
			.run((context) -> test.accept(context.getBean(ProviderRegistry.class)));
	}

	private static String url(String variable) {
		String url = System.getenv(variable);
		assumeTrue(url != null, variable + " is not set: start llama-server.sh and export what it prints");
		return String.valueOf(url);
	}

	/**
	 * An API that the server speaks, and what its base URL ends in.
	 */
	enum Api {

		COMPLETIONS("openai-completions", "/v1"), RESPONSES("openai-responses", "/v1"),
		MESSAGES("anthropic-messages", "");

		private final String id;

		private final String path;

		Api(String id, String path) {
			this.id = id;
			this.path = path;
		}

		List<String> provider(String name, String url) {
			return List.of("llm.providers." + name + ".api=" + this.id,
					"llm.providers." + name + ".base-url=" + url + this.path);
		}

	}

}
