package io.llmprovider.errors;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * {@code docs/errors.md} says what a user sees for each mistake and failure. It is made
 * from what really happens: with {@code -Dllm.docs.write=true} this test writes it.
 */
class ErrorReferenceTests {

	private static final Path PAGE = Path.of("..", "docs", "errors.md");

	private static final String HEAD = """
			# Errors

			What each mistake and each failure looks like. This page is made by `ErrorReferenceTests` from what really happens and compared with it in
			every build. `<port>` stands for a port that differs from run to run.

			Every failure of a call is an `LlmException`: `kind()`, `isRetryable()`, `retryAfter()`, `status()`, `requestId()`, and in
			`partialResponse()` what had arrived. Failures at the start are shown by Spring Boot's failure report with the same words.

			| when | what | exception | message | kept |
			|---|---|---|---|---|
			""";

	@Test
	void thePageSaysWhatReallyHappens() throws IOException {
		List<ErrorCase.Outcome> outcomes = new ArrayList<>();
		for (ErrorCase each : ErrorCases.all()) {
			outcomes.add(each.run());
		}
		StringBuilder page = new StringBuilder(HEAD);
		outcomes.forEach((outcome) -> page.append(outcome.row()).append('\n'));
		if (Boolean.getBoolean("llm.docs.write")) {
			Files.writeString(PAGE, page);
		}

		assertThat(Files.readString(PAGE, StandardCharsets.UTF_8)).isEqualTo(page.toString());
		assertThat(outcomes).allSatisfy((outcome) -> assertThat(outcome.action()).as(outcome.row()).isNotNull());
	}

}
