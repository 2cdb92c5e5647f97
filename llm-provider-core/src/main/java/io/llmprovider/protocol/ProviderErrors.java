package io.llmprovider.protocol;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import io.llmprovider.error.ErrorDetails;
import io.llmprovider.error.ErrorKind;
import io.llmprovider.error.LlmException;
import io.llmprovider.error.RetryAfter;
import org.jspecify.annotations.Nullable;

/**
 * Recognises what a provider means by an error, whatever the shape of its body: the one
 * classifier for all protocols.
 */
public final class ProviderErrors {

	private ProviderErrors() {
	}

	/**
	 * Classifies an answer that is no success.
	 * @param call the call
	 * @param response the answer
	 * @return what to throw
	 */
	public static LlmException of(ChatCall call, ErrorResponse response) {
		return of(call, response, Clock.systemUTC());
	}

	/**
	 * Classifies an error that came inside a successful answer.
	 * @param call the call
	 * @param payload the JSON that reports the error: the whole event or line
	 * @return what to throw
	 */
	public static LlmException inStream(ChatCall call, byte[] payload) {
		return of(call, new ErrorResponse(200, Map.<String, List<String>>of(), payload));
	}

	static LlmException of(ChatCall call, ErrorResponse response, Clock clock) {
		if (response.status() >= 300 && response.status() < 400) {
			return redirect(call, response);
		}
		ErrorBody body = ErrorBody.read(response.body(), exceptionName(response));
		boolean inside = response.status() < 400;
		int status = inside ? ErrorRules.guess(body) : response.status();
		Duration wait = RetryAfter.of(status, response.headers(), body.raw(), clock).orElse(null);
		boolean foreign = inside && body.root().isMissingNode() && !body.isEmpty();
		ErrorVerdict verdict = foreign ? ErrorVerdict.of(ErrorKind.PROTOCOL) : verdict(call, status, body, wait);
		ErrorDetails details = ErrorDetails.builder(SecretMask.apply(message(response.status(), body)))
			.action(SecretMask.apply(ErrorAdvice.of(verdict, status, body, call)))
			.status(inside ? body.status() : Integer.valueOf(status))
			.type(body.type())
			.code(body.code())
			.requestId(RequestIds.find(response, body))
			.retryable(ErrorRules.retryable(verdict, status, response.header("x-should-retry")))
			.retryAfter(wait)
			.limit(verdict.limit())
			.actual(verdict.actual())
			.body(SecretMask.apply(body.raw()))
			.build();
		return verdict.kind().exception(details);
	}

	private static ErrorVerdict verdict(ChatCall call, int status, ErrorBody body, @Nullable Duration wait) {
		ErrorVerdict verdict = BusinessCodes.find(body);
		if (verdict == null) {
			verdict = QuotaRules.find(status, body, wait);
		}
		if (verdict == null) {
			verdict = OverflowRules.find(status, body);
		}
		if (verdict == null && FilterRules.matches(status, body)) {
			verdict = ErrorVerdict.of(ErrorKind.CONTENT_FILTER);
		}
		if (verdict == null && isSilentOverflow(call, status, body)) {
			verdict = ErrorVerdict.of(ErrorKind.CONTEXT_OVERFLOW);
		}
		if (verdict == null && ErrorRules.isRefusal(status, body)) {
			verdict = ErrorVerdict.refused();
		}
		return (verdict != null) ? verdict : ErrorVerdict.of(ErrorRules.kind(status, body));
	}

	/**
	 * Cerebras says nothing at all, Anthropic's edge only that there are too many bytes.
	 */
	private static boolean isSilentOverflow(ChatCall call, int status, ErrorBody body) {
		boolean silent = (status == 400 || status == 413) && body.isEmpty();
		boolean large = status == 413 && (body.html() != null || body.hasCode("request_too_large"));
		return (silent || large) && PromptEstimate.isNearWindow(call.model(), call.request());
	}

	private static String message(int status, ErrorBody body) {
		if (body.html() != null) {
			return body.html().message(status);
		}
		return body.isEmpty() ? "HTTP " + status + " came without a body" : body.message();
	}

	/** AWS names its exception in a header, with a link behind a colon. */
	private static @Nullable String exceptionName(ErrorResponse response) {
		for (String header : List.of("x-amzn-errortype", ":exception-type", ":error-code")) {
			String name = response.header(header);
			if (name != null && !name.isBlank()) {
				int colon = name.indexOf(':');
				String plain = (colon > 0) ? name.substring(0, colon) : name;
				return plain.substring(plain.indexOf('#') + 1).trim();
			}
		}
		return null;
	}

	private static LlmException redirect(ChatCall call, ErrorResponse response) {
		String location = target(call, response.header("location"));
		String property = "llm.providers." + call.provider() + ".base-url";
		String message = (location != null)
				? "The server redirects to " + host(location) + " (" + location + "), and redirects are not followed"
				: "The server redirects without saying where to, and redirects are not followed";
		String action = (location != null)
				? "Put that address into " + property + ", without the endpoint's own path at its end."
				: "Check " + property + ".";
		return ErrorKind.PROTOCOL.exception(ErrorDetails.builder(message)
			.action(action)
			.status(response.status())
			.body(SecretMask.apply(ErrorJson.text(response.body(), ErrorBody.MAX_BYTES)))
			.build());
	}

	/** Without its query, which may hold a token. */
	private static @Nullable String target(ChatCall call, @Nullable String location) {
		if (location == null || location.isBlank()) {
			return null;
		}
		String plain = location.trim();
		int query = plain.indexOf('?');
		plain = (query >= 0) ? plain.substring(0, query) : plain;
		try {
			return URI.create(call.baseUrl() + "/").resolve(plain).toString();
		}
		catch (IllegalArgumentException ex) {
			return plain;
		}
	}

	private static String host(String location) {
		try {
			String host = URI.create(location).getHost();
			return (host != null) ? host : location;
		}
		catch (IllegalArgumentException ex) {
			return location;
		}
	}

}
