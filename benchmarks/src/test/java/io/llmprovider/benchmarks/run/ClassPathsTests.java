package io.llmprovider.benchmarks.run;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

class ClassPathsTests {

	private static final String COMMON = String.join(File.pathSeparator, "classes", "lib/sdk-core-4.100.0.jar",
			"lib/sdk-core-extra-1.0.jar");

	@TempDir
	Path folder;

	@Test
	void aContendersOwnJarReplacesTheOtherVersionOfItself() throws IOException {
		Path jar = ownJar("sdk-core-4.49.0.jar");
		assertThat(new ClassPaths(COMMON, this.folder).of("peer").split(File.pathSeparator))
			.containsExactlyInAnyOrder("classes", "lib/sdk-core-extra-1.0.jar", jar.toString());
	}

	@Test
	void aContenderWithoutJarsOfItsOwnHasTheCommonClassPath() throws IOException {
		ownJar("sdk-core-4.49.0.jar");
		assertThat(new ClassPaths(COMMON, this.folder).of("other")).isEqualTo(COMMON);
	}

	@Test
	void aJarThatReplacesNothingIsAMistake() throws IOException {
		ownJar("renamed-1.0.jar");
		assertThatIllegalStateException().isThrownBy(() -> new ClassPaths(COMMON, this.folder).of("peer"))
			.withMessageContaining("renamed-1.0.jar");
	}

	private Path ownJar(String name) throws IOException {
		return Files.createFile(Files.createDirectories(this.folder.resolve("peer")).resolve(name));
	}

}
