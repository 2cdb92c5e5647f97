package io.llmprovider.oauth.standard;

import io.llmprovider.error.ErrorDetails;
import io.llmprovider.error.SignInRequiredException;
import io.llmprovider.oauth.FlowContext;
import io.llmprovider.oauth.OAuthCredentials;
import io.llmprovider.oauth.OAuthFlow;
import io.llmprovider.oauth.SignInPrompts;
import reactor.core.publisher.Mono;

/**
 * What the standard flows have in common: where the server is, refresh and revocation.
 */
abstract class StandardFlow implements OAuthFlow {

	final FlowContext context;

	final TokenFailures failures;

	final TokenClient tokens;

	private final Mono<Endpoints> endpoints;

	StandardFlow(FlowContext context) {
		this.context = context;
		this.failures = new TokenFailures(context);
		this.tokens = new TokenClient(context, this.failures);
		this.endpoints = new Discovery(context, this.failures).endpoints();
	}

	@Override
	public final String name() {
		return this.context.provider() + " (" + this.context.settings().flow() + ")";
	}

	@Override
	public final Mono<OAuthCredentials> signIn(SignInPrompts prompts) {
		return this.endpoints.flatMap((known) -> signIn(known, prompts)).onErrorMap(this.failures::named);
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
		return this.endpoints.flatMap((known) -> this.tokens.byRefreshToken(known, credentials.access(), refresh))
			.map((fresh) -> fresh.orRefreshOf(credentials))
			.onErrorMap(this.failures::named);
	}

	@Override
	public final Mono<Void> revoke(OAuthCredentials credentials) {
		return this.endpoints.filter((known) -> known.revocation() != null)
			.flatMap((known) -> revoke(known, credentials))
			.onErrorMap(this.failures::named);
	}

	/** A server that takes the refresh token back takes its access tokens back, too. */
	private Mono<Void> revoke(Endpoints endpoints, OAuthCredentials credentials) {
		String refresh = credentials.refresh();
		return (refresh != null) ? this.tokens.revoke(endpoints, refresh, "refresh_token")
				: this.tokens.revoke(endpoints, credentials.access(), "access_token");
	}

	@Override
	public final String toString() {
		return getClass().getSimpleName() + "[" + this.context.provider() + "]";
	}

}
