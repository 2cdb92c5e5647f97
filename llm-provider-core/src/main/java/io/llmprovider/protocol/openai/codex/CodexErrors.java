package io.llmprovider.protocol.openai.codex;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;

import io.llmprovider.error.ErrorKind;
import io.llmprovider.error.LlmException;
import io.llmprovider.protocol.ChatCall;
import org.jspecify.annotations.Nullable;

/**
 * Says what to do about failures that only plans have.
 */
final class CodexErrors {

	private CodexErrors() {
	}

	static LlmException explained(ChatCall call, LlmException failure) {
		String action = action(call, failure);
		if (action == null) {
			return failure;
		}
		return failure.kind().exception(failure.details().toBuilder().action(action).build(), failure.getCause());
	}

	private static @Nullable String action(ChatCall call, LlmException failure) {
		String key = "llm.providers." + call.provider() + ".api-key";
		if (failure.kind() == ErrorKind.QUOTA_EXHAUSTED) {
			return "The plan allows no more calls"
					+ failure.retryAfter().map((wait) -> until(Instant.now().plus(wait))).orElse("")
					+ ": wait, or use an API key with the provider 'openai'.";
		}
		if (failure.kind() == ErrorKind.AUTHENTICATION) {
			return "The token in " + key + " has ended or is not for this account: put a fresh one there. The library"
					+ " neither signs in nor refreshes tokens of plans.";
		}
		return null;
	}

	private static String until(Instant reset) {
		return " until " + DateTimeFormatter.ofLocalizedDateTime(FormatStyle.MEDIUM)
			.withZone(ZoneId.systemDefault())
			.format(reset);
	}

}
