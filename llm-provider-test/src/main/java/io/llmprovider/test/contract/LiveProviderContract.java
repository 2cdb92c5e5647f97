package io.llmprovider.test.contract;

import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

import io.llmprovider.model.ModelRef;
import io.llmprovider.provider.ProviderRegistryBuilder;
import io.llmprovider.provider.ProviderSettings;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

import static org.junit.jupiter.api.Assumptions.abort;

/**
 * The contract with real servers. A class that extends this one runs it for each model
 * that the system property {@value #PROPERTY} names, such as
 * {@code -Dllm.live=anthropic:claude-sonnet-4-5,openai:gpt-5.1}, with the user's own key
 * from the environment, and records what is said to {@code target/llm-live}. Where the
 * property or the key is not set, a line says so, and nothing is run. It costs what the
 * calls cost: some cents a model.
 */
@ParameterizedClass(name = "{0}", allowZeroInvocations = true)
@MethodSource("targets")
public abstract class LiveProviderContract extends LlmProviderContract {

	/** Which models, as {@code provider:model}, separated by commas. */
	public static final String PROPERTY = "llm.live";

	/**
	 * Another address for all of them, such as that of a compatible server on one's own
	 * machine.
	 */
	public static final String BASE_URL_PROPERTY = "llm.live.base-url";

	@Parameter
	@Nullable String target;

	/**
	 * The models that are named.
	 * @return {@code provider:model} of each
	 */
	static List<String> targets() {
		return Stream.of(System.getProperty(PROPERTY, "").split(","))
			.map(String::strip)
			.filter((name) -> !name.isEmpty())
			.toList();
	}

	@BeforeAll
	final void requireTargets() {
		if (targets().isEmpty()) {
			String reason = "-D" + PROPERTY + " is not set: name models, such as -D" + PROPERTY + "=ollama:qwen3";
			LeftOut.line(getClass().getSimpleName() + " " + reason);
			abort(reason);
		}
	}

	/**
	 * Registers providers that the library does not know, or changes those it knows.
	 * @param registry the registry in the making
	 */
	protected void configure(ProviderRegistryBuilder registry) {
	}

	@Override
	protected ContractSubject createSubject() {
		ModelRef model = ModelRef.parse(Objects.requireNonNull(this.target, "target"));
		String baseUrl = System.getProperty(BASE_URL_PROPERTY);
		return ContractSubject.live(model).registry((registry) -> {
			if (baseUrl != null) {
				registry.provider(ProviderSettings.builder(model.provider()).baseUrl(baseUrl).build());
			}
			configure(registry);
		}).build();
	}

}
