package io.llmprovider.test.junit;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;

import io.llmprovider.chat.ChatRequest;
import io.llmprovider.provider.ProviderRegistry;
import io.llmprovider.provider.ProviderSettings;
import io.llmprovider.test.replay.Cassette;
import io.llmprovider.test.replay.FixtureUse;
import io.llmprovider.test.replay.LlmReplay;
import io.llmprovider.test.replay.RecordedTraffic;
import io.llmprovider.test.simulator.Answer;
import io.llmprovider.test.simulator.LlmSimulator;
import io.llmprovider.test.simulator.Script;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Samples that are recorded from a simulator that stands for a real provider, and
 * replayed when it is gone.
 */
class LlmReplayTests {

	private static @Nullable String realUrl;

	private static String question = "Hello";

	@TempDir
	Path folder;

	private Launched run(boolean record, Class<?>... classes) {
		return Launched.run(Map.of(RecordedTraffic.RECORD_PROPERTY, Boolean.toString(record),
				FixtureUse.FOLDER_PROPERTY, this.folder.toString()), classes);
	}

	private Launched record(Class<?>... classes) {
		try (LlmSimulator real = LlmSimulator.builder()
			.script(Script.always(Answer.text("From the real one")))
			.start()) {
			realUrl = real.baseUrl("openai-completions");
			return run(true, classes);
		}
	}

	@Test
	void aTestIsRecordedOnceAndReplayedOffline() {
		assertThat(record(OnMethod.class).failures()).isEmpty();
		Launched replayed = run(false, OnMethod.class, OnMethod.class);
		assertThat(replayed.failures()).isEmpty();
		assertThat(replayed.passed()).isEqualTo(1);
		assertThat(Cassette.read(this.folder.resolve("method.json")).exchanges()).hasSize(1);
	}

	@Test
	void allTestsOfAClassShareItsFixtureAndBeginItAnew() {
		assertThat(record(OnClass.class).failures()).isEmpty();
		assertThat(Cassette.read(this.folder.resolve("class.json")).exchanges()).hasSize(2);
		Launched replayed = run(false, OnClass.class);
		assertThat(replayed.failures()).isEmpty();
		assertThat(replayed.passed()).isEqualTo(2);
	}

	@ParameterizedTest
	@ValueSource(classes = { WithArguments.class, WithNested.class })
	void whateverIsRunSeveralTimesIsRecordedAsAWhole(Class<?> several) {
		assertThat(record(several).failures()).isEmpty();
		assertThat(Cassette.read(this.folder.resolve("whole.json")).exchanges()).hasSize(2);
		Launched replayed = run(false, several);
		assertThat(replayed.failures()).isEmpty();
		assertThat(replayed.passed()).isEqualTo(2);
	}

	@Test
	void aTestWhoseRequestNoLongerMatchesFailsEvenIfItSwallowsTheError() {
		record(OnMethod.class, Swallowing.class);
		question = "Hallo";
		try {
			assertThat(run(false, OnMethod.class).failures()).singleElement()
				.asString()
				.contains("does not match the fixture " + this.folder.resolve("method.json"))
				.contains("$.messages[0].content: recorded \"Hello\", sent \"Hallo\"")
				.contains("-Dllm.record=true");
			assertThat(run(false, Swallowing.class).failures()).singleElement()
				.asString()
				.contains("recorded \"Hello\", sent \"Hallo\"");
		}
		finally {
			question = "Hello";
		}
	}

	@Test
	void aMissingFixtureSaysHowToRecordIt() {
		assertThat(run(false, OnMethod.class).failures()).singleElement()
			.asString()
			.contains("There is no fixture " + this.folder.resolve("method.json"))
			.contains("-Dllm.record=true");
	}

	@Test
	void whatAFailedTestRecordedIsNotKept() throws Exception {
		Files.writeString(this.folder.resolve("failing.json"), "as it was");
		assertThat(record(Failing.class).failures()).hasSize(1);
		assertThat(this.folder.resolve("failing.json")).hasContent("as it was");
	}

	/**
	 * What samples have in common: a provider whose real address is that of the
	 * simulator.
	 */
	abstract static class Sample {

		@RegisterExtension
		static final LlmSimulatorExtension LLM = new LlmSimulatorExtension()
			.registry((builder) -> builder.provider(ProviderSettings.builder("real")
				.api("openai-completions")
				.baseUrl(Objects.requireNonNull(realUrl))
				.apiKey("marker-of-the-key")
				.build()));

		static String ask(ProviderRegistry providers) {
			return ask(providers, question);
		}

		static String ask(ProviderRegistry providers, String words) {
			return providers.client("real:m").blocking().chat(ChatRequest.of(words)).text();
		}

	}

	static class WithArguments extends Sample {

		@ParameterizedTest
		@ValueSource(strings = { "Good morning", "Good evening" })
		@LlmReplay("whole.json")
		void asks(String words, ProviderRegistry providers) {
			assertThat(ask(providers, words)).isEqualTo("From the real one");
		}

	}

	@LlmReplay("whole.json")
	static class WithNested extends Sample {

		@Test
		void asks(ProviderRegistry providers) {
			assertThat(ask(providers)).isEqualTo("From the real one");
		}

		@Nested
		class Within {

			@Test
			void asks(ProviderRegistry providers) {
				assertThat(ask(providers, "Good evening")).isEqualTo("From the real one");
			}

		}

	}

	static class OnMethod extends Sample {

		@Test
		@LlmReplay("method.json")
		void asks(ProviderRegistry providers) {
			assertThat(ask(providers)).isEqualTo("From the real one");
		}

	}

	@LlmReplay("class.json")
	static class OnClass extends Sample {

		@Test
		void asks(ProviderRegistry providers, RecordedTraffic traffic) {
			assertThat(ask(providers)).isEqualTo("From the real one");
			assertThat(traffic.fixture()).hasFileName("class.json");
		}

		@Test
		void asksTheSame(ProviderRegistry providers) {
			assertThat(ask(providers)).isEqualTo("From the real one");
		}

	}

	static class Swallowing extends Sample {

		@Test
		@LlmReplay("method.json")
		void asks(ProviderRegistry providers) {
			providers.client("real:m").chat(ChatRequest.of(question)).onErrorComplete().block();
		}

	}

	static class Failing extends Sample {

		@Test
		@LlmReplay("failing.json")
		void asks(ProviderRegistry providers) {
			assertThat(ask(providers)).isEqualTo("Something else");
		}

	}

}
