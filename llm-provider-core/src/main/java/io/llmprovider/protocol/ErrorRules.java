package io.llmprovider.protocol;

import java.util.List;
import java.util.Map;
import java.util.Set;

import io.llmprovider.error.ErrorKind;
import org.jspecify.annotations.Nullable;

/**
 * What a status means, and what status a name stands for where none came.
 */
final class ErrorRules {

	/**
	 * The status of an error that came inside a successful answer and cannot be guessed.
	 */
	static final int UNKNOWN = 0;

	private static final Map<Integer, ErrorKind> STATUSES = Map.ofEntries(Map.entry(401, ErrorKind.AUTHENTICATION),
			Map.entry(402, ErrorKind.QUOTA_EXHAUSTED), Map.entry(403, ErrorKind.PERMISSION),
			Map.entry(404, ErrorKind.NOT_FOUND), Map.entry(407, ErrorKind.AUTHENTICATION),
			Map.entry(408, ErrorKind.TIMEOUT), Map.entry(409, ErrorKind.SERVER), Map.entry(410, ErrorKind.NOT_FOUND),
			Map.entry(424, ErrorKind.SERVER), Map.entry(425, ErrorKind.OVERLOADED),
			Map.entry(429, ErrorKind.RATE_LIMIT), Map.entry(451, ErrorKind.CONTENT_FILTER),
			Map.entry(498, ErrorKind.OVERLOADED), Map.entry(499, ErrorKind.SERVER),
			Map.entry(503, ErrorKind.OVERLOADED), Map.entry(504, ErrorKind.TIMEOUT), Map.entry(522, ErrorKind.TIMEOUT),
			Map.entry(524, ErrorKind.TIMEOUT), Map.entry(529, ErrorKind.OVERLOADED));

	/** Server errors that another try does not change. */
	private static final Set<Integer> PERMANENT = Set.of(501, 505);

	/** Names that say more than the status with which they come. */
	private static final Map<String, ErrorKind> NAMES = Map.ofEntries(
			Map.entry("api_key_invalid", ErrorKind.AUTHENTICATION),
			Map.entry("invalid_api_key", ErrorKind.AUTHENTICATION),
			Map.entry("unrecognizedclientexception", ErrorKind.AUTHENTICATION),
			Map.entry("expiredtokenexception", ErrorKind.AUTHENTICATION),
			Map.entry("invalidsignatureexception", ErrorKind.AUTHENTICATION),
			Map.entry("incompletesignatureexception", ErrorKind.AUTHENTICATION),
			Map.entry("missingauthenticationtokenexception", ErrorKind.AUTHENTICATION),
			Map.entry("invalidclienttokenid", ErrorKind.AUTHENTICATION),
			Map.entry("model_not_found", ErrorKind.NOT_FOUND), Map.entry("invalid_model", ErrorKind.NOT_FOUND),
			Map.entry("deploymentnotfound", ErrorKind.NOT_FOUND), Map.entry("overloaded_error", ErrorKind.OVERLOADED),
			Map.entry("engine_overloaded_error", ErrorKind.OVERLOADED), Map.entry("slow_down", ErrorKind.OVERLOADED),
			Map.entry("modelnotreadyexception", ErrorKind.OVERLOADED),
			Map.entry("model_capacity_exhausted", ErrorKind.OVERLOADED));

	/**
	 * What llama.cpp's server says with status 500 of a request that stays wrong.
	 */
	private static final List<String> REFUSED_AS_FAILURE = List.of("input is not supported",
			"failed to parse tool call arguments");

	/**
	 * A name and the status that it stands for.
	 *
	 * @param fragment lower case
	 * @param anywhere whether it may stand inside the name; else the name begins with it
	 * @param status the status
	 */
	private record Name(String fragment, boolean anywhere, int status) {

		boolean matches(String code) {
			return this.anywhere ? code.contains(this.fragment) : code.startsWith(this.fragment);
		}

	}

