package io.llmprovider.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The page on an API of one's own shows the sample's protocol, and the sample stays
 * small.
 */
class CustomProtocolPageTests {

	private static final Path SOURCES = Path.of("..", "samples", "custom-protocol", "src", "main", "java");

	private static final int MOST = 150;

	@Test
	void thePageShowsTheProtocol() throws IOException {
		String source = Files.readString(
				sources().stream().filter((file) -> file.endsWith("ParleyProtocol.java")).findFirst().orElseThrow());
		String shown = source.substring(source.indexOf("/** An API of lines"));
		GeneratedPart.of("custom-protocol.md", "protocol").is("```java\n" + shown + "```\n");
	}

	@Test
	void theWholeSampleIsSmall() throws IOException {
		long lines = 0;
		for (Path source : sources()) {
			lines += Files.readAllLines(source).size();
		}
		assertThat(lines).isPositive().isLessThan(MOST);
	}

	private static List<Path> sources() throws IOException {
		try (Stream<Path> files = Files.walk(SOURCES)) {
			return files.filter((file) -> file.toString().endsWith(".java") && !file.endsWith("package-info.java"))
				.toList();
		}
	}

}
