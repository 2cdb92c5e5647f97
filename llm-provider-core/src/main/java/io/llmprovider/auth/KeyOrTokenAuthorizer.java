package io.llmprovider.auth;

import io.llmprovider.protocol.WireRequest;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Sends the key where there is one, and a fetched token where there is none. It is
 * decided at each attempt, since a key may turn up later.
 */
public final class KeyOrTokenAuthorizer implements Authorizer {

	private final KeySource keys;

	private final Authorizer byKey;

	private final Authorizer byToken;

	/**
	 * Creates an authorizer.
	 * @param keys tells whether there is a key
	 * @param byKey sends it
	 * @param byToken sends a token
	 */
	public KeyOrTokenAuthorizer(KeySource keys, Authorizer byKey, Authorizer byToken) {
		this.keys = keys;
		this.byKey = byKey;
		this.byToken = byToken;
	}

	@Override
	public Mono<WireRequest> authorize(WireRequest request, @Nullable String key) {
		return Mono.defer(() -> current(key).authorize(request, key));
	}

	private Authorizer current(@Nullable String key) {
		return (key != null || this.keys.isPresent()) ? this.byKey : this.byToken;
	}

	@Override
	public boolean renew(WireRequest refused) {
		return !this.keys.isPresent() && this.byToken.renew(refused);
	}

	@Override
	public boolean worksWithoutKey() {
		return this.byToken.worksWithoutKey();
	}

}
