package io.llmprovider.protocol;

import io.llmprovider.error.ErrorKind;
import org.jspecify.annotations.Nullable;

/**
 * What an error means.
 *
 * @param kind its kind
 * @param retryable whether another try may help; null leaves it to the kind
 * @param limit the limit that was passed, or null
 * @param actual what there was against it, or null
 * @param action what to change, or null for what the kind suggests
 */
record ErrorVerdict(ErrorKind kind, @Nullable Boolean retryable, @Nullable Long limit, @Nullable Long actual,
		@Nullable String action) {

	static ErrorVerdict of(ErrorKind kind) {
		return new ErrorVerdict(kind, null, null, null, null);
	}

	static ErrorVerdict refused() {
		return new ErrorVerdict(ErrorKind.INVALID_REQUEST, false, null, null, null);
	}

	static ErrorVerdict of(ErrorKind kind, @Nullable String action) {
		return new ErrorVerdict(kind, null, null, null, action);
	}

	static ErrorVerdict limit(ErrorKind kind, @Nullable Long limit, @Nullable Long actual, @Nullable String action) {
		return new ErrorVerdict(kind, null, limit, actual, action);
	}

	boolean isRetryable() {
		return (this.retryable != null) ? this.retryable : this.kind.retryable();
	}

}
