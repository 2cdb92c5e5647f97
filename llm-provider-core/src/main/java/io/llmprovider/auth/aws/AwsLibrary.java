package io.llmprovider.auth.aws;

import io.llmprovider.auth.Authorizer;
import io.llmprovider.error.ErrorDetails;
import io.llmprovider.error.ErrorKind;
import reactor.core.publisher.Mono;

/**
 * Tells whether requests can be signed, without needing the libraries that do it.
 */
public final class AwsLibrary {

	/** What has to be added to an application that lacks it. */
	public static final String ARTIFACTS = "software.amazon.awssdk:auth and software.amazon.awssdk:http-auth-aws";

	private static final String CREDENTIALS = "software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider";

	private static final String SIGNER = "software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner";

	private AwsLibrary() {
	}

	/**
	 * Whether the libraries are on the class path.
	 * @return whether both are
	 */
	public static boolean isPresent() {
		return isPresent(CREDENTIALS) && isPresent(SIGNER);
	}

	/**
	 * What stands for signatures where the libraries are missing.
	 * @param provider the provider's name
	 * @return an authorizer that says what to add
	 */
	public static Authorizer missing(String provider) {
		return (request, key) -> Mono.error(() -> ErrorKind.AUTHENTICATION.exception(ErrorDetails.of(
				"Provider '" + provider + "' has no API key, and AWS's libraries that sign requests instead are not on"
						+ " the class path",
				"Set llm.providers." + provider + ".api-key or the environment variable AWS_BEARER_TOKEN_BEDROCK, or"
						+ " add the dependencies " + ARTIFACTS + "."))
			.attempts(0));
	}

	private static boolean isPresent(String name) {
		try {
			Class.forName(name, false, AwsLibrary.class.getClassLoader());
			return true;
		}
		catch (ClassNotFoundException ex) {
			// That is the answer.
			return false;
		}
	}

}
