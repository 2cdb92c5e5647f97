package io.llmprovider.test.replay;

import java.net.URI;
import java.util.function.Function;
import java.util.function.UnaryOperator;

import io.llmprovider.transport.ConnectionSettings;
import io.llmprovider.transport.Connector;
import io.llmprovider.transport.ConnectorFactory;
import io.llmprovider.transport.ConnectorSettings;
import io.llmprovider.transport.ReactorConnectorFactory;
import org.jspecify.annotations.Nullable;

/**
 * Connections that all lead to a server on the loopback interface, whatever address is
 * asked for. This is below keys and signatures, so that those are made for the real
 * address.
 */
final class RedirectingConnectors implements ConnectorFactory {

	private final ReactorConnectorFactory loopback = new ReactorConnectorFactory();

	private final @Nullable ConnectorFactory original;

	private final Function<@Nullable Connector, UnaryOperator<URI>> addresses;

	/**
	 * Creates the factory.
	 * @param original makes connections to real servers, or null if none is to be reached
	 * @param addresses gives, once for each connector, what turns a real address into a
	 * near one
	 */
	RedirectingConnectors(@Nullable ConnectorFactory original,
			Function<@Nullable Connector, UnaryOperator<URI>> addresses) {
		this.original = original;
		this.addresses = addresses;
	}

	@Override
	public void check(ConnectorSettings settings) {
		if (this.original != null) {
			this.original.check(settings);
		}
	}

	@Override
	public Connector create(ConnectorSettings settings) {
		Connector real = (this.original != null) ? this.original.create(settings) : null;
		Connector near = this.loopback.create(new ConnectorSettings(settings.provider(), ConnectionSettings.DEFAULTS,
				settings.connectTimeout(), null));
		UnaryOperator<URI> address = this.addresses.apply(real);
		return new Connector((method, uri, request) -> near.http().connect(method, address.apply(uri), request), () -> {
			near.dispose().run();
			if (real != null) {
				real.dispose().run();
			}
		});
	}

}
