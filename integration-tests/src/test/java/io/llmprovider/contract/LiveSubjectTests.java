package io.llmprovider.contract;

import java.nio.file.Files;
import java.nio.file.Path;

import io.llmprovider.chat.ChatRequest;
import io.llmprovider.model.ModelRef;
import io.llmprovider.provider.ProviderRegistry;
import io.llmprovider.provider.ProviderRegistryBuilder;
import io.llmprovider.provider.ProviderSettings;
import io.llmprovider.test.contract.ContractAbility;
import io.llmprovider.test.contract.ContractSubject;
import io.llmprovider.test.replay.Replayer;
import io.llmprovider.test.simulator.LlmSimulator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.opentest4j.TestAbortedException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * What runs against real servers, against one that is not.
 */
class LiveSubjectTests {

	private static final ModelRef CLAUDE = ModelRef.parse("anthropic:claude-sonnet-4-5");

	private static final String KEY = "a-key-that-nobody-else-has";

	@TempDir
	Path fixtures;

	@Test
	void withoutAKeyNothingIsRunAndTheVariableIsNamed() {
		assertThatExceptionOfType(TestAbortedException.class).isThrownBy(
				() -> ContractSubject.live(CLAUDE).registry((registry) -> registry.environment((name) -> null)).build())
			.withMessageContaining("ANTHROPIC_API_KEY")
			.withMessageContaining("anthropic:claude-sonnet-4-5");
	}

	@Test
	void whatIsSaidIsRecordedWithoutTheKeyAndCanBeReplayed() throws Exception {
		Path fixture = this.fixtures.resolve("claude.json");
		String answer;
		String baseUrl;
		try (LlmSimulator server = LlmSimulator.builder().apiKey(KEY).start();
				ContractSubject subject = ContractSubject.live(CLAUDE)
					.fixture(fixture)
					.registry((registry) -> known(registry, server.baseUrl("anthropic-messages")))
					.build()) {
			baseUrl = server.baseUrl("anthropic-messages");
			answer = subject.client().blocking().chat(ChatRequest.of("Hello")).text();
			assertThat(server.exchangeCount()).isEqualTo(1);
		}
		assertThat(Files.readString(fixture)).contains("Hello").doesNotContain(KEY);

		try (Replayer replayer = Replayer.start(fixture)) {
			ProviderRegistryBuilder builder = ProviderRegistry.builder();
			known(builder, baseUrl);
			replayer.customize(builder);
			try (ProviderRegistry registry = builder.build()) {
				assertThat(registry.client(CLAUDE).blocking().chat(ChatRequest.of("Hello")).text()).isEqualTo(answer);
			}
		}
	}

	@Test
	void theCatalogueSaysWhatAModelLacks() throws Exception {
		try (ContractSubject subject = ContractSubject.live(ModelRef.parse("openai:gpt-3.5-turbo"))
			.fixture(this.fixtures.resolve("gpt.json"))
			.registry((registry) -> registry.environment((name) -> KEY))
			.without(ContractAbility.TOOL_CHOICE, "it chooses itself")
			.build()) {
			assertThat(subject.lacking(ContractAbility.REASONING)).contains("openai:gpt-3.5-turbo has none");
			assertThat(subject.lacking(ContractAbility.IMAGES)).contains("openai:gpt-3.5-turbo has none");
			assertThat(subject.lacking(ContractAbility.TOOL_CHOICE)).isEqualTo("it chooses itself");
			assertThat(subject.lacking(ContractAbility.KEYS)).isNull();
			assertThat(subject.lacking(ContractAbility.IMAGE_LIMIT)).contains("imageLimit");
		}
	}

	private static void known(ProviderRegistryBuilder registry, String baseUrl) {
		registry.environment((name) -> null)
			.provider(ProviderSettings.builder("anthropic").baseUrl(baseUrl).apiKey(KEY).build());
	}

}
