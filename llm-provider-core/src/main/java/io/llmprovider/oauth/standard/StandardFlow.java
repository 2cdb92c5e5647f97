package io.llmprovider.oauth.standard;

import java.time.Duration;
import java.util.Objects;

import io.llmprovider.error.ErrorDetails;
import io.llmprovider.error.SignInRequiredException;
import io.llmprovider.oauth.FlowContext;
import io.llmprovider.oauth.OAuthCredentials;
import io.llmprovider.oauth.OAuthFlow;
import io.llmprovider.oauth.SignInPrompts;
import reactor.core.publisher.Mono;

/**
 * What the standard flows have in common: refresh, revocation, and that a sign-in which
 * its user has left comes to an end.
 */
abstract class StandardFlow implements OAuthFlow {

	private static final Duration PATIENCE_WITH_USERS = Duration.ofMinutes(10);

	final FlowContext context;

	final TokenFailures failures;

	final TokenClient tokens;

	StandardFlow(FlowContext context) {
		this.context = context;
		this.failures = new TokenFailures(context);
		this.tokens = new TokenClient(context, this.failures);
	}

	@Override
	public final String name() {
		return this.context.provider() + " (" + this.context.settings().flow() + ")";
	}

	@Override
	public final Mono<OAuthCredentials> signIn(SignInPrompts prompts) {
		Duration patience = Objects.requireNonNullElse(this.context.settings().timeout(), PATIENCE_WITH_USERS);
		return endpoints().flatMap((endpoints) -> signIn(endpoints, new PatientPrompts(prompts)))
			.timeout(patience, Mono.error(this.failures::abandoned))
			.onErrorMap(this.failures::named);
	}

	abstract Mono<OAuthCredentials> signIn(Endpoints endpoints, SignInPrompts prompts);

	@Override
	public Mono<OAuthCredentials> refresh(OAuthCredentials credentials) {
		String refresh = credentials.refresh();
		if (refresh == null) {
			return Mono.error(() -> new SignInRequiredException(ErrorDetails.of(
					"The sign-in at provider '" + this.context.provider()
							+ "' has ended, and the server gave nothing to refresh it with",
					this.failures.signInAgain()), null));
		}
		return endpoints().flatMap((endpoints) -> this.tokens.byRefreshToken(endpoints, credentials.access(), refresh))
			.map((fresh) -> fresh.orRefreshOf(credentials))
			.onErrorMap(this.failures::named);
	}

	@Override
	public final Mono<Void> revoke(OAuthCredentials credentials) {
		return endpoints().filter((endpoints) -> endpoints.revocation() != null)
			.flatMap((endpoints) -> revoke(endpoints, credentials))
			.onErrorMap(this.failures::named);
	}

	/** A server that takes the refresh token back takes its access tokens back, too. */
	private Mono<Void> revoke(Endpoints endpoints, OAuthCredentials credentials) {
		String refresh = credentials.refresh();
		return (refresh != null) ? this.tokens.revoke(endpoints, refresh, "refresh_token")
				: this.tokens.revoke(endpoints, credentials.access(), "access_token");
	}

	private Mono<Endpoints> endpoints() {
		return Mono.fromCallable(() -> Endpoints.of(this.context.settings()));
	}

	@Override
	public final String toString() {
		return getClass().getSimpleName() + "[" + this.context.provider() + "]";
	}

}
