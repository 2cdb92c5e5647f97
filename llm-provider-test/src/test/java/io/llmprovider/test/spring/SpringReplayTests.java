package io.llmprovider.test.spring;

import java.nio.file.Path;
import java.util.Map;

import io.llmprovider.chat.ChatRequest;
import io.llmprovider.provider.LlmClient;
import io.llmprovider.test.junit.Launched;
import io.llmprovider.test.replay.Cassette;
import io.llmprovider.test.replay.FixtureUse;
import io.llmprovider.test.replay.LlmReplay;
import io.llmprovider.test.replay.RecordedTraffic;
import io.llmprovider.test.simulator.Answer;
import io.llmprovider.test.simulator.LlmSimulator;
import io.llmprovider.test.simulator.Script;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

class SpringReplayTests {

	/** The same in all samples, so that they share a context. */
	private static String realUrl = "";

	private static String question = "Hello";

	@TempDir
	Path folder;

	private Launched run(boolean record, Class<?>... classes) {
		return Launched.run(Map.of(RecordedTraffic.RECORD_PROPERTY, Boolean.toString(record),
				FixtureUse.FOLDER_PROPERTY, this.folder.toString(), "spring.test.context.cache.maxSize", "32"),
				classes);
	}

	@Test
	void anApplicationIsRecordedAndReplayedOffline() {
		try (LlmSimulator real = LlmSimulator.builder()
			.apiKey("marker-of-the-key")
			.script(Script.always(Answer.text("From the real one")))
			.start()) {
			realUrl = real.baseUrl("anthropic-messages");
			assertThat(run(true, Recorded.class).failures()).isEmpty();
		}
		Path ofClass = this.folder.resolve("of-class.json");
		assertThat(ofClass).content().doesNotContain("marker-of-the-key");
		assertThat(Cassette.read(ofClass).exchanges()).hasSize(1);
		assertThat(Cassette.read(this.folder.resolve("of-method.json")).exchanges()).hasSize(1);
		Launched replayed = run(false, Replayed.class, Again.class);
		assertThat(replayed.failures()).isEmpty();
		assertThat(replayed.passed()).isEqualTo(4);
		question = "Hallo";
		try {
			assertThat(run(false, Again.class).failures()).hasSize(2)
				.allSatisfy((failure) -> assertThat(failure).contains("recorded \"Hello\", sent \"Hallo\""));
		}
		finally {
			question = "Hello";
		}
	}

	@Test
	void argumentsAndNestedClassesAreRecordedAsAWhole() {
		try (LlmSimulator real = LlmSimulator.builder()
			.script(Script.always(Answer.text("From the real one")))
			.start()) {
			realUrl = real.baseUrl("anthropic-messages");
			assertThat(run(true, Several.class).failures()).isEmpty();
		}
		assertThat(Cassette.read(this.folder.resolve("arguments.json")).exchanges()).hasSize(2);
		assertThat(Cassette.read(this.folder.resolve("whole.json")).exchanges()).hasSize(2);
		Launched replayed = run(false, Several.class);
		assertThat(replayed.failures()).isEmpty();
		assertThat(replayed.passed()).isEqualTo(4);
	}

	/** Its own configuration, because a context that records cannot replay. */
	@SpringBootTest(classes = AutoConfigureLlmSimulatorTests.Application.class,
			properties = { "llm.model=real:m-1", "llm.providers.real.api=anthropic-messages",
					"llm.providers.real.auth.header=x-api-key" })
	@LlmReplay("of-class.json")
	abstract static class Sample {

		@Autowired
		LlmClient client;

		@DynamicPropertySource
		static void address(DynamicPropertyRegistry properties) {
			properties.add("llm.providers.real.base-url", () -> realUrl);
		}

		@Test
		void asks() {
			assertThat(this.client.blocking().chat(ChatRequest.of(question)).text()).isEqualTo("From the real one");
		}

		@Test
		@LlmReplay("of-method.json")
		void asksWithAFixtureOfItsOwn() {
			assertThat(this.client.blocking().chat(ChatRequest.of(question)).text()).isEqualTo("From the real one");
		}

	}

	@org.springframework.test.context.TestPropertySource(properties = "llm.providers.real.api-key=marker-of-the-key")
	static class Recorded extends Sample {

	}

	/** Its context is not kept, because one that records cannot replay. */
	@SpringBootTest(classes = AutoConfigureLlmSimulatorTests.Application.class,
			properties = { "llm.model=real:m-1", "llm.providers.real.api=anthropic-messages",
					"llm.providers.real.api-key=marker-of-the-key" })
	@LlmReplay("whole.json")
	@DirtiesContext
	static class Several {

		@Autowired
		LlmClient client;

		@DynamicPropertySource
		static void address(DynamicPropertyRegistry properties) {
			properties.add("llm.providers.real.base-url", () -> realUrl);
		}

		@ParameterizedTest
		@ValueSource(strings = { "Good morning", "Good evening" })
		@LlmReplay("arguments.json")
		void asks(String words) {
			assertThat(ask(words)).isEqualTo("From the real one");
		}

		@Test
		void asksOnce() {
			assertThat(ask("Hello")).isEqualTo("From the real one");
		}

		String ask(String words) {
			return this.client.blocking().chat(ChatRequest.of(words)).text();
		}

		@Nested
		class Within {

			@Test
			void asksOnce() {
				assertThat(ask("Good night")).isEqualTo("From the real one");
			}

		}

	}

	static class Replayed extends Sample {

	}

	static class Again extends Sample {

	}

}
