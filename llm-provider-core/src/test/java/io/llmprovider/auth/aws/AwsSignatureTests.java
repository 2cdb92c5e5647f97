package io.llmprovider.auth.aws;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;

import org.junit.jupiter.api.Test;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;

import static org.assertj.core.api.Assertions.assertThat;

class AwsSignatureTests {

	/** The keys of AWS's published examples. */
	private static final String SECRET = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";

	private static final AwsCredentialsIdentity EXAMPLE = AwsCredentialsIdentity.create("AKIDEXAMPLE", SECRET);

	private static final byte[] BODY = "{\"messages\":[{\"role\":\"user\",\"content\":[{\"text\":\"hi\"}]}]}"
		.getBytes(StandardCharsets.UTF_8);

	private static final String HOST = "bedrock-runtime.eu-west-1.amazonaws.com";

	private static final String PATH = "/model/eu.anthropic.claude-sonnet-4-5-20250929-v1%3A0/converse-stream";

	/**
	 * The case post-x-www-form-urlencoded of AWS's published suite, as
	 * github.com/awslabs/aws-c-auth has it in tests/aws-signing-test-suite/v4.
	 */
	@Test
	void awsPublishedVectorIsReproduced() {
		Map<String, String> headers = new LinkedHashMap<>();
		headers.put("Content-Type", "application/x-www-form-urlencoded");
		headers.put("Content-Length", "13");
		AwsSignature signature = new AwsSignature("service", "us-east-1", at("2015-08-30T12:36:00Z"));
		assertThat(signature.headers("POST", URI.create("https://example.amazonaws.com/"), headers,
				"Param1=value1".getBytes(StandardCharsets.UTF_8), EXAMPLE))
			.containsEntry("x-amz-content-sha256", "9095672bbd1f56dfc5b65f3e153adc8731a4a654192329106275f4c7b24d0b6e")
			.containsEntry("Authorization",
					"AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request,"
							+ " SignedHeaders=content-length;content-type;host;x-amz-content-sha256;x-amz-date,"
							+ " Signature=d3875051da38690788ef43de4db0d8f280229d82040bfac253562e56c3f20e0b");
	}

	/** AWS's case get-vanilla, and one with a path that must be encoded twice. */
	@Test
	void theReferenceReproducesPublishedVectorsToo() {
		Map<String, String> vanilla = Map.of("Host", "example.amazonaws.com", "X-Amz-Date", "20150830T123600Z");
		assertThat(new ReferenceSignature("service", "us-east-1", "20150830T123600Z", SECRET)
			.of(ReferenceSignature.canonical("GET", "/", vanilla, new byte[0])))
			.isEqualTo("5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31");
		Map<String, String> bedrock = Map.of("content-type", "application/json", "host", HOST, "x-amz-date",
				"20261121T120000Z");
		String canonical = ReferenceSignature.canonical("POST", PATH, bedrock, BODY);
		assertThat(canonical).contains("v1%253A0");
		assertThat(ReferenceSignature.hash(canonical.getBytes(StandardCharsets.UTF_8)))
			.isEqualTo("ceee3ecf9badd3f0b5ffb5f5a743a441184211e55949444aa2b2b08d3762192b");
		assertThat(new ReferenceSignature("bedrock", "eu-west-1", "20261121T120000Z", SECRET).of(canonical))
			.isEqualTo("ae4708fe39a790b48c47d0ee6837a4f9abf13b199c7d088d98d817db68109a65");
	}

	/** AWS's signer covers the hash of the body too, which the reference must be told. */
	@Test
	void thePathOfAModelIsEncodedOnceMoreForTheSignature() {
		for (String path : new String[] { PATH,
				"/model/arn%3Aaws%3Abedrock%3Aeu-west-1%3A123456789012%3Aapplication-inference-profile%2Fabc/converse" }) {
			Map<String, String> signed = new AwsSignature("bedrock", "eu-west-1", at("2026-11-21T12:00:00Z")).headers(
					"POST", URI.create("https://" + HOST + path), Map.of("Content-Type", "application/json"), BODY,
					EXAMPLE);
			Map<String, String> covered = Map.of("content-type", "application/json", "host", HOST, "x-amz-date",
					"20261121T120000Z", "x-amz-content-sha256", ReferenceSignature.hash(BODY));
			String expected = new ReferenceSignature("bedrock", "eu-west-1", "20261121T120000Z", SECRET)
				.of(ReferenceSignature.canonical("POST", path, covered, BODY));
			assertThat(signed.get("Authorization")).endsWith("Signature=" + expected)
				.contains("SignedHeaders=content-type;host;x-amz-content-sha256;x-amz-date");
			assertThat(signed).doesNotContainKey("Host");
		}
	}

	private static Clock at(String instant) {
		return Clock.fixed(Instant.parse(instant), ZoneOffset.UTC);
	}

}
