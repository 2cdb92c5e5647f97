package io.llmprovider.docs;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

import io.llmprovider.autoconfigure.LlmAutoConfiguration;
import io.llmprovider.provider.ProviderRegistry;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.core.io.ByteArrayResource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Every YAML of these pages starts an application.
 */
class PageSnippetTests {

	private static final String FENCE = "```";

	static Stream<Arguments> snippets() {
		return Stream
			.of("thinking.md", "providers/anthropic.md", "providers/openai.md", "providers/azure.md",
					"providers/mistral.md", "providers/ollama.md", "providers/google.md", "providers/openrouter.md",
					"providers/compat.md", "providers/bedrock.md", "providers/openai-compatible.md")
			.flatMap((page) -> {
				String[] parts = text(page).split(FENCE + "yaml\n");
				if (parts.length == 1) {
					throw new IllegalStateException(page + " has no YAML");
				}
				return Stream.of(parts)
					.skip(1)
					.map((part) -> Arguments.of(page, part.substring(0, part.indexOf(FENCE))));
			});
	}

	@ParameterizedTest
	@MethodSource("snippets")
	void theYamlStarts(String page, String yaml) throws IOException {
		var sources = new YamlPropertySourceLoader().load(page,
				new ByteArrayResource(yaml.getBytes(StandardCharsets.UTF_8)));
		new ApplicationContextRunner().withConfiguration(AutoConfigurations.of(LlmAutoConfiguration.class))
			.withInitializer((context) -> sources
				.forEach((source) -> context.getEnvironment().getPropertySources().addFirst(source)))
			.run((context) -> {
				assertThat(context).as(yaml).hasNotFailed();
				ProviderRegistry registry = context.getBean(ProviderRegistry.class);
				assertThat(registry.providers().isEmpty() && registry.modes().isEmpty()).as(yaml).isFalse();
			});
	}

	private static String text(String page) {
		try {
			return Files.readString(Path.of("..", "docs").resolve(page), StandardCharsets.UTF_8);
		}
		catch (IOException ex) {
			throw new java.io.UncheckedIOException(ex);
		}
	}

}
