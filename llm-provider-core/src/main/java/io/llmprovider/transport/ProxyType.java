package io.llmprovider.transport;

/**
 * How a proxy is spoken to.
 */
public enum ProxyType {

	/** HTTP, with a tunnel to the host ({@code CONNECT}) also where it is not TLS. */
	HTTP,

	/** SOCKS, version 5; host names are resolved by the proxy. */
	SOCKS,

	/** No proxy, although the defaults name one. */
	NONE

}
