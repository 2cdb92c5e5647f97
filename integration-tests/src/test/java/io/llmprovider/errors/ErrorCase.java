package io.llmprovider.errors;

import java.util.concurrent.Callable;

import io.llmprovider.error.LlmException;
import org.jspecify.annotations.Nullable;

/**
 * One mistake or failure and how to bring it about.
 *
 * @param when at the start, at the lookup or in a call
 * @param what the mistake, for the page
 * @param attempt does what fails
 */
record ErrorCase(String when, String what, Callable<?> attempt) {

	Outcome run() {
		try {
			this.attempt.call();
		}
		catch (Throwable ex) {
			LlmException failure = find(ex);
			if (failure == null) {
				throw new AssertionError(this.what + " gave something of no type of ours", ex);
			}
			return new Outcome(this, failure);
		}
		throw new AssertionError(this.what + " did not fail");
	}

	private static @Nullable LlmException find(Throwable thrown) {
		for (Throwable each = thrown; each != null; each = each.getCause()) {
			if (each instanceof LlmException failure) {
				return failure;
			}
		}
		return null;
	}

	/**
	 * What happened.
	 *
	 * @param errorCase the case
	 * @param failure what was thrown
	 */
	record Outcome(ErrorCase errorCase, LlmException failure) {

		@Nullable String action() {
			return this.failure.details().action();
		}

		String row() {
			String kept = this.failure.partialResponse().map((partial) -> "“" + partial.text() + "”").orElse("");
			return "| " + this.errorCase.when() + " | " + this.errorCase.what() + " | `"
					+ this.failure.getClass().getSimpleName() + "` | "
					+ plain(String.valueOf(this.failure.getMessage())) + " | " + kept + " |";
		}

		private static String plain(String message) {
			return message.replaceAll("127\\.0\\.0\\.1:\\d+", "127.0.0.1:<port>")
				.replaceAll("\\[[a-z][a-z0-9, -]*openai-completions[^\\]]*\\]", "[…]")
				.replaceAll("req_[0-9a-f]+", "req_…")
				.replaceAll("recvAddress\\(\\.\\.\\) failed with error\\(-104\\): ", "")
				.replaceAll("known names \\[[^\\]]*\\]", "known names […]")
				.replace("|", "\\|")
				.replace("\n", " ");
		}

	}

}
