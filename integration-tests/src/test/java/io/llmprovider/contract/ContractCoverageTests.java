package io.llmprovider.contract;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import io.llmprovider.protocol.WireProtocol;
import io.llmprovider.provider.BuiltInProtocols;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * No API of the library is without its contract.
 */
class ContractCoverageTests {

	private static final Path FOLDER = Path.of("src/test/java/io/llmprovider/contract");

	static List<String> apis() {
		return BuiltInProtocols.all().stream().map(WireProtocol::id).toList();
	}

	@ParameterizedTest
	@MethodSource("apis")
	void anApiHasItsContract(String api) throws IOException {
		try (Stream<Path> files = Files.list(FOLDER)) {
			assertThat(files.filter((file) -> file.toString().endsWith("ContractTests.java")))
				.anySatisfy((file) -> assertThat(file).content().contains("simulated(\"" + api + "\""));
		}
	}

}
