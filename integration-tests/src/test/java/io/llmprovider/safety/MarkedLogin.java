package io.llmprovider.safety;

import java.time.Instant;
import java.util.Map;

import io.llmprovider.error.ErrorDetails;
import io.llmprovider.error.SignInRequiredException;
import io.llmprovider.oauth.OAuthCredentials;
import io.llmprovider.oauth.OAuthFlow;
import io.llmprovider.oauth.SignInPrompts;
import reactor.core.publisher.Mono;

/**
 * A login that gives marked tokens, once.
 */
final class MarkedLogin implements OAuthFlow {

	@Override
	public String name() {
		return "Marked login";
	}

	@Override
	public Mono<OAuthCredentials> signIn(SignInPrompts prompts) {
		return Mono.just(OAuthCredentials.of("markerofthetoken", "markeroftherefresh", Instant.EPOCH, null)
			.with("account", "markeroftheaccount"));
	}

	@Override
	public Mono<OAuthCredentials> refresh(OAuthCredentials credentials) {
		return Mono.error(new SignInRequiredException(ErrorDetails.of("No more tokens", "Sign in again."), null));
	}

	@Override
	public Map<String, String> headers(OAuthCredentials credentials) {
		return Map.of("X-Account", String.valueOf(credentials.text("account")));
	}

}
