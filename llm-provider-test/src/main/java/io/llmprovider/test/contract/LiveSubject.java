package io.llmprovider.test.contract;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

import io.llmprovider.model.Capabilities;
import io.llmprovider.model.Modality;
import io.llmprovider.model.Model;
import io.llmprovider.model.ModelRef;
import io.llmprovider.provider.KnownProviders;
import io.llmprovider.provider.LlmClient;
import io.llmprovider.provider.ProviderDescription;
import io.llmprovider.provider.ProviderRegistry;
import io.llmprovider.provider.ProviderRegistryBuilder;
import io.llmprovider.provider.ProviderSettings;
import io.llmprovider.test.replay.Recorder;

import static org.junit.jupiter.api.Assumptions.abort;

/**
 * Makes a subject of a real provider: one that the library knows by name, or one that is
 * registered here, with the user's own key. All that is said is recorded to a fixture
 * from which it can be replayed, without the key.
 */
public final class LiveSubject {

	private final ModelRef target;

	private final Map<ContractAbility, String> lacking = new EnumMap<>(ContractAbility.class);

	private Consumer<ProviderRegistryBuilder> registry = (builder) -> {
	};

	private final List<AutoCloseable> closing = new ArrayList<>();

	private Path fixture;

	LiveSubject(ModelRef target) {
		this.target = target;
		String name = target.toString().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
		this.fixture = Path.of("target", "llm-live", name + ".json");
	}

	/**
	 * Changes the registry: registers the provider if the library does not know it, or
	 * takes its key from elsewhere.
	 * @param change adds to what is set already
	 * @return this builder
	 */
	public LiveSubject registry(Consumer<ProviderRegistryBuilder> change) {
		this.registry = change;
		return this;
	}

	/**
	 * Sets where the traffic is recorded; the usual is a file of the model's name in
	 * {@code target/llm-live}.
	 * @param file the fixture's file, which is replaced
	 * @return this builder
	 */
	public LiveSubject fixture(Path file) {
		this.fixture = file;
		return this;
	}

	/**
	 * Says that the provider lacks an ability. Its tests are left out, each with a line.
	 * @param ability the ability
	 * @param reason why, for that line
	 * @return this builder
	 */
	public LiveSubject without(ContractAbility ability, String reason) {
		this.lacking.put(ability, reason);
		return this;
	}

	/**
	 * Adds what is closed after the last test.
	 * @param closing what the provider needs, such as a server
	 * @return this builder
	 */
	public LiveSubject closing(AutoCloseable... closing) {
		this.closing.addAll(List.of(closing));
		return this;
	}

	/**
	 * Makes the provider and starts to record.
	 * @return the subject, which writes the fixture when it is closed
	 * @throws org.opentest4j.TestAbortedException if no key is set; the message names the
	 * variable
	 */
	public ContractSubject build() {
		requireKey();
		Recorder recorder = Recorder.start(this.fixture);
		ProviderRegistryBuilder builder = registry();
		recorder.customize(builder);
		ProviderRegistry recorded = builder.build();
		LlmClient client = recorded.client(this.target);
		Model model = client.model();
		ContractSubject.Builder subject = ContractSubject.of(client)
			.client(ContractAbility.TEXT_ONLY_MODEL,
					recorded.client(model.toBuilder().capabilities(textOnly(model)).build()))
			.client(ContractAbility.UNKNOWN_MODELS,
					recorded.client(model.toBuilder().id(model.id() + "-that-does-not-exist").build()))
			.closing(recorded, recorder)
			.closing(this.closing.toArray(AutoCloseable[]::new));
		if (!needsKey()) {
			subject.without(ContractAbility.KEYS, this.target.provider() + " needs none");
		}
		this.lacking.forEach(subject::without);
		return subject.build();
	}

	private ProviderRegistryBuilder registry() {
		ProviderRegistryBuilder builder = ProviderRegistry.builder();
		if (KnownProviders.find(this.target.provider()).isPresent()) {
			builder.provider(ProviderSettings.builder(this.target.provider()).build());
		}
		this.registry.accept(builder);
		return builder;
	}

	private void requireKey() {
		if (key() == ProviderDescription.KeyState.MISSING) {
			List<String> variables = KnownProviders.find(this.target.provider())
				.map(ProviderSettings::keyVariables)
				.orElse(List.of());
			abort(this.target + " needs a key: set "
					+ (variables.isEmpty() ? "it where the provider is registered" : String.join(" or ", variables)));
		}
	}

	private boolean needsKey() {
		return key() != ProviderDescription.KeyState.NOT_NEEDED;
	}

	private ProviderDescription.KeyState key() {
		try (ProviderRegistry plain = registry().build()) {
			return plain.describe(this.target.provider())
				.map(ProviderDescription::key)
				.orElse(ProviderDescription.KeyState.NOT_NEEDED);
		}
	}

	private static Capabilities textOnly(Model model) {
		return new Capabilities(Set.of(Modality.TEXT), null, null, null, null, null, null, null)
			.orElse(model.capabilities());
	}

}
