package io.llmprovider.provider;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;

import io.llmprovider.auth.AuthSettings;
import io.llmprovider.auth.Authorizer;
import io.llmprovider.auth.aws.AwsAuthorizer;
import io.llmprovider.auth.aws.ReferenceSignature;
import io.llmprovider.chat.ChatRequest;
import io.llmprovider.chat.ChatResponse;
import io.llmprovider.error.AuthenticationException;
import io.llmprovider.error.ConfigurationException;
import io.llmprovider.error.LlmException;
import io.llmprovider.json.Json;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import reactor.core.publisher.Mono;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.eventstream.HeaderValue;
import software.amazon.eventstream.Message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * The known provider {@code amazon-bedrock} against a server on loopback: regions,
 * addresses, signatures and keys.
 */
class BedrockProviderTests {

	private static final String MODEL = "amazon-bedrock:eu.anthropic.claude-sonnet-4-5-20250929-v1:0";

	private static final String ANSWER = "{\"output\":{\"message\":{\"content\":[{\"text\":\"Hello\"}]}},"
			+ "\"stopReason\":\"end_turn\",\"usage\":{\"inputTokens\":1,\"outputTokens\":2}}";

	private final List<AutoCloseable> open = new ArrayList<>();

	@AfterEach
	void close() throws Exception {
		for (AutoCloseable each : this.open) {
			each.close();
		}
	}

	@ParameterizedTest
	@CsvSource(nullValues = "-", value = { "eu-west-1,us-east-1,eu-west-1", "-,us-east-1,us-east-1" })
	void theAddressHasTheRegionOfSettingsOrEnvironment(@Nullable String region, String variable, String expected) {
		ProviderRegistry registry = registry(
				(settings) -> settings.auth(new AuthSettings(null, null, null, region, null)),
				Map.of("AWS_REGION", variable), null);
		assertThat(registry.describe("amazon-bedrock").orElseThrow().baseUrl())
			.isEqualTo("https://bedrock-runtime." + expected + ".amazonaws.com");
	}

	@Test
	void theAddressHasTheRegionOfTheProfile(@TempDir Path folder) throws IOException {
		Path config = Files.writeString(folder.resolve("config"), "[profile dev]\nregion = eu-north-1\n");
		System.setProperty("aws.configFile", config.toString());
		try {
			ProviderRegistry registry = registry(
					(settings) -> settings.auth(new AuthSettings(null, null, null, null, "dev")),
					Map.of("AWS_REGION", "us-east-1"), null);
			assertThat(registry.describe("amazon-bedrock").orElseThrow().baseUrl())
				.isEqualTo("https://bedrock-runtime.eu-north-1.amazonaws.com");
		}
		finally {
			System.clearProperty("aws.configFile");
		}
	}

	@Test
	void aProviderWithoutRegionSaysWhereToSetOne() {
		UnaryOperator<ProviderSettings.Builder> noProfile = (settings) -> settings
			.auth(new AuthSettings(null, null, null, null, "a profile that is not there"));
		assertThatExceptionOfType(ConfigurationException.class).isThrownBy(() -> registry(noProfile, Map.of(), null))
			.satisfies((ex) -> assertThat(ex.details().action()).contains("llm.providers.amazon-bedrock.auth.region",
					"AWS_REGION"));
		assertThatExceptionOfType(ConfigurationException.class)
			.isThrownBy(() -> registry(noProfile, Map.of("AWS_REGION", "evil.example.com/"), null));
	}

