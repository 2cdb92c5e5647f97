package io.llmprovider.protocol.openai.responses;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;

import io.llmprovider.chat.AssistantMessage;
import io.llmprovider.chat.CacheMark;
import io.llmprovider.chat.CacheRetention;
import io.llmprovider.chat.ChatOptions;
import io.llmprovider.chat.ChatRequest;
import io.llmprovider.chat.Document;
import io.llmprovider.chat.Image;
import io.llmprovider.chat.Media;
import io.llmprovider.chat.ResponseFormat;
import io.llmprovider.chat.Text;
import io.llmprovider.chat.Tool;
import io.llmprovider.chat.ToolCall;
import io.llmprovider.chat.ToolChoice;
import io.llmprovider.chat.ToolResultMessage;
import io.llmprovider.chat.Warning;
import io.llmprovider.error.InvalidRequestException;
import io.llmprovider.handover.HandedOverCall;
import io.llmprovider.json.Json;
import io.llmprovider.model.Capabilities;
import io.llmprovider.model.Modality;
import io.llmprovider.model.Model;
import io.llmprovider.model.ModelRef;
import io.llmprovider.model.ThinkingLevel;
import io.llmprovider.protocol.ChatCall;
import io.llmprovider.protocol.Compat;
import io.llmprovider.protocol.EncodedCall;
import io.llmprovider.protocol.WireRequest;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

class OpenAiResponsesRequestMapperTests {

	private static final String OPEN_AI = "https://api.openai.com/v1";

	private static final String OTHER = "https://acme.example/v1";

	@Test
	void aPlainCallIsNotKeptByTheProvider() {
		WireRequest request = request(ChatRequest.of("Hello"), OTHER, Capabilities.UNKNOWN);
		assertThat(request.uri()).isEqualTo("https://acme.example/v1/responses");
		assertThat(request.headers()).containsEntry("Accept", "text/event-stream");
		assertThat(Json.text(request.body()))
			.isEqualTo("{\"model\":\"m-1\",\"input\":[{\"type\":\"message\",\"role\":\"user\",\"content\":"
					+ "[{\"type\":\"input_text\",\"text\":\"Hello\"}]}],\"stream\":true,\"store\":false}");
		assertThat(request.warnings()).isEmpty();
	}

	@ParameterizedTest
	@CsvSource({ "true,developer", "false,system", ",system" })
	void theRoleOfTheSystemPromptDependsOnTheModel(@Nullable Boolean reasoning, String role) {
		ChatRequest request = ChatRequest.builder().system("Be brief").user("Hello").build();
		JsonNode body = body(request(request, OTHER, thinking(reasoning, null)));
		assertThat(body.at("/input/0/role").asString()).isEqualTo(role);
		assertThat(body.has("instructions")).isFalse();
	}

	@Test
	void whereTheProviderKeepsTheConversationTheSystemPromptStandsBesideIt() {
		ChatRequest request = ChatRequest.builder()
			.system("Be brief")
			.user("Hello")
			.options(own(Map.of("store", true)))
			.build();
		JsonNode body = body(request(request, OTHER, thinking(true, null)));
		assertThat(body.path("instructions").asString()).isEqualTo("Be brief");
		assertThat(body.path("input").size()).isEqualTo(1);
		assertThat(body.path("store").asBoolean()).isTrue();
		assertThat(body.has("include")).isFalse();
	}

	@ParameterizedTest
	@CsvSource({ "HIGH,high,auto", "MINIMAL,minimal,auto", "OFF,none,", })
	void aThinkingLevelIsAnEffort(ThinkingLevel level, String effort, @Nullable String summary) {
		JsonNode body = body(with((options) -> options.thinking(level), OTHER, thinking(true, null)));
		assertThat(body.at("/reasoning/effort").asString()).isEqualTo(effort);
		assertThat(body.at("/reasoning/summary").asString(null)).isEqualTo(summary);
		assertThat(body.path("include").size()).isEqualTo((level == ThinkingLevel.OFF) ? 0 : 1);
	}

