package io.llmprovider.test.simulator;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

import io.llmprovider.auth.AuthScheme;
import io.llmprovider.auth.AuthSettings;
import io.llmprovider.chat.ChatRequest;
import io.llmprovider.chat.ChatResponse;
import io.llmprovider.model.ThinkingLevel;
import io.llmprovider.chat.Tool;
import io.llmprovider.error.NotFoundException;
import io.llmprovider.error.TransportException;
import io.llmprovider.model.Model;
import io.llmprovider.oauth.OAuthSettings;
import io.llmprovider.protocol.Compat;
import io.llmprovider.chat.ChatOptions;
import io.llmprovider.provider.CallSettings;
import io.llmprovider.provider.ModelSettings;
import io.llmprovider.provider.ProviderRegistry;
import io.llmprovider.provider.ProviderRegistryBuilder;
import io.llmprovider.provider.ProviderSettings;
import io.llmprovider.test.LoopbackConnectors;
import io.llmprovider.test.simulator.wire.WireJson;
import io.llmprovider.transport.ConnectionSettings;
import io.llmprovider.transport.ConnectorSettings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class SimulatedProvidersTests {

	private static final Map<String, String> MODELS = Map.of("anthropic-messages", "claude-sonnet-4-5",
			"openai-responses", "gpt-5.1", "google-generative-ai", "gemini-3-flash-preview", "google-vertex",
			"gemini-3-flash-preview", "google-gemini-cli", "gemini-3-flash-preview", "bedrock-converse-stream",
			"eu.anthropic.claude-sonnet-4-5-20250929-v1:0");

	/** Who tells thoughts in this member takes it back. */
	private final LlmSimulator simulator = LlmSimulator.builder().extraMembers("reasoning_content").start();

	@AfterEach
	void close() {
		this.simulator.close();
	}

	private ProviderRegistry registry(ProviderSettings... providers) {
		ProviderRegistryBuilder builder = ProviderRegistry.builder().environment((name) -> null);
		for (ProviderSettings settings : providers) {
			builder.provider(settings);
		}
		new SimulatedProviders(this.simulator).customize(builder);
		return builder.build();
	}

	private static ProviderSettings.Builder settings(String api) {
		ProviderSettings.Builder builder = ProviderSettings.builder("mine").api(api);
		Map<String, Map<String, Object>> needed = Map.of("google-gemini-cli", Map.of("project", "p"),
				"openai-codex-responses", Map.of("account_id", "a"));
		return needed.containsKey(api) ? builder.options(ChatOptions.builder().providerOptions(needed.get(api)).build())
				: builder;
	}

	private static ChatResponse chat(ProviderRegistry registry, String model) {
		return registry.client(model).chat(ChatRequest.of("Hello")).block(Duration.ofSeconds(10));
	}

	static Stream<String> apis() {
		return io.llmprovider.provider.BuiltInProtocols.all().stream().map((protocol) -> protocol.id());
	}

	@ParameterizedTest
	@MethodSource("apis")
	void aProviderOfEveryApiIsSentHereWhateverItsAddress(String api) {
		try (ProviderRegistry registry = registry(
				settings(api).baseUrl("https://llm.example.invalid/some/path").build())) {
			this.simulator.enqueue(Answer.text("Hi from here"));
			assertThat(chat(registry, "mine:" + MODELS.getOrDefault(api, "m-1")).text()).isEqualTo("Hi from here");
			assertThat(this.simulator.chats()).hasSize(1);
		}
	}

	static Set<String> knownProviders() throws IOException {
		try (InputStream in = ProviderRegistry.class.getResourceAsStream("known-providers.json")) {
			return Set.copyOf(WireJson.read(new String(in.readAllBytes())).propertyNames());
		}
	}

	@ParameterizedTest
	@MethodSource("knownProviders")
	void aKnownProviderNeedsNeitherSettingsNorAKey(String name) {
		try (ProviderRegistry registry = name.equals("google-gemini-cli") ? registry(ProviderSettings.builder(name)
			.options(ChatOptions.builder().providerOptions(Map.of("project", "p")).build())
			.build()) : registry()) {
			this.simulator.enqueue(Answer.builder().reasoning("Let me see").toolCall("look", "{}").build(),
					Answer.text("Done"));
			String api = registry.describe(name).orElseThrow().api();
			ChatRequest request = ChatRequest.builder()
				.user("Look")
				.tools(List.of(Tool.of("look", "Looks around", "{\"type\":\"object\",\"properties\":{}}")))
				.options(ChatOptions.builder().thinking(ThinkingLevel.HIGH).build())
				.build();
			var client = registry.client(name + ":" + MODELS.getOrDefault(String.valueOf(api), "m-1"));
			ChatResponse call = client.chat(request).block(Duration.ofSeconds(10));
			assertThat(call.toolCalls()).hasSize(1);
			ChatRequest next = request.reply(call).toolResult(call.toolCalls().get(0), "a tree");
			assertThat(client.chat(next).block(Duration.ofSeconds(10)).text()).isEqualTo("Done");
			assertThat(this.simulator.exchanges()).hasSize(2);
		}
	}

	@Test
	void theKeyThatIsSetIsSent() {
		try (ProviderRegistry registry = registry(
				ProviderSettings.builder("anthropic").apiKey("key-of-the-test").build(),
				ProviderSettings.builder("openai").apiKey("${NOT_SET}").build())) {
			chat(registry, "anthropic:claude-sonnet-4-5");
			registry.client("anthropic:claude-sonnet-4-5")
				.with(CallSettings.builder().apiKey("key-of-the-call").build())
				.chat(ChatRequest.of("Hello"))
				.block(Duration.ofSeconds(10));
			chat(registry, "openai:gpt-5.1");
			assertThat(this.simulator.requests().get(0).header("x-api-key")).isEqualTo("key-of-the-test");
			assertThat(this.simulator.requests().get(1).header("x-api-key")).isEqualTo("key-of-the-call");
			assertThat(this.simulator.requests().get(2).header("authorization")).isEqualTo("Bearer simulated-key");
		}
	}

	@Test
	void aSimulatorThatAsksForAKeyIsGivenIt() {
		try (LlmSimulator strict = LlmSimulator.builder().apiKey("sesame").start()) {
			ProviderRegistryBuilder builder = ProviderRegistry.builder();
			new SimulatedProviders(strict).customize(builder);
			try (ProviderRegistry registry = builder.build()) {
				assertThat(chat(registry, "mistral:mistral-large-latest").text()).isNotEmpty();
			}
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "AWS", "ENTRA", "GOOGLE" })
	void noCloudIsAskedForAToken(String scheme) {
		try (ProviderRegistry registry = registry(ProviderSettings.builder("office")
			.api("openai-completions")
			.baseUrl("https://llm.example.invalid/v1")
			.auth(new AuthSettings(AuthScheme.valueOf(scheme), null))
			.build())) {
			chat(registry, "office:m");
			assertThat(this.simulator.requests().get(0).header("authorization")).isEqualTo("Bearer simulated-key");
		}
	}

	@Test
	void nobodySignsIn() {
		OAuthSettings oauth = OAuthSettings.builder()
			.flow("client-credentials")
			.clientId("c")
			.clientSecret("s")
			.tokenUri("https://login.example.invalid/token")
			.build();
		try (ProviderRegistry registry = registry(ProviderSettings.builder("office")
			.api("openai-completions")
			.baseUrl("https://llm.example.invalid/v1")
			.oauth(oauth)
			.build())) {
			chat(registry, "office:m");
			assertThat(this.simulator.requests().get(0).header("authorization")).isEqualTo("Bearer simulated-key");
		}
	}

	@Test
	void aModelWithAnApiAndAnAddressOfItsOwnIsSentHereToo() {
		ModelSettings own = new ModelSettings(Model.of("zoo", "claude-sonnet-4-5"), "anthropic-messages",
				"https://elsewhere.example.invalid", Map.of(), Compat.NONE, ChatOptions.NONE, null);
		ModelSettings usual = ModelSettings.of(Model.of("zoo", "gpt"));
		try (ProviderRegistry registry = registry(ProviderSettings.builder("zoo")
			.api("openai-completions")
			.baseUrl("https://zoo.example.invalid/v1")
			.models(List.of(own, usual))
			.build())) {
			chat(registry, "zoo:claude-sonnet-4-5");
			chat(registry, "zoo:gpt");
			assertThat(this.simulator.chats()).extracting(SimulatedRequest::protocol)
				.containsExactly("anthropic-messages", "openai-completions");
		}
	}

	@Test
	void providersOfRunTimeAreSentHereToo() {
		try (ProviderRegistry registry = registry()) {
			registry.register(ProviderSettings.builder("late")
				.api("ollama-chat")
				.baseUrl("https://late.example.invalid")
				.build());
			registry.override(ProviderSettings.builder("openai").baseUrl("https://proxy.example.invalid/v1").build());
			chat(registry, "late:m");
			chat(registry, "openai:gpt-5.1");
			assertThat(this.simulator.chats()).hasSize(2);
		}
	}

	@Test
	void onlyImitatorsMaySendWhatTheProviderDoesNotKnow() {
		ChatOptions extra = ChatOptions.builder().extraBody(Map.of("enable_magic", true)).build();
		ProviderSettings.Builder official = ProviderSettings.builder("official")
			.api("openai-completions")
			.options(extra);
		try (ProviderRegistry registry = registry(official.baseUrl("https://api.openai.com/v1").build(),
				ProviderSettings.builder("imitator")
					.api("openai-completions")
					.baseUrl("https://imitator.example.invalid/v1")
					.options(extra)
					.build())) {
			assertThat(chat(registry, "imitator:m").text()).isNotEmpty();
			assertThatExceptionOfType(io.llmprovider.error.InvalidRequestException.class)
				.isThrownBy(() -> chat(registry, "official:m"))
				.withMessageContaining("enable_magic");
		}
	}

	@Test
	void anApiThatTheSimulatorDoesNotSpeakIsNamed() {
		io.llmprovider.protocol.WireProtocol odd = new io.llmprovider.protocol.openai.completions.OpenAiCompletionsProtocol() {

			@Override
			public String id() {
				return "odd-api";
			}

		};
		ProviderRegistryBuilder builder = ProviderRegistry.builder()
			.protocol(odd)
			.provider(ProviderSettings.builder("odd").api("odd-api").baseUrl("https://odd.example.invalid").build());
		new SimulatedProviders(this.simulator).customize(builder);
		try (ProviderRegistry registry = builder.build()) {
			assertThatExceptionOfType(NotFoundException.class).isThrownBy(() -> chat(registry, "odd:m"))
				.withMessageContaining("The simulator does not speak 'odd-api', but [");
		}
	}

	@Test
	void aConnectionToAnywhereElseFailsByName() {
		ProviderRegistryBuilder builder = ProviderRegistry.builder()
			.connectors(new LoopbackConnectors())
			.provider(ProviderSettings.builder("openai").apiKey("k").build());
		try (ProviderRegistry registry = builder.build()) {
			assertThatExceptionOfType(TransportException.class).isThrownBy(() -> chat(registry, "openai:gpt-5.1"))
				.havingRootCause()
				.withMessage("A test must not reach api.openai.com: only the loopback interface is allowed here");
		}
	}

	@Test
	void settingsOfConnectionsAreNotLookedAt() {
		new LoopbackConnectors()
			.check(new ConnectorSettings("p", ConnectionSettings.DEFAULTS, Duration.ofSeconds(1), "no-such-bundle"));
		try (ProviderRegistry registry = registry(
				ProviderSettings.builder("openai").sslBundle("no-such-bundle").build())) {
			assertThat(chat(registry, "openai:gpt-5.1").text()).isNotEmpty();
		}
	}

}
