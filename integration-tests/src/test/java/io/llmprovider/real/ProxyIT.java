package io.llmprovider.real;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;

import io.llmprovider.chat.ChatRequest;
import io.llmprovider.error.LlmException;
import io.llmprovider.provider.ProviderRegistry;
import io.llmprovider.provider.ProviderSettings;
import io.llmprovider.retry.RetrySettings;
import io.llmprovider.test.simulator.Answer;
import io.llmprovider.test.simulator.LlmSimulator;
import io.llmprovider.transport.ConnectionSettings;
import io.llmprovider.transport.ProxySettings;
import io.llmprovider.transport.ProxyType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/**
 * Calls through a real proxy, Debian's {@code tinyproxy}, which is started here.
 */
class ProxyIT {

	private static final Path TINYPROXY = Path.of("/usr/bin/tinyproxy");

	@TempDir
	Path directory;

	private int port;

	private @Nullable Process proxy;

	private final LlmSimulator server = LlmSimulator.start();

	@BeforeEach
	void startProxy() throws Exception {
		assumeTrue(Files.isExecutable(TINYPROXY), "tinyproxy is not there: apt-get install tinyproxy");
		try (ServerSocket free = new ServerSocket(0)) {
			this.port = free.getLocalPort();
		}
		Path configuration = Files.write(this.directory.resolve("tinyproxy.conf"),
				List.of("Port " + this.port, "Listen 127.0.0.1", "Timeout 60", "MaxClients 20",
						"BasicAuth office secret-of-the-proxy", "LogFile \"" + log() + "\"", "LogLevel Connect"));
		this.proxy = new ProcessBuilder(TINYPROXY.toString(), "-d", "-c", configuration.toString())
			.redirectErrorStream(true)
			.redirectOutput(this.directory.resolve("output").toFile())
			.start();
		awaitProxy();
	}

	@AfterEach
	void stopProxy() throws InterruptedException {
		this.server.close();
		if (this.proxy != null) {
			this.proxy.destroy();
			this.proxy.waitFor(10, TimeUnit.SECONDS);
		}
	}

	@Test
	void aStreamComesThroughTheProxy() throws IOException {
		this.server.enqueue(Answer.text("through the proxy"));
		try (ProviderRegistry registry = registry("secret-of-the-proxy", List.of())) {
			assertThat(registry.client("p:m").blocking().chat(ChatRequest.of("ping")).text())
				.isEqualTo("through the proxy");
		}
		assertThat(Files.readString(log())).contains("CONNECT 127.0.0.1:" + this.server.port());
	}

	@Test
	void aProxyThatDoesNotKnowTheUserIsSaidAndNotTriedAgain() {
		try (ProviderRegistry registry = registry("wrong", List.of())) {
			LlmException failure = catchThrowableOfType(LlmException.class,
					() -> registry.client("p:m").blocking().chat(ChatRequest.of("ping")));
			assertThat(failure).hasMessageContaining("The proxy 127.0.0.1:" + this.port)
				.hasMessageContaining("llm.providers.p.proxy.username");
			assertThat(failure.isRetryable()).isFalse();
		}
		assertThat(this.server.exchangeCount()).isZero();
	}

	@Test
	void whatIsOnTheListGoesPastTheProxy() throws IOException {
		this.server.enqueue(Answer.text("directly"));
		try (ProviderRegistry registry = registry("wrong", List.of("127.0.0.1"))) {
			assertThat(registry.client("p:m").blocking().chat(ChatRequest.of("ping")).text()).isEqualTo("directly");
		}
		assertThat(Files.readString(log())).doesNotContain("CONNECT 127.0.0.1:" + this.server.port());
	}

	private ProviderRegistry registry(String password, List<String> noProxy) {
		return ProviderRegistry.builder()
			.provider(ProviderSettings.builder("p")
				.api("openai-completions")
				.baseUrl(this.server.baseUrl("openai-completions"))
				.retry(RetrySettings.builder().maxAttempts(2).delay(Duration.ZERO).build())
				.connections(ConnectionSettings.NONE
					.through(new ProxySettings(ProxyType.HTTP, "127.0.0.1", this.port, "office", password, noProxy)))
				.build())
			.build();
	}

	private Path log() {
		return this.directory.resolve("tinyproxy.log");
	}

	private void awaitProxy() throws InterruptedException {
		Instant end = Instant.now().plusSeconds(10);
		while (Instant.now().isBefore(end)) {
			try (Socket socket = new Socket()) {
				socket.connect(new InetSocketAddress("127.0.0.1", this.port), 1000);
				return;
			}
			catch (IOException ex) {
				TimeUnit.MILLISECONDS.sleep(50);
			}
		}
		throw new IllegalStateException("tinyproxy did not begin to listen");
	}

}
