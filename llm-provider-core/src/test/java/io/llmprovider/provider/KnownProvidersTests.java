package io.llmprovider.provider;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.llmprovider.auth.AuthSettings;
import io.llmprovider.chat.AssistantMessage;
import io.llmprovider.chat.CacheRetention;
import io.llmprovider.chat.ChatOptions;
import io.llmprovider.chat.ChatRequest;
import io.llmprovider.chat.ResponseFormat;
import io.llmprovider.chat.Tool;
import io.llmprovider.chat.ToolCall;
import io.llmprovider.chat.ToolChoice;
import io.llmprovider.chat.ToolResultMessage;
import io.llmprovider.json.Json;
import io.llmprovider.json.Names;
import io.llmprovider.model.Capabilities;
import io.llmprovider.model.Model;
import io.llmprovider.model.ThinkingLevel;
import io.llmprovider.protocol.ChatCall;
import io.llmprovider.protocol.WireProtocol;
import io.llmprovider.protocol.WireRequest;
import io.llmprovider.protocol.openai.completions.OpenAiCompletionsProtocol;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.DeserializationFeature;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The presets, and the page that lists them.
 */
class KnownProvidersTests {

	private static final Path PAGE = Path.of("..", "docs", "providers", "openai-compatible.md");

	private static final Set<String> APIS = BuiltInProtocols.all()
		.stream()
		.map(WireProtocol::id)
		.collect(Collectors.toSet());

	/** Their address is that of a resource of the user's own. */
	private static final Set<String> WITHOUT_ADDRESS = Set.of("azure", "azure-openai");

	static Set<String> names() {
		return KnownProviders.names();
	}

	static Stream<String> hosted() {
		return names().stream().filter((name) -> !WITHOUT_ADDRESS.contains(name));
	}

	static Stream<String> compatibles() {
		return names().stream()
			.filter((name) -> !name.equals("openai"))
			.filter((name) -> OpenAiCompletionsProtocol.ID.equals(KnownProviders.find(name).orElseThrow().api()));
	}

