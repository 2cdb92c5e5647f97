package io.llmprovider.requirements;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

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
		assertThat(requirement.tests()).isNotEmpty().allMatch(TestSources::hasTest);
	}

	static List<Requirement> requirements() {
		return Requirements.all();
	}

}
