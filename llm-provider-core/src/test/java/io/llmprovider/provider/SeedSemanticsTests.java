package io.llmprovider.provider;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

import io.llmprovider.auth.AuthScheme;
import io.llmprovider.auth.AuthSettings;
import io.llmprovider.chat.ChatOptions;
import io.llmprovider.chat.ChatRequest;
import io.llmprovider.chat.ChatResponse;
import io.llmprovider.chat.FinishReason;
import io.llmprovider.chat.StreamEvent;
import io.llmprovider.error.AuthenticationException;
import io.llmprovider.error.ConfigurationException;
import io.llmprovider.json.Json;
import io.llmprovider.model.Capabilities;
import io.llmprovider.model.Modality;
import io.llmprovider.model.Model;
import io.llmprovider.model.Pricing;
import io.llmprovider.model.ThinkingLevel;
import io.llmprovider.model.Usage;
import io.llmprovider.protocol.Compat;
import io.llmprovider.protocol.EventStreamBuilder;
import io.llmprovider.protocol.ThinkingFormat;
import io.llmprovider.protocol.WireRequest;
import io.llmprovider.provider.hook.Exchange;
import io.llmprovider.provider.hook.ExchangeHook;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

/**
 * What the document on custom providers promises, sentence by sentence, from "Override
 * Existing Provider" to "Model Definition Reference": shown here, in
 * {@link SeedSignInTests}, or declined with the reason.
 */
class SeedSemanticsTests {

	private static final ChatRequest REQUEST = ChatRequest.builder().system("Be short.").build().user("hi");

	private static final String ANSWER = """
			data: {"id":"r","model":"m","choices":[{"index":0,"delta":{"content":"ok"},"finish_reason":"stop"}]}

			data: {"choices":[],"usage":{"prompt_tokens":1000000,"completion_tokens":1000000,"prompt_tokens_details":{"cached_tokens":500000}}}

			data: [DONE]

			""";

	private static final FakeServer HOME = server();

	private static final FakeServer PROXY = server();

	private final ProviderRegistry registry = ProviderRegistry.builder()
		.environment((name) -> name.equals("MY_LLM_API_KEY") ? "sk-env" : null)
		.protocol(new FakeProtocol())
		.provider(ProviderSettings.builder("openai")
			.baseUrl(HOME.url())
			.api("openai-completions")
			.apiKey("sk-openai")
			.models(List.of(ModelSettings.of(Model.of("openai", "m1")), ModelSettings.of(Model.of("openai", "m2"))))
			.build())
		.build();

	@AfterEach
	void close() {
		this.registry.close();
		HOME.asked.clear();
		PROXY.asked.clear();
	}

	@ParameterizedTest
	@MethodSource
	void whatIsPromisedHolds(String sentence, Promise promise) {
		promise.check(this.registry);
	}

	static Stream<Arguments> whatIsPromisedHolds() {
		return Stream.of(overrides(), registrations(), removals(), apis(), ownApis(), references(), definitions())
			.flatMap((rows) -> rows);
	}

	private static Stream<Arguments> overrides() {
		return Stream.of(shown("redirect an existing provider through a proxy", (registry) -> {
			registry.override(ProviderSettings.builder("openai").baseUrl(PROXY.url()).build());
			assertThat(registry.client("openai:m1").chat(REQUEST).block().text()).isEqualTo("ok");
			assertThat(PROXY.asked).hasSize(1);
			assertThat(HOME.asked).isEmpty();
		}), shown("Add custom headers to OpenAI requests", (registry) -> {
			registry.override(ProviderSettings.builder("openai").headers(Map.of("X-Custom-Header", "value")).build());
			registry.client("openai:m1").chat(REQUEST).block();
			assertThat(HOME.last().headers().get("X-Custom-Header")).isEqualTo("value");
		}), shown("Both baseUrl and headers", (registry) -> {
			registry.override(ProviderSettings.builder("openai")
				.baseUrl(PROXY.url())
				.headers(Map.of("X-Corp-Auth", "token"))
				.build());
			registry.client("openai:m1").chat(REQUEST).block();
			assertThat(PROXY.last().headers().get("X-Corp-Auth")).isEqualTo("token");
		}), shown("all existing models for that provider are preserved with the new endpoint", (registry) -> {
			registry.override(ProviderSettings.builder("openai").baseUrl(PROXY.url()).build());
			assertThat(registry.describe("openai").orElseThrow().models()).containsExactly("m1", "m2");
			registry.client("openai:m2").chat(REQUEST).block();
			assertThat(PROXY.last().body()).containsEntry("model", "m2");
		}));
	}

