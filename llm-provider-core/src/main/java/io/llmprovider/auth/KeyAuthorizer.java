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

	/**
	 * Creates an authorizer.
	 * @param keys where the key comes from
	 * @param settings how it travels
	 */
	public KeyAuthorizer(KeySource keys, AuthSettings settings) {
		this.keys = keys;
		this.settings = settings;
	}

	@Override
	public Mono<WireRequest> authorize(WireRequest request, @Nullable String key) {
		return Mono.fromCallable(() -> {
			if (this.settings.scheme() == AuthScheme.NONE) {
				return request;
			}
			Optional<String> found = this.keys.key(key);
			return found.map((value) -> add(request, value)).orElse(request);
		});
	}

	private WireRequest add(WireRequest request, String key) {
		String header = this.settings.header();
		return (header == null || this.settings.isBearer()) ? request.header("Authorization", "Bearer " + key)
				: request.header(header, key);
	}

}
