package io.llmprovider.oauth.standard;

import java.util.Set;
import java.util.concurrent.TimeoutException;

import io.llmprovider.error.ErrorDetails;
import io.llmprovider.error.ErrorKind;
import io.llmprovider.error.LlmException;
import io.llmprovider.error.SignInRequiredException;
import io.llmprovider.oauth.FlowContext;
import io.llmprovider.protocol.SecretMask;
import org.jspecify.annotations.Nullable;

import org.springframework.security.oauth2.core.OAuth2AuthorizationException;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.web.reactive.function.client.WebClientRequestException;

/**
 * What a refusal of an authorization server means.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6749#section-5.2">RFC 6749, section
 * 5.2</a>
 */
final class TokenFailures {

	/** What only the user can cure; the last four are OpenID Connect's. */
	private static final Set<String> OF_USER = Set.of("invalid_grant", "access_denied", "expired_token",
			"interaction_required", "login_required", "consent_required", "account_selection_required");

	private static final Set<String> OF_CLIENT = Set.of("invalid_client", "unauthorized_client");

	private static final Set<String> PASSING = Set.of("server_error", "temporarily_unavailable");

	private static final int MAX_WORDS = 300;

	private final FlowContext context;

	TokenFailures(FlowContext context) {
		this.context = context;
	}

	/**
	 * Gives a failure its name.
	 * @param failure what happened
	 * @return an exception of the family
	 */
	LlmException named(Throwable failure) {
		if (failure instanceof LlmException named) {
			return named;
		}
		if (failure instanceof OAuth2AuthorizationException refused) {
			return refused(refused);
		}
		if (failure instanceof TimeoutException) {
			return ErrorKind.TIMEOUT.exception(ErrorDetails.of(
					server() + " did not answer within " + TokenClient.PATIENCE.toSeconds() + " seconds",
					"See whether it can be reached from here."), failure);
		}
		if (failure instanceof WebClientRequestException unreachable) {
			return ErrorKind.TRANSPORT.exception(ErrorDetails.of(
					server() + " at " + unreachable.getUri().getHost() + " was not reached: " + reason(unreachable),
					"Check the addresses under " + this.context.property("*") + ", the proxy and the network."),
					failure);
		}
		return protocol(reason(failure), failure);
	}

	/**
	 * A refusal by its code.
	 * @param code the server's code
	 * @param words what the server says about it, or null
	 * @param cause what it was found in, or null
	 * @return an exception of the family
	 */
	LlmException refusal(String code, @Nullable String words, @Nullable Throwable cause) {
		ErrorDetails.Builder details = ErrorDetails.builder(server() + " refused: " + said(code, words)).code(code);
		if (OF_USER.contains(code)) {
			return new SignInRequiredException(details.action(signInAgain()).build(), cause);
		}
		if (PASSING.contains(code)) {
			return ErrorKind.SERVER.exception(details.build(), cause);
		}
		if (code.equals("slow_down")) {
			return ErrorKind.RATE_LIMIT.exception(details.build(), cause);
		}
		return ErrorKind.AUTHENTICATION.exception(details.action(remedy(code)).build(), cause);
	}

	/**
	 * An answer without JSON.
	 * @param status its HTTP status
	 * @return an exception of the family
	 */
	LlmException status(int status) {
		ErrorKind kind = (status == 429) ? ErrorKind.RATE_LIMIT
				: (status >= 500) ? ErrorKind.SERVER : ErrorKind.AUTHENTICATION;
		return kind.exception(ErrorDetails.builder(server() + " gave no answer that the standard knows")
			.status(status)
			.action("Check the addresses under " + this.context.property("*") + ".")
			.build());
	}

	String signInAgain() {
		return "Sign in again: SignIns.signIn(\"" + this.context.provider() + "\", …).";
	}

	private LlmException refused(OAuth2AuthorizationException refused) {
		OAuth2Error error = refused.getError();
		if ("invalid_token_response".equals(error.getErrorCode())) {
			return protocol(String.valueOf(error.getDescription()), refused);
		}
		return refusal(error.getErrorCode(), error.getDescription(), refused);
	}

	private LlmException protocol(String reason, Throwable cause) {
		return ErrorKind.PROTOCOL
			.exception(ErrorDetails.of(server() + " gave an answer that cannot be read: " + shortened(reason),
					"Check " + this.context.property("token-uri") + "."), cause);
	}

	private String remedy(String code) {
		if (OF_CLIENT.contains(code)) {
			return "Check " + this.context.property("client-id") + ", " + this.context.property("client-secret")
					+ " and " + this.context.property("client-authentication") + ".";
		}
		return code.equals("invalid_scope") ? "Check " + this.context.property("scopes") + "."
				: "Check what is set under " + this.context.property("*") + ".";
	}

	private String server() {
		return "The authorization server of provider '" + this.context.provider() + "'";
	}

	private static String said(String code, @Nullable String words) {
		return (words != null && !words.isBlank()) ? shortened(words) + " (" + code + ")" : code;
	}

	private static String shortened(String words) {
		String masked = SecretMask.apply(words);
		return (masked.length() > MAX_WORDS) ? masked.substring(0, MAX_WORDS) + "…" : masked;
	}

	private static String reason(Throwable failure) {
		Throwable root = failure;
		while (root.getCause() != null && root.getCause() != root) {
			root = root.getCause();
		}
		return (root.getMessage() != null) ? root.getMessage() : root.getClass().getSimpleName();
	}

}
