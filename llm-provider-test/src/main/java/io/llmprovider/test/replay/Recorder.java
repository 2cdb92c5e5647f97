package io.llmprovider.test.replay;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;

import io.llmprovider.provider.ProviderRegistryBuilder;
import io.llmprovider.transport.ConnectionSettings;
import io.llmprovider.transport.Connector;
import io.llmprovider.transport.ConnectorFactory;
import io.llmprovider.transport.ConnectorSettings;
import io.llmprovider.transport.ReactorConnectorFactory;

import org.springframework.http.client.reactive.ClientHttpConnector;

/**
 * Sends what it is sent to the real server, over TLS where its address says so, and
 * writes both sides to a fixture. Credentials are passed on and not written; the pieces
 * in which an answer was read are kept.
 */
public final class Recorder implements RecordedTraffic {

	private static final Duration CONNECT = Duration.ofSeconds(10);

	private static final Duration LAST_ANSWERS = Duration.ofSeconds(5);

	private final Path fixture;

	private final Tape tape;

	private final List<ClientHttpConnector> ways = new CopyOnWriteArrayList<>();

	private final Connector own;

	private final LoopbackServer server;

	private boolean done;

	private Recorder(Path fixture, RecordingRules rules) {
		this.fixture = fixture;
		this.tape = new Tape(rules);
		this.own = new ReactorConnectorFactory()
			.create(new ConnectorSettings("recorder", ConnectionSettings.DEFAULTS, CONNECT, null));
		this.ways.add(this.own.http());
		this.server = new LoopbackServer("llm-recorder", new RecorderHandler(this.tape, this.ways::get));
	}

	/**
	 * Starts a recorder with the usual rules.
	 * @param fixture the file to write
	 * @return the recorder, which writes the file when it is closed
	 */
	public static Recorder start(Path fixture) {
		return start(fixture, RecordingRules.usual());
	}

	/**
	 * Starts a recorder.
	 * @param fixture the file to write
	 * @param rules what is kept of an exchange
	 * @return the recorder, which writes the file when it is closed
	 */
	public static Recorder start(Path fixture, RecordingRules rules) {
		return new Recorder(fixture, rules);
	}

	@Override
	public String baseUrl(String realBaseUrl) {
		return LoopbackAddress.of(this.server.port(), 0, realBaseUrl);
	}

	@Override
	public ConnectorFactory connectors(ConnectorFactory original) {
		return new RedirectingConnectors(original, (real) -> {
			int way = way(Objects.requireNonNull(real, "real").http());
			return (uri) -> URI.create(LoopbackAddress.of(this.server.port(), way, uri.toString()));
		});
	}

	private synchronized int way(ClientHttpConnector connector) {
		this.ways.add(connector);
		return this.ways.size() - 1;
	}

	@Override
	public void customize(ProviderRegistryBuilder builder) {
		builder.wrapConnectors(this::connectors);
	}

	/**
	 * What was recorded so far, answers under way as far as they came.
	 * @return the exchanges in the order of their requests, as they will be written
	 * @throws IllegalStateException if an exchange could not be recorded without a secret
	 */
	public Cassette cassette() {
		return this.tape.cassette();
	}

	/**
	 * Writes the fixture and begins a new one, after the answers under way have come to
	 * their end or some seconds have passed.
	 * @param fixture the file to write
	 * @throws IllegalStateException if an exchange could not be recorded without a secret
	 */
	public void save(Path fixture) {
		this.tape.awaitIdle(LAST_ANSWERS);
		cassette().write(fixture);
		this.done = true;
		this.tape.clear();
	}

	/**
	 * Forgets what was recorded, because the test failed: a fixture that is there stays
	 * as it is.
	 */
	public void discard() {
		this.done = true;
		this.tape.clear();
	}

	@Override
	public Path fixture() {
		return this.fixture;
	}

	@Override
	public boolean isRecording() {
		return true;
	}

	@Override
	public void verify() {
		this.tape.cassette();
	}

	@Override
	public void close() {
		try {
			if (!this.done) {
				save(this.fixture);
			}
		}
		finally {
			this.server.close();
			this.own.dispose().run();
		}
	}

}
