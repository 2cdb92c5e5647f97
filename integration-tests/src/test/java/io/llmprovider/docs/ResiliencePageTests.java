package io.llmprovider.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.Base64;
import java.util.List;

import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;

import io.llmprovider.autoconfigure.LlmAutoConfiguration;
import io.llmprovider.provider.ProviderRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.http.client.autoconfigure.HttpClientAutoConfiguration;
import org.springframework.boot.http.client.autoconfigure.reactive.ReactiveHttpClientAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The snippets of the page on failures compile and start.
 */
class ResiliencePageTests {

	private static final String IMPORTS = """
			import java.time.*;
			import io.llmprovider.chat.*;
			import io.llmprovider.provider.*;
			import io.llmprovider.retry.*;
			import io.llmprovider.transport.*;
			import org.springframework.retry.*;
			import org.springframework.retry.backoff.*;
			import org.springframework.retry.policy.*;
			""";

	private final Snippets page = new Snippets(Path.of("..", "docs", "resilience.md"));

	@TempDir
	Path directory;

	@Test
	void theYamlStartsAnApplication() throws Exception {
		Path certificate = certificate();
		List<String> snippets = this.page.of("yaml");
		assertThat(snippets).hasSize(7);
		for (String yaml : snippets) {
			new ApplicationContextRunner()
				.withConfiguration(AutoConfigurations.of(SslAutoConfiguration.class, HttpClientAutoConfiguration.class,
						ReactiveHttpClientAutoConfiguration.class, LlmAutoConfiguration.class))
				.withInitializer((context) -> Snippets
					.load(yaml.replace("/etc/ssl/internal-ca.pem", certificate.toUri().toString()))
					.forEach((source) -> context.getEnvironment().getPropertySources().addFirst(source)))
				.withPropertyValues("SOCKS_PASSWORD=secret")
				.run((context) -> {
					assertThat(context).as(yaml).hasNotFailed();
					assertThat(context.getBean(ProviderRegistry.class).providers()).isNotEmpty();
				});
		}
	}

	@Test
	void theJavaCompiles() {
		List<String> snippets = this.page.of("java");
		assertThat(snippets).hasSize(3);
		for (int i = 0; i < snippets.size(); i++) {
			String name = "Snippet" + i;
			String body = snippets.get(i).contains("class ") ? snippets.get(i)
					: "class " + name + " { void run(ProviderRegistry providers) {\n" + snippets.get(i) + "\n} }";
			assertThat(Snippets.errors(name, "package guide;\n" + IMPORTS + body, this.directory)).as(snippets.get(i))
				.isEmpty();
		}
	}

	/** Any authority that the JVM trusts. */
	private Path certificate() throws Exception {
		TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
		factory.init((KeyStore) null);
		for (TrustManager manager : factory.getTrustManagers()) {
			if (manager instanceof X509TrustManager trust) {
				return written(trust.getAcceptedIssuers()[0]);
			}
		}
		throw new IllegalStateException("The JVM trusts nobody");
	}

	private Path written(Certificate authority) throws Exception {
		String text = Base64.getMimeEncoder(64, new byte[] { '\n' }).encodeToString(authority.getEncoded());
		return write("-----BEGIN CERTIFICATE-----\n" + text + "\n-----END CERTIFICATE-----\n");
	}

	private Path write(String text) throws IOException {
		return Files.writeString(this.directory.resolve("ca.pem"), text);
	}

}
