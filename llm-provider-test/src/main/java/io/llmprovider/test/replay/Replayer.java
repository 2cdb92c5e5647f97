package io.llmprovider.test.replay;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import io.llmprovider.auth.AuthScheme;
import io.llmprovider.auth.AuthSettings;
import io.llmprovider.oauth.OAuthSettings;
import io.llmprovider.provider.ProviderRegistryBuilder;
import io.llmprovider.provider.ProviderSettings;
import io.llmprovider.transport.ConnectorFactory;

/**
 * Answers from a fixture, offline, in the pieces in which the answers were recorded.
 * <p>
 * A request is answered by the first exchange that it equals in method, address, kept
 * headers and body (JSON as JSON, whatever the order of its members) and that was not
 * used yet. So requests may come in any order, and equal ones get their answers in the
 * order in which they were recorded. A request that equals none is answered with status
 * 400 and what differs, and {@link #verify()} fails.
 */
public final class Replayer implements RecordedTraffic {

	private static final String NO_KEY = "no-key-is-needed-to-replay";

	private static final Set<AuthScheme> BY_KEY = Set.of(AuthScheme.NONE, AuthScheme.BEARER, AuthScheme.HEADER);

	private final Path fixture;

	private final Playback playback;

	private final LoopbackServer server;

	private Replayer(Path fixture, Cassette cassette, RecordingRules rules) {
		this.fixture = fixture;
		this.playback = new Playback(fixture, cassette, rules);
		this.server = new LoopbackServer("llm-replayer", new ReplayHandler(this.playback));
	}

	/**
	 * Starts a replayer with the usual rules.
	 * @param fixture the file to answer from
	 * @return the replayer, to be closed by the caller
	 * @throws IllegalStateException if there is no such file; the message says how to
	 * record it
	 */
	public static Replayer start(Path fixture) {
		return start(fixture, RecordingRules.usual());
	}

	/**
	 * Starts a replayer.
	 * @param fixture the file to answer from
	 * @param rules what is compared; the same as for recording
	 * @return the replayer, to be closed by the caller
	 * @throws IllegalStateException if there is no such file; the message says how to
	 * record it
	 */
	public static Replayer start(Path fixture, RecordingRules rules) {
		if (!Files.exists(fixture)) {
			throw new IllegalStateException("There is no fixture " + fixture + ". " + Playback.RECORD_AGAIN);
		}
		return new Replayer(fixture, Cassette.read(fixture), rules);
	}

	@Override
	public String baseUrl(String realBaseUrl) {
		return LoopbackAddress.of(this.server.port(), 0, realBaseUrl);
	}

	@Override
	public ConnectorFactory connectors(ConnectorFactory original) {
		return new RedirectingConnectors(null, (none) -> (uri) -> URI.create(baseUrl(uri.toString())));
	}

	@Override
	public void customize(ProviderRegistryBuilder builder) {
		withoutCredentials(builder.wrapConnectors(this::connectors));
	}

	static void withoutCredentials(ProviderRegistryBuilder builder) {
		builder.keys((provider) -> Optional.of(NO_KEY)).changeSettings(Replayer::withoutTokens);
	}

	/** Whatever fetches tokens or signs would ask somebody outside. */
	private static ProviderSettings withoutTokens(ProviderSettings settings) {
		AuthScheme scheme = settings.auth().scheme();
		boolean byKey = scheme == null || BY_KEY.contains(scheme);
		return settings.toBuilder()
			.auth(byKey ? settings.auth() : AuthSettings.UNSET)
			.oauth(OAuthSettings.UNSET)
			.build();
	}

	/**
	 * The exchanges that no request has asked for.
	 * @return those of the fixture, in its order
	 */
	public List<RecordedExchange> unused() {
		return this.playback.unused();
	}

	/**
	 * Begins the fixture anew, and forgets what did not match.
	 */
	public void reset() {
		this.playback.reset();
	}

	@Override
	public Path fixture() {
		return this.fixture;
	}

	@Override
	public boolean isRecording() {
		return false;
	}

	@Override
	public void verify() {
		List<String> mismatches = this.playback.mismatches();
		if (!mismatches.isEmpty()) {
			throw new ReplayMismatchError(mismatches);
		}
	}

	@Override
	public void close() {
		this.server.close();
	}

}
