package io.llmprovider.test.replay;

import java.nio.file.Path;

import io.llmprovider.provider.ProviderRegistryCustomizer;
import io.llmprovider.transport.ConnectorFactory;

/**
 * Traffic with providers that goes through a server on the loopback interface, which
 * either records it to a fixture or replays it from there. Which of both is decided where
 * it is opened, so that one test does both:
 *
 * <pre class="code">
 * try (RecordedTraffic traffic = RecordedTraffic.open(Path.of("src/test/resources/fixtures/hello.json"))) {
 *     ProviderRegistryBuilder builder = ProviderRegistry.builder();
 *     traffic.customize(builder);
 *     builder.build().client("openai:gpt-5.2") …
 * }
 * </pre>
 *
 * As a {@link ProviderRegistryCustomizer} it sends all that the registry's providers send
 * through here; for replaying, keys need not be set, and no token is fetched. Clients of
 * other making take {@link #baseUrl} in place of the provider's own address.
 * <p>
 * A fixture is recorded again by running the test with
 * {@code -D}{@value #RECORD_PROPERTY}{@code =true} and the provider's key.
 */
public interface RecordedTraffic extends ProviderRegistryCustomizer, AutoCloseable {

	/** The system property that records instead of replaying, if it is {@code true}. */
	String RECORD_PROPERTY = "llm.record";

	/**
	 * Records if the system property {@value #RECORD_PROPERTY} is {@code true}, else
	 * replays.
	 * @param fixture the fixture's file
	 * @return the traffic, to be closed by the caller
	 * @throws IllegalStateException if it is to be replayed and there is no such fixture
	 */
	static RecordedTraffic open(Path fixture) {
		return open(fixture, RecordingRules.usual());
	}

	/**
	 * Records if the system property {@value #RECORD_PROPERTY} is {@code true}, else
	 * replays.
	 * @param fixture the fixture's file
	 * @param rules what is kept of an exchange
	 * @return the traffic, to be closed by the caller
	 * @throws IllegalStateException if it is to be replayed and there is no such fixture
	 */
	static RecordedTraffic open(Path fixture, RecordingRules rules) {
		return Boolean.getBoolean(RECORD_PROPERTY) ? Recorder.start(fixture, rules) : Replayer.start(fixture, rules);
	}

	/**
	 * What to configure as a base URL in place of a provider's own.
	 * @param realBaseUrl the provider's own, such as {@code https://api.openai.com/v1}
	 * @return an address on the loopback interface
	 */
	String baseUrl(String realBaseUrl);

	/**
	 * Connections for a registry whose providers keep their own base URLs: all that they
	 * send goes through here, fetched lists of models included.
	 * @param original makes the connections that a recorder reaches the real servers
	 * through, with their proxies and certificates; not used for replaying
	 * @return what to give to {@code ProviderRegistryBuilder.connectors}
	 */
	ConnectorFactory connectors(ConnectorFactory original);

	/**
	 * The fixture's file.
	 * @return the path as it was given
	 */
	Path fixture();

	/**
	 * Whether real servers are asked.
	 * @return true for a recorder, false for a replayer
	 */
	boolean isRecording();

	/**
	 * Fails if a request did not match the fixture. A recorder has nothing to fail for.
	 * @throws ReplayMismatchError with all that did not match
	 */
	void verify();

	/**
	 * Gives port and threads back. A recorder writes its fixture first, unless it was
	 * saved or discarded before.
	 */
	@Override
	void close();

}
