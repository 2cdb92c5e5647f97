package io.llmprovider.test.spring;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import io.llmprovider.autoconfigure.LlmAutoConfiguration;
import io.llmprovider.chat.ChatOptions;
import io.llmprovider.chat.ChatRequest;
import io.llmprovider.error.NotFoundException;
import io.llmprovider.model.ThinkingLevel;
import io.llmprovider.provider.LlmClient;
import io.llmprovider.provider.ProviderRegistry;
import io.llmprovider.test.junit.Launched;
import io.llmprovider.test.simulator.Answer;
import io.llmprovider.test.simulator.LlmSimulator;
import io.llmprovider.test.simulator.SimulatedRequest;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

@SpringBootTest(classes = AutoConfigureLlmSimulatorTests.Application.class, properties = {
		"llm.providers.anthropic.enabled=true", "llm.providers.office.api=openai-completions",
		"llm.providers.office.base-url=https://office.example.invalid/v1",
		"llm.providers.office.api-key=${OFFICE_KEY_THAT_NOBODY_SET}",
		"llm.providers.office.proxy.host=proxy.example.invalid", "llm.providers.office.proxy.port=3128",
		"llm.providers.amazon-bedrock.auth.scheme=aws", "llm.providers.azure.base-url=https://a.example.invalid",
		"llm.providers.google-vertex.auth.scheme=google", "llm.providers.ollama.base-url=http://gpu.invalid:11434",
		"llm.modes.plan.model=anthropic:claude-sonnet-4-5", "llm.modes.act.model=office:qwen" })
@AutoConfigureLlmSimulator
class AutoConfigureLlmSimulatorTests {

	@Autowired
	LlmSimulator simulator;

	@Autowired
	ProviderRegistry providers;

	@Autowired
	@Qualifier("plan")
	LlmClient planner;

	private String ask(String model) {
		return this.providers.client(model).blocking().chat(ChatRequest.of("Hello")).text();
	}

	@ParameterizedTest
	@ValueSource(strings = { "anthropic:claude-sonnet-4-5", "office:qwen", "amazon-bedrock:amazon.nova-pro-v1:0",
			"azure:deployment", "google-vertex:gemini-3-flash-preview", "ollama:llama3.3", "mistral:mistral-large" })
	void everyProviderIsAtTheSimulatorWithoutAKey(String model) {
		this.simulator.enqueue(Answer.text("Hi"));
		assertThat(ask(model)).isEqualTo("Hi");
		assertThat(this.simulator.chats()).hasSize(1);
	}

	@RepeatedTest(2)
	void itIsResetBeforeEachTest() {
		assertThat(this.simulator.exchangeCount()).isZero();
		this.simulator.enqueue(Answer.text("for this test"), Answer.text("left over"));
		assertThat(ask("office:qwen")).isEqualTo("for this test");
	}

	@Test
	void clientsOfModesAreThereToo() {
		this.planner.blocking().chat(ChatRequest.of("Hello"));
		assertThat(this.simulator.chats()).extracting(SimulatedRequest::model).containsExactly("claude-sonnet-4-5");
	}

	@Test
	void equalContextsAreSharedAndOthersHaveASimulatorOfTheirOwn() {
		SEEN.clear();
		Launched launched = Launched.run(java.util.Map.of(), First.class, Second.class, Third.class);
		assertThat(launched.failures()).isEmpty();
		assertThat(launched.passed()).isEqualTo(9);
		assertThat(SEEN).hasSize(2);
	}

	@Test
	void withoutTheAnnotationThereIsNoSimulator() {
		assertThat(Launched.run(java.util.Map.of(), Plain.class).failures()).isEmpty();
	}

	@Test
	void bothAtOnceAreRefused() {
		assertThat(Launched.run(java.util.Map.of(), Both.class).failures()).first()
			.asString()
			.contains("@AutoConfigureLlmSimulator and @LlmReplay: its calls can go to one of them only");
	}

	@SpringBootConfiguration
	@ImportAutoConfiguration(LlmAutoConfiguration.class)
	static class Application {

	}

	static final Set<LlmSimulator> SEEN = ConcurrentHashMap.newKeySet();

	abstract static class Sample {

		@Autowired
		LlmSimulator simulator;

		@Autowired
		ProviderRegistry providers;

		@Test
		void asks() {
			SEEN.add(this.simulator);
			this.providers.client("openai:m-1").blocking().chat(ChatRequest.of("Hello"));
			assertThat(this.simulator.exchangeCount()).isEqualTo(1);
		}

	}

	@SpringBootTest(classes = Application.class)
	@AutoConfigureLlmSimulator
	static class First extends Sample {

	}

	@SpringBootTest(classes = Application.class)
	@AutoConfigureLlmSimulator
	static class Second extends Sample {

	}

	@SpringBootTest(classes = Application.class)
	@AutoConfigureLlmSimulator(models = { "m-1", "gpt-5.5", "gpt-4.1", "qwen3", "magistral-medium-latest" })
	static class Third extends Sample {

		@ParameterizedTest
		@ValueSource(strings = { "openai:gpt-5.5", "openai:gpt-4.1", "deepseek:gpt-4.1", "ollama:qwen3",
				"mistral:magistral-medium-latest" })
		void asksModelsThatThereAreForWhateverTheyCan(String model) {
			this.simulator.enqueue(Answer.text("Hi"), Answer.text("Hi"));
			for (ChatOptions options : List.of(ChatOptions.builder().temperature(0.5).build(),
					ChatOptions.builder().thinking(ThinkingLevel.HIGH).build())) {
				ChatRequest request = ChatRequest.of("Hello").withOptions(options);
				assertThat(this.providers.client(model).blocking().chat(request).text()).isEqualTo("Hi");
			}
		}

		@Test
		void asksForNoOther() {
			assertThatExceptionOfType(NotFoundException.class)
				.isThrownBy(() -> this.providers.client("openai:gpt-5").blocking().chat(ChatRequest.of("Hello")));
		}

	}

	@SpringBootTest(classes = Application.class)
	static class Plain {

		@Test
		void hasNone(@Autowired org.springframework.context.ApplicationContext context) {
			assertThat(context.getBeanNamesForType(LlmSimulator.class)).isEmpty();
		}

	}

	@SpringBootTest(classes = Application.class)
	@AutoConfigureLlmSimulator
	static class Both {

		@Test
		@io.llmprovider.test.replay.LlmReplay("any.json")
		void cannot() {
		}

	}

}
