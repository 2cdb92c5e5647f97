package io.llmprovider.architecture;

import java.util.List;
import java.util.stream.Stream;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

/**
 * Each rule of the house is broken once by a class in the package {@code fixture}, whose
 * neighbours keep it.
 */
class RoomsTests {

	private static final String ROOT = "io.llmprovider.architecture.fixture";

	private static final JavaClasses FIXTURE = new ClassFileImporter().importPackages(ROOT);

	@ParameterizedTest
	@MethodSource
	void ruleFindsWhatBreaksItAndNothingElse(ArchRule rule, List<String> guilty) {
		List<String> details = rule.evaluate(FIXTURE).getFailureReport().getDetails();
		assertThat(details).allSatisfy((detail) -> assertThat(guilty).anyMatch(detail::contains));
		assertThat(guilty).allSatisfy((name) -> assertThat(details).anyMatch((detail) -> detail.contains(name)));
	}

	static Stream<Arguments> ruleFindsWhatBreaksItAndNothingElse() {
		Rooms rooms = new Rooms(ROOT);
		return Stream.of(
				argumentSet("room order", rooms.eachUsesOnlyThoseBelow(),
						List.of("json.LooksUp", "retry.Pong", "handover.LooksUpToAuth")),
				argumentSet("rooms", rooms.holdEveryClass(), List.of("attic.OutsideOfTheRooms")),
				argumentSet("cycles", rooms.haveNoCycles(), List.of("auth.Ping")),
				argumentSet("Spring Boot", rooms.doNotKnowSpringBoot(), List.of("model.KnowsSpringBoot")),
				argumentSet("protocol without I/O", rooms.protocolDoesNoInputOrOutput(),
						List.of("protocol.SeesWebClient", "protocol.SeesNetty")),
				argumentSet("transport without JSON", rooms.transportSeesNoJson(),
						List.of("transport.SeesJackson", "transport.SeesOurMapper")),
				argumentSet("protocols", rooms.protocolsAreStrangers(), List.of("google.BorrowsFromAnthropic")),
				argumentSet("null-marked", Rooms.packagesAreNullMarked(), List.of("attic.OutsideOfTheRooms")));
	}

}
