package io.llmprovider.test.replay;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;

import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.TrustManagerFactory;

import io.llmprovider.auth.AuthSettings;
import io.llmprovider.chat.ChatOptions;
import io.llmprovider.chat.ChatRequest;
import io.llmprovider.chat.StreamEvent;
import io.llmprovider.error.InvalidRequestException;
import io.llmprovider.protocol.WireProtocol;
import io.llmprovider.provider.BuiltInProtocols;
import io.llmprovider.provider.ProviderRegistry;
import io.llmprovider.provider.ProviderRegistryBuilder;
import io.llmprovider.provider.ProviderSettings;
import io.llmprovider.test.simulator.Answer;
import io.llmprovider.test.simulator.LlmSimulator;
import io.llmprovider.transport.Connector;
import io.llmprovider.transport.ConnectorFactory;
import io.netty.handler.ssl.SslContextBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import reactor.netty.http.client.HttpClient;

import org.springframework.http.client.reactive.ReactorClientHttpConnector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Providers that keep their own addresses, and whose connections are recorded below that.
 */
class RecordedRegistryTests {

	private static final Duration SOON = Duration.ofSeconds(10);

	private static final Map<String, String> MODELS = Map.of("bedrock-converse-stream", "amazon.nova-pro-v1:0",
			"google-generative-ai", "gemini-3-flash-preview");

	private static final Map<String, Map<String, Object>> NEEDED = Map.of("google-gemini-cli", Map.of("project", "p"),
			"openai-codex-responses", Map.of("account_id", "a"));

	@TempDir
	Path folder;

	private Path fixture() {
		return this.folder.resolve("case.json");
	}

	private static ProviderRegistry registry(RecordedTraffic traffic, ProviderSettings settings) {
		return registry(traffic, settings, (builder) -> {
		});
	}

	private static ProviderRegistry registry(RecordedTraffic traffic, ProviderSettings settings,
			Consumer<ProviderRegistryBuilder> change) {
		ProviderRegistryBuilder builder = ProviderRegistry.builder().environment((name) -> null).provider(settings);
		change.accept(builder);
		traffic.customize(builder);
		return builder.build();
	}

	private static List<StreamEvent> stream(ProviderRegistry registry, String model, String text) {
		return registry.client("mine:" + model).stream(ChatRequest.of(text)).collectList().block(SOON);
	}

	static Stream<String> apis() {
		try (LlmSimulator simulator = LlmSimulator.start()) {
			List<String> spoken = simulator.dialects().stream().map((dialect) -> dialect.protocol()).toList();
			return BuiltInProtocols.all().stream().map(WireProtocol::id).filter(spoken::contains);
		}
	}

	@ParameterizedTest
	@MethodSource("apis")
	void aCallIsReplayedEventByEvent(String api) throws Exception {
		String model = MODELS.getOrDefault(api, "m-1");
		ProviderSettings.Builder settings = ProviderSettings.builder("mine")
			.api(api)
			.options(ChatOptions.builder().providerOptions(NEEDED.getOrDefault(api, Map.of())).build());
		List<StreamEvent> recorded;
		try (LlmSimulator server = LlmSimulator.start()) {
			settings.baseUrl(server.baseUrl(api));
			server
				.enqueue(Answer.builder().text("Some words, one by one.").toolCall("look", "{\"at\":\"it\"}").build());
			try (Recorder recorder = Recorder.start(fixture());
					ProviderRegistry registry = registry(recorder, settings.apiKey("marker-of-the-key").build())) {
				recorded = stream(registry, model, "Hello");
			}
			assertThat(server.requests().get(0).headers().toString()).contains("marker-of-the-key");
		}
		assertThat(Files.readString(fixture())).doesNotContain("marker-of-the-key");
		try (Replayer replayer = Replayer.start(fixture());
				ProviderRegistry registry = registry(replayer, settings.apiKey(null).build())) {
			assertThat(stream(registry, model, "Hello")).hasToString(recorded.toString());
			replayer.verify();
			assertThat(replayer.unused()).isEmpty();
		}
	}

	@Test
	void aChangedPromptFailsTheCallOnceAndSaysWhere() {
		ProviderSettings.Builder settings = ProviderSettings.builder("mine").api("anthropic-messages").apiKey("k");
		try (LlmSimulator server = LlmSimulator.start()) {
			settings.baseUrl(server.baseUrl("anthropic-messages"));
			try (Recorder recorder = Recorder.start(fixture());
					ProviderRegistry registry = registry(recorder, settings.build())) {
				stream(registry, "m-1", "Hello");
			}
		}
		try (Replayer replayer = Replayer.start(fixture());
				ProviderRegistry registry = registry(replayer, settings.build())) {
			assertThatExceptionOfType(InvalidRequestException.class).isThrownBy(() -> stream(registry, "m-1", "Hallo"))
				.withMessageContaining("does not match the fixture " + fixture())
				.withMessageContaining("recorded \"Hello\", sent \"Hallo\"")
				.satisfies((failure) -> assertThat(failure.attempts()).isEqualTo(1));
			assertThatExceptionOfType(ReplayMismatchError.class).isThrownBy(replayer::verify);
		}
	}

