package io.llmprovider.oauth;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

import io.llmprovider.json.Json;
import org.jspecify.annotations.Nullable;

/**
 * What a sign-in gives.
 *
 * @param type what kind of credentials it is, {@value #OAUTH} if a flow has only one
 * @param access the access token
 * @param refresh the refresh token, or null if there is none
 * @param issuedAt when the access token was given, by this machine's clock; null if
 * unknown
 * @param expiresAt from when on the access token is refused; null if unknown, and then it
 * is used until it is refused
 * @param attributes what else a flow wants to keep, as plain JSON values: an account's
 * id, a region. It may hold secrets
 */
public record OAuthCredentials(String type, String access, @Nullable String refresh, @Nullable Instant issuedAt,
		@Nullable Instant expiresAt, Map<String, @Nullable Object> attributes) {

	/** The usual type. */
	public static final String OAUTH = "oauth";

	/** How long before its end a token is replaced. */
	private static final Duration MARGIN = Duration.ofMinutes(5);

	/** A token that lives for minutes only is used for most of its life. */
	private static final int LATEST_PART = 4;

	public OAuthCredentials {
		Objects.requireNonNull(type, "type");
		Objects.requireNonNull(access, "access");
		attributes = Json.frozen(attributes);
	}

	/**
	 * Credentials without attributes.
	 * @param access the access token
	 * @param refresh the refresh token, or null
	 * @param issuedAt when the access token was given, or null
	 * @param expiresAt from when on it is refused, or null
	 * @return the credentials
	 */
	public static OAuthCredentials of(String access, @Nullable String refresh, @Nullable Instant issuedAt,
			@Nullable Instant expiresAt) {
		return new OAuthCredentials(OAUTH, access, refresh, issuedAt, expiresAt, Map.of());
	}

	/**
	 * Credentials as a token endpoint tells them.
	 * @param access the access token
	 * @param refresh the refresh token, or null
	 * @param life how long the access token is good from now on, or null if unknown
	 * @param clock tells what is now
	 * @return the credentials
	 */
	public static OAuthCredentials fresh(String access, @Nullable String refresh, @Nullable Duration life,
			Clock clock) {
		Instant now = clock.instant();
		return of(access, refresh, now, (life != null) ? now.plus(life) : null);
	}

	/**
	 * These credentials with one more attribute.
	 * @param name its name; {@code endpoint} is the library's own, and the names of the
	 * JSON form are taken
	 * @param value a plain JSON value, or null
	 * @return a copy
	 */
	public OAuthCredentials with(String name, @Nullable Object value) {
		Map<String, @Nullable Object> more = new LinkedHashMap<>(this.attributes);
		more.put(name, value);
		return new OAuthCredentials(this.type, this.access, this.refresh, this.issuedAt, this.expiresAt, more);
	}

	/**
	 * These credentials, with the refresh token and the attributes of earlier ones where
	 * these have none.
	 * @param earlier what was refreshed
	 * @return a copy
	 */
	public OAuthCredentials orRefreshOf(OAuthCredentials earlier) {
		Map<String, @Nullable Object> all = new LinkedHashMap<>(earlier.attributes);
		all.putAll(this.attributes);
		return new OAuthCredentials(this.type, this.access, (this.refresh != null) ? this.refresh : earlier.refresh,
				this.issuedAt, this.expiresAt, all);
	}

	/**
	 * An attribute that is a text.
	 * @param name its name
	 * @return the text, or null if there is none
	 */
	public @Nullable String text(String name) {
		return (this.attributes.get(name) instanceof String text) ? text : null;
	}

	/**
	 * Whether the access token has ended.
	 * @param now the time
	 * @return whether it is refused by now; false if its end is unknown
	 */
	public boolean isExpired(Instant now) {
		return this.expiresAt != null && !this.expiresAt.isAfter(now);
	}

	/**
	 * Whether the access token should be replaced: five minutes before its end, so that
	 * clocks may differ and calls be slow, or in the last quarter of a short life.
	 * @param now the time
	 * @return whether it is time; false if its end is unknown
	 */
	public boolean isDue(Instant now) {
		return this.expiresAt != null && !this.expiresAt.minus(margin(this.expiresAt)).isAfter(now);
	}

	private Duration margin(Instant end) {
		if (this.issuedAt == null) {
			return MARGIN;
		}
		Duration part = Duration.between(this.issuedAt, end).dividedBy(LATEST_PART);
		return (part.compareTo(MARGIN) < 0) ? part : MARGIN;
	}

	/**
	 * All but the secrets.
	 */
	@Override
	public String toString() {
		return "OAuthCredentials[" + this.type + ", " + ((this.refresh != null) ? "with" : "without")
				+ " refresh token, expires at " + this.expiresAt + ", attributes " + this.attributes.keySet() + "]";
	}

}
