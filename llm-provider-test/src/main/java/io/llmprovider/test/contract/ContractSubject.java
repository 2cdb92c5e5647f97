package io.llmprovider.test.contract;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import io.llmprovider.model.Capabilities;
import io.llmprovider.model.Modality;
import io.llmprovider.model.ModelRef;
import io.llmprovider.provider.LlmClient;
import io.llmprovider.test.simulator.LlmSimulator;
import org.jspecify.annotations.Nullable;

/**
 * What {@link LlmProviderContract} is run against: a client of the provider, what the
 * provider cannot do, and, if there is one, the simulator that plays its server. Without
 * a simulator the tests that need a server doing as it is told are left out.
 */
public final class ContractSubject implements AutoCloseable {

	private static final Map<ContractAbility, String> UNLESS_GIVEN = Map.of(ContractAbility.WHOLE_BODIES,
			"no client with wire-streaming: false was given", ContractAbility.TEXT_ONLY_MODEL,
			"no client of such a model was given", ContractAbility.UNKNOWN_MODELS,
			"no client of a model that does not exist was given", ContractAbility.IMAGE_LIMIT,
			"no imageLimit was given");

	private final LlmClient client;

	private final Map<ContractAbility, LlmClient> clients;

	private final Map<ContractAbility, String> lacking;

	private final @Nullable LlmSimulator simulator;

	private final Duration patience;

	private final int outputLimit;

	private final int imageLimit;

	private final List<AutoCloseable> closing;

	private ContractSubject(Builder builder) {
		this.client = builder.client;
		this.clients = new EnumMap<>(builder.clients);
		this.lacking = new EnumMap<>(builder.lacking);
		this.simulator = builder.simulator;
		this.patience = builder.patience;
		this.outputLimit = builder.outputLimit;
		this.imageLimit = builder.imageLimit;
		this.closing = List.copyOf(builder.closing);
	}

	/**
	 * Starts with a client of the provider, of a model that can do all that the provider
	 * can.
	 * @param client the client
	 * @return a builder
	 */
	public static Builder of(LlmClient client) {
		return new Builder(client);
	}

	/**
	 * Starts with a wire protocol whose server the simulator plays.
	 * @param api the protocol's id
	 * @param model a model's id, as the protocol's provider names its models
	 * @return a builder
	 */
	public static SimulatedSubject simulated(String api, String model) {
		return new SimulatedSubject(api, model);
	}

	/**
	 * Starts with a real provider.
	 * @param model one of its models; what it is known to be able to do decides which
	 * tests are run
	 * @return a builder
	 */
	public static LiveSubject live(ModelRef model) {
		return new LiveSubject(model);
	}

	/**
	 * The client that most tests call.
	 * @return the client
	 */
	public LlmClient client() {
		return this.client;
	}

	/**
	 * The client for tests of an ability.
	 * @param ability the ability
	 * @return the one that was given for it, else {@link #client()}
	 */
	public LlmClient client(ContractAbility ability) {
		return this.clients.getOrDefault(ability, this.client);
	}

	/**
	 * The simulator that plays the server.
	 * @return the simulator, or null if there is none
	 */
	public @Nullable LlmSimulator simulator() {
		return this.simulator;
	}

	/**
	 * Why the tests of an ability are left out: what was said of the provider, else what
	 * the catalogue says of the model.
	 * @param ability the ability
	 * @return the reason, or null if the provider has the ability
	 */
	public @Nullable String lacking(ContractAbility ability) {
		String reason = this.lacking.get(ability);
		if (reason != null) {
			return reason;
		}
		LlmClient asked = client(ability);
		Capabilities capabilities = asked.model().capabilities();
		Boolean can = switch (ability) {
			case REASONING -> capabilities.reasoning();
			case TOOLS, PARALLEL_TOOLS, TOOL_CHOICE, TOOL_BY_NAME, NO_TOOL, RESULT_IMAGES -> capabilities.tools();
			case STRUCTURED_OUTPUT -> capabilities.structuredOutput();
			case STREAMING -> capabilities.streaming();
			case IMAGES, IMAGE_LIMIT -> !capabilities.rejects(Modality.IMAGE);
			default -> null;
		};
		if (ability == ContractAbility.RESULT_IMAGES && capabilities.rejects(Modality.IMAGE)) {
			can = false;
		}
		return Boolean.FALSE.equals(can) ? asked.model().ref() + " has none, as its description says" : null;
	}

