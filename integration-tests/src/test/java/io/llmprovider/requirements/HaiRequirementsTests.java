package io.llmprovider.requirements;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.llmprovider.requirements.Requirements.Requirement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Each requirement has tests, and the tests are there. The index names tests of all
 * modules, most of which are not on this one's class path, so they are looked for in the
 * sources.
 */
class HaiRequirementsTests {

	private static final Path PROJECT = Path.of("..");

	@Test
	void everyNumberHasItsRow() throws IOException {
		assertThat(Requirements.all()).extracting(Requirement::number)
			.containsExactlyElementsOf(IntStream.rangeClosed(1, 40).boxed().toList());
		String table = Requirements.all()
			.stream()
			.map((requirement) -> requirement + "\t" + String.join(" ", requirement.tests()))
			.collect(Collectors.joining("\n", "", "\n"));
		Files.writeString(Files.createDirectories(Path.of("target")).resolve("requirements.tsv"), table);
		System.out.println(table);
	}

	@ParameterizedTest
	@MethodSource("requirements")
	void theTestsOfARequirementAreThere(Requirement requirement) {
		assertThat(requirement.tests()).isNotEmpty().allSatisfy((test) -> {
			String[] name = test.split("#");
			assertThat(sources(name[0] + ".java").stream().anyMatch((source) -> isTest(source, name[1]))).as(test)
				.isTrue();
		});
	}

	static List<Requirement> requirements() {
		return Requirements.all();
	}

	private static boolean isTest(String source, String method) {
		Matcher found = Pattern.compile("\\n\\t\\S[^\\n;=]* " + method + "\\(").matcher(source);
		if (!found.find()) {
			return false;
		}
		String before = source.substring(0, found.start());
		String annotations = before.substring(Math.max(0, before.lastIndexOf("\n\t}\n")));
		return annotations.contains("\t@Test") || annotations.contains("\t@ParameterizedTest")
				|| annotations.contains("\t@TestFactory");
	}

	private static List<String> sources(String file) {
		try (Stream<Path> modules = Files.list(PROJECT)) {
			return modules.map((module) -> module.resolve("src/test/java"))
				.filter(Files::isDirectory)
				.flatMap(HaiRequirementsTests::below)
				.filter((path) -> path.getFileName().toString().equals(file))
				.map(HaiRequirementsTests::read)
				.toList();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static Stream<Path> below(Path folder) {
		try (Stream<Path> files = Files.walk(folder)) {
			return files.toList().stream();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static String read(Path file) {
		try {
			return Files.readString(file);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
