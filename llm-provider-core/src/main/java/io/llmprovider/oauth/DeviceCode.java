package io.llmprovider.oauth;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * What a user needs to sign in on another device.
 *
 * @param userCode what the user enters
 * @param verificationUri where it is entered
 * @param verificationUriComplete the same with the code in it, for a link or a picture to
 * scan; null if the server gives none
 * @param expiresAt from when on the code is refused
 * @param interval how long is waited between two questions to the server
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8628#section-3.2">RFC 8628, section
 * 3.2</a>
 */
public record DeviceCode(String userCode, URI verificationUri, @Nullable URI verificationUriComplete, Instant expiresAt,
		Duration interval) {

	/**
	 * All but the code, which somebody else could enter.
	 */
	@Override
	public String toString() {
		return "DeviceCode[" + this.verificationUri + ", expires at " + this.expiresAt + "]";
	}

}
