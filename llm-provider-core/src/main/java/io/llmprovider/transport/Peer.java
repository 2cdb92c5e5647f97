package io.llmprovider.transport;

import java.net.URI;

/**
 * Whom an exchange is with, for what it says when it fails.
 *
 * @param provider the provider's name
 * @param uri the address
 * @param proxy the proxy on the way, or {@link ProxySettings#UNSET}
 */
record Peer(String provider, URI uri, ProxySettings proxy) {

	/**
	 * What a failure of the connection means.
	 * @param cause what the connection says
	 * @return a failure that says what to change, or the cause if it is none of the
	 * connection's
	 */
	Throwable explain(Throwable cause) {
		return TransportErrors.map(cause, this.uri, this.provider, this.proxy);
	}

}
