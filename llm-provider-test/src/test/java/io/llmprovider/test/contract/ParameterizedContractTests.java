package io.llmprovider.test.contract;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import io.llmprovider.model.ModelRef;
import io.llmprovider.provider.KnownProviders;
import io.llmprovider.provider.ProviderRegistryBuilder;
import io.llmprovider.provider.ProviderSettings;
import io.llmprovider.test.junit.Launched;
import io.llmprovider.test.simulator.LlmSimulator;
import io.llmprovider.test.simulator.SimulatedModel;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

/**
 * Each argument of a parameterized contract is run against a subject of its own.
 */
class ParameterizedContractTests {

	private static final List<String> LIFE = new ArrayList<>();

	private static @Nullable LlmSimulator server;

	@TempDir
	static @Nullable Path fixtures;

	@BeforeAll
	static void start() {
		server = LlmSimulator.builder()
			.extraMembers("reasoning_content")
			.apiKey("key")
			.models(new SimulatedModel("claude-sonnet-4-5", 200_000, true, true),
					new SimulatedModel("gpt-5.1", 200_000, true, true))
			.start();
	}

	@AfterAll
	static void stop() {
		Objects.requireNonNull(server).close();
	}

	@BeforeEach
	void forget() {
		LIFE.clear();
	}

	@Test
	void eachArgumentHasItsSubject() {
		Launched launched = Launched.run(Map.of(), OnTwoProviders.class);
		assertThat(launched.failures()).isEmpty();
		assertThat(LIFE).containsExactly("made anthropic:claude-sonnet-4-5", "closed anthropic:claude-sonnet-4-5",
				"absent nobody:nothing", "made openai:gpt-5.1", "closed openai:gpt-5.1");
		long each = launched.summary().getTestsFoundCount() / 3;
		assertThat(launched.passed()).isBetween(each, 2 * each);
		assertThat(launched.summary().getTestsAbortedCount()).isGreaterThanOrEqualTo(each);
	}

	@Test
	void eachModelThatIsNamedIsCalled() {
		Launched launched = Launched.run(Map.of(LiveProviderContract.PROPERTY,
				"anthropic:claude-sonnet-4-5, openai:gpt-5.1", LiveProviderContract.BASE_URL_PROPERTY, "http://unused"),
				Live.class);
		assertThat(launched.failures()).isEmpty();
		assertThat(launched.passed()).isPositive();
		assertThat(LIFE).contains("configured anthropic:claude-sonnet-4-5", "configured openai:gpt-5.1");
	}

	@Test
	void withoutANameNothingIsCalled() {
		Launched launched = Launched.run(Map.of(), Live.class);
		assertThat(launched.failures()).isEmpty();
		assertThat(launched.passed()).isZero();
		assertThat(LIFE).isEmpty();
	}

	private static void atTheSimulator(ProviderRegistryBuilder registry, String provider) {
		String api = KnownProviders.find(provider).orElseThrow().api();
		registry.environment((name) -> null)
			.provider(ProviderSettings.builder(provider)
				.baseUrl(Objects.requireNonNull(server).baseUrl(Objects.requireNonNull(api)))
				.apiKey("key")
				.build());
	}

	@ParameterizedClass
	@ValueSource(strings = { "anthropic:claude-sonnet-4-5", "nobody:nothing", "openai:gpt-5.1" })
	static class OnTwoProviders extends LlmProviderContract {

		@Parameter
		@Nullable String target;

		@Override
		protected ContractSubject createSubject() {
			ModelRef model = ModelRef.parse(Objects.requireNonNull(this.target, "target"));
			if (model.provider().equals("nobody")) {
				LIFE.add("absent " + model);
				return abort("nobody is there");
			}
			LIFE.add("made " + model);
			return ContractSubject.live(model)
				.fixture(Objects.requireNonNull(fixtures).resolve(model.provider() + ".json"))
				.registry((registry) -> atTheSimulator(registry, model.provider()))
				.closing(() -> LIFE.add("closed " + model))
				.without(ContractAbility.IMAGE_LIMIT, "it is tried where the server is told what to answer")
				.build();
		}

	}

	static class Live extends LiveProviderContract {

		@Override
		protected void configure(ProviderRegistryBuilder registry) {
			String configured = "configured " + this.target;
			if (!LIFE.contains(configured)) {
				LIFE.add(configured);
			}
			atTheSimulator(registry, Objects.requireNonNull(this.target).split(":")[0]);
		}

	}

}