	private static Stream<Arguments> registrations() {
		return Stream.of(shown("To add a completely new provider, specify models along with the required configuration",
				(registry) -> {
					registry.register(corporate().build());
					assertThat(registry.client("my-llm:my-llm-large").chat(REQUEST).block().text()).isEqualTo("ok");
				}), shown("which streaming API to use", (registry) -> {
					registry.register(corporate().api("fake").build());
					assertThat(registry.describe("my-llm").orElseThrow().api()).isEqualTo("fake");
				}), shown("supports extended thinking", (registry) -> {
					registry.register(corporate().build());
					assertThat(registry.client("my-llm:my-llm-large").model().capabilities().reasoning()).isTrue();
				}), shown("$/million tokens", (registry) -> {
					registry.register(corporate().build());
					ChatResponse answer = registry.client("my-llm:my-llm-large").chat(REQUEST).block();
					assertThat(answer.cost().total()).isEqualByComparingTo("16.65");
				}), shown("When models is provided, it replaces all existing models for that provider", (registry) -> {
					registry.registerModels("openai", List.of(ModelSettings.of(Model.of("openai", "only"))));
					assertThat(registry.describe("openai").orElseThrow().models()).containsExactly("only");
				}));
	}

	private static Stream<Arguments> removals() {
		return Stream.of(shown("to remove a provider that was previously registered", (registry) -> {
			registry.register(corporate().build());
			assertThat(registry.unregister("my-llm")).isTrue();
			assertThat(registry.find("my-llm")).isEmpty();
		}), shown("Unregistering removes that provider's dynamic models, API key fallback", (registry) -> {
			registry.override(ProviderSettings.builder("openai").apiKey("sk-new").build());
			registry.registerModels("openai", List.of(ModelSettings.of(Model.of("openai", "only"))));
			registry.unregister("openai");
			registry.client("openai:m1").chat(REQUEST).block();
			assertThat(HOME.last().headers().get("Authorization")).isEqualTo("Bearer sk-openai");
		}), shown("custom stream handler registrations", (registry) -> {
			registry.register(ProviderSettings.builder("odd").baseUrl(PROXY.url()).build(), new FakeProtocol("odd"));
			registry.unregister("odd");
			assertThatExceptionOfType(ConfigurationException.class).isThrownBy(
					() -> registry.register(ProviderSettings.builder("odd").api("odd").baseUrl(PROXY.url()).build()));
		}), shown("Any built-in models or provider behavior that were overridden are restored", (registry) -> {
			ProviderDescription before = registry.describe("openai").orElseThrow();
			registry.override(ProviderSettings.builder("openai").baseUrl(PROXY.url()).build());
			registry.registerModels("openai", List.of(ModelSettings.of(Model.of("openai", "only"))));
			registry.unregister("openai");
			assertThat(registry.describe("openai")).contains(before);
		}), shown("are applied immediately", (registry) -> {
			LlmClient client = registry.client("openai:m1");
			registry.override(ProviderSettings.builder("openai").baseUrl(PROXY.url()).build());
			client.chat(REQUEST).block();
			assertThat(PROXY.asked).hasSize(1);
		}));
	}

