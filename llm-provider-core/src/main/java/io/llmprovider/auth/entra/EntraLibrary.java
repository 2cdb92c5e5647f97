package io.llmprovider.auth.entra;

/**
 * Tells whether tokens can be fetched, without needing the library that does it.
 */
public final class EntraLibrary {

	/** What has to be added to an application that lacks it. */
	public static final String ARTIFACT = "com.azure:azure-identity";

	private static final String CLASS = "com.azure.identity.DefaultAzureCredentialBuilder";

	private EntraLibrary() {
	}

	/**
	 * Whether the library is on the class path.
	 * @return whether it is
	 */
	public static boolean isPresent() {
		try {
			Class.forName(CLASS, false, EntraLibrary.class.getClassLoader());
			return true;
		}
		catch (ClassNotFoundException ex) {
			// That is the answer.
			return false;
		}
	}

}
