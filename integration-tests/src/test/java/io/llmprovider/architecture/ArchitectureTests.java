package io.llmprovider.architecture;

import java.util.regex.Pattern;
import java.util.stream.Stream;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

/**
 * The rooms of core, and the rules between them. {@link RoomsTests} shows that each rule
 * fails when it is broken.
 */
class ArchitectureTests {

	private static final String ROOT = "io.llmprovider";

	private static final Pattern CORE = Pattern.compile(".*/llm-provider-core(/target/|-[^/]*\\.jar).*");

	private static final JavaClasses OURS = new ClassFileImporter()
		.withImportOption(new ImportOption.DoNotIncludeTests())
		.importPackages(ROOT);

	private static final JavaClasses CORE_CLASSES = new ClassFileImporter()
		.withImportOption((location) -> location.matches(CORE))
		.importPackages(ROOT);

	@ParameterizedTest
	@MethodSource
	void coreKeepsTheRule(ArchRule rule) {
		rule.check(CORE_CLASSES);
	}

	static Stream<Arguments> coreKeepsTheRule() {
		Rooms rooms = new Rooms(ROOT);
		return Stream.of(argumentSet("each room uses only those below it", rooms.eachUsesOnlyThoseBelow()),
				argumentSet("every class is in a room", rooms.holdEveryClass()),
				argumentSet("packages have no cycles", rooms.haveNoCycles()),
				argumentSet("core does not know Spring Boot", rooms.doNotKnowSpringBoot()),
				argumentSet("protocol does no I/O", rooms.protocolDoesNoInputOrOutput()),
				argumentSet("transport sees no JSON", rooms.transportSeesNoJson()),
				argumentSet("protocols are strangers", rooms.protocolsAreStrangers()));
	}

	@Test
	void everyPackageIsNullMarked() {
		Rooms.packagesAreNullMarked().check(OURS);
	}

	@Test
	void classesOfCoreAreFoundAndNoOthers() {
		assertThat(CORE_CLASSES).extracting("name").contains("io.llmprovider.protocol.Frame");
		assertThat(CORE_CLASSES).noneMatch((type) -> type.getPackageName().startsWith(ROOT + ".architecture"));
	}

}
