package io.llmprovider.retry;

import java.util.EnumSet;
import java.util.Set;

import io.llmprovider.error.ErrorKind;
import io.llmprovider.error.LlmException;
import org.jspecify.annotations.Nullable;

/**
 * Which failures may pass if the call is made again. A policy can only narrow it.
 */
final class RetryRules {

	private static final Set<ErrorKind> NEVER = EnumSet.of(ErrorKind.CONFIGURATION, ErrorKind.AUTHENTICATION,
			ErrorKind.PERMISSION, ErrorKind.QUOTA_EXHAUSTED, ErrorKind.BUDGET);

	private static final Set<ErrorKind> REFUSED_REQUEST = EnumSet.of(ErrorKind.INVALID_REQUEST,
			ErrorKind.CONTEXT_OVERFLOW);

	/** Kinds that say so little that the status decides. */
	private static final Set<ErrorKind> UNSPECIFIC = EnumSet.of(ErrorKind.INVALID_REQUEST, ErrorKind.PROTOCOL);

	private static final Set<Integer> PASSING_STATUS = Set.of(408, 409, 425, 429);

	private RetryRules() {
	}

	static boolean mayPass(LlmException failure, boolean allErrors) {
		ErrorKind kind = failure.kind();
		if (NEVER.contains(kind)) {
			return false;
		}
		if (allErrors && !REFUSED_REQUEST.contains(kind)) {
			return true;
		}
		Boolean known = failure.details().retryable();
		if (known != null) {
			return known;
		}
		return failure.isRetryable() || (UNSPECIFIC.contains(kind) && statusPasses(failure.status()));
	}

	static boolean refusesCredential(LlmException failure) {
		return failure.kind() == ErrorKind.AUTHENTICATION || failure.kind() == ErrorKind.PERMISSION;
	}

	private static boolean statusPasses(@Nullable Integer status) {
		return status != null && (status >= 500 || PASSING_STATUS.contains(status));
	}

}