	@Test
	void eachAttemptIsSignedOverTheBytesThatAreSent() {
		FakeServer server = serve((number) -> 200);
		ChatResponse response = registry(at(server, null), Map.of("AWS_REGION", "eu-west-1"), signer()).client(MODEL)
			.chat(ChatRequest.of("Grüße"))
			.block();
		assertThat(response.text()).isEqualTo("Hello");
		FakeServer.Asked asked = server.last();
		assertThat(asked.uri()).isEqualTo("/model/eu.anthropic.claude-sonnet-4-5-20250929-v1%3A0/converse");
		String date = asked.headers().get("X-Amz-Date");
		Map<String, String> covered = new LinkedHashMap<>();
		for (String name : List.of("content-type", "host", "x-amz-date", "x-amz-content-sha256")) {
			covered.put(name, asked.headers().get(name));
		}
		byte[] body = Json.bytes(asked.body());
		assertThat(asked.headers().get("x-amz-content-sha256")).isEqualTo(ReferenceSignature.hash(body));
		assertThat(asked.headers().get("Authorization"))
			.endsWith("Signature=" + new ReferenceSignature("bedrock", "eu-west-1", date, "secret")
				.of(ReferenceSignature.canonical("POST", asked.uri(), covered, body)))
			.contains("Credential=AKIDEXAMPLE/" + date.substring(0, 8) + "/eu-west-1/bedrock/aws4_request");
	}

	@Test
	void aKeyIsSentInsteadOfASignature() {
		FakeServer server = serve((number) -> 200);
		registry(at(server, "key"), Map.of("AWS_REGION", "eu-west-1"), null).client(MODEL)
			.chat(ChatRequest.of("Hi"))
			.block();
		assertThat(server.last().headers().get("Authorization")).isEqualTo("Bearer key");
		assertThat(server.last().headers().names()).noneMatch((name) -> name.toLowerCase().startsWith("x-amz"));
	}

	@Test
	void aKeyFromTheEnvironmentGoesToBedrockOnly() {
		FakeServer server = serve((number) -> 200);
		registry(at(server, null), Map.of("AWS_REGION", "eu-west-1", "AWS_BEARER_TOKEN_BEDROCK", "key"), signer())
			.client(MODEL)
			.chat(ChatRequest.of("Hi"))
			.block();
		assertThat(server.last().headers().get("Authorization")).startsWith("AWS4-HMAC-SHA256");
	}

	@ParameterizedTest
	@CsvSource(nullValues = "-", value = { "key,PRESENT", "-,NOT_NEEDED" })
	void bedrocksOwnAddressTakesTheKeyOfTheEnvironment(@Nullable String key, ProviderDescription.KeyState state) {
		ProviderRegistry registry = registry((settings) -> settings,
				(key != null) ? Map.of("AWS_REGION", "eu-west-1", "AWS_BEARER_TOKEN_BEDROCK", key)
						: Map.of("AWS_REGION", "eu-west-1"),
				null);
		assertThat(registry.describe("amazon-bedrock").orElseThrow().key()).isEqualTo(state);
	}

	@Test
	void credentialsThatHaveEndedAreAskedForOnceMore() {
		AtomicInteger asked = new AtomicInteger();
		FakeServer server = serve((number) -> (number == 1) ? 403 : 200);
		ChatResponse response = registry(at(server, null), Map.of(),
				AwsAuthorizer.of("amazon-bedrock", AuthSettings.aws("eu-west-1", null),
						() -> AwsBasicCredentials.create("AKID" + asked.incrementAndGet(), "secret")))
			.client(MODEL)
			.chat(ChatRequest.of("Hi"))
			.block();
		assertThat(response.text()).isEqualTo("Hello");
		assertThat(server.asked).hasSize(2);
		assertThat(server.last().headers().get("Authorization")).contains("Credential=AKID2/");
	}

	@Test
	void credentialsThatAreRefusedTwiceAreAFailureThatNamesThem() {
		FakeServer server = serve((number) -> 403);
		assertThatExceptionOfType(AuthenticationException.class)
			.isThrownBy(() -> registry(at(server, null), Map.of("AWS_REGION", "eu-west-1"), signer()).client(MODEL)
				.chat(ChatRequest.of("Hi"))
				.block())
			.satisfies((ex) -> {
				assertThat(ex.details().type()).isEqualTo("ExpiredTokenException");
				assertThat(ex.details().action()).contains("AWS credentials");
				assertThat(ex.details().requestId()).isEqualTo("request-1");
			});
		assertThat(server.asked).hasSize(2);
	}

