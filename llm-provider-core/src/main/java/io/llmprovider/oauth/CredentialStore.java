package io.llmprovider.oauth;

import java.util.Optional;
import java.util.function.Function;

import reactor.core.publisher.Mono;

/**
 * Where credentials are kept. Nothing blocks the thread that subscribes. A store that
 * cannot be used fails with an {@code LlmException} that says what to do, and changes
 * nothing.
 */
public interface CredentialStore {

	/**
	 * Reads credentials.
	 * @param key whose
	 * @return the credentials as they are now; empty if there are none
	 */
	Mono<OAuthCredentials> read(CredentialKey key);

	/**
	 * Stores credentials in place of those that are there.
	 * @param key whose
	 * @param credentials the credentials
	 * @return completes when another process would read them
	 */
	default Mono<Void> write(CredentialKey key, OAuthCredentials credentials) {
		return update(key, (current) -> Mono.just(credentials)).then();
	}

	/**
	 * Forgets credentials, while nobody else can change them.
	 * @param key whose
	 * @return what was forgotten; empty if there was nothing
	 */
	Mono<OAuthCredentials> delete(CredentialKey key);

	/**
	 * Changes credentials while nobody else can, in whatever thread or process that
	 * shares the store. Cancelling it, or a failure of the change, leaves what is stored.
	 * @param key whose
	 * @param change is given what is stored and gives what is to be stored; the same, or
	 * nothing, to leave it
	 * @return what the change gave, after it was stored
	 */
	Mono<OAuthCredentials> update(CredentialKey key,
			Function<Optional<OAuthCredentials>, Mono<OAuthCredentials>> change);

}
