package io.llmprovider.protocol;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.llmprovider.error.ErrorKind;
import io.llmprovider.error.LlmException;
import io.llmprovider.json.Json;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/**
 * Errors of all providers as they were recorded. They lie beside the project, in
 * {@code ../shared/corpus}, or where the system property {@code llm.corpus.dir} says;
 * without them nothing is tested here.
 */
class ErrorCorpusTests {

	@TestFactory
	Stream<DynamicTest> everyRecordedErrorIsRead() throws IOException {
		Path folder = folder();
		if (!Files.isDirectory(folder)) {
			return Stream.of(DynamicTest.dynamicTest("none",
					() -> assumeTrue(false, "There are no recorded answers in " + folder)));
		}
		try (Stream<Path> files = Files.walk(folder, 3)) {
			List<Path> cases = files.filter((path) -> path.endsWith("meta.json"))
				.map(Path::getParent)
				.filter((path) -> read(path, "meta.json").path("status").asInt() != 200)
				.sorted()
				.toList();
			assertThat(cases).isNotEmpty();
			return cases.stream()
				.map((path) -> DynamicTest.dynamicTest(path.getFileName().toString(), () -> check(path)));
		}
	}

	private static Path folder() {
		String told = System.getProperty("llm.corpus.dir");
		if (told != null) {
			return Path.of(told);
		}
		Path root = Path.of("").toAbsolutePath();
		while (root.getParent() != null && !Files.isDirectory(root.resolve("shared/corpus"))) {
			root = root.getParent();
		}
		return root.resolve("shared/corpus");
	}

	private static void check(Path path) throws IOException {
		JsonNode meta = read(path, "meta.json");
		JsonNode expected = read(path, "expected.json").path("error");
		Map<String, List<String>> headers = new HashMap<>();
		meta.path("headers")
			.properties()
			.forEach((header) -> headers.put(header.getKey(), List.of(header.getValue().asString())));
		int status = meta.path("status").asInt();
		LlmException error = ProviderErrors.of(ErrorSamples.CALL,
				new ErrorResponse(status, headers, Files.readAllBytes(path.resolve("response.raw"))));
		assertThat(error.details().message()).isEqualTo(expected.path("message").asString());
		assertThat(error.details().type()).isEqualTo(expected.path("type").stringValue(null));
		assertThat(error.status()).isEqualTo(status);
		assertThat(error.kind()).isNotEqualTo(ErrorKind.SERVER);
		boolean tooLong = path.toString().contains("context-l") || path.toString().contains("handles-cont");
		assertThat(error.kind() == ErrorKind.CONTEXT_OVERFLOW).isEqualTo(tooLong);
	}

	private static JsonNode read(Path folder, String name) {
		try {
			return Json.tree(Files.readString(folder.resolve(name)));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
