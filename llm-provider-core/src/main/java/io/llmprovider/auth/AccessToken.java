package io.llmprovider.auth;

import java.time.Instant;
import java.util.Objects;

/**
 * A token that ends.
 *
 * @param value what is sent
 * @param expiresAt from when on it is refused
 */
public record AccessToken(String value, Instant expiresAt) {

	public AccessToken {
		Objects.requireNonNull(value, "value");
		Objects.requireNonNull(expiresAt, "expiresAt");
	}

	/**
	 * All but the secret.
	 */
	@Override
	public String toString() {
		return "AccessToken[expires at " + this.expiresAt + "]";
	}

}
