package io.llmprovider.conformance;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

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
		Assumptions.assumeTrue(fuzz.hasTargets(), "No protocol is implemented");
		assertTimeoutPreemptively(Duration.ofSeconds(SECONDS + 60L), () -> fuzz.run(SECONDS),
				() -> "A decoder hangs in the execution with seed " + fuzz.currentSeed());
		System.out.println(fuzz.summary());
		assertThat(fuzz.findings()).isEmpty();
	}

}
