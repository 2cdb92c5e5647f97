package io.llmprovider.oauth.standard;

import java.util.List;

/**
 * Tells whether the standard flows can be used, without needing the library that they
 * stand on.
 */
public final class OAuthLibrary {

	/** A browser on the same machine. */
	public static final String AUTHORIZATION_CODE = "authorization-code";

	/** A browser on another machine. */
	public static final String DEVICE_CODE = "device-code";

	/** No user. */
	public static final String CLIENT_CREDENTIALS = "client-credentials";

	/** The names of the flows that it is needed for. */
	public static final List<String> FLOWS = List.of(AUTHORIZATION_CODE, DEVICE_CODE, CLIENT_CREDENTIALS);

	/** What has to be added to an application that lacks it. */
	public static final String ARTIFACT = "org.springframework.security:spring-security-oauth2-client";

	private static final String CLASS = "org.springframework.security.oauth2.client.registration.ClientRegistration";

	private OAuthLibrary() {
	}

	/**
	 * Whether the library is on the class path.
	 * @return whether it is
	 */
	public static boolean isPresent() {
		try {
			Class.forName(CLASS, false, OAuthLibrary.class.getClassLoader());
			return true;
		}
		catch (ClassNotFoundException ex) {
			// That is the answer.
			return false;
		}
	}

}
