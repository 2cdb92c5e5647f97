package io.llmprovider.oauth.standard;

import java.net.URI;
import java.util.Set;

import io.llmprovider.oauth.FlowContext;

/**
 * Where the browser comes back to.
 *
 * @param uri the address as it is set; without a port, or with port 0, a free one is
 * taken
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8252#section-7.3">RFC 8252, section
 * 7.3</a>
 */
record LoopbackAddress(URI uri) {

	private static final String USUAL = "http://127.0.0.1:0/callback";

	private static final Set<String> HOSTS = Set.of("127.0.0.1", "localhost", "[::1]");

	static LoopbackAddress of(FlowContext context) {
		String set = context.settings().redirectUri();
		return new LoopbackAddress(URI.create((set != null) ? set : USUAL));
	}

	/** An address elsewhere is a page that shows the code, to be pasted. */
	boolean isLoopback() {
		return "http".equalsIgnoreCase(this.uri.getScheme()) && HOSTS.contains(this.uri.getHost());
	}

	/** What to bind to: never a name, which somebody else could resolve. */
	String host() {
		return this.uri.getHost().equals("[::1]") ? "::1" : "127.0.0.1";
	}

	int port() {
		return Math.max(0, this.uri.getPort());
	}

	String path() {
		String path = this.uri.getRawPath();
		return (path == null || path.isEmpty()) ? "/" : path;
	}

	String template() {
		return this.uri.toString();
	}

	String withPort(int port) {
		String path = (this.uri.getRawPath() != null) ? this.uri.getRawPath() : "";
		return this.uri.getScheme() + "://" + this.uri.getHost() + ":" + port + path;
	}

}
