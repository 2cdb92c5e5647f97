package io.llmprovider.auth.aws;

import java.io.ByteArrayInputStream;
import java.net.URI;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4FamilyHttpSigner;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.SignedRequest;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;

/**
 * Signs bytes that are final. The path is encoded once more for the signature, as all
 * services but S3 want it.
 *
 * @param service the name of the service in the signature
 * @param region where it is
 * @param clock tells the date that is signed
 * @see <a href=
 * "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html">How
 * a request is signed</a>
 */
record AwsSignature(String service, String region, Clock clock) {

	private static final AwsV4HttpSigner SIGNER = AwsV4HttpSigner.create();

	/**
	 * Signs a request.
	 * @param method the HTTP method
	 * @param address the absolute address
	 * @param headers the headers that are signed beside the host and the date
	 * @param body the exact bytes that will be sent
	 * @param credentials whose signature it is
	 * @return the headers to send, without the host
	 */
	Map<String, String> headers(String method, URI address, Map<String, String> headers, byte[] body,
			AwsCredentialsIdentity credentials) {
		SdkHttpRequest.Builder request = SdkHttpRequest.builder().method(SdkHttpMethod.fromValue(method)).uri(address);
		headers.forEach(request::putHeader);
		SignedRequest signed = SIGNER.sign((what) -> what.identity(credentials)
			.request(request.build())
			.payload(() -> new ByteArrayInputStream(body))
			.putProperty(AwsV4FamilyHttpSigner.SERVICE_SIGNING_NAME, this.service)
			.putProperty(AwsV4HttpSigner.REGION_NAME, this.region)
			.putProperty(HttpSigner.SIGNING_CLOCK, this.clock));
		Map<String, String> sent = new LinkedHashMap<>();
		signed.request().forEachHeader((name, values) -> {
			if (!name.toLowerCase(Locale.ROOT).equals("host")) {
				sent.put(name, String.join(",", values));
			}
		});
		return sent;
	}

}
