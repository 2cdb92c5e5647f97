package io.llmprovider.autoconfigure;

import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

import io.llmprovider.chat.ChatRequest;
import io.llmprovider.chat.ChatResponse;
import io.llmprovider.error.LlmException;
import io.llmprovider.provider.ProviderRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import reactor.netty.http.client.HttpClient;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.http.client.autoconfigure.HttpClientAutoConfiguration;
import org.springframework.boot.http.client.autoconfigure.reactive.ClientHttpConnectorBuilderCustomizer;
import org.springframework.boot.http.client.autoconfigure.reactive.ReactiveHttpClientAutoConfiguration;
import org.springframework.boot.http.client.reactive.ReactorClientHttpConnectorBuilder;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

@ExtendWith(OutputCaptureExtension.class)
class BootConnectorFactoryTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(SslAutoConfiguration.class, HttpClientAutoConfiguration.class,
				ReactiveHttpClientAutoConfiguration.class, LlmAutoConfiguration.class))
		.withPropertyValues("llm.providers.office.api=openai-completions", "llm.defaults.retry.max-attempts=1");

	@Test
	void aBundleMakesACertificateTrusted(@TempDir Path directory) throws Exception {
		KeyStore keys = LoopbackProvider.selfSigned(directory);
		try (LoopbackProvider server = LoopbackProvider.secure(keys)) {
			this.runner
				.withPropertyValues("llm.providers.office.base-url=" + server.url("/v1"),
						"llm.providers.office.ssl-bundle=internal",
						"spring.ssl.bundle.pem.internal.truststore.certificate=" + LoopbackProvider.certificate(keys))
				.run((context) -> assertThat(answer(context)).isEqualTo("pong"));
			this.runner
				.withPropertyValues("llm.providers.office.base-url=" + server.url("/v1"),
						"spring.http.clients.ssl.bundle=internal",
						"spring.ssl.bundle.pem.internal.truststore.certificate=" + LoopbackProvider.certificate(keys))
				.run((context) -> assertThat(answer(context)).isEqualTo("pong"));
			this.runner.withPropertyValues("llm.providers.office.base-url=" + server.url("/v1"))
				.run((context) -> assertThat(failure(context)).hasMessageContaining("trust")
					.hasMessageContaining("ssl-bundle"));
		}
	}

	@Test
	void anUnknownBundleFailsTheStartAndNamesThoseThereAre() {
		this.runner
			.withPropertyValues("llm.providers.office.base-url=https://localhost:1/v1",
					"llm.providers.office.ssl-bundle=intern", "spring.ssl.bundle.pem.internal.truststore.certificate=x")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.hasMessageContaining("Provider 'office' refers to the unknown SSL bundle 'intern'")
				.hasMessageContaining("[internal]")
				.hasMessageContaining("llm.providers.office.ssl-bundle"));
	}

	@Test
	void redirectsAreNotFollowedEvenIfTheApplicationSaysSo() {
		try (LoopbackProvider server = LoopbackProvider.plain()) {
			this.runner
				.withPropertyValues("llm.providers.office.base-url=" + server.url("/moved"),
						"spring.http.clients.redirects=follow")
				.withUserConfiguration(FollowsRedirects.class)
				.run((context) -> {
					assertThat(failure(context).status()).isEqualTo(307);
					assertThat(server.paths()).containsExactly("/moved/chat/completions");
				});
		}
	}

	@Test
	void customizersOfTheApplicationApply() {
		try (LoopbackProvider server = LoopbackProvider.plain()) {
			this.runner.withPropertyValues("llm.providers.office.base-url=" + server.url("/v1"))
				.withUserConfiguration(CountsRequests.class)
				.run((context) -> {
					assertThat(answer(context)).isEqualTo("pong");
					assertThat(context.getBean(AtomicInteger.class)).hasValue(1);
				});
		}
	}

	@Test
	void anotherConnectorWorksAndOneLineSaysWhatItCannotDo(CapturedOutput output) {
		try (LoopbackProvider server = LoopbackProvider.plain()) {
			this.runner
				.withPropertyValues("llm.providers.office.base-url=" + server.url("/v1"),
						"llm.providers.other.base-url=" + server.url("/v1"),
						"llm.providers.other.api=openai-completions", "spring.http.clients.reactive.connector=jdk")
				.run((context) -> {
					assertThat(answer(context)).isEqualTo("pong");
					context.getBean(ProviderRegistry.class).client("other:m").blocking().chat(ChatRequest.of("ping"));
				});
		}
		assertThat(output).containsOnlyOnce("Providers are reached through jdk, not through Reactor Netty");
	}

	@Test
	void limitsOfTheApplicationsHttpClientsCountWhereOursSayNothing() {
		this.runner
			.withPropertyValues("llm.providers.office.base-url=http://localhost:1/v1",
					"spring.http.clients.connect-timeout=3s", "spring.http.clients.read-timeout=7s",
					"llm.defaults.timeouts.idle=9s")
			.run((context) -> assertThat(context.getBean(ProviderRegistry.class).provider("office").toString())
				.contains("connect=PT3S, firstByte=PT7S, idle=PT9S, total=PT1H"));
	}

	@Test
	void aCallUnderWayEndsWithAReasonWhenTheApplicationEnds() {
		try (LoopbackProvider server = LoopbackProvider.plain()) {
			this.runner.withPropertyValues("llm.providers.office.base-url=" + server.url("/silent")).run((context) -> {
				CompletableFuture<ChatResponse> call = context.getBean(ProviderRegistry.class)
					.client("office:m")
					.chat(ChatRequest.of("ping"))
					.toFuture();
				server.awaitCall();
				context.close();
				assertThat(call).failsWithin(Duration.ofSeconds(30))
					.withThrowableThat()
					.havingRootCause()
					.withMessageContaining("Provider 'office' was closed during the call");
			});
		}
	}

	private static String answer(ApplicationContext context) {
		return context.getBean(ProviderRegistry.class)
			.client("office:m")
			.blocking()
			.chat(ChatRequest.of("ping"))
			.text();
	}

	private static LlmException failure(ApplicationContext context) {
		return catchThrowableOfType(LlmException.class, () -> answer(context));
	}

	@Configuration(proxyBeanMethods = false)
	static class FollowsRedirects {

		@Bean
		ClientHttpConnectorBuilderCustomizer<ReactorClientHttpConnectorBuilder> follow() {
			return (builder) -> builder.withHttpClientCustomizer((client) -> client.followRedirect(true));
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class CountsRequests {

		@Bean
		AtomicInteger requests() {
			return new AtomicInteger();
		}

		@Bean
		ClientHttpConnectorBuilderCustomizer<ReactorClientHttpConnectorBuilder> count(AtomicInteger requests) {
			return (builder) -> builder.withHttpClientCustomizer(
					(HttpClient client) -> client.doOnRequest((request, connection) -> requests.incrementAndGet()));
		}

	}

}
