package io.llmprovider.retry;

import java.time.Duration;

import io.llmprovider.error.ConfigurationException;
import io.llmprovider.error.ErrorDetails;
import io.llmprovider.error.LlmException;
import io.llmprovider.error.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * The failures that retrying adds to those of the exchanges.
 */
final class Failures {

	private Failures() {
	}

	static LlmException askedTooLong(LlmException failure, Duration asked, Duration longest, String property) {
		return withAction(failure, "Try again in " + Durations.text(asked) + ": the provider asks to wait that long, "
				+ property + " allows " + Durations.text(longest) + ".");
	}

	static LlmException budgetUsedUp(LlmException failure, String provider) {
		return withAction(failure, "It was not tried again, because too many calls to " + provider
				+ " fail at present: its retry budget is used up until calls are answered again.");
	}

	static TimeoutException pastDeadline(String provider, Deadline deadline, @Nullable Duration wait,
			@Nullable LlmException failure) {
		String message = "The call may take " + Durations.text(deadline.total()) + " in total"
				+ ((wait != null) ? ", and the wait of " + Durations.text(wait) + " before the next attempt passes that"
						: ", and that time is over");
		ErrorDetails details = ErrorDetails.builder(message)
			.action("Raise llm.providers." + provider + ".timeouts.total if the call may take longer.")
			.limit(deadline.total().toMillis())
			.retryAfter((failure != null) ? failure.details().retryAfter() : null)
			.build();
		TimeoutException timeout = new TimeoutException(details, failure);
		if (failure != null) {
			failure.model().ifPresent(timeout::at);
		}
		return timeout;
	}

	static ConfigurationException refused(String what, String beanName, Object policy, String reason, String remedy) {
		return new ConfigurationException(
				ErrorDetails.of(
						"The " + what + " \"" + beanName + "\" (" + policy.getClass().getName()
								+ ") cannot be used without blocking a thread or changing its meaning: " + reason,
						remedy),
				null);
	}

	static LlmException vetoed(String provider, String by, @Nullable Throwable cause) {
		LlmException failure = new ConfigurationException(
				ErrorDetails.of("The call to " + provider + " was not made: " + by + " ended it before its beginning",
						"Change that policy or listener if calls should be made."),
				cause);
		return failure.attempts(0);
	}

	private static LlmException withAction(LlmException failure, String action) {
		ErrorDetails known = failure.details();
		ErrorDetails details = ErrorDetails.builder(known.message())
			.action((known.action() != null) ? action + " " + known.action() : action)
			.status(known.status())
			.code(known.code())
			.type(known.type())
			.requestId(known.requestId())
			.retryable(known.retryable())
			.retryAfter(known.retryAfter())
			.limit(known.limit())
			.actual(known.actual())
			.body(known.body())
			.build();
		LlmException explained = failure.kind().exception(details, failure);
		failure.model().ifPresent(explained::at);
		failure.partialResponse().ifPresent(explained::keep);
		return explained.attempts(failure.attempts());
	}

}
