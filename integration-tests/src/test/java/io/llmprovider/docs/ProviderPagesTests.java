package io.llmprovider.docs;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

import io.llmprovider.protocol.OptionSpec.Option;
import io.llmprovider.protocol.WireProtocol;
import io.llmprovider.provider.BuiltInProtocols;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tables of options in {@code docs/providers}: a page that has a part named
 * {@code options of <api>} gets the options that the protocol declares.
 */
class ProviderPagesTests {

	private static final Path PAGES = Path.of("..", "docs", "providers");

	static Stream<Arguments> parts() throws IOException {
		try (Stream<Path> pages = Files.list(PAGES)) {
			List<Path> all = pages.sorted().toList();
			return all.stream()
				.flatMap((page) -> BuiltInProtocols.all()
					.stream()
					.filter((protocol) -> text(page).contains("<!-- begin: options of " + protocol.id() + " -->"))
					.map((protocol) -> Arguments.of(page, protocol)));
		}
	}

	@ParameterizedTest
	@MethodSource("parts")
	void thePageHasTheOptionsThatTheProtocolDeclares(Path page, WireProtocol protocol) throws IOException {
		assertThat(protocol.options().options()).isNotEmpty();
		StringBuilder table = new StringBuilder("| option | takes | meaning |\n|---|---|---|\n");
		for (Option option : protocol.options().options().values()) {
			String takes = option.allowed().isEmpty() ? option.type().name().toLowerCase(Locale.ROOT)
					: String.join(", ", option.allowed());
			table.append("| `").append(option.name()).append("` | ").append(takes).append(" | ");
			table.append(option.description()).append(" |\n");
		}
		new GeneratedPart(page, "options of " + protocol.id()).is(table.toString());
	}

	private static String text(Path page) {
		try {
			return Files.readString(page, StandardCharsets.UTF_8);
		}
		catch (IOException ex) {
			throw new java.io.UncheckedIOException(ex);
		}
	}

}
