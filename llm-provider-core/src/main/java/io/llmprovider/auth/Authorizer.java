package io.llmprovider.auth;

import io.llmprovider.protocol.WireRequest;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Puts credentials on a request, once for each attempt: a fresh key, token or signature.
 * It runs last, so that a signature covers what is sent.
 */
@FunctionalInterface
public interface Authorizer {

	/**
	 * Adds credentials.
	 * @param request the request as it will be sent
	 * @param key the call's own key, or null for the provider's
	 * @return the request with credentials; an {@code AuthenticationException} if there
	 * are none
	 */
	Mono<WireRequest> authorize(WireRequest request, @Nullable String key);

	/**
	 * Adds the credentials of one user of the application. Whoever knows no users ignores
	 * which one it is.
	 * @param request the request as it will be sent
	 * @param key the call's own key, or null for the provider's
	 * @param principal the application's user, or null for the credentials that all calls
	 * share
	 * @return the request with credentials; an {@code AuthenticationException} if there
	 * are none
	 */
	default Mono<WireRequest> authorize(WireRequest request, @Nullable String key, @Nullable String principal) {
		return authorize(request, key);
	}

	/**
	 * Told that the provider did not take the credentials of a request. Whoever can get
	 * others forgets these.
	 * @param refused the request as it was sent
	 * @return whether it should be sent once more, with other credentials
	 */
	default boolean renew(WireRequest refused) {
		return false;
	}

	/**
	 * Whether there are credentials although no key is configured.
	 * @return whether a call without a key may be sent
	 */
	default boolean worksWithoutKey() {
		return false;
	}

}
