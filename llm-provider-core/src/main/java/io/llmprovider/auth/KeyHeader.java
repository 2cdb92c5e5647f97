package io.llmprovider.auth;

import io.llmprovider.protocol.WireRequest;
import org.jspecify.annotations.Nullable;

/**
 * The header that a key or token travels in.
 *
 * @param name the header's name
 * @param prefix what stands before the key, with a blank at its end, or nothing
 */
public record KeyHeader(String name, String prefix) {

	/** {@code Authorization: Bearer <key>}. */
	public static final KeyHeader BEARER = new KeyHeader("Authorization", "Bearer ");

	/**
	 * The header that settings name.
	 * @param settings how a key travels
	 * @return a header of its own, or {@link #BEARER} if they name none
	 */
	public static KeyHeader of(AuthSettings settings) {
		String own = settings.header();
		return (settings.effectiveScheme() == AuthScheme.HEADER && own != null) ? new KeyHeader(own, "") : BEARER;
	}

	/**
	 * Puts a key on a request.
	 * @param request the request
	 * @param key the key
	 * @return a copy with the header
	 */
	public WireRequest put(WireRequest request, String key) {
		return request.header(this.name, this.prefix + key);
	}

	/**
	 * The key that was put on a request.
	 * @param request the request
	 * @return the key, or null if there is none
	 */
	public @Nullable String read(WireRequest request) {
		String value = request.headers().get(this.name);
		return (value != null && value.startsWith(this.prefix)) ? value.substring(this.prefix.length()) : null;
	}

}
