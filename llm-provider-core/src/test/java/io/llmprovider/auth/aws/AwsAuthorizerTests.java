package io.llmprovider.auth.aws;

import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

import io.llmprovider.auth.AuthSettings;
import io.llmprovider.auth.Authorizer;
import io.llmprovider.error.AuthenticationException;
import io.llmprovider.error.ConfigurationException;
import io.llmprovider.error.LlmException;
import io.llmprovider.protocol.WireRequest;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class AwsAuthorizerTests {

	private static final AwsCredentialsProvider EXAMPLE = () -> AwsBasicCredentials.create("AKIDEXAMPLE", "secret");

	private static final WireRequest PLAIN = WireRequest
		.post("https://bedrock-runtime.eu-west-1.amazonaws.com/model/a%3A0/converse", Map.of("messages", List.of()),
				true, List.of())
		.header("Content-Type", "application/json")
		.header("User-Agent", "mine");

	@Test
	void aRequestIsSignedForTheRegionOfItsAddress() {
		WireRequest sent = Signing.sign(AuthSettings.UNSET, EXAMPLE, PLAIN);
		assertThat(sent.headers().get("Authorization")).startsWith("AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/")
			.contains("/eu-west-1/bedrock/aws4_request",
					"SignedHeaders=content-type;host;x-amz-content-sha256;x-amz-date,");
		assertThat(sent.headers()).containsKeys("X-Amz-Date", "x-amz-content-sha256")
			.containsEntry("User-Agent", "mine");
		assertThat(sent.body()).isEqualTo(PLAIN.body());
	}

	@Test
	void aSessionTokenIsSignedToo() {
		WireRequest sent = Signing.sign(AuthSettings.UNSET,
				() -> AwsSessionCredentials.create("AKIDEXAMPLE", "secret", "session"), PLAIN);
		assertThat(sent.headers()).containsEntry("X-Amz-Security-Token", "session");
		assertThat(sent.headers().get("Authorization")).contains("x-amz-security-token");
	}

	@Test
	void eachAttemptHasAFreshDate() {
		AtomicInteger minutes = new AtomicInteger();
		Clock clock = new Clock() {
			@Override
			public ZoneId getZone() {
				return ZoneOffset.UTC;
			}

			@Override
			public Clock withZone(ZoneId zone) {
				return this;
			}

			@Override
			public Instant instant() {
				return Instant.parse("2026-11-21T12:00:00Z")
					.plus(Duration.ofMinutes(minutes.getAndIncrement() / 8 * 10));
			}
		};
		AwsAuthorizer authorizer = new AwsAuthorizer("bedrock", AuthSettings.UNSET, () -> EXAMPLE, (name) -> null,
				clock);
		String first = authorizer.authorize(PLAIN, null).block().headers().get("X-Amz-Date");
		minutes.set(80);
		String second = authorizer.authorize(PLAIN, null).block().headers().get("X-Amz-Date");
		assertThat(first).startsWith("20261121T12");
		assertThat(second).isGreaterThan(first);
	}

	@Test
	void credentialsAreNeverResolvedOnTheEventLoop() {
		AtomicBoolean mayBlock = new AtomicBoolean();
		Authorizer authorizer = AwsAuthorizer.of("bedrock", AuthSettings.UNSET, () -> {
			mayBlock.set(!Schedulers.isInNonBlockingThread());
			return AwsBasicCredentials.create("AKIDEXAMPLE", "secret");
		});
		Mono.defer(() -> authorizer.authorize(PLAIN, null)).subscribeOn(Schedulers.parallel()).block();
		assertThat(mayBlock.get()).isTrue();
	}

	@Test
	void aCallsOwnKeyGoesInsteadOfASignature() {
		WireRequest sent = AwsAuthorizer.of("bedrock", AuthSettings.UNSET, EXAMPLE).authorize(PLAIN, "key").block();
		assertThat(sent.headers()).containsEntry("Authorization", "Bearer key").doesNotContainKey("X-Amz-Date");
	}

	@Test
	void refusedCredentialsAreForgotten() {
		AtomicInteger chains = new AtomicInteger();
		AwsAuthorizer authorizer = new AwsAuthorizer("bedrock", AuthSettings.UNSET, () -> {
			chains.incrementAndGet();
			return EXAMPLE;
		}, (name) -> null, Clock.systemUTC());
		WireRequest sent = authorizer.authorize(PLAIN, null).block();
		authorizer.authorize(PLAIN, null).block();
		assertThat(chains).hasValue(1);
		assertThat(authorizer.renew(sent)).isTrue();
		authorizer.authorize(PLAIN, null).block();
		assertThat(chains).hasValue(2);
	}

	@Test
	void aChainWithoutCredentialsSaysWhatToSet() {
		Authorizer authorizer = AwsAuthorizer.of("office", AuthSettings.UNSET, () -> {
			throw new IllegalStateException("Unable to load credentials from any of the providers\nand a list");
		});
		assertThatExceptionOfType(AuthenticationException.class)
			.isThrownBy(() -> authorizer.authorize(PLAIN, null).block())
			.withMessageContaining("office")
			.withMessageContaining("Unable to load credentials")
			.satisfies((ex) -> assertThat(ex.details().action()).contains("llm.providers.office.auth.profile",
					"AWS_ACCESS_KEY_ID", "AWS_BEARER_TOKEN_BEDROCK"));
	}

	@ParameterizedTest
	@CsvSource(nullValues = "-", value = { //
			"eu-west-1, https://bedrock-runtime.us-east-1.amazonaws.com, us-west-2, eu-west-1",
			"-, https://bedrock-runtime.us-east-1.amazonaws.com, us-west-2, us-east-1",
			"-, https://bedrock-runtime-fips.us-gov-west-1.amazonaws.com, us-west-2, us-gov-west-1",
			"-, https://vpce-0a1b.bedrock-runtime.eu-central-1.vpce.amazonaws.com, us-west-2, eu-central-1",
			"-, https://bedrock-mantle.ap-northeast-1.api.aws/v1, us-west-2, ap-northeast-1",
			"-, https://bedrock-runtime.{region}.amazonaws.com, us-west-2, us-west-2",
			"-, https://gateway.example.com, us-west-2, us-west-2", "' ', -, ' us-west-2 ', us-west-2" })
	void aRegionIsFoundInSettingsAddressAndEnvironment(@Nullable String configured, @Nullable String address,
			String variable, String expected) {
		assertThat(AwsRegions.find(configured, address, null, (name) -> name.equals("AWS_REGION") ? variable : null))
			.contains(expected);
		assertThat(AwsRegions.find(configured, address, null,
				(name) -> name.equals("AWS_DEFAULT_REGION") ? variable : null))
			.contains(expected);
	}

	@Test
	void anAddressWithoutRegionNeedsOne() {
		WireRequest request = WireRequest.post("https://gateway.example.com/model/a/converse", Map.of(), true,
				List.of());
		AwsAuthorizer authorizer = new AwsAuthorizer("office",
				new AuthSettings(null, null, null, null, "a profile that is not there"), () -> EXAMPLE, (name) -> null,
				Clock.systemUTC());
		assertThatExceptionOfType(ConfigurationException.class)
			.isThrownBy(() -> authorizer.authorize(request, null).block())
			.satisfies((ex) -> assertThat(ex.details().action()).contains("llm.providers.office.auth.region",
					"AWS_REGION"));
	}

	@Test
	void bedrocksCompatibleEndpointHasAnotherNameInSignatures() {
		WireRequest mantle = WireRequest.post("https://bedrock-mantle.eu-west-1.api.aws/v1/chat/completions", Map.of(),
				true, List.of());
		assertThat(Signing.sign(AuthSettings.UNSET, EXAMPLE, mantle).headers().get("Authorization"))
			.contains("/eu-west-1/bedrock-mantle/aws4_request");
	}

	@Test
	void theUsualChainAndAProfileAreAwsOwn(@TempDir Path folder) throws IOException {
		Path credentials = Files.writeString(folder.resolve("credentials"),
				"[default]\naws_access_key_id = AKIDDEFAULT\naws_secret_access_key = s\n"
						+ "[dev]\naws_access_key_id = AKIDDEV\naws_secret_access_key = s\n");
		Path config = Files.writeString(folder.resolve("config"), "[profile dev]\nregion = eu-north-1\n");
		Map<String, String> properties = Map.of("aws.sharedCredentialsFile", credentials.toString(), "aws.configFile",
				config.toString(), "aws.accessKeyId", "AKIDSYSTEM", "aws.secretAccessKey", "s");
		properties.forEach(System::setProperty);
		try {
			WireRequest request = WireRequest.post("https://gateway.example.com/model/a/converse", Map.of(), true,
					List.of());
			assertThat(AwsAuthorizer.of("bedrock", AuthSettings.aws("eu-west-1", null), (name) -> null)
				.authorize(request, null)
				.block()
				.headers()
				.get("Authorization")).contains("Credential=AKIDSYSTEM/", "/eu-west-1/");
			assertThat(AwsAuthorizer.of("bedrock", AuthSettings.aws(null, "dev"), (name) -> "us-east-1")
				.authorize(request, null)
				.block()
				.headers()
				.get("Authorization")).contains("Credential=AKIDDEV/", "/eu-north-1/");
		}
		finally {
			properties.keySet().forEach(System::clearProperty);
		}
	}

	/** The library's classes once more, in a world without Amazon's. */
	@Test
	void aMissingJarIsNamed() throws Exception {
		try (WithoutAmazon loader = new WithoutAmazon()) {
			Class<?> library = loader.loadClass(AwsLibrary.class.getName());
			assertThat(library.getMethod("isPresent").invoke(null)).isEqualTo(false);
			Class<?> reader = loader.loadClass("io.llmprovider.protocol.AwsFrameReader");
			assertThatExceptionOfType(java.lang.reflect.InvocationTargetException.class)
				.isThrownBy(() -> reader.getMethod("requireCodec", String.class).invoke(null, "office"))
				.satisfies((ex) -> assertThat(ex.getTargetException()).hasMessageContaining("event stream")
					.hasMessageContaining("software.amazon.eventstream:eventstream")
					.hasMessageContaining("llm.providers.office.wire-streaming"));
		}
		assertThat(AwsLibrary.isPresent()).isTrue();
		assertThatExceptionOfType(LlmException.class)
			.isThrownBy(() -> AwsLibrary.missing("office").authorize(PLAIN, null).block())
			.satisfies((ex) -> assertThat(ex.details().action()).contains("software.amazon.awssdk:auth",
					"software.amazon.awssdk:http-auth-aws", "AWS_BEARER_TOKEN_BEDROCK",
					"llm.providers.office.api-key"));
	}

	private static final class Signing {

		static WireRequest sign(AuthSettings settings, AwsCredentialsProvider credentials, WireRequest request) {
			return AwsAuthorizer.of("bedrock", settings, credentials).authorize(request, null).block();
		}

	}

	private static final class WithoutAmazon extends URLClassLoader {

		WithoutAmazon() {
			super(Arrays.stream(System.getProperty("java.class.path").split(java.io.File.pathSeparator))
				.filter((entry) -> !entry.contains("software" + java.io.File.separator + "amazon"))
				.map(WithoutAmazon::url)
				.toArray(URL[]::new), ClassLoader.getPlatformClassLoader());
		}

		private static URL url(String entry) {
			try {
				return new java.io.File(entry).toURI().toURL();
			}
			catch (IOException ex) {
				throw new IllegalStateException(URI.create("file:" + entry).toString(), ex);
			}
		}

	}

}