	@Test
	void whoHadEnoughOfAnAnswerGetsThatMuchOfItAgain() {
		ProviderSettings.Builder settings = ProviderSettings.builder("mine").api("openai-completions").apiKey("k");
		try (LlmSimulator server = LlmSimulator.start()) {
			settings.baseUrl(server.baseUrl("openai-completions"));
			server.enqueue(Answer.builder().deltas("one ", "two ").hang().build());
			try (Recorder recorder = Recorder.start(fixture());
					ProviderRegistry registry = registry(recorder, settings.build())) {
				takeTwo(registry);
				server.awaitExchange(1, SOON).awaitCancelled(SOON);
			}
		}
		assertThat(Cassette.read(fixture()).exchanges().get(0).response().ending()).isEqualTo(RecordedEnding.CANCELLED);
		try (Replayer replayer = Replayer.start(fixture());
				ProviderRegistry registry = registry(replayer, settings.build())) {
			takeTwo(registry);
			replayer.verify();
		}
	}

	private static void takeTwo(ProviderRegistry registry) {
		List<StreamEvent> events = registry.client("mine:m-1")
			.stream(ChatRequest.of("Hello"))
			.filter((event) -> event instanceof StreamEvent.TextDelta)
			.take(2)
			.collectList()
			.block(SOON);
		assertThat(events).hasSize(2);
	}

	@Test
	void aSignatureIsMadeForTheRealAddressAndNoneIsNeededToReplay() throws Exception {
		ProviderSettings.Builder settings = ProviderSettings.builder("mine")
			.api("bedrock-converse-stream")
			.auth(AuthSettings.aws("eu-west-1", null));
		Map<String, String> credentials = Map.of("aws.accessKeyId", "AKIAMARKEROFTHEID", "aws.secretAccessKey",
				"marker-of-the-aws-secret", "aws.sessionToken", "marker-of-the-session");
		try (LlmSimulator simulator = LlmSimulator.start()) {
			settings.baseUrl(simulator.baseUrl("bedrock-converse-stream"));
			credentials.forEach(System::setProperty);
			try (Recorder recorder = Recorder.start(fixture());
					ProviderRegistry registry = registry(recorder, settings.build())) {
				stream(registry, "amazon.nova-pro-v1:0", "Hello");
			}
			finally {
				credentials.keySet().forEach(System::clearProperty);
			}
			assertThat(simulator.requests().get(0).header("authorization")).startsWith("AWS4-HMAC-SHA256")
				.contains("host;");
			assertThat(simulator.requests().get(0).header("host")).isEqualTo("127.0.0.1:" + simulator.port());
		}
		assertThat(Files.readString(fixture())).doesNotContain("AKIAMARKER", "marker-of");
		try (Replayer replayer = Replayer.start(fixture());
				ProviderRegistry registry = registry(replayer, settings.build())) {
			assertThat(stream(registry, "amazon.nova-pro-v1:0", "Hello")).isNotEmpty();
		}
	}

	@Test
	void aServerBehindTlsIsRecordedThroughTheProvidersOwnConnections() throws Exception {
		KeyStore keys = selfSigned();
		KeyManagerFactory serverKeys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
		serverKeys.init(keys, "changeit".toCharArray());
		TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
		trust.init(keys);
		var context = SslContextBuilder.forServer(serverKeys).build();
		var trusting = SslContextBuilder.forClient().trustManager(trust).build();
		ConnectorFactory own = (connector) -> new Connector(
				new ReactorClientHttpConnector(HttpClient.newConnection().secure((spec) -> spec.sslContext(trusting))),
				() -> {
				});
		byte[] answer = "{\"message\":{\"role\":\"assistant\",\"content\":\"Over TLS\"},\"done\":true,\"done_reason\":\"stop\"}\n"
			.getBytes(StandardCharsets.UTF_8);
		ProviderSettings.Builder settings = ProviderSettings.builder("mine").api("ollama-chat");
		try (Upstream upstream = Upstream.tls((server) -> server.secure((spec) -> spec.sslContext(context)),
				(request, response) -> Upstream.send(response, "application/x-ndjson", answer));
				Recorder recorder = Recorder.start(fixture());
				ProviderRegistry registry = registry(recorder,
						settings.baseUrl(upstream.url("").replace("127.0.0.1", "localhost")).build(),
						(builder) -> builder.connectors(own))) {
			assertThat(upstream.url("")).startsWith("https://");
			assertThat(stream(registry, "m", "Hello").toString()).contains("Over TLS");
		}
		assertThat(Cassette.read(fixture()).exchanges().get(0).request().url()).startsWith("https://localhost:");
		try (Replayer replayer = Replayer.start(fixture());
				ProviderRegistry registry = registry(replayer, settings.build())) {
			assertThat(stream(registry, "m", "Hello").toString()).contains("Over TLS");
		}
	}

	private KeyStore selfSigned() throws Exception {
		Path store = this.folder.resolve("server.p12");
		Process keytool = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
				"-genkeypair", "-alias", "server", "-keyalg", "EC", "-groupname", "secp256r1", "-dname", "CN=localhost",
				"-ext", "SAN=dns:localhost", "-validity", "2", "-keystore", store.toString(), "-storetype", "PKCS12",
				"-storepass", "changeit")
			.redirectErrorStream(true)
			.start();
		assertThat(keytool.waitFor(1, TimeUnit.MINUTES)).isTrue();
		KeyStore keys = KeyStore.getInstance("PKCS12");
		try (InputStream in = Files.newInputStream(store)) {
			keys.load(in, "changeit".toCharArray());
		}
		// the same certificate once more as one that is trusted
		keys.setCertificateEntry("trusted", keys.getCertificate("server"));
		return keys;
	}

}