	@ParameterizedTest
	@CsvSource({ "XHIGH,high", "MINIMAL,low", "OFF,low", "MEDIUM,medium" })
	void aLevelThatTheModelDoesNotTakeIsClippedWithAWarning(ThinkingLevel level, String effort) {
		Set<ThinkingLevel> known = Set.of(ThinkingLevel.LOW, ThinkingLevel.MEDIUM, ThinkingLevel.HIGH);
		WireRequest request = with((options) -> options.thinking(level), OTHER, thinking(true, known));
		assertThat(body(request).at("/reasoning/effort").asString()).isEqualTo(effort);
		assertThat(codes(request)).isEqualTo((level == ThinkingLevel.MEDIUM) ? List.of() : List.of("thinking-clipped"));
	}

	@Test
	void aModelThatDoesNotThinkIsNotToldTo() {
		WireRequest request = with((options) -> options.thinking(ThinkingLevel.HIGH), OTHER, thinking(false, null));
		assertThat(body(request).has("reasoning")).isFalse();
		assertThat(body(request).has("include")).isFalse();
		assertThat(codes(request)).containsExactly("thinking-ignored");
	}

	@Test
	void encryptedReasoningIsAskedForOfAModelThatThinks() {
		WireRequest request = with((options) -> options.providerOptions(Map.of("include", List.of("a.b"))), OTHER,
				thinking(true, null));
		assertThat(Json.text(body(request).path("include"))).isEqualTo("[\"a.b\",\"reasoning.encrypted_content\"]");
	}

	@ParameterizedTest
	@CsvSource({ OPEN_AI + ",true,,true", OPEN_AI + ",true,true,false", OPEN_AI + ",false,,false", OPEN_AI + ",,,false",
			OTHER + ",true,,false", OTHER + ",true,false,true" })
	void aModelThatThinksIsSpentSampling(String url, @Nullable Boolean reasoning, @Nullable Boolean temperature,
			boolean leftOut) {
		Capabilities capabilities = new Capabilities(null, null, reasoning, null, null, temperature, null, null);
		WireRequest request = with(
				(options) -> options.temperature(0.5).topP(0.9).providerOptions(Map.of("top_logprobs", 3)), url,
				capabilities);
		assertThat(body(request).has("temperature")).isNotEqualTo(leftOut);
		assertThat(body(request).has("top_p")).isNotEqualTo(leftOut);
		assertThat(body(request).has("top_logprobs")).isNotEqualTo(leftOut);
		assertThat(codes(request)).hasSize(leftOut ? 3 : 0);
	}

	@Test
	void aModelThatWasToldNotToThinkTakesATemperature() {
		WireRequest request = with((options) -> options.temperature(0.5).thinking(ThinkingLevel.OFF), OPEN_AI,
				thinking(true, null));
		assertThat(body(request).path("temperature").asDouble()).isEqualTo(0.5);
	}

	@Test
	void whatTheApiDoesNotKnowIsLeftOutWithAWarning() {
		WireRequest request = with(
				(options) -> options.stop(List.of("x")).seed(1L).frequencyPenalty(0.1).presencePenalty(0.1), OTHER,
				Capabilities.UNKNOWN);
		assertThat(body(request).propertyNames()).containsExactlyInAnyOrder("model", "input", "stream", "store");
		assertThat(request.warnings()).extracting(Warning::message)
			.anyMatch((message) -> message.startsWith("stop"))
			.hasSize(4);
	}

	@Test
	void openAiTakesNoLimitBelowSixteen() {
		WireRequest request = with((options) -> options.maxTokens(5), OPEN_AI, Capabilities.UNKNOWN);
		assertThat(body(request).path("max_output_tokens").asInt()).isEqualTo(16);
		assertThat(codes(request)).containsExactly("max-tokens-raised");
		assertThat(body(with((options) -> options.maxTokens(5), OTHER, Capabilities.UNKNOWN)).path("max_output_tokens")
			.asInt()).isEqualTo(5);
	}

