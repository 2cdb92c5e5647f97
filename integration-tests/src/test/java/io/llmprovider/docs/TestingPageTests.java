package io.llmprovider.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.llmprovider.test.replay.Cassette;
import io.llmprovider.test.replay.Recorder;
import io.llmprovider.test.replay.Replayer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Each snippet of {@code docs/testing.md} stands in a test of the folder {@code testing},
 * line by line, so that it is compiled and run; and what the page says of formats is so.
 */
class TestingPageTests {

	private static final Path PAGE = Path.of("..", "docs", "testing.md");

	private final Snippets snippets = new Snippets(PAGE);

	@Test
	void everySnippetStandsInATestThatIsRun() throws IOException {
		String sources = sources();
		assertThat(this.snippets.of("java")).hasSizeGreaterThan(9)
			.allSatisfy((snippet) -> assertThat(sources).contains(stripped(snippet.lines())));
	}

	private static String sources() throws IOException {
		Path folder = Path.of("src/test/java/io/llmprovider/docs/testing");
		try (Stream<Path> files = Files.list(folder)) {
			StringBuilder sources = new StringBuilder();
			for (Path file : files.sorted().toList()) {
				sources.append(stripped(Files.readAllLines(file).stream()));
			}
			return sources.toString();
		}
	}

	private static String stripped(Stream<String> lines) {
		return lines.map(String::strip).filter((line) -> !line.isEmpty()).collect(Collectors.joining("\n", "\n", "\n"));
	}

	@Test
	void theFormatIsReadAsThePageShowsIt(@TempDir Path folder) throws IOException {
		List<String> shown = this.snippets.of("json");
		assertThat(shown).hasSize(1);
		Path fixture = Files.writeString(folder.resolve("shown.json"), shown.get(0));
		Cassette cassette = Cassette.read(fixture);
		assertThat(cassette.exchanges()).singleElement()
			.satisfies((exchange) -> assertThat(exchange.response().chunks()).hasSize(2));
		Replayer.start(fixture).close();
	}

	@Test
	void theCommandUsesThePropertyThatThereIs() throws IOException {
		assertThat(Files.readString(PAGE)).contains("-D" + Recorder.RECORD_PROPERTY + "=true");
	}

}
