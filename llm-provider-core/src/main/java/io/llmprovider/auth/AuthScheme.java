package io.llmprovider.auth;

/**
 * How a key travels.
 */
public enum AuthScheme {

	/** {@code Authorization: Bearer <key>}. */
	BEARER,

	/** A header of its own, such as {@code api-key} or {@code x-goog-api-key}. */
	HEADER,

	/** No key is sent. */
	NONE

}
