package io.llmprovider.protocol.anthropic;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.llmprovider.chat.AssistantMessage;
import io.llmprovider.chat.CacheMark;
import io.llmprovider.chat.CacheRetention;
import io.llmprovider.chat.ChatOptions;
import io.llmprovider.chat.ChatRequest;
import io.llmprovider.chat.Document;
import io.llmprovider.chat.Image;
import io.llmprovider.chat.Reasoning;
import io.llmprovider.chat.ReplayData;
import io.llmprovider.chat.ResponseFormat;
import io.llmprovider.chat.Text;
import io.llmprovider.chat.Tool;
import io.llmprovider.chat.ToolCall;
import io.llmprovider.chat.ToolChoice;
import io.llmprovider.chat.ToolResultMessage;
import io.llmprovider.chat.UserMessage;
import io.llmprovider.chat.Warning;
import io.llmprovider.error.InvalidRequestException;
import io.llmprovider.handover.HandedOverCall;
import io.llmprovider.json.Json;
import io.llmprovider.model.Model;
import io.llmprovider.model.ThinkingLevel;
import io.llmprovider.protocol.Answered;
import io.llmprovider.protocol.ChatCall;
import io.llmprovider.protocol.Compat;
import io.llmprovider.protocol.WireRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class AnthropicRequestMapperTests {

	private static final Tool READ = Tool.of("read", "Reads a file",
			"{\"type\":\"object\",\"properties\":{\"path\":{\"type\":\"string\",\"minLength\":1}}}");

	private static final ToolCall CALL = new ToolCall("call|1", "read", "{\"path\":\"a\"}");

	private final List<Warning> warnings = new ArrayList<>();

	@Test
	void aPlainQuestionHasNothingThatNobodySet() {
		assertThat(tree("claude-sonnet-4-5", ChatRequest.of("Hello"))).isEqualTo(
				Json.tree("{\"model\":\"claude-sonnet-4-5\",\"max_tokens\":32000,\"messages\":[{\"role\":\"user\","
						+ "\"content\":[{\"type\":\"text\",\"text\":\"Hello\"}]}],\"stream\":true}"));
		assertThat(this.warnings).isEmpty();
	}

	@ParameterizedTest
	@CsvSource({ "https://api.anthropic.com", "https://api.anthropic.com/", "https://api.anthropic.com/v1",
			"https://api.anthropic.com/v1/", "https://api.anthropic.com/v1/messages" })
	void theAddressIsFoundBelowWhatPeopleWrite(String baseUrl) {
		assertThat(AnthropicAddress.messages(baseUrl)).isEqualTo("https://api.anthropic.com/v1/messages");
		assertThat(AnthropicAddress.isAnthropic(baseUrl)).isTrue();
		assertThat(AnthropicAddress.isAnthropic("https://api.anthropic.com.evil.test")).isFalse();
	}

	@ParameterizedTest
	@CsvSource(nullValues = "-", value = { //
			"claude-3-5-haiku-latest,    HIGH,    -,                              -,      thinking-ignored",
			"claude-3-7-sonnet-20250219, OFF,     '{\"type\":\"disabled\"}',       -,      -",
			"claude-3-7-sonnet-20250219, MINIMAL, enabled 1024,                   -,      -",
			"claude-sonnet-4-20250514,   LOW,     enabled 2048,                   -,      -",
			"anthropic/claude-sonnet-4.5, MEDIUM, enabled 8192,                   -,      -",
			"claude-haiku-4-5,           HIGH,    enabled 16384,                  -,      -",
			"claude-haiku-4-5,           XHIGH,   enabled 16384,                  -,      thinking-clipped",
			"claude-opus-4-5-20251101,   MAX,     enabled 16384,                  -,      thinking-clipped",
			"claude-opus-4-6,            MINIMAL, '{\"type\":\"adaptive\"}',       low,    thinking-clipped",
			"claude-opus-4-6,            LOW,     '{\"type\":\"adaptive\"}',       low,    -",
			"claude-opus-4-6,            XHIGH,   '{\"type\":\"adaptive\"}',       max,    thinking-clipped",
			"claude-sonnet-4-6,          XHIGH,   '{\"type\":\"adaptive\"}',       max,    thinking-clipped",
			"claude-sonnet-4-6,          MAX,     '{\"type\":\"adaptive\"}',       max,    -",
			"claude-opus-4-8,            XHIGH,   summarized,                     xhigh,  -",
			"claude-sonnet-5,            MAX,     summarized,                     max,    -",
			"claude-sonnet-5,            OFF,     '{\"type\":\"disabled\"}',       -,      -",
			"claude-fable-5,             OFF,     -,                              low,    thinking-clipped",
			"claude-mythos-preview,      HIGH,    summarized,                     high,   -",
			"kimi-k2,                    HIGH,    enabled 16384,                  -,      -",
			"kimi-k2,                    OFF,     '{\"type\":\"disabled\"}',       -,      -" })
	void aThinkingLevelIsWhatTheGenerationTakes(String model, ThinkingLevel level, String thinking, String effort,
			String warning) {
		JsonNode body = tree(model, options(ChatOptions.builder().thinking(level)));
		if (thinking != null && thinking.startsWith("enabled ")) {
			assertThat(body.path("thinking").path("type").asString()).isEqualTo("enabled");
			int budget = Integer.parseInt(thinking.substring("enabled ".length()));
			assertThat(body.path("thinking").path("budget_tokens").asInt()).isEqualTo(budget);
			assertThat(body.path("max_tokens").asInt()).isGreaterThan(budget);
		}
		else if ("summarized".equals(thinking)) {
			assertThat(body.path("thinking"))
				.isEqualTo(Json.tree("{\"type\":\"adaptive\",\"display\":\"summarized\"}"));
		}
		else {
			assertThat(body.path("thinking").isMissingNode() ? null : body.path("thinking").toString())
				.isEqualTo(thinking);
		}
		assertThat(body.path("output_config").path("effort").asString(null)).isEqualTo(effort);
		assertThat(codes()).isEqualTo((warning != null) ? List.of(warning) : List.of());
	}

	@ParameterizedTest
	@CsvSource(nullValues = "-", value = { //
			"-,     -,     48384, 16384", //
			"1000,  -,     17384, 16384", //
			"64000, 63000, 64000, 63000", //
			"64000, 64000, 64000, 62976" })
	void theLimitHasRoomForThoughts(Integer wanted, Integer budget, int sent, int sentBudget) {
		JsonNode body = tree("claude-sonnet-4-5",
				options(ChatOptions.builder()
					.thinking(ThinkingLevel.HIGH)
					.maxTokens(wanted)
					.thinkingBudgets((budget != null) ? Map.of(ThinkingLevel.HIGH, budget) : Map.of())));
		assertThat(body.path("max_tokens").asInt()).isEqualTo(sent);
		assertThat(body.path("thinking").path("budget_tokens").asInt()).isEqualTo(sentBudget);
	}

	@Test
	void aBudgetIsNeverSentToAModelThatRefusesIt() {
		ChatRequest request = options(
				ChatOptions.builder().thinking(ThinkingLevel.HIGH).thinkingBudgets(Map.of(ThinkingLevel.HIGH, 5000)));
		assertThat(tree("claude-opus-4-7", request).toString()).doesNotContain("budget_tokens");
		assertThat(codes()).containsExactly("option-left-out");
		assertThat(tree("claude-opus-4-6", request).path("thinking").path("budget_tokens").asInt()).isEqualTo(5000);
	}

	@ParameterizedTest
	@CsvSource(nullValues = "-", value = { //
			"claude-sonnet-4-20250514, -,    0.5, 0.9, 40,   'temperature,top_p,top_k', 0", //
			"claude-sonnet-4-20250514, HIGH, 0.5, 0.9, 40,   '',                        3", //
			"claude-sonnet-4-5,        -,    0.5, 0.9, 40,   'temperature,top_k',       1", //
			"claude-opus-4-8,          -,    0.5, 0.9, 40,   '',                        3", //
			"claude-opus-4-8,          -,    1.0, 1.0, -,    '',                        0", //
			"kimi-k2,                  -,    1.5, 0.9, -,    'temperature,top_p',       0" })
	void samplingIsSentWhereItIsTaken(String model, ThinkingLevel level, Double temperature, Double topP, Integer topK,
			String sent, int warned) {
		ChatOptions.Builder options = ChatOptions.builder().thinking(level).temperature(temperature).topP(topP);
		if (topK != null) {
			options.providerOptions(Map.of("top-k", topK));
		}
		JsonNode body = tree(model, options(options));
		List<String> found = new ArrayList<>();
		for (String name : List.of("temperature", "top_p", "top_k")) {
			if (body.has(name)) {
				found.add(name);
			}
		}
		assertThat(String.join(",", found)).isEqualTo(sent);
		assertThat(codes()).hasSize(warned).allMatch("option-left-out"::equals);
	}

	@Test
	void whatTheApiDoesNotKnowIsLeftOutWithAWarning() {
		JsonNode body = tree("claude-sonnet-4-5",
				options(ChatOptions.builder()
					.seed(1L)
					.frequencyPenalty(0.1)
					.presencePenalty(0.1)
					.temperature(1.5)
					.stop(List.of("END", " "))
					.responseFormat(ResponseFormat.JSON)));
		assertThat(body.path("temperature").asDouble()).isEqualTo(1);
		assertThat(body.path("stop_sequences").toString()).isEqualTo("[\"END\"]");
		assertThat(codes()).containsExactlyInAnyOrder("temperature-clipped", "option-left-out", "option-left-out",
				"option-left-out", "option-left-out", "response-format-left-out");
	}

	@Test
	void ownReasoningGoesBackUnchangedAndOtherReasoningAsText() {
		ReplayData own = replay("claude-sonnet-4-5", Map.of("signature", "c2ln"));
		AssistantMessage answer = AssistantMessage.of(new Reasoning("Hm", false, own), new Reasoning("", false, own),
				new Reasoning("", true, replay("claude-sonnet-4-5", Map.of("data", "ZW5j"))), new Reasoning("unsigned"),
				new Reasoning("host", false, replay("claude-sonnet-4-5", Map.of("signature", ""))), new Text(" "),
				new Reasoning("other", false, replay("claude-opus-4-5", Map.of("signature", "x"))), new Text("Hello"));
		JsonNode messages = tree("claude-sonnet-4-5",
				ChatRequest.builder().user("Hi").message(answer).user("And?").build())
			.path("messages");
		assertThat(messages.path(1).path("content")).isEqualTo(Json.tree("""
				[{"type":"thinking","thinking":"Hm","signature":"c2ln"},
				 {"type":"thinking","thinking":"","signature":"c2ln"},
				 {"type":"redacted_thinking","data":"ZW5j"},
				 {"type":"text","text":"unsigned"},
				 {"type":"thinking","thinking":"host"},
				 {"type":"text","text":"other\\n\\n"},
				 {"type":"text","text":"Hello"}]"""));
	}

	@Test
	void anAnswerThatWasCutWithinItsThoughtsIsSentWithoutThem() {
		Reasoning thought = new Reasoning("Hm", false, replay("claude-sonnet-4-5", Map.of("signature", "c2ln")));
		ChatRequest cut = ChatRequest.builder()
			.user("Hi")
			.message(AssistantMessage.of(new Text("Well"), thought))
			.user("Go on")
			.message(AssistantMessage.of(thought))
			.user("Please")
			.build();
		assertThat(tree("claude-sonnet-4-5", cut).path("messages")).isEqualTo(Json.tree("""
				[{"role":"user","content":[{"type":"text","text":"Hi"}]},
				 {"role":"assistant","content":[{"type":"text","text":"Well"}]},
				 {"role":"user","content":[{"type":"text","text":"Go on"},{"type":"text","text":"Please"}]}]"""));
	}

	@Test
	void resultsOfOneTurnAreOneMessageAndComeFirst() {
		ToolCall other = new ToolCall("call_1", "read", "{\"pa");
		ChatRequest request = ChatRequest.builder()
			.user("Read")
			.message(AssistantMessage.of(CALL, other))
			.message(ToolResultMessage.of(CALL, new Text("one"), new Text("two")))
			.message(UserMessage.of("Hurry"))
			.message(ToolResultMessage.of(other, Image.of(new byte[] { 1 }, "image/png")))
			.build();
		JsonNode messages = tree("claude-sonnet-4-5", request).path("messages");
		assertThat(messages).hasSize(3);
		JsonNode calls = messages.path(1).path("content");
		JsonNode results = messages.path(2).path("content");
		assertThat(calls.path(0).path("input")).isEqualTo(Json.tree("{\"path\":\"a\"}"));
		assertThat(calls.path(1).path("input")).isEqualTo(Json.tree("{\"INVALID_JSON\":\"{\\\"pa\"}"));
		assertThat(results.path(0).path("content").asString()).isEqualTo("one\ntwo");
		assertThat(results.path(1).path("content").path(0).path("source").path("data").asString()).isEqualTo("AQ==");
		assertThat(results.path(2).path("text").asString()).isEqualTo("Hurry");
		for (int i = 0; i < 2; i++) {
			String id = calls.path(i).path("id").asString();
			assertThat(id).matches("[a-zA-Z0-9_-]{1,64}");
			assertThat(results.path(i).path("tool_use_id").asString()).isEqualTo(id);
		}
		assertThat(calls.path(0).path("id")).isNotEqualTo(calls.path(1).path("id"));
	}

	@Test
	void marksOfTheRequestAreSentAndThereAreAtMostFour() {
		ChatRequest.Builder request = ChatRequest.builder()
			.system(List.of(new Text("System").cached(CacheMark.FIVE_MINUTES)))
			.tool(READ.cached(CacheMark.ONE_HOUR));
		for (int i = 0; i < 4; i++) {
			request.user(new Text("Turn " + i).cached(CacheMark.ONE_HOUR)).assistant("Yes");
		}
		JsonNode body = tree("claude-sonnet-4-5", request.user("Last").build());
		assertThat(body.toString().split("cache_control", -1)).hasSize(5);
		assertThat(body.path("tools").path(0).path("cache_control").path("ttl").asString()).isEqualTo("1h");
		assertThat(body.path("messages").toString()).doesNotContain("1h");
		assertThat(codes()).containsExactly("cache-marks-left-out", "cache-mark-shortened");
	}

	@ParameterizedTest
	@CsvSource(nullValues = "-",
			value = { "SHORT,https://api.anthropic.com,3,-", "LONG,https://api.anthropic.com,3,1h",
					"LONG,https://host.test/anthropic,3,-", "NONE,https://api.anthropic.com,0,-",
					"-,https://api.anthropic.com,0,-" })
	void aRetentionMarksTheSystemPromptAndTheLastTurns(CacheRetention retention, String baseUrl, int marks,
			String ttl) {
		ChatRequest request = ChatRequest.builder()
			.system("System")
			.tool(READ)
			.user("One")
			.assistant("Yes")
			.user("Two")
			.message(AssistantMessage.of(CALL))
			.message(ToolResultMessage.of(CALL, "a"))
			.options(ChatOptions.builder().cacheRetention(retention).build())
			.build();
		ChatCall call = ChatCall.builder(Model.of("anthropic", "claude-sonnet-4-5"))
			.baseUrl(baseUrl)
			.request(request)
			.build();
		JsonNode body = Json.tree(new String(HandedOverCall.encode(AnthropicAnswers.PROTOCOL, call).bytes(),
				java.nio.charset.StandardCharsets.UTF_8));
		assertThat(body.toString().split("cache_control", -1)).hasSize(marks + 1);
		JsonNode last = body.path("messages").path(4).path("content").path(0).path("cache_control");
		assertThat(last.isMissingNode()).isEqualTo(marks == 0);
		assertThat(last.path("ttl").asString(null)).isEqualTo(ttl);
	}

	@Test
	void aForcedToolGoesOnlyWithoutThinking() {
		ChatOptions.Builder options = ChatOptions.builder().toolChoice(ToolChoice.of("read")).parallelToolCalls(false);
		ChatRequest request = ChatRequest.builder().user("Read").tool(READ).options(options.build()).build();
		assertThat(tree("claude-sonnet-4-5", request).path("tool_choice"))
			.isEqualTo(Json.tree("{\"type\":\"tool\",\"name\":\"read\",\"disable_parallel_tool_use\":true}"));
		assertThat(codes()).isEmpty();
		JsonNode thinking = tree("claude-sonnet-4-5", request.withOptions(options.thinking(ThinkingLevel.LOW).build()));
		assertThat(thinking.path("tool_choice"))
			.isEqualTo(Json.tree("{\"type\":\"auto\",\"disable_parallel_tool_use\":true}"));
		assertThat(codes()).containsExactly("option-left-out");
	}

	@Test
	void aSchemaHoldsTheAnswer() {
		ResponseFormat format = ResponseFormat.jsonSchema("city", """
				{"type":"object","properties":{"name":{"type":"string","maxLength":9,"description":"Its name"},
				 "minimum":{"oneOf":[{"type":"integer","minimum":1},{"type":"null"}]}},"required":["name"]}""");
		ChatRequest request = options(ChatOptions.builder().responseFormat(format));
		assertThat(tree("claude-sonnet-4-5", request).path("output_config").path("format")).isEqualTo(Json.tree("""
				{"type":"json_schema","schema":{"type":"object","properties":{
				 "name":{"type":"string","description":"Its name {\\"maxLength\\":9}"},
				 "minimum":{"anyOf":[{"type":"integer","description":"{\\"minimum\\":1}"},{"type":"null"}]}},
				 "required":["name"],"additionalProperties":false}}"""));
		JsonNode old = tree("claude-3-5-haiku-latest", request);
		assertThat(old.path("tool_choice")).isEqualTo(Json.tree("{\"type\":\"tool\",\"name\":\"json\"}"));
		assertThat(old.path("tools").path(0).path("input_schema").path("properties").has("name")).isTrue();
		assertThat(old.has("output_config")).isFalse();
	}

	@Test
	void betasAreMergedAndComeOnce() {
		ChatOptions options = ChatOptions.builder()
			.thinking(ThinkingLevel.LOW)
			.providerOptions(Map.of("betas", List.of("own-1", "context-1m-2025-08-07"), "server_tools",
					List.of(Map.of("type", "code_execution_20250825", "name", "code_execution"))))
			.build();
		ChatCall.Builder call = ChatCall.builder(Model.of("anthropic", "claude-sonnet-4-5"))
			.request(ChatRequest.of("Hello").withOptions(options))
			.bearer(true)
			.headers(Map.of("Anthropic-Beta", "own-1, own-2"));
		WireRequest request = HandedOverCall.encode(AnthropicAnswers.PROTOCOL,
				call.baseUrl("https://api.anthropic.com").build());
		assertThat(request.headers()).containsEntry("anthropic-version", "2023-06-01")
			.containsEntry("anthropic-beta", "oauth-2025-04-20,interleaved-thinking-2025-05-14,"
					+ "code-execution-2025-08-25,own-1,context-1m-2025-08-07,own-2");
		assertThat(request.body().get("tools"))
			.isEqualTo(List.of(Map.of("type", "code_execution_20250825", "name", "code_execution")));
		WireRequest elsewhere = HandedOverCall.encode(AnthropicAnswers.PROTOCOL,
				call.baseUrl("https://host.test").build());
		assertThat(elsewhere.headers()).containsEntry("anthropic-beta", "own-1,context-1m-2025-08-07,own-2");
	}

	@Test
	void serverToolsAndTheirResultsGoBackAsTheyCame() {
		String call = "{\"type\":\"server_tool_use\",\"id\":\"srv_1\",\"name\":\"web_search\",\"input\":{\"q\":\"x\"},"
				+ "\"caller\":{\"type\":\"direct\"}}";
		String result = "{\"type\":\"web_search_tool_result\",\"tool_use_id\":\"srv_1\",\"content\":[{\"url\":\"u\"}]}";
		String fallback = "{\"type\":\"fallback\",\"from\":{\"model\":\"a\"},\"to\":{\"model\":\"b\"}}";
		Answered answer = AnthropicAnswers.blocks("pause_turn", AnthropicAnswers.begin(0, call),
				AnthropicAnswers.stop(0), AnthropicAnswers.begin(1, result), AnthropicAnswers.stop(1),
				AnthropicAnswers.begin(2, fallback), AnthropicAnswers.stop(2));
		ChatRequest again = ChatRequest.of("Search").reply(answer.response());
		assertThat(tree("claude-sonnet-4-5", again).path("messages").path(1).path("content"))
			.isEqualTo(Json.tree("[" + call + "," + result + "," + fallback + "]"));
	}

	@Test
	void documentsHaveSourcesAndLoneSurrogatesAreRemoved() {
		ChatRequest request = ChatRequest.builder()
			.user(new Text("a\ud800b"), Document.of(new byte[] { 1 }, "application/pdf", "paper"),
					Document.of("x".getBytes(java.nio.charset.StandardCharsets.UTF_8), "text/markdown", "notes"),
					Image.ofUrl("https://host.test/a.png"), Image.ofUrl("data:image/png;base64,AQ=="),
					Document.of(new byte[] { 1 }, "audio/wav", "song"))
			.build();
		assertThat(tree("claude-sonnet-4-5", request).path("messages").path(0).path("content")).isEqualTo(Json
			.tree("""
					[{"type":"text","text":"ab"},
					 {"type":"document","source":{"type":"base64","media_type":"application/pdf","data":"AQ=="},"title":"paper"},
					 {"type":"document","source":{"type":"text","media_type":"text/plain","data":"x"},"title":"notes"},
					 {"type":"image","source":{"type":"url","url":"https://host.test/a.png"}},
					 {"type":"image","source":{"type":"base64","media_type":"image/png","data":"AQ=="}},
					 {"type":"text","text":"(audio clip song left out: the API takes none)"}]"""));
		assertThat(codes()).containsExactly("media-left-out");
	}

	@Test
	void thinkingCannotBeginWithinALoopOfTools() {
		ChatRequest request = ChatRequest.builder()
			.user("Read")
			.message(AssistantMessage.of(CALL))
			.message(ToolResultMessage.of(CALL, "a"))
			.tool(READ)
			.options(ChatOptions.builder().thinking(ThinkingLevel.HIGH).build())
			.build();
		assertThat(tree("claude-sonnet-4-5", request).has("thinking")).isFalse();
		assertThat(codes()).containsExactly("thinking-ignored");
		assertThat(tree("claude-opus-4-8", request).path("thinking").path("type").asString()).isEqualTo("adaptive");
	}

	@Test
	void aStrictToolIsClosedWhereTheModelKnowsIt() {
		ChatRequest request = ChatRequest.builder().user("Read").tool(READ.strict(true)).build();
		JsonNode tool = tree("claude-sonnet-4-5", request).path("tools").path(0);
		assertThat(tool.path("strict").asBoolean()).isTrue();
		assertThat(tool.path("input_schema").path("additionalProperties").asBoolean(true)).isFalse();
		assertThat(tree("claude-3-7-sonnet-latest", request).path("tools").path(0).path("input_schema"))
			.isEqualTo(Json.tree(Json.text(READ.inputSchema())));
		assertThat(codes()).containsExactly("option-left-out");
	}

	@Test
	void emptyMessagesAndUnknownOptionsAreRefused() {
		assertThatExceptionOfType(InvalidRequestException.class)
			.isThrownBy(() -> tree("claude-sonnet-4-5", ChatRequest.of(" ")));
		assertThatExceptionOfType(InvalidRequestException.class).isThrownBy(
				() -> tree("claude-sonnet-4-5", options(ChatOptions.builder().providerOptions(Map.of("efort", "low")))))
			.withMessageContaining("effort");
	}

	@Test
	void aHostMayWantReasoningAsTextAndNoMarks() {
		AssistantMessage answer = AssistantMessage.of(new Reasoning("Hm"), new Text("Hello"));
		ChatCall call = ChatCall.builder(Model.of("host", "m-1"))
			.baseUrl("https://host.test/anthropic")
			.request(ChatRequest.builder()
				.user("Hi")
				.message(answer)
				.user(new Text("And?").cached(CacheMark.FIVE_MINUTES))
				.build())
			.compat(Compat.builder().requiresThinkingAsText(true).supportsCacheControl(false).build())
			.build();
		WireRequest request = HandedOverCall.encode(AnthropicAnswers.PROTOCOL, call);
		assertThat(request.uri()).isEqualTo("https://host.test/anthropic/v1/messages");
		assertThat(Json.text(request.body())).contains("{\"type\":\"text\",\"text\":\"Hm\\n\\n\"}")
			.doesNotContain("cache_control");
		assertThat(request.headers()).doesNotContainKey("anthropic-beta");
	}

	private static ReplayData replay(String model, Map<String, Object> payload) {
		return new ReplayData("anthropic", model, AnthropicMessagesProtocol.ID, Map.copyOf(payload));
	}

	private static ChatRequest options(ChatOptions.Builder options) {
		return ChatRequest.of("Hello").withOptions(options.build());
	}

	private JsonNode tree(String model, ChatRequest request) {
		WireRequest wire = HandedOverCall.encode(AnthropicAnswers.PROTOCOL, AnthropicAnswers.call(model, request));
		this.warnings.clear();
		this.warnings.addAll(wire.warnings());
		return Json.tree(new String(wire.bytes(), java.nio.charset.StandardCharsets.UTF_8));
	}

	private List<String> codes() {
		return this.warnings.stream().map(Warning::code).toList();
	}

}
