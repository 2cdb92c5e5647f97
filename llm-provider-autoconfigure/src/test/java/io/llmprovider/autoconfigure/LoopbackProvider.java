package io.llmprovider.autoconfigure;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import javax.net.ssl.KeyManagerFactory;

import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import reactor.netty.resources.LoopResources;

/**
 * A server on loopback that answers each call with "pong", and redirects what is below
 * {@code /moved} and never answers below {@code /silent}. It has event loops of its own,
 * as an application that ends takes those with it that all share.
 */
final class LoopbackProvider implements AutoCloseable {

	private static final String PASSWORD = "changeit";

	private static final String ANSWER = """
			data: {"id":"1","model":"m","choices":[{"index":0,"delta":{"role":"assistant","content":"pong"}}]}

			data: {"id":"1","model":"m","choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}

			data: [DONE]

			""";

	private final List<String> paths = new CopyOnWriteArrayList<>();

	private final LoopResources loops = LoopResources.create("loopback-provider", 1, true);

	private final CountDownLatch called = new CountDownLatch(1);

	private final DisposableServer server;

	private final String scheme;

	private LoopbackProvider(@Nullable SslContext ssl) {
		HttpServer server = HttpServer.create().runOn(this.loops).host("127.0.0.1").port(0);
		if (ssl != null) {
			server = server.secure((spec) -> spec.sslContext(ssl));
		}
		this.scheme = (ssl != null) ? "https" : "http";
		this.server = server.handle((request, response) -> {
			this.paths.add(request.uri());
			this.called.countDown();
			if (request.uri().startsWith("/silent")) {
				return Mono.never();
			}
			if (request.uri().startsWith("/moved")) {
				return request.receive()
					.then(response.status(307).header("Location", url("/v1/chat/completions")).send());
			}
			return request.receive()
				.then(response.header("Content-Type", "text/event-stream").sendString(Mono.just(ANSWER)).then());
		}).bindNow();
	}

	static LoopbackProvider plain() {
		return new LoopbackProvider(null);
	}

	static LoopbackProvider secure(KeyStore keyStore) throws GeneralSecurityException, IOException {
		KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
		keys.init(keyStore, PASSWORD.toCharArray());
		return new LoopbackProvider(SslContextBuilder.forServer(keys).build());
	}

	/**
	 * A key with a certificate that nobody trusts.
	 */
	static KeyStore selfSigned(Path directory) throws Exception {
		Path file = directory.resolve("server.p12");
		Process keytool = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
				"-genkeypair", "-alias", "server", "-keyalg", "EC", "-groupname", "secp256r1", "-dname", "CN=localhost",
				"-ext", "SAN=dns:localhost,ip:127.0.0.1", "-validity", "2", "-storetype", "PKCS12", "-keystore",
				file.toString(), "-storepass", PASSWORD)
			.redirectErrorStream(true)
			.start();
		if (!keytool.waitFor(1, TimeUnit.MINUTES) || keytool.exitValue() != 0) {
			throw new IllegalStateException("keytool failed: " + new String(keytool.getInputStream().readAllBytes()));
		}
		return KeyStore.getInstance(file.toFile(), PASSWORD.toCharArray());
	}

	static String certificate(KeyStore keyStore) throws GeneralSecurityException {
		byte[] encoded = keyStore.getCertificate("server").getEncoded();
		return "-----BEGIN CERTIFICATE-----\n" + Base64.getMimeEncoder(64, "\n".getBytes()).encodeToString(encoded)
				+ "\n-----END CERTIFICATE-----\n";
	}

	String url(String path) {
		return this.scheme + "://127.0.0.1:" + this.server.port() + path;
	}

	List<String> paths() {
		return this.paths;
	}

	void awaitCall() throws InterruptedException {
		if (!this.called.await(1, TimeUnit.MINUTES)) {
			throw new IllegalStateException("No call came");
		}
	}

	@Override
	public void close() {
		this.server.disposeNow();
		this.loops.dispose();
	}

}
