package io.llmprovider.signin;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;

/**
 * A Spring Authorization Server on the loopback interface, with a client for each way of
 * signing in and one user.
 */
final class AuthorizationServer implements AutoCloseable {

	static final String USER = "ada";

	static final String PASSWORD = "analytical";

	static final String SCOPE = "llm.use";

	/** A confidential client that has no user. */
	static final String GATEWAY = "gateway";

	static final String GATEWAY_SECRET = "gateway-secret";

	/** A public client with a browser on the same machine. */
	static final String DESKTOP = "desktop";

	/** A public client without a browser. */
	static final String TERMINAL = "terminal";

	private final ServletWebServerApplicationContext context;

	private AuthorizationServer(ServletWebServerApplicationContext context) {
		this.context = context;
	}

	/**
	 * Starts a server on a free port.
	 * @param tokenLife how long access tokens live
	 * @return the server, to be closed by the caller
	 */
	static AuthorizationServer start(Duration tokenLife) {
		Map<String, Object> settings = Map.of("server.address", "127.0.0.1", "server.port", "0",
				"spring.main.banner-mode", "off", "test.token-life", tokenLife.toString(), "logging.level.root", "warn",
				"spring.autoconfigure.exclude", "io.llmprovider.autoconfigure.LlmAutoConfiguration");
		return new AuthorizationServer((ServletWebServerApplicationContext) new SpringApplicationBuilder(
				AuthorizationServerConfiguration.class)
			.web(WebApplicationType.SERVLET)
			.properties(settings)
			.run());
	}

	/**
	 * Where the server is.
	 * @return its issuer
	 */
	String issuer() {
		return "http://127.0.0.1:" + port();
	}

	/**
	 * An address of the server.
	 * @param path the path, with its slash
	 * @return the address
	 */
	URI uri(String path) {
		return URI.create(issuer() + path);
	}

	int port() {
		return this.context.getWebServer().getPort();
	}

	/**
	 * What was sent to the endpoint of tokens.
	 * @return the parameters of each request, in the order of arrival
	 */
	List<Map<String, String>> tokenRequests() {
		return this.context.getBean(TokenRequestLog.class).all();
	}

	/**
	 * How many requests there were for a grant.
	 * @param grant the grant's name on the wire
	 * @return the count
	 */
	long tokenRequests(String grant) {
		return tokenRequests().stream().filter((request) -> grant.equals(request.get("grant_type"))).count();
	}

	@Override
	public void close() {
		this.context.close();
	}

}
