package io.llmprovider.docs;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

import io.llmprovider.autoconfigure.LlmAutoConfiguration;
import io.llmprovider.provider.Mode;
import io.llmprovider.provider.ProviderRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.core.io.ByteArrayResource;

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

	@TempDir
	Path target;

	@Test
	void theYamlStartsAnApplicationWithItsModes() throws IOException {
		String yaml = snippets("yaml").get(0);
		new ApplicationContextRunner().withConfiguration(AutoConfigurations.of(LlmAutoConfiguration.class))
			.withInitializer((context) -> load(yaml)
				.forEach((source) -> context.getEnvironment().getPropertySources().addFirst(source)))
			.run((context) -> {
				assertThat(context).hasNotFailed();
				ProviderRegistry registry = context.getBean(ProviderRegistry.class);
				assertThat(registry.forMode(Mode.PLAN).model().ref()).hasToString("openai:gpt-5.5");
				assertThat(registry.forMode(Mode.ACT).model().ref()).hasToString("office:qwen3.5-122b");
			});
	}

	@Test
	void theJavaCompiles() throws IOException {
		List<String> snippets = snippets("java");
		assertThat(snippets).isNotEmpty();
		for (int i = 0; i < snippets.size(); i++) {
			String name = "Snippet" + i;
			String body = snippets.get(i).contains("class ") ? snippets.get(i) : "class " + name
					+ " { void run(ProviderRegistry providers, ChatRequest request) {\n" + snippets.get(i) + "\n} }";
			assertThat(errors(name, "package readme;\n" + IMPORTS + body)).as(snippets.get(i)).isEmpty();
		}
	}

	@Test
	void theTestCommandIsTheOneThatContinuousIntegrationRuns() throws IOException {
		String run = Files.readString(Path.of("..", ".ci", "run"));
		List<String> commands = snippets("").stream().map(String::strip).toList();

		assertThat(commands).contains("mvn -B -ntp verify");
		assertThat(run).contains("mvn -B -ntp \"$@\"", "\nmaven verify\n");
	}

	private List<String> errors(String name, String source) {
		JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
		DiagnosticCollector<JavaFileObject> diagnostics = new DiagnosticCollector<>();
		JavaFileObject file = new SimpleJavaFileObject(URI.create("string:///readme/" + name + ".java"),
				JavaFileObject.Kind.SOURCE) {

			@Override
			public CharSequence getCharContent(boolean ignoreEncodingErrors) {
				return source;
			}

		};
		compiler
			.getTask(null, null, diagnostics,
					List.of("-proc:none", "-d", this.target.toString(), "-cp", System.getProperty("java.class.path")),
					null, List.of(file))
			.call();
		return diagnostics.getDiagnostics()
			.stream()
			.filter((diagnostic) -> diagnostic.getKind() == Diagnostic.Kind.ERROR)
			.map(Object::toString)
			.toList();
	}

	private static List<org.springframework.core.env.PropertySource<?>> load(String yaml) {
		try {
			return new YamlPropertySourceLoader().load("readme",
					new ByteArrayResource(yaml.getBytes(StandardCharsets.UTF_8)));
		}
		catch (IOException ex) {
			throw new AssertionError(ex);
		}
	}

	private static List<String> snippets(String language) throws IOException {
		List<String> snippets = new ArrayList<>();
		StringBuilder snippet = null;
		boolean wanted = false;
		for (String line : Files.readAllLines(Path.of("..", "README.md"))) {
			if (line.startsWith("```") && snippet == null) {
				wanted = line.equals("```" + language);
				snippet = new StringBuilder();
			}
			else if (line.startsWith("```") && snippet != null) {
				if (wanted) {
					snippets.add(snippet.toString());
				}
				snippet = null;
			}
			else if (snippet != null) {
				snippet.append(line).append('\n');
			}
		}
		return snippets;
	}

}
