package io.llmprovider.handover;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import io.llmprovider.chat.ChatRequest;
import io.llmprovider.conformance.Protocols;
import io.llmprovider.model.Capabilities;
import io.llmprovider.model.Model;
import io.llmprovider.protocol.ChatCall;
import io.llmprovider.protocol.WireProtocol;
import io.llmprovider.provider.LlmClient;
import io.llmprovider.provider.ModelSettings;
import io.llmprovider.provider.ProviderRegistry;
import io.llmprovider.provider.ProviderSettings;
import io.llmprovider.test.simulator.LlmSimulator;

/**
 * One side of a hand-over: a provider with its own account, whose signatures no other
 * side knows.
 */
final class Side implements AutoCloseable {

	static final Duration PATIENCE = Duration.ofSeconds(20);

	private static final Protocols PROTOCOLS = Protocols.onClassPath();

	/** Two models of each API that think, where the API looks at the name. */
	private static final List<String> GEMINI = List.of("gemini-3-flash-preview", "gemini-3.1-pro-preview");

	private static final Map<String, List<String>> MODELS = Map.of("google-generative-ai", GEMINI, "google-vertex",
			GEMINI, "google-gemini-cli", GEMINI, "anthropic-messages", List.of("claude-sonnet-4-5", "claude-opus-4-5"),
			"openai-responses", List.of("gpt-5.1", "gpt-5"), "bedrock-converse-stream",
			List.of("eu.anthropic.claude-sonnet-4-5-20250929-v1:0", "eu.anthropic.claude-opus-4-5-20251101-v1:0"));

	private static final List<String> ANY_MODELS = List.of("thinker-1", "thinker-2");

	private final WireProtocol protocol;

	private final LlmSimulator simulator;

	private final ProviderRegistry registry;

	private final Model model;

	Side(String api, String role) {
		this.protocol = Objects.requireNonNull(PROTOCOLS.find(api), api);
		// A server that tells its thoughts in this member takes it back.
		this.simulator = LlmSimulator.builder().secret(role).extraMembers("reasoning_content").start();
		this.model = Model
			.builder(role + "-" + api, MODELS.getOrDefault(api, ANY_MODELS).get(role.equals("source") ? 0 : 1))
			.capabilities(new Capabilities(null, null, true, null, null, null, null, null))
			.maxOutputTokens(32_000)
			.build();
		this.registry = ProviderRegistry.builder()
			.provider(ProviderSettings.builder(this.model.provider())
				.api(api)
				.baseUrl(this.simulator.baseUrl(api))
				.apiKey("key-of-" + role)
				.models(List.of(ModelSettings.of(this.model)))
				.headers(headers())
				.build())
			.build();
	}

	/** The APIs that both the library and the simulator speak. */
	static List<String> apis() {
		try (LlmSimulator simulator = LlmSimulator.start()) {
			return simulator.dialects()
				.stream()
				.map((dialect) -> dialect.protocol())
				.filter((api) -> PROTOCOLS.find(api) != null)
				.sorted()
				.toList();
		}
	}

	String api() {
		return this.protocol.id();
	}

	WireProtocol protocol() {
		return this.protocol;
	}

	LlmSimulator simulator() {
		return this.simulator;
	}

	LlmClient client() {
		return this.registry.client(this.model.ref());
	}

	ChatCall call(ChatRequest request) {
		return ChatCall.builder(this.model)
			.baseUrl(this.simulator.baseUrl(api()))
			.headers(headers())
			.request(request)
			.build();
	}

	/** Plans are of an account. */
	private Map<String, String> headers() {
		return api().equals("openai-codex-responses") ? Map.of("chatgpt-account-id", "an-account") : Map.of();
	}

	@Override
	public void close() {
		this.registry.close();
		this.simulator.close();
	}

}