	@Test
	void toolsAreFlatAndSayWhetherTheyAreStrict() {
		ChatRequest request = ChatRequest.builder()
			.user("Hello")
			.tool(Tool.of("find", "Finds", "{\"type\":\"object\",\"properties\":{\"q\":{\"type\":\"string\"}}}"))
			.tool(Tool.of("keep", "Keeps").strict(true))
			.options(own(Map.of("tools", List.of(Map.of("type", "web_search")))).toBuilder()
				.toolChoice(ToolChoice.of("find"))
				.parallelToolCalls(false)
				.build())
			.build();
		JsonNode body = body(request(request, OTHER, Capabilities.UNKNOWN));
		assertThat(body.at("/tools/0").toString())
			.isEqualTo("{\"type\":\"function\",\"name\":\"find\",\"description\":\"Finds\",\"parameters\":"
					+ "{\"type\":\"object\",\"properties\":{\"q\":{\"type\":\"string\"}}},\"strict\":false}");
		assertThat(body.at("/tools/1/strict").asBoolean()).isTrue();
		assertThat(body.at("/tools/2/type").asString()).isEqualTo("web_search");
		assertThat(body.path("tool_choice").toString()).contains("\"type\":\"function\"", "\"name\":\"find\"");
		assertThat(body.path("parallel_tool_calls").asBoolean(true)).isFalse();
	}

	@ParameterizedTest
	@CsvSource({ "sql,custom", "web_search,web_search", "find,function" })
	void aToolIsChosenByItsKind(String name, String type) {
		List<Map<String, String>> tools = List.of(Map.of("type", "web_search"),
				Map.of("type", "custom", "name", "sql"));
		JsonNode body = body(
				with((options) -> options.providerOptions(Map.of("tools", tools)).toolChoice(ToolChoice.of(name)),
						OTHER, Capabilities.UNKNOWN));
		assertThat(body.at("/tool_choice/type").asString()).isEqualTo(type);
		assertThat(body.path("tools")).isEqualTo(Json.tree(Json.text(tools)));
	}

	static Stream<Arguments> choices() {
		return Stream.of(arguments(ToolChoice.AUTO, "auto"), arguments(ToolChoice.NONE, "none"),
				arguments(ToolChoice.REQUIRED, "required"));
	}

	@ParameterizedTest
	@MethodSource("choices")
	void aChoiceAmongAllToolsIsAWord(ToolChoice choice, String word) {
		ChatRequest request = ChatRequest.builder()
			.user("Hello")
			.tool(Tool.of("find", "Finds"))
			.options(ChatOptions.builder().toolChoice(choice).build())
			.build();
		assertThat(body(request(request, OTHER, Capabilities.UNKNOWN)).path("tool_choice").asString()).isEqualTo(word);
	}

	@Test
	void withoutToolsNothingIsSaidOfThem() {
		JsonNode body = body(with((options) -> options.toolChoice(ToolChoice.AUTO).parallelToolCalls(true), OTHER,
				Capabilities.UNKNOWN));
		assertThat(body.has("tools") || body.has("tool_choice") || body.has("parallel_tool_calls")).isFalse();
	}

	@Test
	void aSchemaIsFlat() {
		JsonNode body = body(
				with((options) -> options.responseFormat(ResponseFormat.jsonSchema("answer", "{\"type\":\"object\"}"))
					.providerOptions(Map.of("verbosity", "low")), OTHER, Capabilities.UNKNOWN));
		assertThat(body.path("text").toString())
			.isEqualTo("{\"format\":{\"type\":\"json_schema\",\"name\":\"answer\",\"schema\":{\"type\":\"object\"},"
					+ "\"strict\":true},\"verbosity\":\"low\"}");
		assertThat(body(with((options) -> options.responseFormat(ResponseFormat.JSON), OTHER, Capabilities.UNKNOWN))
			.path("text")
			.toString()).isEqualTo("{\"format\":{\"type\":\"json_object\"}}");
	}

	@Test
	void wordsThatTheServerRefusesAreTakenOutOfSchemas() {
		String limited = "{\"type\":\"object\",\"additionalProperties\":false}";
		ChatCall call = ChatCall.builder(Model.of("acme", "m-1"))
			.baseUrl(OTHER)
			.request(ChatRequest.builder()
				.user("Hello")
				.tool(Tool.of("find", "Finds", limited))
				.options(ChatOptions.builder().responseFormat(ResponseFormat.jsonSchema("answer", limited)).build())
				.build())
			.compat(Compat.builder().unsupportedSchemaKeywords(Set.of("additionalProperties")).build())
			.build();
		JsonNode body = body(HandedOverCall.encode(new OpenAiResponsesProtocol(), call));
		assertThat(body.at("/tools/0/parameters")).isEqualTo(Json.tree("{\"type\":\"object\"}"));
		assertThat(body.at("/text/format/schema")).isEqualTo(Json.tree("{\"type\":\"object\"}"));
	}

