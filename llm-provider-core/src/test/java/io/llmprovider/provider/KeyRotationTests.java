package io.llmprovider.provider;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;

import io.llmprovider.chat.ChatRequest;
import io.llmprovider.error.AuthenticationException;
import io.llmprovider.error.LlmException;
import io.llmprovider.retry.RetrySettings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Where keys come from, in which order, and to whom they go.
 */
class KeyRotationTests {

	private final FakeServer server = FakeServer.lines("\"ok\"", "\"END\"");

	private final FakeServer stranger = FakeServer.lines("\"ok\"", "\"END\"");

	private final Map<String, String> environment = new ConcurrentHashMap<>();

	private final Map<String, String> supplied = new ConcurrentHashMap<>();

	private ProviderRegistry registry = ProviderRegistry.builder().build();

	@TempDir
	private Path directory;

	@AfterEach
	void close() {
		this.registry.close();
		this.server.close();
		this.stranger.close();
	}

	@ParameterizedTest
	@CsvSource(nullValues = "-",
			value = { "call,runtime,configured,supplied,file,environment, call",
					"-,runtime,configured,supplied,file,environment, runtime",
					"-,-,configured,supplied,file,environment, configured", "-,-,-,supplied,file,environment, supplied",
					"-,-,-,-,file,environment, file", "-,-,-,-,-,environment, environment",
					"-,-,${UNSET},-,file,environment, file", "-,${UNSET},configured,-,-,environment, environment" })
	void theOrderIsCallRuntimeConfiguredSuppliedFileEnvironment(String call, String runtime, String configured,
			String supplied, String file, String environment, String used) throws IOException {
		Path path = this.directory.resolve("key");
		if (file != null) {
			Files.writeString(path, file + "\n");
		}
		if (supplied != null) {
			this.supplied.put("office", supplied);
		}
		this.environment.put("OFFICE_KEY", environment);
		open((office) -> office.apiKey(configured).apiKeyFile(path.toString()).keyVariables(List.of("OFFICE_KEY")));
		if (runtime != null) {
			this.registry.override(ProviderSettings.builder("office").apiKey(runtime).build());
		}

		CallSettings settings = (call != null) ? CallSettings.apiKey(call) : CallSettings.NONE;
		this.registry.client("office:m").with(settings).chat(ChatRequest.of("hi")).block();

		assertThat(key(this.server)).isEqualTo("Bearer " + used);
	}

	@Test
	void aFileThatChangesIsUsedByTheNextCall() throws IOException {
		Path path = Files.writeString(this.directory.resolve("key"), "old");
		open((office) -> office.apiKeyFile(path.toString()));
		LlmClient client = this.registry.client("office:m");

		client.chat(ChatRequest.of("hi")).block();
		assertThat(key(this.server)).isEqualTo("Bearer old");
		Files.writeString(path, "new\n");
		client.chat(ChatRequest.of("hi")).block();
		assertThat(key(this.server)).isEqualTo("Bearer new");
		Files.writeString(path, " ");
		assertThatExceptionOfType(AuthenticationException.class)
			.isThrownBy(() -> client.chat(ChatRequest.of("hi")).block())
			.withMessageContaining("api-key-file is missing or empty");
		Files.write(path, new byte[70_000]);
		assertThatExceptionOfType(AuthenticationException.class)
			.isThrownBy(() -> client.chat(ChatRequest.of("hi")).block())
			.withMessageContaining("larger than");
		Files.delete(path);
		Files.createDirectory(path);
		assertThatExceptionOfType(AuthenticationException.class)
			.isThrownBy(() -> client.chat(ChatRequest.of("hi")).block())
			.withMessageContaining("llm.providers.office.api-key-file");
		assertThat(this.server.asked).hasSize(2);
	}

	@Test
	void severalKeysTakeTurns() {
		open((office) -> office.apiKeys(List.of("first-key", "${UNSET}", "second-key")));
		LlmClient client = this.registry.client("office:m");

		for (int i = 0; i < 4; i++) {
			client.chat(ChatRequest.of("hi")).block();
		}

		assertThat(this.server.asked).extracting((asked) -> asked.headers().get("Authorization"))
			.containsExactly("Bearer first-key", "Bearer second-key", "Bearer first-key", "Bearer second-key");
		assertThat(this.registry.describe("office").orElseThrow().key())
			.isEqualTo(ProviderDescription.KeyState.PRESENT);
		assertThat(this.registry.provider("office").toString()).doesNotContain("first-key")
			.doesNotContain("second-key");
	}

