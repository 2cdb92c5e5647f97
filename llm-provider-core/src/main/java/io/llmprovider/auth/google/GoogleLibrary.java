package io.llmprovider.auth.google;

/**
 * Tells whether tokens can be fetched, without needing the library that does it.
 */
public final class GoogleLibrary {

	/** What has to be added to an application that lacks it. */
	public static final String ARTIFACT = "com.google.auth:google-auth-library-oauth2-http";

	private static final String CLASS = "com.google.auth.oauth2.GoogleCredentials";

	private GoogleLibrary() {
	}

	/**
	 * Whether the library is on the class path.
	 * @return whether it is
	 */
	public static boolean isPresent() {
		try {
			Class.forName(CLASS, false, GoogleLibrary.class.getClassLoader());
			return true;
		}
		catch (ClassNotFoundException ex) {
			// That is the answer.
			return false;
		}
	}

}
