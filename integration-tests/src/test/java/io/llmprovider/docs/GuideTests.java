package io.llmprovider.docs;

import java.nio.file.Path;
import java.util.List;

import io.llmprovider.autoconfigure.LlmAutoConfiguration;
import io.llmprovider.oauth.OAuthCredentials;
import io.llmprovider.oauth.OAuthFlow;
import io.llmprovider.oauth.SignInPrompts;
import io.llmprovider.provider.ProviderRegistry;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The snippets of the guides compile and start.
 */
class GuideTests {

	private static final String IMPORTS = """
			import java.net.URI;
			import java.time.*;
			import java.util.*;
			import java.util.concurrent.*;
			import io.llmprovider.auth.*;
			import io.llmprovider.chat.*;
			import io.llmprovider.error.*;
			import io.llmprovider.model.*;
			import io.llmprovider.oauth.*;
			import io.llmprovider.provider.*;
			import io.llmprovider.protocol.*;
			import io.llmprovider.provider.account.*;
			import io.llmprovider.provider.hook.*;
			import org.springframework.web.reactive.function.client.*;
			import reactor.core.publisher.*;
			""";

	private static final String IMPORTS_OF_SINGLE_PLACES = """
			import io.llmprovider.auth.aws.*;
			import io.llmprovider.test.simulator.*;
			import org.springframework.context.annotation.Bean;
			import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
			""";

	@TempDir
	Path target;

	@ParameterizedTest
	@ValueSource(strings = { "models-and-cost.md", "credentials.md" })
	void theYamlStartsAnApplication(String page) {
		List<String> snippets = snippets(page).of("yaml");
		assertThat(snippets).isNotEmpty();
		for (String yaml : snippets) {
			new ApplicationContextRunner().withConfiguration(AutoConfigurations.of(LlmAutoConfiguration.class))
				.withBean("corporateLogin", OAuthFlow.class, NoLogin::new)
				.withInitializer((context) -> Snippets.load(yaml)
					.forEach((source) -> context.getEnvironment().getPropertySources().addFirst(source)))
				.run((context) -> {
					assertThat(context).hasNotFailed();
					assertThat(context.getBean(ProviderRegistry.class).providers()).isNotEmpty();
				});
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "models-and-cost.md", "credentials.md", "hooks.md" })
	void theJavaCompiles(String page) {
		List<String> snippets = snippets(page).of("java");
		assertThat(snippets).isNotEmpty();
		for (int i = 0; i < snippets.size(); i++) {
			String name = "Snippet" + i;
			String body = snippets.get(i).contains("class ") ? snippets.get(i)
					: "class " + name + " { void run(ProviderRegistry providers) {\n" + snippets.get(i) + "\n} }";
			assertThat(Snippets.errors(name, "package guide;\n" + IMPORTS + body, this.target)).as(snippets.get(i))
				.isEmpty();
		}
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			hand-over.md         | void run(LlmClient plan, LlmClient act) { %s }
			simulator.md         | void run() { %s }
			providers/bedrock.md | %s
			""")
	void theJavaOfASinglePlaceCompiles(String page, String around) {
		List<String> snippets = snippets(page).of("java");
		assertThat(snippets).hasSize(1);
		assertThat(
				Snippets.errors("Single",
						"package guide;\n" + IMPORTS + IMPORTS_OF_SINGLE_PLACES + "class Single {\n"
								+ around.formatted("\n" + snippets.get(0)) + "\n}",
						this.target))
			.as(snippets.get(0))
			.isEmpty();
	}

	private static Snippets snippets(String page) {
		return new Snippets(Path.of("..", "docs", page));
	}

	/**
	 * Stands for the login that a page's YAML names.
	 */
	private static final class NoLogin implements OAuthFlow {

		@Override
		public String name() {
			return "none";
		}

		@Override
		public Mono<OAuthCredentials> signIn(SignInPrompts prompts) {
			return Mono.empty();
		}

		@Override
		public Mono<OAuthCredentials> refresh(OAuthCredentials credentials) {
			return Mono.empty();
		}

	}

}
