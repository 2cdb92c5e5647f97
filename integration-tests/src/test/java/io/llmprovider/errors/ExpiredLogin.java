package io.llmprovider.errors;

import java.time.Instant;

import io.llmprovider.oauth.OAuthCredentials;
import io.llmprovider.oauth.OAuthFlow;
import io.llmprovider.oauth.SignInPrompts;
import reactor.core.publisher.Mono;

/**
 * A login whose tokens have ended when they are given.
 */
final class ExpiredLogin implements OAuthFlow {

	@Override
	public String name() {
		return "Corporate AI";
	}

	@Override
	public Mono<OAuthCredentials> signIn(SignInPrompts prompts) {
		return Mono.just(OAuthCredentials.of("token", null, Instant.EPOCH, Instant.EPOCH));
	}

	@Override
	public Mono<OAuthCredentials> refresh(OAuthCredentials credentials) {
		return Mono.empty();
	}

}
