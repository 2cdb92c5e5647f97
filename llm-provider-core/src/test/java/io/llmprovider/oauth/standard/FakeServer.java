package io.llmprovider.oauth.standard;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;

import io.llmprovider.oauth.FlowContext;
import io.llmprovider.oauth.OAuthSettings;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;

import org.springframework.web.reactive.function.client.WebClient;

/**
 * An authorization server that says what it was told to, and remembers what it was asked.
 */
final class FakeServer implements AutoCloseable {

	final List<Asked> asked = new CopyOnWriteArrayList<>();

	private final Queue<Reply> replies = new ArrayDeque<>();

	private final DisposableServer server = HttpServer.create()
		.host("127.0.0.1")
		.port(0)
		.handle((request, response) -> request.receive().aggregate().asString().defaultIfEmpty("").flatMap((body) -> {
			this.asked.add(new Asked(request.uri(), request.requestHeaders().get("Authorization"), form(body)));
			Reply reply = this.replies.remove();
			return response.status(reply.status())
				.header("Content-Type", reply.type())
				.sendString(Mono.just(reply.body()))
				.then();
		}))
		.bindNow();

	FakeServer answers(int status, String json) {
		return answers(status, "application/json", json);
	}

	FakeServer answers(int status, String type, String body) {
		this.replies.add(new Reply(status, type, body));
		return this;
	}

	String uri(String path) {
		return "http://127.0.0.1:" + this.server.port() + path;
	}

	OAuthSettings.Builder settings(String flow) {
		return OAuthSettings.builder()
			.flow(flow)
			.clientId("app")
			.authorizationUri(uri("/authorize"))
			.tokenUri(uri("/token"))
			.deviceAuthorizationUri(uri("/device"))
			.revocationUri(uri("/revoke"));
	}

	static FlowContext context(OAuthSettings settings) {
		return new FlowContext("office", settings, () -> WebClient.builder().build(), Clock.systemUTC());
	}

	@Override
	public void close() {
		this.server.disposeNow();
	}

	private static Map<String, String> form(String body) {
		Map<String, String> form = new TreeMap<>();
		for (String pair : body.split("&")) {
			String[] parts = pair.split("=", 2);
			form.put(parts[0], (parts.length > 1) ? URLDecoder.decode(parts[1], StandardCharsets.UTF_8) : "");
		}
		return form;
	}

	/**
	 * A question.
	 *
	 * @param path where
	 * @param authorization the header, or null
	 * @param form the form
	 */
	record Asked(String path, @Nullable String authorization, Map<String, String> form) {
	}

	private record Reply(int status, String type, String body) {
	}

}
