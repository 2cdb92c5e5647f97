package io.llmprovider.provider;

import java.util.List;
import java.util.Map;

import io.llmprovider.chat.ChatOptions;
import io.llmprovider.chat.ChatRequest;
import io.llmprovider.error.ConfigurationException;
import io.llmprovider.model.Model;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.test.StepVerifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Modes that come, change and go while the application is running.
 */
class RuntimeModeTests {

	private static final ChatRequest REQUEST = ChatRequest.of("hi");

	private static final Mode REVIEW = Mode.of("review");

	private final FakeServer first = FakeServer.lines("\"first\"", "\"END\"");

	private final FakeServer second = FakeServer.lines("\"second\"", "\"END\"");

	private final FakeServer down = new FakeServer((response, number) -> response.status(401).send());

	private final ProviderRegistry registry = ProviderRegistry.builder()
		.protocol(new FakeProtocol())
		.provider(settings("one", this.first))
		.provider(settings("two", this.second))
		.provider(settings("down", this.down))
		.mode(Mode.PLAN, "one:a")
		.build();

	@AfterEach
	void close() {
		this.registry.close();
		this.first.close();
		this.second.close();
		this.down.close();
	}

	@Test
	void aModeChangesForClientsThatAreThereAlreadyAndGoesBackToWhatIsConfigured() {
		LlmClient plan = this.registry.forMode(Mode.PLAN);
		assertThat(text(plan)).isEqualTo("first");

		this.registry.registerMode(new ModeSettings(Mode.PLAN, "two:b", ChatOptions.builder().seed(7L).build(),
				CallSettings.builder().headers(Map.of("X-Mode", "plan")).build()));
		assertThat(text(plan)).isEqualTo("second");
		assertThat(plan.model()).isEqualTo(Model.of("two", "b"));
		assertThat(this.second.last().body()).containsEntry("seed", 7);
		assertThat(this.second.last().headers().get("X-Mode")).isEqualTo("plan");

		assertThat(this.registry.unregisterMode(Mode.PLAN)).isTrue();
		assertThat(text(plan)).isEqualTo("first");
		assertThat(this.registry.unregisterMode(Mode.PLAN)).isFalse();
		assertThat(this.registry.mode(Mode.PLAN).orElseThrow().model()).isEqualTo("one:a");
	}

	@Test
	void aNewModeComesAndGoes() {
		this.registry.registerMode(ModeSettings.of(REVIEW, "one:a"));
		LlmClient review = this.registry.forMode(REVIEW);
		assertThat(this.registry.modes()).containsExactly(Mode.PLAN, REVIEW);
		assertThat(text(review)).isEqualTo("first");

		this.registry.unregisterMode(REVIEW);
		assertThat(this.registry.modes()).containsExactly(Mode.PLAN);
		StepVerifier.create(review.stream(REQUEST)).expectError(ConfigurationException.class).verify();
		assertThat(review).hasToString("LlmClient[Mode 'review' has no model; modes are [plan]]");
	}

	@Test
	void fallbacksComeAndGoWithTheModeAndTheCallersSettingsStay() {
		LlmClient plan = this.registry.forMode(Mode.PLAN)
			.with(CallSettings.builder().headers(Map.of("X-Caller", "me")).build());
		this.registry.registerMode(
				new ModeSettings(Mode.PLAN, "down:a", ChatOptions.NONE, CallSettings.NONE, List.of("down:b", "two:c")));

		assertThat(text(plan)).isEqualTo("second");
		assertThat(this.down.asked).hasSize(2)
			.allSatisfy((asked) -> assertThat(asked.headers().get("X-Caller")).isEqualTo("me"));
		assertThat(this.second.last().headers().contains("X-Caller")).isFalse();
		this.registry.unregisterMode(Mode.PLAN);
		assertThat(text(plan)).isEqualTo("first");
		assertThat(this.first.last().headers().get("X-Caller")).isEqualTo("me");
	}

	@Test
	void aModeThatCannotWorkIsRefusedAndNothingHasChanged() {
		assertThatExceptionOfType(ConfigurationException.class)
			.isThrownBy(() -> this.registry.registerMode(ModeSettings.of(Mode.PLAN, "onne:a")))
			.withMessageContaining("Mode 'plan'")
			.withMessageContaining("did you mean 'one'?");
		assertThatExceptionOfType(ConfigurationException.class)
			.isThrownBy(() -> this.registry.registerMode(
					new ModeSettings(REVIEW, "one:a", ChatOptions.NONE, CallSettings.NONE, List.of("gone:b"))))
			.withMessageContaining("llm.modes.review.fallbacks[0]");

		assertThat(this.registry.modes()).containsExactly(Mode.PLAN);
		assertThat(text(this.registry.forMode(Mode.PLAN))).isEqualTo("first");
	}

	private static String text(LlmClient client) {
		return client.chat(REQUEST).block().text();
	}

	private static ProviderSettings settings(String name, FakeServer server) {
		return ProviderSettings.builder(name).api("fake").baseUrl(server.url()).build();
	}

}
