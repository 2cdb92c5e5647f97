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

	/**
	 * A signature of AWS, made with credentials of AWS's own chain by
	 * {@code software.amazon.awssdk:auth} and
	 * {@code software.amazon.awssdk:http-auth-aws}, which must be on the class path.
	 */
	AWS,

	/**
	 * An access token of Google's application default credentials, as a bearer token; it
	 * is fetched by {@code com.google.auth:google-auth-library-oauth2-http}, which must
	 * be on the class path.
	 */
	GOOGLE,

	/** No key is sent. */
	NONE

}
