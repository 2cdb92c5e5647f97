package io.llmprovider.test.replay;

import java.net.URI;
import java.net.URISyntaxException;

import org.jspecify.annotations.Nullable;

/**
 * How the address of a real server is put into one on the loopback interface:
 * {@code http://127.0.0.1:port/way/https/api.example.com/v1}, where the way is the number
 * of the connections to reach it through.
 */
final class LoopbackAddress {

	private LoopbackAddress() {
	}

	static String of(int port, int way, String real) {
		int scheme = real.indexOf("://");
		if (scheme < 0) {
			throw new IllegalArgumentException("'" + real + "' is no address with a scheme, such as https://host/v1");
		}
		return "http://127.0.0.1:" + port + "/" + way + "/" + real.substring(0, scheme) + "/"
				+ real.substring(scheme + "://".length());
	}

	/**
	 * The real address.
	 * @param uri path and query as a server sees them
	 * @return the address, or null if there is none in it
	 */
	static @Nullable Target parse(String uri) {
		String[] parts = uri.split("/", 4);
		if (parts.length < 4 || !parts[1].chars().allMatch(Character::isDigit) || parts[1].isEmpty()
				|| parts[1].length() > 6) {
			return null;
		}
		try {
			URI real = new URI(parts[2] + "://" + parts[3]);
			return (real.getHost() != null) ? new Target(Integer.parseInt(parts[1]), real) : null;
		}
		catch (URISyntaxException ex) {
			return null;
		}
	}

	/**
	 * Where a request is meant to go.
	 *
	 * @param way the number of the connections
	 * @param uri the real address
	 */
	record Target(int way, URI uri) {
	}

}
