package io.llmprovider.oauth;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

import io.llmprovider.json.Json;
import io.llmprovider.json.PlainJson;
import org.jspecify.annotations.Nullable;

/**
 * Credentials as a JSON object: {@code type}, {@code access}, {@code refresh},
 * {@code issued} and {@code expires} in milliseconds since 1970, and the attributes
 * beside them. A store of one's own may keep them in this form.
 */
public final class CredentialJson {

	private static final String TYPE = "type";

	private static final String ACCESS = "access";

	private static final String REFRESH = "refresh";

	private static final String ISSUED = "issued";

	private static final String EXPIRES = "expires";

	private CredentialJson() {
	}

	/**
	 * Writes credentials.
	 * @param credentials the credentials
	 * @return their JSON object, with secrets
	 */
	public static byte[] bytes(OAuthCredentials credentials) {
		return Json.bytes(object(credentials));
	}

	/**
	 * Reads credentials.
	 * @param bytes what {@link #bytes} gave
	 * @return the credentials
	 * @throws IllegalArgumentException if it is no such object; the message has no secret
	 * @throws tools.jackson.core.JacksonException if it is not JSON
	 */
	public static OAuthCredentials read(byte[] bytes) {
		if (PlainJson.read(bytes) instanceof Map<?, ?> object) {
			return credentials(object).orElseThrow(() -> new IllegalArgumentException("the object is of another type"));
		}
		throw new IllegalArgumentException("it is no object");
	}

	static Map<String, @Nullable Object> object(OAuthCredentials credentials) {
		Map<String, @Nullable Object> object = new LinkedHashMap<>();
		object.put(TYPE, credentials.type());
		object.put(ACCESS, credentials.access());
		put(object, REFRESH, credentials.refresh());
		put(object, ISSUED, millis(credentials.issuedAt()));
		put(object, EXPIRES, millis(credentials.expiresAt()));
		credentials.attributes().forEach(object::putIfAbsent);
		return object;
	}

	/**
	 * The credentials of an object.
	 * @param object a JSON object
	 * @return the credentials; empty if the object is of a type that has no access token,
	 * such as a key
	 * @throws IllegalArgumentException if a part is missing or of another kind
	 */
	static Optional<OAuthCredentials> credentials(Map<?, ?> object) {
		String type = text(object, TYPE);
		String access = text(object, ACCESS);
		if (access == null) {
			if (type != null && !type.equals(OAuthCredentials.OAUTH)) {
				return Optional.empty();
			}
			throw new IllegalArgumentException("there is no text '" + ACCESS + "'");
		}
		Map<String, @Nullable Object> attributes = new LinkedHashMap<>();
		object.forEach((name, value) -> attributes.put(String.valueOf(name), value));
		attributes.keySet().removeAll(java.util.Set.of(TYPE, ACCESS, REFRESH, ISSUED, EXPIRES));
		return Optional.of(new OAuthCredentials((type != null) ? type : OAuthCredentials.OAUTH, access,
				text(object, REFRESH), instant(object, ISSUED), instant(object, EXPIRES), attributes));
	}

	private static void put(Map<String, @Nullable Object> object, String name, @Nullable Object value) {
		if (value != null) {
			object.put(name, value);
		}
	}

	private static @Nullable Long millis(@Nullable Instant instant) {
		return (instant != null) ? instant.toEpochMilli() : null;
	}

	private static @Nullable String text(Map<?, ?> object, String name) {
		Object value = object.get(name);
		if (value == null || value instanceof String) {
			return (String) value;
		}
		throw new IllegalArgumentException("'" + name + "' is no text");
	}

	private static @Nullable Instant instant(Map<?, ?> object, String name) {
		Object value = object.get(name);
		if (value == null) {
			return null;
		}
		if (value instanceof Number number) {
			return Instant.ofEpochMilli(number.longValue());
		}
		throw new IllegalArgumentException("'" + name + "' is no number of milliseconds");
	}

}
