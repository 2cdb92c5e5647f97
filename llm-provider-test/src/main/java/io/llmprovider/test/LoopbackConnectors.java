package io.llmprovider.test;

import java.net.ConnectException;
import java.net.URI;
import java.util.Set;

import io.llmprovider.transport.ConnectionSettings;
import io.llmprovider.transport.Connector;
import io.llmprovider.transport.ConnectorFactory;
import io.llmprovider.transport.ConnectorSettings;
import io.llmprovider.transport.ReactorConnectorFactory;
import reactor.core.publisher.Mono;

/**
 * Connections that do not leave this machine: one to anywhere but the loopback interface
 * fails before a name is looked up. Proxies and certificates are not used.
 */
public final class LoopbackConnectors implements ConnectorFactory {

	private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "localhost", "[::1]", "::1");

	private final ReactorConnectorFactory plain = new ReactorConnectorFactory();

	/**
	 * Creates the factory.
	 */
	public LoopbackConnectors() {
	}

	@Override
	public Connector create(ConnectorSettings settings) {
		Connector near = this.plain.create(new ConnectorSettings(settings.provider(), ConnectionSettings.DEFAULTS,
				settings.connectTimeout(), null));
		return new Connector((method, uri, request) -> isNear(uri) ? near.http().connect(method, uri, request)
				: Mono.error(new ConnectException(
						"A test must not reach " + uri.getHost() + ": only the loopback interface is allowed here")),
				near.dispose());
	}

	private static boolean isNear(URI uri) {
		return uri.getHost() != null && LOOPBACK.contains(uri.getHost());
	}

}
