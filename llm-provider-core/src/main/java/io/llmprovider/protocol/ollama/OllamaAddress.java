package io.llmprovider.protocol.ollama;

import java.util.List;

/**
 * The address of {@code /api/chat} below what users write: the server's address, often
 * with a path of one of its APIs at the end, or just host and port as {@code OLLAMA_HOST}
 * has them.
 */
final class OllamaAddress {

	private static final String CHAT = "/api/chat";

	private static final String DEFAULT_PORT = ":11434";

	private static final List<String> API_PATHS = List.of("/", CHAT, "/api", "/v1");

	private OllamaAddress() {
	}

	/** The address with a scheme, and with a port where neither was written. */
	static String absolute(String baseUrl) {
		return withScheme(baseUrl.strip());
	}

	static String chat(String baseUrl) {
		String address = baseUrl.strip();
		for (String path : API_PATHS) {
			address = address.endsWith(path) ? address.substring(0, address.length() - path.length()) : address;
		}
		return withScheme(address) + CHAT;
	}

	private static String withScheme(String address) {
		boolean bare = !address.contains("://");
		String url = bare ? "http://" + address : address;
		int hostAt = url.indexOf("://") + 3;
		int pathAt = url.indexOf('/', hostAt);
		String host = (pathAt < 0) ? url.substring(hostAt) : url.substring(hostAt, pathAt);
		String path = (pathAt < 0) ? "" : url.substring(pathAt);
		return url.substring(0, hostAt) + reachable(host, bare) + path;
	}

	/** A server listens on 0.0.0.0, but nobody can call it there. */
	private static String reachable(String host, boolean bare) {
		boolean any = host.equals("0.0.0.0") || host.startsWith("0.0.0.0:");
		String reachable = any ? "localhost" + host.substring("0.0.0.0".length()) : host;
		boolean port = reachable.lastIndexOf(':') > reachable.lastIndexOf(']');
		return (bare && !port) ? reachable + DEFAULT_PORT : reachable;
	}

}