	@Test
	void aModelThatNeedsAProfileSaysSo() {
		FakeServer server = new FakeServer((response, number) -> response.status(400)
			.header("Content-Type", "application/json")
			.header("x-amzn-errortype", "ValidationException:http://internal.amazon.com/coral/")
			.sendString(Mono.just("{\"message\":\"Invocation of model ID a with on-demand throughput isn’t supported."
					+ " Retry your request with the ID or ARN of an inference profile that contains this model.\"}")));
		this.open.add(server);
		assertThatExceptionOfType(LlmException.class)
			.isThrownBy(() -> registry(at(server, "key"), Map.of(), null).client("amazon-bedrock:anthropic.claude-x")
				.chat(ChatRequest.of("Hi"))
				.block())
			.satisfies((ex) -> assertThat(ex.details().action()).contains("eu.anthropic.claude-x"));
	}

	@Test
	void aStreamOfAwsMessagesIsRead() {
		ByteArrayOutputStream stream = new ByteArrayOutputStream();
		message("contentBlockDelta", "{\"contentBlockIndex\":0,\"delta\":{\"text\":\"Hello\"}}").encode(stream);
		message("messageStop", "{\"stopReason\":\"end_turn\"}").encode(stream);
		FakeServer server = new FakeServer(
				(response, number) -> response.header("Content-Type", "application/vnd.amazon.eventstream")
					.sendByteArray(Mono.just(stream.toByteArray())));
		this.open.add(server);
		ChatResponse response = registry((settings) -> at(server, "key").apply(settings).wireStreaming(true), Map.of(),
				null)
			.client(MODEL)
			.chat(ChatRequest.of("Hi"))
			.block();
		assertThat(response.text()).isEqualTo("Hello");
		assertThat(server.last().uri()).endsWith("/converse-stream");
		assertThat(server.last().headers().get("Accept")).isEqualTo("application/vnd.amazon.eventstream");
	}

	private static Message message(String type, String payload) {
		return new Message(
				Map.of(":event-type", HeaderValue.fromString(type), ":message-type", HeaderValue.fromString("event")),
				payload.getBytes(StandardCharsets.UTF_8));
	}

	private static Authorizer signer() {
		return AwsAuthorizer.of("amazon-bedrock", AuthSettings.aws("eu-west-1", null),
				() -> AwsBasicCredentials.create("AKIDEXAMPLE", "secret"));
	}

	private FakeServer serve(java.util.function.IntUnaryOperator status) {
		FakeServer server = new FakeServer((response, number) -> (status.applyAsInt(number) == 200)
				? response.header("Content-Type", "application/json").sendString(Mono.just(ANSWER))
				: response.status(status.applyAsInt(number))
					.header("Content-Type", "application/json")
					.header("x-amzn-requestid", "request-1")
					.header("x-amzn-errortype", "ExpiredTokenException:http://internal.amazon.com/coral/")
					.sendString(Mono.just("{\"message\":\"The security token included in the request is expired\"}")));
		this.open.add(server);
		return server;
	}

	private static UnaryOperator<ProviderSettings.Builder> at(FakeServer server, @Nullable String key) {
		return (settings) -> settings.baseUrl(server.url().replace("/v1", "")).apiKey(key).wireStreaming(false);
	}

	private ProviderRegistry registry(UnaryOperator<ProviderSettings.Builder> settings, Map<String, String> environment,
			@Nullable Authorizer authorizer) {
		ProviderRegistryBuilder builder = ProviderRegistry.builder()
			.environment(environment::get)
			.provider(settings.apply(ProviderSettings.builder("amazon-bedrock")).build());
		if (authorizer != null) {
			builder.authorizer("amazon-bedrock", authorizer);
		}
		ProviderRegistry registry = builder.build();
		this.open.add(registry);
		return registry;
	}

}
