package io.llmprovider.test.contract;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

import io.llmprovider.model.Capabilities;
import io.llmprovider.model.Modality;
import io.llmprovider.model.Model;
import io.llmprovider.protocol.WireProtocol;
import io.llmprovider.provider.ProviderRegistry;
import io.llmprovider.provider.ProviderRegistryBuilder;
import io.llmprovider.provider.ProviderSettings;
import io.llmprovider.retry.RetrySettings;
import io.llmprovider.test.simulator.Dialect;
import io.llmprovider.test.simulator.LlmSimulator;
import io.llmprovider.test.simulator.LlmSimulatorBuilder;
import io.llmprovider.test.simulator.SimulatedModel;
import org.jspecify.annotations.Nullable;

/**
 * Makes a subject of a wire protocol: a provider that speaks it, and the simulator as its
 * server. The simulator needs a {@link Dialect} for the protocol.
 */
public final class SimulatedSubject {

	private static final String NAME = "contract";

	private static final String KEY = "key-of-the-contract";

	private static final int CONTEXT_WINDOW = 60_000;

	private static final int MAX_OUTPUT = 16_000;

	private final String api;

	private final String modelId;

	private final Map<ContractAbility, String> lacking = new EnumMap<>(ContractAbility.class);

	private final List<WireProtocol> protocols = new ArrayList<>();

	private final List<Dialect> dialects = new ArrayList<>();

	private UnaryOperator<ProviderSettings.Builder> settings = (builder) -> builder;

	private UnaryOperator<LlmSimulatorBuilder> simulator = (builder) -> builder;

	private int imageLimit;

	SimulatedSubject(String api, String model) {
		this.api = api;
		this.modelId = model;
	}

	/**
	 * Adds a protocol that the library does not have.
	 * @param protocol the protocol
	 * @param dialect what the simulator needs to play its server
	 * @return this builder
	 */
	public SimulatedSubject protocol(WireProtocol protocol, Dialect dialect) {
		this.protocols.add(protocol);
		this.dialects.add(dialect);
		return this;
	}

	/**
	 * Changes the provider's settings: options that it needs, a dialect.
	 * @param change adds to what is set already
	 * @return this builder
	 */
	public SimulatedSubject settings(UnaryOperator<ProviderSettings.Builder> change) {
		this.settings = change;
		return this;
	}

	/**
	 * Changes the simulator.
	 * @param change adds to what is set already
	 * @return this builder
	 */
	public SimulatedSubject simulator(UnaryOperator<LlmSimulatorBuilder> change) {
		this.simulator = change;
		return this;
	}

	/**
	 * Says that the provider lacks an ability. Its tests are left out, each with a line.
	 * @param ability the ability
	 * @param reason why, for that line
	 * @return this builder
	 */
	public SimulatedSubject without(ContractAbility ability, String reason) {
		this.lacking.put(ability, reason);
		return this;
	}

	/**
	 * Sets how many images the provider takes in one request, which the dialect has to
	 * know too.
	 * @param images the most
	 * @return this builder
	 */
	public SimulatedSubject imageLimit(int images) {
		this.imageLimit = images;
		return this;
	}

	/**
	 * Starts the simulator and makes the provider.
	 * @return the subject, which closes both
	 */
	public ContractSubject build() {
		LlmSimulatorBuilder server = LlmSimulator.builder()
			.apiKey(KEY)
			.models(new SimulatedModel(this.modelId, CONTEXT_WINDOW, true, true));
		this.dialects.forEach(server::dialect);
		LlmSimulator started = this.simulator.apply(server).start();
		ProviderRegistryBuilder registry = ProviderRegistry.builder().environment((name) -> null);
		this.protocols.forEach(registry::protocol);
		registry.provider(provider(NAME, started).build());
		registry.provider(provider(NAME + "-whole", started).wireStreaming(false).build());
		ProviderRegistry built = registry.build();
		return subject(started, built);
	}

	private ContractSubject subject(LlmSimulator started, ProviderRegistry registry) {
		Model model = model(NAME);
		ContractSubject.Builder subject = ContractSubject.of(registry.client(model))
			.simulator(started)
			.client(ContractAbility.WHOLE_BODIES, registry.client(model(NAME + "-whole")))
			.client(ContractAbility.TEXT_ONLY_MODEL,
					registry.client(model.toBuilder().capabilities(capabilities(Set.of(Modality.TEXT))).build()))
			.client(ContractAbility.UNKNOWN_MODELS, registry.client(model.toBuilder().id(this.modelId + "-x").build()))
			.patience(Duration.ofSeconds(30))
			.closing(registry, started);
		if (this.imageLimit > 0) {
			subject.imageLimit(this.imageLimit);
		}
		this.lacking.forEach(subject::without);
		return subject.build();
	}

	private ProviderSettings.Builder provider(String name, LlmSimulator started) {
		return this.settings.apply(ProviderSettings.builder(name)
			.api(this.api)
			.baseUrl(started.baseUrl(this.api))
			.apiKey(KEY)
			.retry(RetrySettings.once()));
	}

	private Model model(String provider) {
		return Model.builder(provider, this.modelId)
			.contextWindow(CONTEXT_WINDOW)
			.maxOutputTokens(MAX_OUTPUT)
			.capabilities(capabilities(null))
			.build();
	}

	private static Capabilities capabilities(@Nullable Set<Modality> input) {
		return new Capabilities(input, true, true, null, null, null, null, null);
	}

}
