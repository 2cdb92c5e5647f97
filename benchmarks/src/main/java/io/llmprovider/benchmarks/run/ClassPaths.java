package io.llmprovider.benchmarks.run;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The class path of a contender: the common one, in which the jars in the contender's own
 * folder replace other versions of themselves. Two contenders need different versions of
 * one library, and each is to run with the version it was published with.
 */
final class ClassPaths {

	private static final Pattern JAR = Pattern.compile("(.+?)-[0-9][^/]*\\.jar");

	private final String common;

	private final Path folder;

	ClassPaths(String common, Path folder) {
		this.common = common;
		this.folder = folder;
	}

	String common() {
		return this.common;
	}

	String of(String contenderId) throws IOException {
		Path own = this.folder.resolve(contenderId);
		if (!Files.isDirectory(own)) {
			return this.common;
		}
		List<String> entries = new ArrayList<>(List.of(this.common.split(File.pathSeparator)));
		try (Stream<Path> jars = Files.list(own)) {
			for (Path jar : jars.sorted().toList()) {
				String artifact = artifact(jar.toString());
				if (!entries.removeIf(entry -> artifact(entry).equals(artifact))) {
					throw new IllegalStateException("Nothing on the class path to be replaced by " + jar.getFileName());
				}
				entries.add(jar.toString());
			}
		}
		return String.join(File.pathSeparator, entries);
	}

	private static String artifact(String entry) {
		String name = Path.of(entry).getFileName().toString();
		Matcher matcher = JAR.matcher(name);
		return matcher.matches() ? matcher.group(1) : name;
	}

}