	/**
	 * In order: {@code invalid_api_key} before {@code invalid}; 2013 is MiniMax's invalid
	 * request.
	 */
	private static final List<Name> GUESSES = List.of(begins("insufficient_quota", 429), begins("rate_limit", 429),
			begins("ratelimit", 429), begins("too_many_requests", 429), begins("resource_exhausted", 429),
			has("throttl", 429), begins("limit_requests", 429), begins("servicequota", 402), begins("billing", 402),
			begins("authentication", 401), begins("unauth", 401), begins("invalid_api_key", 401),
			begins("invalid_auth", 401), begins("api_key_invalid", 401), begins("unrecognizedclient", 401),
			begins("expiredtoken", 401), begins("permission", 403), begins("access_denied", 403),
			begins("accessdenied", 403), begins("forbidden", 403), has("not_found", 404), has("notfound", 404),
			begins("request_too_large", 413), has("content_filter", 400), begins("invalid", 400),
			begins("context_length", 400), begins("exceed_context", 400), begins("validation", 400),
			begins("failed_precondition", 400), begins("out_of_range", 400), begins("bad_request", 400),
			begins("2013", 400), begins("image_", 400), begins("empty_image", 400), begins("unsupported_", 400),
			begins("failed_to_download", 400), begins("data_residency", 400), has("overloaded", 503),
			has("unavailable", 503), has("capacity", 503), begins("slow_down", 503), begins("modelnotready", 503),
			has("timeout", 504), begins("deadline_exceeded", 504), begins("aborted", 409), begins("cancelled", 499),
			begins("modelerror", 424), begins("modelstreamerror", 424), begins("internal", 500),
			begins("server_error", 500), begins("api_error", 500));

	private ErrorRules() {
	}

	static ErrorKind kind(int status, ErrorBody body) {
		for (String code : body.codes()) {
			ErrorKind kind = NAMES.get(code);
			if (kind != null && status != 401 && status != 407) {
				return kind;
			}
		}
		if (status == 400 && body.text().contains("api key not valid")) {
			return ErrorKind.AUTHENTICATION;
		}
		ErrorKind known = STATUSES.get(status);
		if (known != null) {
			return known;
		}
		return (status >= 400 && status < 500) ? ErrorKind.INVALID_REQUEST : ErrorKind.SERVER;
	}

	/**
	 * Whether a status of failing servers stands for a request that stays wrong.
	 * @param status the status
	 * @param body what the server said
	 * @return whether it does
	 */
	static boolean isRefusal(int status, ErrorBody body) {
		return status == 500 && REFUSED_AS_FAILURE.stream().anyMatch(body.text()::contains);
	}

	/**
	 * The status that an error inside a successful answer would have had.
	 * @param body the error
	 * @return the status, or {@link #UNKNOWN}
	 */
	static int guess(ErrorBody body) {
		Integer told = body.status();
		if (told != null) {
			return told;
		}
		for (String code : body.codes()) {
			for (Name name : GUESSES) {
				if (name.matches(code)) {
					return name.status();
				}
			}
		}
		return UNKNOWN;
	}

	/**
	 * Whether another try may help, where that differs from what the kind says. The
	 * server's own word counts more than the status, but brings back no credit.
	 * @param verdict what the error means
	 * @param status the status
	 * @param shouldRetry the header {@code x-should-retry}, or null
	 * @return whether it may, or null to leave it to the kind
	 */
	static @Nullable Boolean retryable(ErrorVerdict verdict, int status, @Nullable String shouldRetry) {
		if ("false".equalsIgnoreCase(shouldRetry)) {
			return false;
		}
		if ("true".equalsIgnoreCase(shouldRetry) && verdict.kind() != ErrorKind.QUOTA_EXHAUSTED) {
			return true;
		}
		return PERMANENT.contains(status) ? Boolean.FALSE : verdict.retryable();
	}

	private static Name begins(String fragment, int status) {
		return new Name(fragment, false, status);
	}

	private static Name has(String fragment, int status) {
		return new Name(fragment, true, status);
	}

}