	private static Stream<Arguments> apis() {
		return Stream.of(
				shown("The api field determines which streaming implementation is used",
						(registry) -> assertThat(BuiltInProtocols.all()).extracting((protocol) -> protocol.id())
							.contains("anthropic-messages", "openai-completions", "openai-responses")),
				quirk("supportsDeveloperRole: false", Compat.builder().supportsDeveloperRole(false),
						"\"role\":\"system\"", Compat.builder().supportsDeveloperRole(true)),
				quirk("maxTokensField: \"max_tokens\"", Compat.builder().maxTokensField("max_tokens"),
						"\"max_tokens\":7"),
				quirk("thinkingFormat: \"qwen\"", Compat.builder().thinkingFormat(ThinkingFormat.QWEN),
						"\"enable_thinking\":true"),
				shown("supportsReasoningEffort: false", (registry) -> {
					registry.register(corporate(Compat.builder().supportsReasoningEffort(false).build()).build());
					ask(registry, "my-llm:my-llm-large");
					assertThat(PROXY.last().body()).doesNotContainKey("reasoning_effort");
					registry.registerModels("my-llm", corporate().build().models());
					ask(registry, "my-llm:my-llm-large");
					assertThat(PROXY.last().body()).containsKey("reasoning_effort");
				}), shown("adds Authorization: Bearer header", (registry) -> {
					registry.register(ProviderSettings.builder("custom-api")
						.api("openai-completions")
						.baseUrl(PROXY.url())
						.apiKey("sk-mine")
						.auth(new AuthSettings(AuthScheme.BEARER, null))
						.build());
					ask(registry, "custom-api:m");
					assertThat(PROXY.last().headers().get("Authorization")).isEqualTo("Bearer sk-mine");
				}));
	}

	private static Stream<Arguments> ownApis() {
		return Stream.of(shown("For providers with non-standard APIs, implement streamSimple", (registry) -> {
			registry.register(new Own("my-provider"));
			assertThat(registry.client("my-provider:m").chat(REQUEST).block().text()).isEqualTo("Hello");
		}), shown("Push events via stream.push() in this order", (registry) -> {
			registry.register(new Own("my-provider"));
			List<StreamEvent> events = registry.client("my-provider:m").stream(REQUEST).collectList().block();
			assertThat(events).extracting((event) -> event.getClass().getSimpleName())
				.containsExactly("Started", "TextStarted", "TextDelta", "TextEnded", "ToolCallStarted", "ToolCallDelta",
						"ToolCallEnded", "UsageReported", "Finished");
		}), shown("Tool calls require accumulating JSON and parsing", (registry) -> {
			registry.register(new Own("my-provider"));
			assertThat(registry.client("my-provider:m").chat(REQUEST).block().toolCalls()).singleElement()
				.satisfies((call) -> assertThat(call.argumentMap()).containsEntry("city", "Paris"));
		}), shown("Update usage from API response and calculate cost", (registry) -> {
			registry.register(new Own("my-provider"));
			assertThat(registry.client("my-provider:m").chat(REQUEST).block().cost().total()).isEqualByComparingTo("3");
		}), shown("Register your stream function", (registry) -> {
			registry.register(ProviderSettings.builder("my-provider").baseUrl(PROXY.url()).apiKey("k").build(),
					new FakeProtocol("my-custom-api"));
			assertThat(registry.describe("my-provider").orElseThrow().api()).isEqualTo("my-custom-api");
		}));
	}

	private static Stream<Arguments> references() {
		return Stream.of(
				shown("API endpoint URL. Required when defining models.",
						(registry) -> assertThatExceptionOfType(ConfigurationException.class)
							.isThrownBy(() -> registry.register(ProviderSettings.builder("n")
								.api("openai-completions")
								.models(List.of(ModelSettings.of(Model.of("n", "m"))))
								.build()))
							.withMessageContaining("has no base URL")),
				shown("API key or environment variable name.", (registry) -> {
					registry.register(corporate().apiKey(null).keyVariables(List.of("MY_LLM_API_KEY")).build());
					ask(registry, "my-llm:my-llm-large");
					assertThat(PROXY.last().headers().get("Authorization")).isEqualTo("Bearer sk-env");
					registry
						.override(ProviderSettings.builder("my-llm").keyVariables(List.of("NOT_SET_ANYWHERE")).build());
					assertThatExceptionOfType(AuthenticationException.class)
						.isThrownBy(() -> ask(registry, "my-llm:my-llm-large"));
				}), shown("API type for streaming. Required at provider or model level when defining models.",
						(registry) -> {
							registry.register(ProviderSettings.builder("n")
								.baseUrl(PROXY.url())
								.models(List.of(new ModelSettings(Model.of("n", "m"), "openai-completions", null,
										Map.of(), Compat.NONE, ChatOptions.NONE, null)))
								.build());
							ask(registry, "n:m");
							assertThat(PROXY.asked).hasSize(1);
							assertThatExceptionOfType(ConfigurationException.class).isThrownBy(
									() -> registry.register(ProviderSettings.builder("o").baseUrl(PROXY.url()).build()))
								.withMessageContaining("has no API type");
						}),
				shown("Custom headers to include in requests.", (registry) -> {
					registry.register(corporate().headers(Map.of("X-Mine", "1")).build());
					ask(registry, "my-llm:my-llm-large");
					assertThat(PROXY.last().headers().get("X-Mine")).isEqualTo("1");
				}), shown("Values can be env var names", (registry) -> {
					Map<String, String> environment = Map.of("MY_TEAM", "search");
					registry.register(corporate().hooks(List.of(new ExchangeHook() {

						@Override
						public Mono<WireRequest> before(WireRequest request, Exchange exchange) {
							return Mono.just(request.header("X-Team", environment.get("MY_TEAM")));
						}

					})).build());
					ask(registry, "my-llm:my-llm-large");
					assertThat(PROXY.last().headers().get("X-Team")).isEqualTo("search");
				}), shown("Models to register. If provided, replaces all existing models for this provider.",
						(registry) -> {
							registry.registerModels("openai", List.of(ModelSettings.of(Model.of("openai", "a"))));
							registry.registerModels("openai", List.of(ModelSettings.of(Model.of("openai", "b"))));
							assertThat(registry.describe("openai").orElseThrow().models()).containsExactly("b");
						}));
	}

