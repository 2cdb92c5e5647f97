package io.llmprovider.oauth;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/**
 * Keeps credentials until the application ends.
 */
public final class MemoryCredentialStore implements CredentialStore {

	private final Map<CredentialKey, OAuthCredentials> credentials = new ConcurrentHashMap<>();

	/** Whoever changes something, with a signal for those who wait. */
	private final Map<CredentialKey, Sinks.Empty<Void>> changing = new ConcurrentHashMap<>();

	@Override
	public Mono<OAuthCredentials> read(CredentialKey key) {
		return Mono.fromSupplier(() -> this.credentials.get(key));
	}

	@Override
	public Mono<OAuthCredentials> delete(CredentialKey key) {
		return locked(key, Mono.fromSupplier(() -> this.credentials.remove(key)));
	}

	@Override
	public Mono<OAuthCredentials> update(CredentialKey key,
			Function<Optional<OAuthCredentials>, Mono<OAuthCredentials>> change) {
		return locked(key, Mono.defer(() -> change.apply(Optional.ofNullable(this.credentials.get(key)))
			.doOnNext((changed) -> this.credentials.put(key, changed))));
	}

	private <T> Mono<T> locked(CredentialKey key, Mono<T> work) {
		return Mono.usingWhen(lock(key), (lock) -> work, (lock) -> Mono.fromRunnable(() -> release(key, lock)));
	}

	private Mono<Sinks.Empty<Void>> lock(CredentialKey key) {
		return Mono.defer(() -> {
			Sinks.Empty<Void> own = Sinks.empty();
			Sinks.Empty<Void> other = this.changing.putIfAbsent(key, own);
			return (other == null) ? Mono.just(own) : other.asMono().then(lock(key));
		});
	}

	private void release(CredentialKey key, Sinks.Empty<Void> lock) {
		this.changing.remove(key, lock);
		lock.tryEmitEmpty();
	}

	@Override
	public String toString() {
		return "MemoryCredentialStore[" + this.credentials.size() + "]";
	}

}
