package io.llmprovider.conformance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

/**
 * Breaks recorded bodies for a few seconds, always in the same way;
 * {@code -Dllm.fuzz.seconds} and {@code -Dllm.fuzz.seed} make it longer and another.
 */
class DecoderFuzzTests {

	private static final int SECONDS = Integer.getInteger("llm.fuzz.seconds", 5);

	private static final long SEED = Long.getLong("llm.fuzz.seed", 20_260_101L);

	@Test
	void noBodyBreaksADecoder() {
		Optional<Corpus> corpus = Corpus.find();
		Assumptions.assumeTrue(corpus.isPresent(), "No recorded answers beside the project");
		DecoderFuzz fuzz = new DecoderFuzz(corpus.get(), Protocols.onClassPath(), SEED, Path.of("target", "fuzz"));
		assertThat(fuzz.hasTargets()).isTrue();
		assertTimeoutPreemptively(Duration.ofSeconds(SECONDS + 60L), () -> fuzz.run(SECONDS),
				() -> "A decoder hangs in the execution with seed " + fuzz.currentSeed());
		System.out.println(fuzz.summary() + String.join(System.lineSeparator(), fuzz.findings()));
		assertThat(fuzz.findings()).isEmpty();
	}

	@ParameterizedTest
	@CsvSource({ "CRASHES, neither an answer nor an LlmException", "BREAKS_THE_GRAMMAR, has no id or no name",
			"DOES_TOO_MUCH, events of", "DEPENDS_ON_THE_CUT, depends on the cut" })
	void aFaultIsFound(FragileProtocol.Fault fault, String finding, @TempDir Path folder) throws IOException {
		DecoderFuzz fuzz = broken(fault, folder);
		assertThat(fuzz.findings()).isNotEmpty().allMatch((found) -> found.contains(finding));
		assertThat(folder.resolve("findings")).isNotEmptyDirectory();
	}

	@Test
	void aDecoderWithoutFaultHasNoFindings(@TempDir Path folder) throws IOException {
		assertThat(broken(FragileProtocol.Fault.NONE, folder).findings()).isEmpty();
	}

	private static DecoderFuzz broken(FragileProtocol.Fault fault, Path folder) throws IOException {
		Path files = Files.createDirectories(folder.resolve("corpus").resolve(FragileProtocol.ID).resolve("case"));
		Files.writeString(files.resolve("response.raw"), "data: {\"a\":\"b\"}\n\ndata: {\"c\":[1]}\n\ndata: 1\n\n");
		Files.writeString(files.resolve("meta.json"), "{\"streaming\": true, \"contentType\": \"text/event-stream\"}");
		Files.writeString(files.resolve("expected.json"), "{}");
		DecoderFuzz fuzz = new DecoderFuzz(Corpus.read(folder.resolve("corpus")),
				Protocols.of(new FragileProtocol(fault)), 0, folder.resolve("findings"));
		for (int seed = 0; seed < 300; seed++) {
			fuzz.execute(seed);
		}
		return fuzz;
	}

}
