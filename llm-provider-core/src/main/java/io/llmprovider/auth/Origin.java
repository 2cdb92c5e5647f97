package io.llmprovider.auth;

import java.net.URI;
import java.net.URISyntaxException;

/**
 * Scheme, host and port of an address: whom a key is told to.
 */
public final class Origin {

	private Origin() {
	}

	/**
	 * Whether two addresses are of one origin.
	 * @param one an absolute URL
	 * @param other an absolute URL
	 * @return whether scheme, host and port are the same; false if one of them is no URL
	 */
	public static boolean same(String one, String other) {
		try {
			URI first = new URI(one.strip());
			URI second = new URI(other.strip());
			return first.getScheme() != null && first.getScheme().equalsIgnoreCase(second.getScheme())
					&& first.getHost() != null && first.getHost().equalsIgnoreCase(second.getHost())
					&& port(first) == port(second);
		}
		catch (URISyntaxException ex) {
			return false;
		}
	}

	/**
	 * Scheme, host and port of an address, for messages.
	 * @param address an absolute URL
	 * @return its origin, or nothing of it if it is no URL
	 */
	public static String of(String address) {
		try {
			URI uri = new URI(address.strip());
			return uri.getScheme() + "://" + uri.getHost() + ((uri.getPort() >= 0) ? ":" + uri.getPort() : "");
		}
		catch (URISyntaxException ex) {
			// Its text may hold a secret.
			return "an address that is not valid";
		}
	}

	private static int port(URI uri) {
		if (uri.getPort() >= 0) {
			return uri.getPort();
		}
		return "https".equalsIgnoreCase(uri.getScheme()) ? 443 : 80;
	}

}