	@Test
	void anotherAttemptHasAFreshKey() {
		try (FakeServer limited = new FakeServer((response, number) -> (number == 1) ? response.status(429).send()
				: response.header("Content-Type", "application/x-ndjson")
					.sendString(reactor.core.publisher.Flux.just("\"ok\"\n\"END\"\n")))) {
			open((office) -> office.baseUrl(limited.url())
				.apiKeys(List.of("spent", "fresh"))
				.retry(RetrySettings.builder().delay(Duration.ofMillis(1)).build()));

			this.registry.client("office:m").chat(ChatRequest.of("hi")).block();

			assertThat(limited.asked).extracting((asked) -> asked.headers().get("Authorization"))
				.containsExactly("Bearer spent", "Bearer fresh");
		}
	}

	@Test
	void anUnsetVariableIsNoKeyAndNotItsOwnName() {
		open((office) -> office.apiKey("${OFFICE_KEY}"));

		assertThatExceptionOfType(AuthenticationException.class)
			.isThrownBy(() -> this.registry.client("office:m").chat(ChatRequest.of("hi")).block())
			.withMessageContaining("the variable OFFICE_KEY");
		assertThat(this.server.asked).isEmpty();
	}

	@Test
	void aKeyOfTheEnvironmentIsNotSentElsewhereAlthoughAnUnsetKeyIsConfiguredThere() {
		this.environment.put("OPENAI_API_KEY", "sk-openai");
		open(UnaryOperator.identity());
		this.registry.override(
				ProviderSettings.builder("openai").api("fake").baseUrl(this.stranger.url()).apiKey("${UNSET}").build());
		this.registry
			.override(ProviderSettings.builder("openai").baseUrl(this.stranger.url()).apiKey("${UNSET}").build());

		assertThatExceptionOfType(AuthenticationException.class)
			.isThrownBy(() -> this.registry.client("openai:m").chat(ChatRequest.of("hi")).block());
		assertThat(this.stranger.asked).isEmpty();
	}

	@Test
	void aKeyIsSeenByNoOtherProviderAlsoAfterRedirectsAndOverrides() {
		try (FakeServer redirecting = new FakeServer(
				(response, number) -> response.status(307).header("Location", this.stranger.url() + "/chat").send())) {
			open((office) -> office.apiKey("sk-office").retry(RetrySettings.once()));
			this.registry.register(ProviderSettings.builder("stranger")
				.api("fake")
				.baseUrl(this.stranger.url())
				.apiKey("sk-stranger")
				.build());
			this.registry.client("stranger:m").chat(ChatRequest.of("hi")).block();
			this.registry.override(ProviderSettings.builder("office").baseUrl(redirecting.url()).build());
			assertThatExceptionOfType(LlmException.class)
				.isThrownBy(() -> this.registry.client("office:m").chat(ChatRequest.of("hi")).block())
				.satisfies((failure) -> assertThat(failure.status()).isEqualTo(307));
			assertThat(key(redirecting)).isEqualTo("Bearer sk-office");
			this.registry.unregister("office");
			this.registry.client("office:m").chat(ChatRequest.of("hi")).block();

			assertThat(this.stranger.asked).extracting((asked) -> asked.headers().get("Authorization"))
				.containsExactly("Bearer sk-stranger");
			assertThat(key(this.server)).isEqualTo("Bearer sk-office");
		}
	}

	private void open(UnaryOperator<ProviderSettings.Builder> office) {
		this.registry = ProviderRegistry.builder()
			.environment(this.environment::get)
			.keys((provider) -> Optional.ofNullable(this.supplied.get(provider)))
			.protocol(new FakeProtocol())
			.provider(office.apply(ProviderSettings.builder("office").api("fake").baseUrl(this.server.url())).build())
			.build();
	}

	private static String key(FakeServer server) {
		return server.last().headers().get("Authorization");
	}

}
