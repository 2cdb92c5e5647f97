package io.llmprovider.auth.google;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeoutException;

import com.google.auth.oauth2.GoogleCredentials;
import io.llmprovider.auth.AccessToken;
import io.llmprovider.auth.Authorizer;
import io.llmprovider.auth.TokenAuthorizer;
import io.llmprovider.auth.TokenCache;
import io.llmprovider.error.ErrorDetails;
import io.llmprovider.error.ErrorKind;
import io.llmprovider.error.LlmException;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * Authorizers that send an access token of Google's.
 *
 * @see <a href=
 * "https://cloud.google.com/docs/authentication/application-default-credentials">How
 * application default credentials are found</a>
 */
public final class GoogleTokens {

	/** What tokens are for if nobody says otherwise. */
	public static final String DEFAULT_SCOPE = "https://www.googleapis.com/auth/cloud-platform";

	/** A machine outside of Google's cloud waits for an address that is not there. */
	private static final Duration PATIENCE = Duration.ofSeconds(10);

	/** Tokens that say nothing of their end; Google's live for an hour. */
	private static final Duration USUAL_LIFE = Duration.ofMinutes(30);

	private GoogleTokens() {
	}

	/**
	 * Sends tokens of the application default credentials: of the file that
	 * {@code GOOGLE_APPLICATION_CREDENTIALS} names, of whoever is signed in by
	 * {@code gcloud auth application-default login}, or of the service account of the
	 * machine. They are looked for when the first token is needed.
	 * @param provider the provider's name, for messages
	 * @param scope what the tokens are for, or null for {@link #DEFAULT_SCOPE}
	 * @return an authorizer
	 */
	public static Authorizer authorizer(String provider, @Nullable String scope) {
		Mono<GoogleCredentials> credentials = Mono.fromCallable(GoogleCredentials::getApplicationDefault).cache();
		return authorizer(provider, scope, credentials);
	}

	/**
	 * Sends tokens of credentials of the user's own, such as those of a file.
	 * @param provider the provider's name, for messages
	 * @param scope what the tokens are for, or null for {@link #DEFAULT_SCOPE}
	 * @param credentials fetch the tokens
	 * @return an authorizer
	 */
	public static Authorizer authorizer(String provider, @Nullable String scope, GoogleCredentials credentials) {
		return authorizer(provider, scope, Mono.just(credentials));
	}

	private static Authorizer authorizer(String provider, @Nullable String scope, Mono<GoogleCredentials> found) {
		String wanted = (scope != null) ? scope : DEFAULT_SCOPE;
		// A failure is forgotten, so that credentials may turn up later.
		Mono<GoogleCredentials> scoped = found.map((all) -> all.createScopedRequired() ? all.createScoped(wanted) : all)
			.cacheInvalidateIf((all) -> false);
		// The library reads files, asks servers and waits for locks.
		Mono<AccessToken> source = scoped.map(GoogleTokens::fetch)
			.subscribeOn(Schedulers.boundedElastic())
			.timeout(PATIENCE)
			.onErrorMap((failure) -> !(failure instanceof LlmException), (failure) -> failed(provider, failure));
		return new ProjectAuthorizer(provider, new TokenAuthorizer(new TokenCache(source, Clock.systemUTC())), scoped);
	}

	/** Our own cache decides when a token is old. */
	private static AccessToken fetch(GoogleCredentials credentials) {
		try {
			com.google.auth.oauth2.AccessToken token = credentials.refreshAccessToken();
			Instant end = (token.getExpirationTime() != null) ? token.getExpirationTime().toInstant()
					: Instant.now().plus(USUAL_LIFE);
			return new AccessToken(token.getTokenValue(), end);
		}
		catch (IOException ex) {
			throw new java.io.UncheckedIOException(ex);
		}
	}

	private static LlmException failed(String provider, Throwable failure) {
		boolean late = failure instanceof TimeoutException;
		Throwable cause = (failure instanceof java.io.UncheckedIOException && failure.getCause() != null)
				? failure.getCause() : failure;
		String why = late ? "no answer within " + PATIENCE.toSeconds() + " seconds"
				: String.valueOf(cause.getMessage()).lines().findFirst().orElse("no reason given");
		ErrorDetails details = ErrorDetails.of(
				"Google's application default credentials gave no token for provider '" + provider + "': " + why,
				"Set GOOGLE_APPLICATION_CREDENTIALS to the file of a service account, sign in with 'gcloud auth"
						+ " application-default login', or give the machine a service account; or set llm.providers."
						+ provider + ".api-key.");
		ErrorKind kind = late ? ErrorKind.TIMEOUT : ErrorKind.AUTHENTICATION;
		return kind.exception(details, cause);
	}

}