	/** The loader ignores what it does not know: a misspelt flag would go unnoticed. */
	@Test
	void theFileHasNoUnknownAndNoDoubledNames() throws IOException {
		try (InputStream json = KnownProviders.class.getResourceAsStream("known-providers.json")) {
			Map<String, KnownProviders.Preset> presets = Json.mapper()
				.rebuild()
				.enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
				.build()
				.readerFor(new TypeReference<Map<String, KnownProviders.Preset>>() {
				})
				.with(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
				.readValue(json);
			assertThat(presets.keySet()).isEqualTo(names());
		}
	}

	@ParameterizedTest
	@MethodSource("hosted")
	void aPresetHasAnApiAndAnAddressWithoutSlashAtItsEnd(String name) {
		ProviderSettings preset = KnownProviders.find(name).orElseThrow();
		assertThat(preset.name()).isEqualTo(name);
		assertThat(preset.api()).isIn(APIS);
		URI address = address(preset);
		assertThat(address.toString()).doesNotEndWith("/").doesNotContain("?", "#", "@", "$");
		assertThat(address.getHost()).isNotNull();
		assertThat(address.getScheme()).isEqualTo(isLocal(address) ? "http" : "https");
	}

	@ParameterizedTest
	@MethodSource("names")
	void onlyAServerOnThisMachineNeedsNoKey(String name) {
		ProviderSettings preset = KnownProviders.find(name).orElseThrow();
		boolean local = preset.baseUrl() != null && isLocal(address(preset));
		assertThat(preset.keyRequired()).isEqualTo(local ? Boolean.FALSE : null);
		assertThat(preset.keyVariables()).allMatch((variable) -> variable.matches("[A-Z][A-Z0-9_]*"))
			.doesNotHaveDuplicates();
		assertThat(local || !preset.keyVariables().isEmpty()).isTrue();
		assertThat(preset.apiKey()).isNull();
	}

	private static URI address(ProviderSettings preset) {
		return URI.create(String.valueOf(preset.baseUrl()).replace("{region}", "eu-west-1"));
	}

	@Test
	void aPresetHasNoAddressOnlyWhereEachUserHasAnotherOne() {
		assertThat(names()).filteredOn((name) -> KnownProviders.find(name).orElseThrow().baseUrl() == null)
			.containsExactlyInAnyOrderElementsOf(WITHOUT_ADDRESS);
	}

	@Test
	void aPresetHoldsForEachApiTypeThatIsSpokenAtItsAddress() {
		assertThat(KnownProviders.speaks("azure", null)).isTrue();
		assertThat(KnownProviders.speaks("azure", "azure-openai-responses")).isTrue();
		assertThat(KnownProviders.speaks("azure", "openai-completions")).isFalse();
		assertThat(KnownProviders.speaks("nobody", null)).isFalse();
	}

	/** Its own models are at their best there; others imitate what it had before. */
	@ParameterizedTest
	@CsvSource(nullValues = "-",
			value = { "-,-,openai-responses", "https://api.openai.com/v1,-,openai-responses",
					"-,openai-completions,openai-completions", "http://localhost:8080/v1,-,openai-completions",
					"http://localhost:8080/v1,openai-responses,openai-responses" })
	void openAiSpeaksResponsesAtItsOwnAddressAndChatCompletionsAtOthers(@Nullable String baseUrl, @Nullable String api,
			String expected) {
		ProviderSettings settings = ProviderSettings.builder("openai").baseUrl(baseUrl).api(api).apiKey("k").build();
		try (ProviderRegistry registry = ProviderRegistry.builder().provider(settings).build()) {
			assertThat(registry.describe("openai").orElseThrow().api()).isEqualTo(expected);
		}
	}

	@Test
	void noTwoNamesDifferOnlyByCaseOrDashes() {
		Map<String, String> seen = new HashMap<>();
		names().forEach((name) -> assertThat(seen.put(Names.plain(name), name)).as(name).isNull());
	}

	@Test
	void theNamesAreThoseOfTheFile() throws IOException {
		try (InputStream json = KnownProviders.class.getResourceAsStream("known-providers.json")) {
			String text = new String(Objects.requireNonNull(json).readAllBytes(), StandardCharsets.UTF_8);
			assertThat(List.copyOf(KnownProviders.names())).isSorted()
				.containsExactlyElementsOf(new PresetReader().read(text).keySet());
		}
	}

	@Test
	void anUnknownNameHasNoPreset() {
		assertThat(KnownProviders.find("nobody")).isEmpty();
	}

	@ParameterizedTest
	@MethodSource("names")
	void eachFlagHasAReasonAndEachReasonAFlag(String name) {
		assertThat(KnownProvidersPage.note(name).path("title").asString()).isNotBlank();
		Set<String> flags = KnownProvidersPage.flags(name).keySet();
		assertThat(flags).allSatisfy((flag) -> assertThat(KnownProvidersPage.reason(name, flag)).isNotBlank());
		assertThat(KnownProvidersPage.note(name).path("why").propertyNames()).isSubsetOf(flags);
	}

	@Test
	void theNotesAreOnesOfKnownProviders() {
		Set<String> noted = Set.copyOf(KnownProvidersPage.notes().propertyNames());
		assertThat(noted).contains(KnownProvidersPage.ANYBODY)
			.allMatch((name) -> name.equals(KnownProvidersPage.ANYBODY) || names().contains(name));
	}

	/** What a server must be told, as it reaches the wire. */
	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
			openai        | OFF    | 'role':'developer' | 'store':false
			openai        | HIGH   | 'max_output_tokens':16 | 'reasoning':{'effort':'high'
			alibaba       | OFF    | 'role':'system' | 'enable_thinking':false
			cerebras      | HIGH   | 'max_completion_tokens':7 | 'reasoning_effort':'high'
			deepseek      | LOW    | 'thinking':{'type':'enabled'} | 'reasoning_effort':'high'
			deepseek      | XHIGH  | 'max_tokens':7 | 'reasoning_effort':'max'
			deepseek      | OFF    | 'role':'system' | 'thinking':{'type':'disabled'}
			llamacpp      | OFF    | 'role':'system' | 'chat_template_kwargs':{'enable_thinking':false}
			lmstudio      | MAX    | 'role':'system' | 'reasoning_effort':'xhigh'
			mistral       | LOW    | 'max_tokens':7 | 'reasoning_effort':'high'
			mistral       | OFF    | 'role':'system' | 'reasoning_effort':'none'
			moonshotai    | MEDIUM | 'max_tokens':7 | 'thinking':{'type':'enabled'}
			openrouter    | LOW    | 'role':'system' | 'reasoning':{'effort':'low'}
			togetherai    | LOW    | 'max_tokens':7 | 'reasoning':{'enabled':true}
			vercel        | LOW    | 'role':'system' | 'reasoning':{'effort':'low'}
			vllm          | HIGH   | 'max_completion_tokens':7 | 'chat_template_kwargs':{'enable_thinking':true}
			zai           | OFF    | 'role':'system' | 'thinking':{'type':'disabled'}
			""")
	void aDialectIsSpoken(String name, ThinkingLevel thinking, String one, String other) {
		assertThat(body(name, thinking)).contains(one.replace('\'', '"'), other.replace('\'', '"'));
	}

	@ParameterizedTest
	@CsvSource({ "openai, https://api.openai.com/v1", "groq, https://api.groq.com/openai/v1",
			"deepseek, https://api.deepseek.com", "xai, https://api.x.ai/v1", "mistral, https://api.mistral.ai/v1",
			"openrouter, https://openrouter.ai/api/v1", "togetherai, https://api.together.xyz/v1",
			"fireworks-ai, https://api.fireworks.ai/inference/v1", "cerebras, https://api.cerebras.ai/v1",
			"perplexity, https://api.perplexity.ai", "moonshotai, https://api.moonshot.ai/v1",
			"moonshotai-cn, https://api.moonshot.cn/v1", "zai, https://api.z.ai/api/paas/v4",
			"zai-coding-plan, https://api.z.ai/api/coding/paas/v4",
			"alibaba, https://dashscope-intl.aliyuncs.com/compatible-mode/v1",
			"alibaba-cn, https://dashscope.aliyuncs.com/compatible-mode/v1", "vllm, http://localhost:8000/v1",
			"llamacpp, http://localhost:8080/v1", "lmstudio, http://localhost:1234/v1" })
	void aCallGoesToTheAddressOfItsVendor(String name, String baseUrl) {
		ProviderSettings preset = KnownProviders.find(name).orElseThrow();
		assertThat(preset.baseUrl()).isEqualTo(baseUrl);
		assertThat(preset.auth()).as("a bearer token").isEqualTo(AuthSettings.UNSET);
	}

	/** What a server refuses or overlooks, as it does not reach the wire. */
	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			chutes     | max_completion_tokens
			deepseek   | max_completion_tokens
			deepseek   | seed
			deepseek   | top_k
			deepseek   | json_schema
			moonshotai | max_completion_tokens
			moonshotai | $schema
			perplexity | max_completion_tokens
			perplexity | seed
			perplexity | stop
			togetherai | max_completion_tokens
			xai        | additionalProperties
			zai        | max_completion_tokens
			llamacpp   | {"type":"function","function":{"name":"look"}}
			lmstudio   | {"type":"function","function":{"name":"look"}}
			""")
	void whatAServerDoesNotTakeIsNotSent(String name, String refused) {
		assertThat(Json.text(request("groq").body())).contains(refused.replace("json_schema", "\"json_schema\""));
		assertThat(Json.text(request(name).body())).doesNotContain(refused.replace("json_schema", "\"json_schema\""));
	}

	/** What a server wants of a conversation beside what others want. */
	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			deepseek      | "reasoning_content":""
			moonshotai    | "reasoning_content":""
			moonshotai-cn | "reasoning_content":""
			zai           | "name":"look","content"
			openrouter    | "cache_control":{"type":"ephemeral","ttl":"1h"}
			alibaba       | "cache_control":{"type":"ephemeral"
			litellm       | "tools":[]
			""")
	void whatAServerWantsOfAConversationIsSent(String name, String wanted) {
		ToolCall look = new ToolCall("c1", "look", "{}");
		ChatRequest request = ChatRequest.builder()
			.user("hello")
			.message(AssistantMessage.of(look))
			.message(ToolResultMessage.of(look, "x"))
			.options(ChatOptions.builder().cacheRetention(CacheRetention.LONG).build())
			.build();
		assertThat(Json.text(conversation(name, request))).contains(wanted);
		assertThat(Json.text(conversation("groq", request))).doesNotContain(wanted);
	}

	private static Map<String, Object> conversation(String name, ChatRequest request) {
		return protocol(name).encode(call(name, ChatOptions.NONE).toBuilder().request(request).build()).body();
	}

	@Test
	void perplexityHearsItsSpeakersInTurn() {
		ChatCall call = call("perplexity", ChatOptions.NONE);
		assertThat(new OpenAiCompletionsProtocol().handover(call).alternating()).isTrue();
	}

	@Test
	void mistralIsSentNothingThatItRefuses() {
		assertThat(body("mistral", ThinkingLevel.HIGH)).doesNotContain("stream_options", "\"seed\"", "\"store\"",
				"developer", "max_completion_tokens");
	}

	@ParameterizedTest
	@MethodSource("compatibles")
	void nobodyButOpenAiIsSentTheRoleDeveloper(String name) {
		assertThat(body(name, ThinkingLevel.HIGH)).contains("\"role\":\"system\"").doesNotContain("developer");
	}

	@Test
	void thePageListsThePresets() throws IOException {
		String page = KnownProvidersPage.text();
		if (Boolean.getBoolean("llm.docs.write")) {
			Files.createDirectories(PAGE.getParent());
			Files.writeString(PAGE, page);
		}
		assertThat(Files.readString(PAGE)).isEqualTo(page);
	}

	private static String body(String name, ThinkingLevel thinking) {
		ChatCall call = call(name, ChatOptions.builder().maxTokens(7).seed(3L).thinking(thinking).build());
		return Json.text(protocol(name).encode(call).body());
	}

	/** A request with everything that somebody refuses. */
	private static WireRequest request(String name) {
		Tool look = Tool.of("look", "looks", """
				{"$schema":"x","type":"object","properties":{},"additionalProperties":false}""");
		ChatOptions options = ChatOptions.builder()
			.maxTokens(7)
			.seed(3L)
			.stop(List.of("x"))
			.toolChoice(ToolChoice.of("look"))
			.responseFormat(ResponseFormat.jsonSchema("n", "{\"type\":\"object\"}"))
			.providerOptions(Map.of("top_k", 4))
			.build();
		ChatCall call = call(name, options);
		ChatRequest request = ChatRequest.builder().user("hello").tool(look).options(options).build();
		return protocol(name).encode(call.toBuilder().request(request).build());
	}

	private static WireProtocol protocol(String name) {
		String api = KnownProviders.find(name).orElseThrow().api();
		return BuiltInProtocols.all()
			.stream()
			.filter((candidate) -> candidate.id().equals(api))
			.findFirst()
			.orElseThrow();
	}

	private static ChatCall call(String name, ChatOptions options) {
		ProviderSettings preset = KnownProviders.find(name).orElseThrow();
		Capabilities thinks = new Capabilities(null, null, true, null, null, null, null, null);
		return ChatCall.builder(Model.builder(name, "m-1").capabilities(thinks).build())
			.baseUrl(String.valueOf(preset.baseUrl()))
			.compat(preset.compat())
			.streaming(true)
			.request(ChatRequest.builder().system("Be brief").user("hello").options(options).build())
			.build();
	}

	private static boolean isLocal(URI address) {
		return "localhost".equals(address.getHost());
	}

}
