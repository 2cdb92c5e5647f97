package io.llmprovider.auth;

import io.llmprovider.protocol.WireRequest;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Puts a fetched token on a request, as {@code Authorization: Bearer}. A call's own key
 * goes instead of it, in the same way.
 */
public final class TokenAuthorizer implements Authorizer {

	private final TokenCache tokens;

	/**
	 * Creates an authorizer.
	 * @param tokens where tokens come from
	 */
	public TokenAuthorizer(TokenCache tokens) {
		this.tokens = tokens;
	}

	@Override
	public Mono<WireRequest> authorize(WireRequest request, @Nullable String key) {
		Mono<String> value = (key != null) ? Mono.just(key) : this.tokens.token().map(AccessToken::value);
		return value.map((token) -> KeyHeader.BEARER.put(request, token));
	}

	@Override
	public boolean renew(WireRequest sent) {
		String value = KeyHeader.BEARER.read(sent);
		if (value == null) {
			return false;
		}
		this.tokens.refuse(value);
		return true;
	}

	@Override
	public boolean worksWithoutKey() {
		return true;
	}

}
