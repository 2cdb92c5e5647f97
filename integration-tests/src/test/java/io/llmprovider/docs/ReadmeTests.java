package io.llmprovider.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import io.llmprovider.autoconfigure.LlmAutoConfiguration;
import io.llmprovider.provider.Mode;
import io.llmprovider.provider.ProviderRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The snippets of the README compile and start.
 */
class ReadmeTests {

	private static final String IMPORTS = """
			import io.llmprovider.chat.*;
			import io.llmprovider.error.*;
			import io.llmprovider.provider.*;
			import org.springframework.stereotype.Service;
			import reactor.core.publisher.Flux;
			""";

	private static final Snippets README = new Snippets(Path.of("..", "README.md"));

	@TempDir
	Path target;

	@Test
	void theYamlStartsAnApplicationWithItsModes() {
		String yaml = README.of("yaml").get(0);
		new ApplicationContextRunner().withConfiguration(AutoConfigurations.of(LlmAutoConfiguration.class))
			.withInitializer((context) -> Snippets.load(yaml)
				.forEach((source) -> context.getEnvironment().getPropertySources().addFirst(source)))
			.run((context) -> {
				assertThat(context).hasNotFailed();
				ProviderRegistry registry = context.getBean(ProviderRegistry.class);
				assertThat(registry.forMode(Mode.PLAN).model().ref()).hasToString("openai:gpt-5.5");
				assertThat(registry.forMode(Mode.ACT).model().ref()).hasToString("office:qwen3.5-122b");
			});
	}

	@Test
	void theJavaCompiles() {
		List<String> snippets = README.of("java");
		assertThat(snippets).isNotEmpty();
		for (int i = 0; i < snippets.size(); i++) {
			String name = "Snippet" + i;
			String body = snippets.get(i).contains("class ") ? snippets.get(i) : "class " + name
					+ " { void run(ProviderRegistry providers, ChatRequest request) {\n" + snippets.get(i) + "\n} }";
			assertThat(Snippets.errors(name, "package readme;\n" + IMPORTS + body, this.target)).as(snippets.get(i))
				.isEmpty();
		}
	}

	@Test
	void theTestCommandIsTheOneThatContinuousIntegrationRuns() throws IOException {
		String run = Files.readString(Path.of("..", ".ci", "run"));
		List<String> commands = README.of("").stream().map(String::strip).toList();

		assertThat(commands).contains("mvn -B -ntp verify");
		assertThat(run).contains("mvn -B -ntp \"$@\"", "\nmaven verify\n");
	}

}
