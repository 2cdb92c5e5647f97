package io.llmprovider.auth;

import java.util.Optional;

import org.jspecify.annotations.Nullable;

import io.llmprovider.protocol.WireRequest;
import reactor.core.publisher.Mono;

/**
 * Puts a key into a header.
 */
public final class KeyAuthorizer implements Authorizer {

	private final KeySource keys;

	private final AuthSettings settings;

	private final @Nullable String home;

	/**
	 * Creates an authorizer.
	 * @param keys where the key comes from
	 * @param settings how it travels
	 * @param home the base URL that keys from variables belong to: they are sent to no
	 * other origin; null if the user named the variables
	 */
	public KeyAuthorizer(KeySource keys, AuthSettings settings, @Nullable String home) {
		this.keys = keys;
		this.home = home;
		this.settings = settings;
	}

	@Override
	public Mono<WireRequest> authorize(WireRequest request, @Nullable String key) {
		return Mono.fromCallable(() -> {
			if (this.settings.scheme() == AuthScheme.NONE) {
				return request;
			}
			boolean atHome = this.home == null || Origin.same(this.home, request.uri());
			Optional<String> found = this.keys.key(key, atHome);
			return found.map((value) -> KeyHeader.of(this.settings).put(request, value)).orElse(request);
		});
	}

}