	private static Stream<Arguments> definitions() {
		return Stream.of(of("Model ID (e.g., \"claude-sonnet-4-20250514\").", (model) -> model.id(), "my-llm-large"),
				of("Display name (e.g., \"Claude 4 Sonnet\").", (model) -> model.name(), "My LLM Large"),
				of("Whether the model supports extended thinking.", (model) -> model.capabilities().reasoning(), true),
				of("Supported input types.", (model) -> model.capabilities().input(),
						Set.of(Modality.TEXT, Modality.IMAGE)),
				of("Cost per million tokens (for usage tracking).", (model) -> model.pricing().input(),
						new BigDecimal("3.0")),
				of("Maximum context window size in tokens.", (model) -> model.contextWindow(), 200_000),
				of("Maximum output tokens.", (model) -> model.maxOutputTokens(), 16_384),
				shown("API type override for this specific model.", (registry) -> {
					registry.register(ProviderSettings.builder("n")
						.api("fake")
						.baseUrl(PROXY.url())
						.models(List.of(new ModelSettings(Model.of("n", "m"), "openai-completions", null, Map.of(),
								Compat.NONE, ChatOptions.NONE, null)))
						.build());
					ask(registry, "n:m");
					assertThat(PROXY.last().uri()).endsWith("/chat/completions");
				}), shown("Custom headers for this specific model.", (registry) -> {
					registry.register(ProviderSettings.builder("n")
						.api("openai-completions")
						.baseUrl(PROXY.url())
						.headers(Map.of("X-A", "provider"))
						.models(List.of(new ModelSettings(Model.of("n", "m"), null, null, Map.of("x-a", "model"),
								Compat.NONE, ChatOptions.NONE, null)))
						.build());
					ask(registry, "n:m");
					assertThat(PROXY.last().headers().getAll("X-A")).containsExactly("model");
				}),
				shown("OpenAI compatibility settings for openai-completions API.",
						(registry) -> assertThat(
								Stream.of(Compat.Builder.class.getMethods()).map((flag) -> flag.getName()))
							.contains("supportsStore", "supportsDeveloperRole", "supportsReasoningEffort",
									"supportsUsageInStreaming", "maxTokensField", "requiresToolResultName",
									"requiresAssistantAfterToolResult", "requiresThinkingAsText",
									"requiresMistralToolIds", "thinkingFormat")));
	}

	/**
	 * What we do not do, and why.
	 */
	private static final Map<String, String> DECLINED = Map.of("env var or literal",
			"a header's value is a literal, a ${placeholder} of the configuration, or what a hook looks up at each"
					+ " request: a variable that is not set must not be sent as its own name",
			"env var name or literal value",
			"keyVariables names variables and apiKey is literal, so that neither is mistaken for the other",
			"The partial field in each event contains the current",
			"a growing copy on each event costs the square of the answer; partialResponse() and StreamEvents have it",
			"Test your provider against the same test suites used by built-in providers",
			"the suites of that project are not ours; a contract suite belongs to llm-provider-test",
			"Credentials are persisted in ~/.pi/agent/auth.json",
			"not there: llm.oauth.path says where, and the form of an entry is the same");