	/**
	 * How long to wait for one answer.
	 * @return a positive duration
	 */
	public Duration patience() {
		return this.patience;
	}

	/**
	 * How long answers may be that are not about length.
	 * @return tokens
	 */
	public int outputLimit() {
		return this.outputLimit;
	}

	/**
	 * How many images a request may have.
	 * @return the most, or 0 if it is not known
	 */
	public int imageLimit() {
		return this.imageLimit;
	}

	/**
	 * Closes what was given to be closed.
	 * @throws Exception what that throws
	 */
	@Override
	public void close() throws Exception {
		for (AutoCloseable each : this.closing) {
			each.close();
		}
	}

	@Override
	public String toString() {
		return this.client.model().ref().toString();
	}

	/**
	 * Collects what the contract is run against.
	 */
	public static final class Builder {

		private final LlmClient client;

		private final Map<ContractAbility, LlmClient> clients = new EnumMap<>(ContractAbility.class);

		private final Map<ContractAbility, String> lacking = new EnumMap<>(UNLESS_GIVEN);

		private final List<AutoCloseable> closing = new ArrayList<>();

		private @Nullable LlmSimulator simulator;

		private Duration patience = Duration.ofMinutes(2);

		private int outputLimit = 1024;

		private int imageLimit;

		private Builder(LlmClient client) {
			this.client = Objects.requireNonNull(client, "client");
		}

		/**
		 * Sets a client for the tests of one ability, such as one of a model that thinks.
		 * @param ability the ability
		 * @param client the client
		 * @return this builder
		 */
		public Builder client(ContractAbility ability, LlmClient client) {
			this.clients.put(ability, client);
			this.lacking.remove(ability);
			return this;
		}

		/**
		 * Says that the provider lacks an ability. Its tests are left out, each with a
		 * line.
		 * @param ability the ability
		 * @param reason why, for that line
		 * @return this builder
		 */
		public Builder without(ContractAbility ability, String reason) {
			this.lacking.put(ability, reason);
			return this;
		}

		/**
		 * Sets the simulator that plays the provider's server; the clients must call it,
		 * and it is reset before each test.
		 * @param simulator the simulator
		 * @return this builder
		 */
		public Builder simulator(LlmSimulator simulator) {
			this.simulator = simulator;
			return this;
		}

		/**
		 * Sets how long to wait for one answer; the usual is two minutes.
		 * @param patience a positive duration
		 * @return this builder
		 */
		public Builder patience(Duration patience) {
			this.patience = patience;
			return this;
		}

		/**
		 * Sets how long answers may be that are not about length; the usual is 1024.
		 * @param tokens how many tokens
		 * @return this builder
		 */
		public Builder outputLimit(int tokens) {
			this.outputLimit = tokens;
			return this;
		}

		/**
		 * Sets how many images the provider takes in one request: that many have to be
		 * accepted, and one more refused by name.
		 * @param images the most
		 * @return this builder
		 */
		public Builder imageLimit(int images) {
			this.imageLimit = images;
			this.lacking.remove(ContractAbility.IMAGE_LIMIT);
			return this;
		}

		/**
		 * Adds what is closed after the last test, in the order given.
		 * @param closing a registry, a server
		 * @return this builder
		 */
		public Builder closing(AutoCloseable... closing) {
			this.closing.addAll(List.of(closing));
			return this;
		}

		/**
		 * Builds the subject.
		 * @return the subject
		 */
		public ContractSubject build() {
			return new ContractSubject(this);
		}

	}

}
