package io.llmprovider.auth;

/**
 * How a key travels.
 */
public enum AuthScheme {

	/** {@code Authorization: Bearer <key>}. */
	BEARER,

	/** A header of its own, such as {@code api-key} or {@code x-goog-api-key}. */
	HEADER,

	/**
	 * A token of Microsoft Entra ID, as a bearer token; it is fetched by
	 * {@code com.azure:azure-identity}, which must be on the class path.
	 */
	ENTRA,

	/** No key is sent. */
	NONE

}