	@Test
	void theSessionRoutesToTheCache() {
		Consumer<ChatOptions.Builder> longer = (options) -> options.sessionId("s-1")
			.cacheRetention(CacheRetention.LONG);
		JsonNode openAi = body(with(longer, OPEN_AI, Capabilities.UNKNOWN));
		assertThat(openAi.path("prompt_cache_key").asString()).isEqualTo("s-1");
		assertThat(openAi.path("prompt_cache_retention").asString()).isEqualTo("24h");
		assertThat(body(with(longer, OTHER, Capabilities.UNKNOWN)).has("prompt_cache_retention")).isFalse();
		JsonNode none = body(with((options) -> options.sessionId("s-1").cacheRetention(CacheRetention.NONE), OPEN_AI,
				Capabilities.UNKNOWN));
		assertThat(none.has("prompt_cache_key")).isFalse();
	}

	/** The two are refused beside each other, and gpt-5.6 knows the second only. */
	@Test
	void aLongRetentionIsAskedForInTheWordsOfTheModel() {
		ChatOptions longer = ChatOptions.builder().cacheRetention(CacheRetention.LONG).build();
		ChatCall call = ChatCall.builder(Model.of("acme", "gpt-5.6-mini"))
			.baseUrl(OPEN_AI)
			.request(ChatRequest.of("Hello").withOptions(longer))
			.build();
		JsonNode newer = body(HandedOverCall.encode(new OpenAiResponsesProtocol(), call));
		assertThat(newer.path("prompt_cache_options")).isEqualTo(Json.tree("{\"ttl\":\"30m\"}"));
		assertThat(newer.has("prompt_cache_retention")).isFalse();
		Consumer<ChatOptions.Builder> own = (options) -> options.cacheRetention(CacheRetention.LONG)
			.providerOptions(Map.of("prompt_cache_options", Map.of("mode", "explicit")));
		assertThat(body(with(own, OPEN_AI, Capabilities.UNKNOWN)).has("prompt_cache_retention")).isFalse();
	}

	/** Of a prompt that differs at its end such a model finds nothing without them. */
	@ParameterizedTest
	@CsvSource({ "gpt-5.6, " + OPEN_AI + ", true", "gpt-5.6-mini, https://eu.api.openai.com/v1, true",
			"gpt-5.5, " + OPEN_AI + ", false", "gpt-5.6, " + OTHER + ", false",
			"gpt-5.6, https://contoso.openai.azure.com/openai/v1, false" })
	void marksAreBreakpointsWhereTheModelTakesThem(String model, String url, boolean taken) {
		ToolCall call = new ToolCall("call_1", "find", "{}");
		CacheMark mark = CacheMark.ONE_HOUR;
		ChatRequest request = ChatRequest.builder()
			.system(List.of(new Text("rules"), new Text("more").cached(mark)))
			.tool(Tool.of("find", "Finds").cached(mark))
			.user(Image.of(new byte[] { 1 }, "image/png").cached(mark), new Text("a"))
			.message(AssistantMessage.of(new Text("Let me see").cached(mark), call))
			.message(ToolResultMessage.of(call, new Text("b").cached(mark)))
			.build();
		JsonNode body = body(HandedOverCall.encode(new OpenAiResponsesProtocol(),
				ChatCall.builder(Model.of("acme", model)).baseUrl(url).request(request).build()));
		JsonNode breakpoint = Json.tree("{\"mode\":\"explicit\"}");
		List<String> places = List.of("/input/0/content/1", "/input/1/content/0", "/input/4/output/0");
		assertThat(places).allMatch((place) -> body.at(place + "/prompt_cache_breakpoint").equals(breakpoint) == taken);
		assertThat(body.findValues("prompt_cache_breakpoint")).hasSize(taken ? 3 : 0);
		assertThat(body.at("/input/4/output").isString()).isNotEqualTo(taken);
	}

