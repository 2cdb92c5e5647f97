package io.llmprovider.samples.signin;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import org.jspecify.annotations.Nullable;

/**
 * As much of an authorization server as this sample needs: device codes, tokens, a page
 * with two buttons, and nothing of its own worth protecting. Not for anything else.
 */
final class LocalAuthority implements AutoCloseable {

	static final String CLIENT = "sample-terminal";

	private static final String PAGE = "/device";

	private final SecureRandom random = new SecureRandom();

	private final String accessToken = random();

	/** User code by device code. */
	private final Map<String, String> waiting = new ConcurrentHashMap<>();

	/** What users have decided, by user code. */
	private final Map<String, Boolean> decisions = new ConcurrentHashMap<>();

	private final Set<String> refreshTokens = ConcurrentHashMap.newKeySet();

	private final HttpServer server;

	private LocalAuthority(HttpServer server) {
		this.server = server;
		on("/.well-known/oauth-authorization-server", (form) -> json(200,
				"\"issuer\": \"%s\", \"token_endpoint\": \"%1$s/token\", \"device_authorization_endpoint\": \"%1$s/code\", \"revocation_endpoint\": \"%1$s/revoke\"",
				issuer()));
		on("/code", (form) -> code());
		on(PAGE, this::page);
		on("/token", this::token);
		on("/revoke", (form) -> {
			this.refreshTokens.remove(String.valueOf(form.get("token")));
			return json(200, "");
		});
		server.start();
	}

	static LocalAuthority start() {
		try {
			return new LocalAuthority(
					HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	String issuer() {
		return "http://127.0.0.1:" + this.server.getAddress().getPort();
	}

	/** The only token that it ever gives, so that the simulator can know it. */
	String accessToken() {
		return this.accessToken;
	}

	@Override
	public void close() {
		this.server.stop(0);
	}

	private Reply code() {
		String device = random();
		String user = random().substring(0, 8).toUpperCase(java.util.Locale.ROOT);
		this.waiting.put(device, user);
		return json(200,
				"\"device_code\": \"%s\", \"user_code\": \"%s\", \"verification_uri\": \"%s\", \"verification_uri_complete\": \"%3$s?user_code=%2$s\", \"expires_in\": 300, \"interval\": 1",
				device, user, issuer() + PAGE);
	}

	private Reply page(Map<String, String> form) {
		String user = String.valueOf(form.getOrDefault("user_code", ""));
		if (form.containsKey("decision")) {
			boolean known = this.waiting.containsValue(user);
			if (known) {
				this.decisions.put(user, "approve".equals(form.get("decision")));
			}
			return new Reply(known ? 200 : 400, "text/html",
					known ? "<p>Done. You can close this page.</p>" : "<p>There is no such code.</p>");
		}
		String shown = user.matches("[0-9A-F]{0,8}") ? user : "";
		return new Reply(200, "text/html", """
				<!DOCTYPE html><title>Sign in</title><form method="post" action="/device">
				<p>May the sample use the model? <input name="user_code" placeholder="code" value="%s">
				<button name="decision" value="approve">Yes</button>
				<button name="decision" value="deny">No</button></form>""".formatted(shown));
	}

	private Reply token(Map<String, String> form) {
		if ("refresh_token".equals(form.get("grant_type"))) {
			return this.refreshTokens.remove(String.valueOf(form.get("refresh_token"))) ? tokens()
					: json(400, "\"error\": \"invalid_grant\"");
		}
		String device = String.valueOf(form.get("device_code"));
		String user = this.waiting.get(device);
		Boolean approved = (user != null) ? this.decisions.get(user) : null;
		if (user == null) {
			return json(400, "\"error\": \"invalid_grant\"");
		}
		if (approved == null) {
			return json(400, "\"error\": \"authorization_pending\"");
		}
		this.waiting.remove(device);
		return approved ? tokens() : json(400, "\"error\": \"access_denied\"");
	}

	private Reply tokens() {
		String refresh = random();
		this.refreshTokens.add(refresh);
		return json(200,
				"\"access_token\": \"%s\", \"token_type\": \"Bearer\", \"expires_in\": 3600, \"refresh_token\": \"%s\"",
				this.accessToken, refresh);
	}

	private void on(String path, Function<Map<String, String>, Reply> answer) {
		this.server.createContext(path, (exchange) -> {
			Map<String, String> form = form(exchange.getRequestURI().getRawQuery());
			form.putAll(form(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
			send(exchange, answer.apply(form));
		});
	}

	private static void send(HttpExchange exchange, Reply reply) throws IOException {
		byte[] bytes = reply.body().getBytes(StandardCharsets.UTF_8);
		exchange.getResponseHeaders().add("Content-Type", reply.type());
		exchange.sendResponseHeaders(reply.status(), bytes.length);
		exchange.getResponseBody().write(bytes);
		exchange.close();
	}

	private static Map<String, String> form(@Nullable String text) {
		Map<String, String> form = new TreeMap<>();
		for (String pair : (text != null) ? text.split("&") : new String[0]) {
			String[] parts = pair.split("=", 2);
			form.put(parts[0], (parts.length > 1) ? URLDecoder.decode(parts[1], StandardCharsets.UTF_8) : "");
		}
		return form;
	}

	private static Reply json(int status, String members, Object... values) {
		return new Reply(status, "application/json", "{" + members.formatted(values) + "}");
	}

	private String random() {
		byte[] bytes = new byte[24];
		this.random.nextBytes(bytes);
		return HexFormat.of().formatHex(bytes);
	}

	private record Reply(int status, String type, String body) {

	}

}
