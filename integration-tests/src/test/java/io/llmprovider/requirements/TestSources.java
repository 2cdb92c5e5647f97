package io.llmprovider.requirements;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The tests that the project has, looked up in its sources.
 */
final class TestSources {

	private static final Path PROJECT = Path.of("..");

	private TestSources() {
	}

	/**
	 * Whether there is such a test.
	 * @param test simple class name and method, with a {@code #} between
	 * @return whether the method is there and is a test
	 */
	static boolean hasTest(String test) {
		String[] name = test.split("#");
		return sources(name[0] + ".java").stream().anyMatch((source) -> isTest(source, name[1]));
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
				.flatMap(TestSources::below)
				.filter((path) -> path.getFileName().toString().equals(file))
				.map(TestSources::read)
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
