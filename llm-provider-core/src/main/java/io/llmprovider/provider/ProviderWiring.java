package io.llmprovider.provider;

import io.llmprovider.oauth.ProviderSignIn;
import io.llmprovider.transport.HttpTransport;
import org.jspecify.annotations.Nullable;

/**
 * What the calls of one provider go through: its connections, its credentials and the
 * path of a call. Nothing is opened before the first call.
 */
final class ProviderWiring {

	private final ProviderSettings settings;

	private final HttpTransport transport;

	private final Access access;

	private final CallCount calls;

	private final SuppliedOnce<CallPath> path;

	/**
	 * Wires a provider.
	 * @param settings the settings with all that is derived from them
	 * @param transport its connections
	 * @param access with what it is asked
	 * @param parts what providers share
	 * @throws io.llmprovider.error.ConfigurationException if the application's retries or
	 * the circuit breaker cannot work
	 */
	ProviderWiring(ProviderSettings settings, HttpTransport transport, Access access, ProviderParts parts) {
		this.settings = settings;
		this.transport = transport;
		this.access = access;
		this.calls = new CallCount(transport);
		this.path = new SuppliedOnce<>(() -> new CallPath(settings, transport, access, parts, this.calls));
		if (parts.retries() != null || settings.circuitBreaker().isOn()) {
			this.path.get();
		}
	}

	ProviderSettings settings() {
		return this.settings;
	}

	@Nullable ProviderSignIn signIn() {
		return this.access.signIn();
	}

	CallPath path() {
		return this.path.get();
	}

	ProviderDescription.KeyState keyState() {
		return this.access.keyState(this.settings.auth());
	}

	void retire() {
		this.calls.retire();
	}

	void close() {
		this.transport.close();
		CallPath made = this.path.given();
		if (made != null) {
			// What waits for another attempt is told that the provider is closed.
			made.endWaits();
		}
	}

}