	@Test
	void everySentenceStandsInTheDocument() throws IOException {
		Path seeds = Path.of("..", "..", "shared", "seeds");
		assumeThat(seeds).isDirectory();
		String document = "";
		try (DirectoryStream<Path> files = Files.newDirectoryStream(seeds, "004*")) {
			for (Path file : files) {
				document = Files.readString(file);
			}
		}
		Set<String> sentences = new LinkedHashSet<>(DECLINED.keySet());
		whatIsPromisedHolds().forEach((row) -> sentences.add((String) row.get()[0]));

		assertThat(document).contains(sentences);
	}

	private static ProviderSettings.Builder corporate() {
		return corporate(Compat.NONE);
	}

	private static ProviderSettings.Builder corporate(Compat compat) {
		Model model = Model.builder("my-llm", "my-llm-large")
			.name("My LLM Large")
			.contextWindow(200_000)
			.maxOutputTokens(16_384)
			.capabilities(
					new Capabilities(Set.of(Modality.TEXT, Modality.IMAGE), null, true, null, null, null, null, null))
			.pricing(new Pricing(new BigDecimal("3.0"), new BigDecimal("15.0"), new BigDecimal("0.3"),
					new BigDecimal("3.75")))
			.build();
		return ProviderSettings.builder("my-llm")
			.api("openai-completions")
			.baseUrl(PROXY.url())
			.apiKey("sk-my")
			.models(List.of(new ModelSettings(model, null, null, Map.of(), compat, ChatOptions.NONE, null)));
	}

	private static void ask(ProviderRegistry registry, String model) {
		ChatOptions options = ChatOptions.builder().maxTokens(7).thinking(ThinkingLevel.HIGH).build();
		registry.client(model).chat(REQUEST.withOptions(options)).block();
	}

	private static Arguments quirk(String sentence, Compat.Builder compat, String body) {
		return quirk(sentence, compat, body, Compat.builder());
	}

	private static Arguments quirk(String sentence, Compat.Builder compat, String body, Compat.Builder without) {
		return shown(sentence, (registry) -> {
			registry.register(corporate(compat.build()).build());
			ask(registry, "my-llm:my-llm-large");
			assertThat(Json.text(PROXY.last().body())).contains(body);
			registry.registerModels("my-llm", corporate(without.build()).build().models());
			ask(registry, "my-llm:my-llm-large");
			assertThat(Json.text(PROXY.last().body())).doesNotContain(body);
		});
	}

	private static Arguments of(String sentence, java.util.function.Function<Model, Object> value, Object expected) {
		return shown(sentence, (registry) -> {
			registry.register(corporate().build());
			assertThat(value.apply(registry.client("my-llm:my-llm-large").model())).isEqualTo(expected);
		});
	}

	private static Arguments shown(String sentence, Promise promise) {
		return argumentSet(sentence, sentence, promise);
	}

	private static FakeServer server() {
		return new FakeServer((response, number) -> response.header("Content-Type", "text/event-stream")
			.sendString(Flux.just(ANSWER)));
	}

	private interface Promise {

		void check(ProviderRegistry registry);

	}

	/**
	 * A provider without HTTP.
	 */
	private record Own(String name) implements LlmProvider {

		@Override
		public List<Model> models() {
			return List.of(Model.builder(this.name, "m")
				.pricing(new Pricing(BigDecimal.ONE, BigDecimal.ONE, null, null))
				.build());
		}

		@Override
		public Flux<StreamEvent> stream(Model model, ChatRequest request, CallSettings settings) {
			return EventStreamBuilder.stream(model, "own", (builder) -> {
				int text = builder.sink().textStarted();
				builder.sink().delta(text, "Hello");
				builder.sink().ended(text);
				int call = builder.sink().toolCallStarted("1", "weather");
				builder.sink().delta(call, "{\"city\":\"Paris\"}");
				builder.sink().ended(call);
				builder.sink().usage(Usage.of(1_000_000, 2_000_000));
				builder.sink().finish(FinishReason.TOOL_CALLS, "done");
				builder.complete();
			});
		}

	}

}
