package io.llmprovider.autoconfigure;

import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import io.llmprovider.chat.ChatRequest;
import io.llmprovider.chat.ChatResponse;
import io.llmprovider.chat.StreamEvent;
import io.llmprovider.error.LlmException;
import io.llmprovider.error.TransportException;
import io.llmprovider.provider.LlmClient;
import io.llmprovider.provider.ProviderRegistry;
import io.netty.channel.Channel;
import io.netty.handler.ssl.ClientAuth;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.Disposable;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.http.client.autoconfigure.HttpClientAutoConfiguration;
import org.springframework.boot.http.client.autoconfigure.reactive.ReactiveHttpClientAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * A provider with an authority of its own, which asks for a certificate, over both
 * versions of HTTP.
 */
class TlsTests {

	@TempDir
	static Path directory;

	private static Certificates certificates = new Certificates(Path.of(""));

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(SslAutoConfiguration.class, HttpClientAutoConfiguration.class,
				ReactiveHttpClientAutoConfiguration.class, LlmAutoConfiguration.class))
		.withPropertyValues("llm.providers.office.api=openai-completions", "llm.defaults.retry.max-attempts=1",
				"llm.providers.office.ssl-bundle=office")
		.withPropertyValues(certificates.trusting("office"));

	@BeforeAll
	static void makeCertificates() throws Exception {
		certificates = Certificates.in(directory);
	}

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	void aBundleBringsTrustAndTheApplicationsOwnCertificate(boolean http2) throws Exception {
		try (TlsServer server = new TlsServer(certificates, ClientAuth.REQUIRE, http2)) {
			this.runner.withPropertyValues("llm.providers.office.base-url=" + server.url("/v1"))
				.withPropertyValues("llm.providers.office.connections.http2=" + http2)
				.withPropertyValues(certificates.showing("office"))
				.run((context) -> assertThat(client(context).blocking().chat(ChatRequest.of("ping")).text())
					.isEqualTo("pong"));
			assertThat(server.protocols).containsExactly(http2 ? "HTTP/2.0" : "HTTP/1.1");
		}
	}

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	void aMissingCertificateIsSaid(boolean http2) throws Exception {
		try (TlsServer server = new TlsServer(certificates, ClientAuth.REQUIRE, http2)) {
			this.runner.withPropertyValues("llm.providers.office.base-url=" + server.url("/v1"))
				.withPropertyValues("llm.providers.office.connections.http2=" + http2)
				.run((context) -> assertThat(failure(context)).isInstanceOf(TransportException.class)
					.hasMessageContaining("certificate")
					.hasMessageContaining("llm.providers.office.ssl-bundle"));
		}
	}

	@Test
	void anUntrustedCertificateIsSaid() throws Exception {
		try (TlsServer server = new TlsServer(certificates, ClientAuth.NONE, false)) {
			this.runner.withPropertyValues("llm.providers.office.base-url=" + server.url("/v1"))
				.withPropertyValues("llm.providers.office.ssl-bundle=")
				.run((context) -> {
					LlmException failure = failure(context);
					assertThat(failure).hasMessageContaining("The certificate of 127.0.0.1:")
						.hasMessageContaining("is not trusted")
						.hasMessageContaining("llm.providers.office.ssl-bundle");
					assertThat(failure.isRetryable()).isFalse();
				});
		}
	}

	@Test
	void aHostThatDoesNotOfferTheSecondVersionIsSpokenToInTheFirst() throws Exception {
		try (TlsServer server = new TlsServer(certificates, ClientAuth.NONE, false);
				LoopbackProvider plain = LoopbackProvider.plain()) {
			this.runner.withPropertyValues("llm.defaults.connections.http2=true")
				.withPropertyValues("llm.providers.office.base-url=" + server.url("/v1"),
						"llm.providers.plain.base-url=" + plain.url("/v1"),
						"llm.providers.plain.api=openai-completions")
				.run((context) -> {
					assertThat(client(context).blocking().chat(ChatRequest.of("ping")).text()).isEqualTo("pong");
					assertThat(context.getBean(ProviderRegistry.class)
						.client("plain:m")
						.blocking()
						.chat(ChatRequest.of("ping"))
						.text()).isEqualTo("pong");
				});
			assertThat(server.protocols).containsExactly("HTTP/1.1");
		}
	}

	@Test
	void cancellingEndsTheStreamAndLeavesTheSharedConnection() throws Exception {
		try (TlsServer server = new TlsServer(certificates, ClientAuth.NONE, true)) {
			this.runner.withPropertyValues("llm.defaults.connections.http2=true")
				.withPropertyValues("llm.providers.office.base-url=" + server.url("/open"))
				.run((context) -> cancelOneOfTwo(client(context), server));
		}
	}

	private static void cancelOneOfTwo(LlmClient client, TlsServer server) throws Exception {
		CompletableFuture<ChatResponse> kept = client.chat(ChatRequest.of("ping")).toFuture();
		assertThat(server.protocols.poll(1, TimeUnit.MINUTES)).isEqualTo("HTTP/2.0");
		CountDownLatch begun = new CountDownLatch(1);
		Disposable other = client.stream(ChatRequest.of("ping"))
			.filter(StreamEvent.TextDelta.class::isInstance)
			.subscribe((delta) -> begun.countDown());
		assertThat(begun.await(1, TimeUnit.MINUTES)).isTrue();

		other.dispose();

		assertThat(server.cancelled.await(1, TimeUnit.MINUTES)).isTrue();
		assertThat(server.connections).hasSize(1).allMatch(Channel::isActive);
		server.mayEnd.countDown();
		assertThat(kept.get(1, TimeUnit.MINUTES).text()).isEqualTo("pong");
	}

	private static LlmClient client(ApplicationContext context) {
		return context.getBean(ProviderRegistry.class).client("office:m");
	}

	private static LlmException failure(ApplicationContext context) {
		return catchThrowableOfType(LlmException.class, () -> client(context).blocking().chat(ChatRequest.of("ping")));
	}

}
