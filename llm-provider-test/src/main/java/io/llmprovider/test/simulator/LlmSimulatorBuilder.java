package io.llmprovider.test.simulator;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.ServiceLoader;
import java.util.Set;

/**
 * Configures an {@link LlmSimulator}.
 */
public final class LlmSimulatorBuilder {

	private static final int MAX_REQUEST_BYTES = 64 * 1024 * 1024;

	final List<SimulatedModel> models = new ArrayList<>();

	final Set<String> apiKeys = new LinkedHashSet<>();

	final Set<String> extraMembers = new LinkedHashSet<>();

	final List<Dialect> dialects = new ArrayList<>();

	Script script = Script.echo();

	Duration pace = Duration.ZERO;

	int maxRequestBytes = MAX_REQUEST_BYTES;

	int threads = 2;

	String secret = "simulator";

	int port;

	LlmSimulatorBuilder() {
		ServiceLoader.load(Dialect.class, Dialect.class.getClassLoader()).forEach(this.dialects::add);
	}

	/**
	 * Sets what is answered; the usual is to echo.
	 * @param script the script
	 * @return this builder
	 */
	public LlmSimulatorBuilder script(Script script) {
		this.script = script;
		return this;
	}

	/**
	 * Lists the models; others are then refused as unknown.
	 * @param models the models
	 * @return this builder
	 */
	public LlmSimulatorBuilder models(SimulatedModel... models) {
		this.models.addAll(List.of(models));
		return this;
	}

	/**
	 * Asks for a key; requests without one of those given are then refused.
	 * @param key a key that is accepted
	 * @return this builder
	 */
	public LlmSimulatorBuilder apiKey(String key) {
		this.apiKeys.add(key);
		return this;
	}

	/**
	 * Accepts members of requests that the provider's document does not know, as
	 * compatible servers do.
	 * @param members names of members, on whatever level; {@link Setup#ANY_MEMBER} for
	 * all
	 * @return this builder
	 */
	public LlmSimulatorBuilder extraMembers(String... members) {
		this.extraMembers.addAll(List.of(members));
		return this;
	}

	/**
	 * Sets what signatures and encrypted values are made with. Those of a simulator with
	 * another secret are refused, as those of another account would be.
	 * @param secret the secret
	 * @return this builder
	 */
	public LlmSimulatorBuilder secret(String secret) {
		this.secret = secret;
		return this;
	}

	/**
	 * Adds a protocol.
	 * @param dialect the protocol; it takes the place of another of the same id
	 * @return this builder
	 */
	public LlmSimulatorBuilder dialect(Dialect dialect) {
		this.dialects.removeIf((known) -> known.protocol().equals(dialect.protocol()));
		this.dialects.add(dialect);
		return this;
	}

	/**
	 * Sets how long to wait before each delta; the usual is not to wait.
	 * @param pace the wait
	 * @return this builder
	 */
	public LlmSimulatorBuilder pace(Duration pace) {
		this.pace = pace;
		return this;
	}

	/**
	 * Sets how large a request may be; the usual is 64 MiB.
	 * @param bytes how many bytes
	 * @return this builder
	 */
	public LlmSimulatorBuilder maxRequestBytes(int bytes) {
		this.maxRequestBytes = bytes;
		return this;
	}

	/**
	 * Sets how many event loops serve all connections; the usual is 2.
	 * @param threads how many
	 * @return this builder
	 */
	public LlmSimulatorBuilder threads(int threads) {
		this.threads = threads;
		return this;
	}

	/**
	 * Sets the port; the usual is a free one.
	 * @param port the port, or 0 for a free one
	 * @return this builder
	 */
	public LlmSimulatorBuilder port(int port) {
		this.port = port;
		return this;
	}

	/**
	 * Starts the simulator.
	 * @return the simulator, to be closed by the caller
	 */
	public LlmSimulator start() {
		return new LlmSimulator(this);
	}

}