	@Test
	void ownOptionsAreWrittenWhereTheyBelong() {
		JsonNode body = body(with((options) -> options.thinking(ThinkingLevel.LOW)
			.providerOptions(Map.of("service-tier", "flex", "prompt_cache_key", "k", "reasoning_summary", "detailed",
					"reasoning_mode", "pro", "reasoning_context", "all_turns", "include_obfuscation", false,
					"truncation", "auto")),
				OTHER, Capabilities.UNKNOWN));
		assertThat(body.path("service_tier").asString()).isEqualTo("flex");
		assertThat(body.path("prompt_cache_key").asString()).isEqualTo("k");
		assertThat(body.path("reasoning").toString())
			.isEqualTo("{\"effort\":\"low\",\"summary\":\"detailed\",\"mode\":\"pro\"," + "\"context\":\"all_turns\"}");
		assertThat(body.at("/stream_options/include_obfuscation").asBoolean(true)).isFalse();
		assertThat(body.path("truncation").asString()).isEqualTo("auto");
		assertThat(body.has("reasoning_summary") || body.has("include_obfuscation")).isFalse();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
			max_tool_calls         | 3
			conversation           | "conv_1"
			conversation           | {"id":"conv_1"}
			context_management     | [{"type":"compaction","compact_threshold":1000}]
			prompt_cache_options   | {"mode":"explicit","ttl":"1h"}
			prompt_cache_retention | "in_memory"
			safety_identifier      | "h-1"
			metadata               | {"team":"shop"}
			user                   | "u-1"
			prompt                 | {"id":"p-1"}
			moderation             | {"model":"m"}
			top_logprobs           | 3
			background             | true
			""")
	void aFieldThatOnlyThisApiHasIsWrittenUnderItsName(String name, String json) {
		Map<String, @Nullable Object> own = Json.object("{\"" + name + "\":" + json + "}");
		JsonNode body = body(with((options) -> options.providerOptions(own), OTHER, Capabilities.UNKNOWN));
		assertThat(body.path(name)).isEqualTo(Json.tree(json));
	}

	@Test
	void anUnknownOptionIsRefusedWithTheNearestSpelling() {
		assertThatExceptionOfType(InvalidRequestException.class)
			.isThrownBy(() -> with((options) -> options.providerOptions(Map.of("servce_tier", "flex")), OTHER,
					Capabilities.UNKNOWN))
			.withMessageContaining("service_tier");
	}

	@Test
	void toolsThatAreNoListAreRefused() {
		assertThatExceptionOfType(InvalidRequestException.class)
			.isThrownBy(() -> with((options) -> options.providerOptions(Map.of("tools", "web_search")), OTHER,
					Capabilities.UNKNOWN))
			.withMessageContaining("'tools'");
	}

	@Test
	void picturesAndDocumentsAreParts() {
		ChatRequest request = ChatRequest.builder()
			.user(new Text("Look"), Image.ofUrl("https://a.example/a.png"), Image.of(new byte[] { 1 }, "image/png"),
					Image.ofUrl("file-123"), Document.of(new byte[] { 1 }, "application/pdf", "a.pdf"),
					new Document(new Media.Url("https://a.example/b.pdf", "application/pdf"), null, null),
					new Document(new Media.Url("file-9", "application/pdf"), null, null),
					Document.of("x".getBytes(java.nio.charset.StandardCharsets.UTF_8), "text/plain", "a.txt"))
			.build();
		JsonNode parts = body(request(request, OTHER, Capabilities.UNKNOWN)).at("/input/0/content");
		assertThat(parts.toString()).isEqualTo("[{\"type\":\"input_text\",\"text\":\"Look\"},"
				+ "{\"type\":\"input_image\",\"image_url\":\"https://a.example/a.png\",\"detail\":\"auto\"},"
				+ "{\"type\":\"input_image\",\"image_url\":\"data:image/png;base64,AQ==\",\"detail\":\"auto\"},"
				+ "{\"type\":\"input_image\",\"file_id\":\"file-123\",\"detail\":\"auto\"},"
				+ "{\"type\":\"input_file\",\"file_data\":\"data:application/pdf;base64,AQ==\",\"filename\":\"a.pdf\"},"
				+ "{\"type\":\"input_file\",\"file_url\":\"https://a.example/b.pdf\"},"
				+ "{\"type\":\"input_file\",\"file_id\":\"file-9\"},"
				+ "{\"type\":\"input_text\",\"text\":\"a.txt:\\nx\"}]");
	}

	@Test
	void aPictureThatTheModelDoesNotTakeIsANote() {
		Capabilities textOnly = new Capabilities(Set.of(Modality.TEXT), null, null, null, null, null, null, null);
		ChatRequest request = ChatRequest.builder().user(Image.ofUrl("https://a.example/a.png")).build();
		WireRequest written = request(request, OTHER, textOnly);
		assertThat(body(written).at("/input/0/content/0/type").asString()).isEqualTo("input_text");
		assertThat(codes(written)).containsExactly("media-left-out");
	}

	@Test
	void aServerThatDoesNotKnowStoreIsNotTold() {
		ChatCall call = ChatCall.builder(Model.of("acme", "m-1"))
			.baseUrl(OTHER)
			.request(ChatRequest.of("Hello"))
			.compat(Compat.builder().supportsStore(false).build())
			.streaming(false)
			.build();
		WireRequest request = HandedOverCall.encode(new OpenAiResponsesProtocol(), call);
		assertThat(body(request).has("store")).isFalse();
		assertThat(body(request).path("stream").asBoolean(true)).isFalse();
		assertThat(request.headers()).containsEntry("Accept", "application/json");
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void anAnswerInTheBackgroundIsStreamed(boolean streaming) {
		ChatCall call = ChatCall.builder(Model.of("acme", "m-1"))
			.baseUrl(OTHER)
			.request(ChatRequest.of("Hello").withOptions(own(Map.of("background", true))))
			.streaming(streaming)
			.build();
		WireRequest request = HandedOverCall.encode(new OpenAiResponsesProtocol(), call);
		assertThat(body(request).has("background")).isEqualTo(streaming);
		assertThat(codes(request)).hasSize(streaming ? 0 : 1);
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("dialects")
	void aServerIsToldWhatItKnows(String name, EncodedCall encoded, String json, List<String> warnings) {
		Map<String, @Nullable Object> body = new LinkedHashMap<>(Json.object(encoded.body()));
		body.keySet().removeAll(List.of("model", "input", "stream"));
		assertThat(Json.tree(Json.text(body))).isEqualTo(Json.tree(json.replace('\'', '"')));
		assertThat(encoded.warnings()).isEqualTo(warnings);
	}

	static Stream<Arguments> dialects() {
		ResponseFormat schema = ResponseFormat.jsonSchema("n", "{\"type\":\"object\"}");
		return Stream.of(
				row("no schema",
						(o) -> o.options((b) -> b.responseFormat(schema)).compat((b) -> b.supportsJsonSchema(false)),
						"{'store':false,'text':{'format':{'type':'json_object'}}}", "schema-left-out"),
				row("a schema that is not strict", (o) -> o.options(
						(b) -> b.responseFormat(new ResponseFormat.JsonSchema("n", Map.of("type", "object"), false))),
						"{'store':false,'text':{'format':{'type':'json_schema','name':'n','schema':{'type':'object'},'strict':false}}}"),
				row("no effort",
						(o) -> o.options((b) -> b.thinking(ThinkingLevel.HIGH))
							.compat((b) -> b.supportsReasoningEffort(false)),
						"{'store':false}", "thinking-ignored"),
				row("an effort in its own words",
						(o) -> o.options((b) -> b.thinking(ThinkingLevel.HIGH))
							.compat((b) -> b.reasoningEffortMap(Map.of(ThinkingLevel.HIGH, "max"))),
						"{'store':false,'reasoning':{'effort':'max','summary':'auto'},'include':['reasoning.encrypted_content']}"),
				row("no summary", (o) -> o.options(
						(b) -> b.thinking(ThinkingLevel.HIGH).providerOptions(Map.of("reasoning-summary", "none"))),
						"{'store':false,'reasoning':{'effort':'high'},'include':['reasoning.encrypted_content']}"),
				row("no cache key",
						(o) -> o.options((b) -> b.sessionId("s")).compat((b) -> b.supportsPromptCacheKey(false)),
						"{'store':false}"),
				row("a conversation that it keeps",
						(o) -> o.request((b) -> b.system("rules"))
							.options((b) -> b.providerOptions(Map.of("conversation", "conv_1"))),
						"{'instructions':'rules','conversation':'conv_1'}"),
				row("a stop that stops nothing", (o) -> o.options((b) -> b.stop(List.of())), "{'store':false}"),
				row("padding of a whole answer",
						(o) -> o.whole().options((b) -> b.providerOptions(Map.of("include_obfuscation", false))),
						"{'store':false}"));
	}

	private static Arguments row(String name, Consumer<EncodedCall> change, String json, String... warnings) {
		EncodedCall encoded = new EncodedCall(new OpenAiResponsesProtocol(), new ModelRef("acme", "m-1"), OTHER)
			.user("Hello");
		change.accept(encoded);
		return arguments(name, encoded, json, List.of(warnings));
	}

	@Test
	void theSessionIsAHeaderAndTheSystemASystemWhereTheServerWantsIt() {
		EncodedCall encoded = new EncodedCall(new OpenAiResponsesProtocol(), new ModelRef("acme", "m-1"), OTHER)
			.thinks()
			.request((b) -> b.system("rules").user("Hello"))
			.options((b) -> b.sessionId("s"))
			.compat((b) -> b.sessionAffinityHeader("x-session").supportsDeveloperRole(false));
		assertThat(encoded.wire().headers()).containsEntry("x-session", "s");
		assertThat(encoded.body().at("/input/0/role").asString()).isEqualTo("system");
	}

	@Test
	void idsOfCallsAreAsLongAsTheServerTakesThem() {
		ToolCall call = new ToolCall("x".repeat(30), "find", "{}");
		EncodedCall encoded = new EncodedCall(new OpenAiResponsesProtocol(), new ModelRef("acme", "m-1"), OTHER)
			.request((b) -> b.user("Hello").message(AssistantMessage.of(call)).message(ToolResultMessage.of(call, "a")))
			.compat((b) -> b.toolIdMaxLength(12));
		assertThat(encoded.body().findValuesAsString("call_id")).hasSize(2).allMatch((id) -> id.length() <= 12);
	}

	@Test
	void howCloselyAPictureIsLookedAtIsSaidAndADocumentHasAName() {
		ChatRequest request = ChatRequest.builder()
			.user(new Image(new Media.Url("https://a.example/a.png", null), "low", null, null),
					new Document(new Media.Bytes(new byte[] { 1 }, "application/pdf"), null, null))
			.build();
		JsonNode parts = body(request(request, OTHER, Capabilities.UNKNOWN)).at("/input/0/content");
		assertThat(parts.at("/0/detail").asString()).isEqualTo("low");
		assertThat(parts.at("/1/filename").asString()).isEqualTo("document.pdf");
	}

	private static ChatOptions own(Map<String, @Nullable Object> options) {
		return ChatOptions.builder().providerOptions(options).build();
	}

	private static Capabilities thinking(@Nullable Boolean reasoning, @Nullable Set<ThinkingLevel> levels) {
		return new Capabilities(null, null, reasoning, levels, null, null, null, null);
	}

	private static WireRequest with(Consumer<ChatOptions.Builder> options, String url, Capabilities capabilities) {
		ChatOptions.Builder builder = ChatOptions.builder();
		options.accept(builder);
		return request(ChatRequest.of("Hello").withOptions(builder.build()), url, capabilities);
	}

	private static WireRequest request(ChatRequest request, String url, Capabilities capabilities) {
		Model model = Model.builder("acme", "m-1").capabilities(capabilities).build();
		return HandedOverCall.encode(new OpenAiResponsesProtocol(),
				ChatCall.builder(model).baseUrl(url).request(request).build());
	}

	private static JsonNode body(WireRequest request) {
		return Json.tree(new String(request.bytes(), java.nio.charset.StandardCharsets.UTF_8));
	}

	private static List<String> codes(WireRequest request) {
		return request.warnings().stream().map(Warning::code).toList();
	}

}
