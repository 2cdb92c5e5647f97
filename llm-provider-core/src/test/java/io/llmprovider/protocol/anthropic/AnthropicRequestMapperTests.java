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
import io.llmprovider.model.Capabilities;
import io.llmprovider.model.Model;
import io.llmprovider.model.ThinkingLevel;
import io.llmprovider.protocol.Answered;
import io.llmprovider.protocol.ChatCall;
import io.llmprovider.protocol.Compat;
import io.llmprovider.protocol.WireRequest;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class AnthropicRequestMapperTests {

	private static final String MODEL = "claude-sonnet-4-5";

	private static final Tool READ = Tool.of("read", "Reads a file",
			"{\"type\":\"object\",\"properties\":{\"path\":{\"type\":\"string\",\"minLength\":1}}}");

	private static final ToolCall CALL = new ToolCall("call|1", "read", "{\"path\":\"a\"}");

	private static final String READ_WIRE = "{'name':'read','description':'Reads a file','input_schema':"
			+ "{'type':'object','properties':{'path':{'type':'string','minLength':1}}}}";

	private final RequestsToAnthropic requests = new RequestsToAnthropic();

	/**
	 * One row of the sheet's request section.
	 *
	 * @param what the field
	 * @param model the model
	 * @param request what is asked
	 * @param expected members of the body, but for those of every call
	 * @param betas the header for features, or null if it is not there
	 * @param warnings the codes of the warnings
	 */
	record Row(String what, String model, ChatRequest request, String expected, @Nullable String betas,
			List<String> warnings) {

		Row beta(String beta) {
			return new Row(this.what, this.model, this.request, this.expected, beta, this.warnings);
		}

		@Override
		public String toString() {
			return this.what + " for " + this.model;
		}

	}

	static List<Row> rows() {
		return List.of(
				row("system", MODEL,
						ChatRequest.builder().system(List.of(new Text("A"), new Text("B"))).user("Hi").build(),
						"{'system':[{'type':'text','text':'A'},{'type':'text','text':'B'}]}"),
				row("tools", MODEL, withTool(ChatOptions.builder()), "{'tools':[" + READ_WIRE + "]}"),
				row("eager_input_streaming", MODEL,
						withTool(ChatOptions.builder().providerOptions(Map.of("eager-input-streaming", true))),
						"{'tools':[" + READ_WIRE.replace("{'name'", "{'eager_input_streaming':true,'name'") + "]}"),
				row("members of a tool", MODEL, withTool(ChatOptions.builder()
					.providerOptions(Map.of("tool-options", Map.of("read",
							Map.of("defer_loading", true, "allowed_callers", List.of("direct"), "input_examples",
									List.of(Map.of("path", "a"))),
							"other", Map.of("defer_loading", true))))),
						"{'tools':[" + READ_WIRE.replace("{'name'",
								"{'defer_loading':true,'allowed_callers':['direct'],'input_examples':[{'path':'a'}],'name'")
								+ "]}")
					.beta("advanced-tool-use-2025-11-20"),
				row("a member that is no beta", MODEL, withTool(ChatOptions.builder()
					.providerOptions(Map.of("tool_options", Map.of("read", Map.of("eager_input_streaming", true))))),
						"{'tools':[" + READ_WIRE.replace("{'name'", "{'eager_input_streaming':true,'name'") + "]}"),
				row("server tools behind the request's own", MODEL,
						withTool(ChatOptions.builder()
							.providerOptions(Map.of("server-tools", List.of(Map.of("type", "bash_20250124"), "bash")))),
						"{'tools':[" + READ_WIRE + ",{'type':'bash_20250124'}]}", "option-left-out"),
				choice(ChatOptions.builder().toolChoice(ToolChoice.AUTO), "{'type':'auto'}"),
				choice(ChatOptions.builder().toolChoice(ToolChoice.NONE), "{'type':'none'}"),
				choice(ChatOptions.builder().toolChoice(ToolChoice.REQUIRED), "{'type':'any'}"),
				choice(ChatOptions.builder().toolChoice(ToolChoice.of("read")), "{'type':'tool','name':'read'}"),
				choice(ChatOptions.builder().parallelToolCalls(false),
						"{'type':'auto','disable_parallel_tool_use':true}"),
				choice(ChatOptions.builder().parallelToolCalls(false).toolChoice(ToolChoice.NONE), "{'type':'none'}"),
				row("a choice without tools", MODEL,
						options(ChatOptions.builder().toolChoice(ToolChoice.REQUIRED).parallelToolCalls(false)), "{}"),
				own("effort", "claude-opus-4-8", Map.of("effort", "max"), "{'output_config':{'effort':'max'}}"),
				own("effort", "claude-opus-4-5", Map.of("effort", "low"), "{'output_config':{'effort':'low'}}"),
				own("effort", MODEL, Map.of("effort", "low"), "{}", "option-left-out"),
				own("effort", "claude-opus-4-6", Map.of("effort", "xhigh"), "{'output_config':{'effort':'high'}}",
						"effort-clipped"),
				row("effort above high without thinking", "claude-opus-5", options(
						ChatOptions.builder().thinking(ThinkingLevel.OFF).providerOptions(Map.of("effort", "max"))),
						"{'thinking':{'type':'disabled'},'output_config':{'effort':'high'}}", "effort-clipped"),
				own("task_budget", MODEL, Map.of("task-budget", Map.of("type", "tokens", "total", 20000)),
						"{'output_config':{'task_budget':{'type':'tokens','total':20000}}}")
					.beta("task-budgets-2026-03-13"),
				own("thinking as it is sent", "claude-sonnet-5", Map.of("thinking", Map.of("type", "adaptive")),
						"{'thinking':{'type':'adaptive'}}"),
				row("display", "claude-opus-4-8",
						options(ChatOptions.builder()
							.thinking(ThinkingLevel.LOW)
							.providerOptions(Map.of("thinking-display", "omitted"))),
						"{'thinking':{'type':'adaptive','display':'omitted'},'output_config':{'effort':'low'}}"),
				own("cache_control", MODEL, Map.of("cache-control", Map.of("type", "ephemeral", "ttl", "1h")),
						"{'cache_control':{'type':'ephemeral','ttl':'1h'}}"),
				own("metadata", MODEL, Map.of("metadata", Map.of("x", "y"), "user-id", "u1"),
						"{'metadata':{'x':'y','user_id':'u1'}}"),
				own("service_tier", MODEL, Map.of("service-tier", "standard_only"), "{'service_tier':'standard_only'}"),
				own("speed", "claude-opus-4-8", Map.of("speed", "fast"), "{'speed':'fast'}")
					.beta("fast-mode-2026-02-01"),
				own("speed", "claude-opus-4-8", Map.of("speed", "standard"), "{'speed':'standard'}"),
				own("inference_geo", MODEL, Map.of("inference-geo", "us"), "{'inference_geo':'us'}"),
				own("context_management", MODEL,
						Map.of("context-management",
								Map.of("edits",
										List.of(Map.of("type", "clear_thinking_20251015"),
												Map.of("type", "compact_20260112")))),
						"{'context_management':{'edits':[{'type':'clear_thinking_20251015'},{'type':'compact_20260112'}]}}")
					.beta("context-management-2025-06-27,compact-2026-01-12"),
				own("container", MODEL, Map.of("container", "container_1"), "{'container':'container_1'}"),
				own("container with skills", MODEL,
						Map.of("container", Map.of("skills", List.of(Map.of("skill_id", "pptx")))),
						"{'container':{'skills':[{'skill_id':'pptx'}]}}")
					.beta("skills-2025-10-02"),
				own("mcp_servers", MODEL, Map.of("mcp-servers", List.of(Map.of("name", "m"))),
						"{'mcp_servers':[{'name':'m'}]}")
					.beta("mcp-client-2025-11-20"),
				own("fallbacks", "claude-fable-5", Map.of("fallbacks", List.of(Map.of("model", "claude-opus-4-8"))),
						"{'fallbacks':[{'model':'claude-opus-4-8'}]}")
					.beta("server-side-fallback-2026-07-01"),
				own("fallback_credit_token", "claude-opus-4-8", Map.of("fallback-credit-token", "t"),
						"{'fallback_credit_token':'t'}")
					.beta("server-side-fallback-2026-07-01"),
				own("diagnostics", MODEL, Map.of("diagnostics", Map.of("cache", true)),
						"{'diagnostics':{'cache':true}}")
					.beta("cache-diagnosis-2026-04-07"),
				serverTool("web_search_20250305", null),
				serverTool("web_search_20260209", "code-execution-web-tools-2026-02-09"),
				serverTool("web_fetch_20250910", "web-fetch-2025-09-10"),
				serverTool("web_fetch_20260209", "code-execution-web-tools-2026-02-09"),
				serverTool("code_execution_20250825", "code-execution-2025-08-25"),
				serverTool("computer_20251124", "computer-use-2025-11-24"),
				serverTool("computer_20250124", "computer-use-2025-01-24"),
				serverTool("computer_20241022", "computer-use-2024-10-22"), serverTool("bash_20250124", null),
				serverTool("text_editor_20250728", null),
				serverTool("memory_20250818", "context-management-2025-06-27"),
				serverTool("tool_search_tool_regex_20251119", "advanced-tool-use-2025-11-20"),
				serverTool("mcp_toolset", "mcp-client-2025-11-20"),
				serverTool("advisor_20260301", "advisor-tool-2026-03-01"));
	}

	@ParameterizedTest
	@MethodSource("rows")
	void everyFieldOfTheSheetIsWritten(Row row) {
		WireRequest wire = HandedOverCall.encode(AnthropicAnswers.PROTOCOL,
				AnthropicAnswers.call(row.model(), row.request()));
		Map<String, Object> members = new java.util.LinkedHashMap<>(wire.body());
		members.keySet().removeAll(List.of("model", "max_tokens", "messages", "stream"));
		assertThat(Json.tree(Json.text(members))).isEqualTo(RequestsToAnthropic.json(row.expected()));
		assertThat(wire.headers().get("anthropic-beta")).isEqualTo(row.betas());
		assertThat(wire.warnings().stream().map(Warning::code).toList()).isEqualTo(row.warnings());
	}

	@Test
	void aPlainQuestionHasNothingThatNobodySet() {
		assertThat(this.requests.tree("claude-sonnet-4-5", ChatRequest.of("Hello"))).isEqualTo(
				Json.tree("{\"model\":\"claude-sonnet-4-5\",\"max_tokens\":32000,\"messages\":[{\"role\":\"user\","
						+ "\"content\":[{\"type\":\"text\",\"text\":\"Hello\"}]}],\"stream\":true}"));
		assertThat(this.requests.codes()).isEmpty();
	}

	@Test
	void anAnswerThatIsNotStreamedIsAskedForAsJson() {
		ChatCall call = AnthropicAnswers.call(MODEL, ChatRequest.of("Hello")).toBuilder().streaming(false).build();
		WireRequest wire = HandedOverCall.encode(AnthropicAnswers.PROTOCOL, call);
		assertThat(wire.body()).doesNotContainKey("stream");
		assertThat(wire.headers()).containsEntry("Accept", "application/json");
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
		JsonNode body = this.requests.tree(model, options(ChatOptions.builder().thinking(level)));
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
		assertThat(this.requests.codes()).isEqualTo((warning != null) ? List.of(warning) : List.of());
	}

	@ParameterizedTest
	@CsvSource(nullValues = "-", value = { //
			"-,     -,     48384, 16384", //
			"1000,  -,     17384, 16384", //
			"64000, 63000, 64000, 63000", //
			"64000, 64000, 64000, 62976" })
	void theLimitHasRoomForThoughts(Integer wanted, Integer budget, int sent, int sentBudget) {
		JsonNode body = this.requests.tree("claude-sonnet-4-5",
				options(ChatOptions.builder()
					.thinking(ThinkingLevel.HIGH)
					.maxTokens(wanted)
					.thinkingBudgets((budget != null) ? Map.of(ThinkingLevel.HIGH, budget) : Map.of())));
		assertThat(body.path("max_tokens").asInt()).isEqualTo(sent);
		assertThat(body.path("thinking").path("budget_tokens").asInt()).isEqualTo(sentBudget);
		assertThat(this.requests.codes().contains("max-tokens-raised")).isEqualTo(wanted != null && sent > wanted);
	}

	@ParameterizedTest
	@CsvSource({ "5000, 32000", "40000, 64000" })
	void aBudgetAsItIsSentHasRoomToo(int budget, int sent) {
		JsonNode body = this.requests.tree(MODEL, options(ChatOptions.builder()
			.providerOptions(Map.of("thinking", Map.of("type", "enabled", "budget_tokens", budget)))));
		assertThat(body.path("thinking").path("budget_tokens").asInt()).isEqualTo(budget);
		assertThat(body.path("max_tokens").asInt()).isEqualTo(sent);
	}

	@ParameterizedTest
	@CsvSource(nullValues = "-",
			value = { "claude-3-haiku-20240307, -, 4096", "claude-3-5-haiku-latest, -, 8192",
					"claude-sonnet-4-5, -, 32000", "claude-opus-4-8, -, 32000", "kimi-k2, -, 8192",
					"claude-opus-4-8, 128000, 128000", "kimi-k2, 5, 5" })
	void theLimitIsAlwaysSent(String model, Integer wanted, int sent) {
		assertThat(
				this.requests.tree(model, options(ChatOptions.builder().maxTokens(wanted))).path("max_tokens").asInt())
			.isEqualTo(sent);
		assertThat(this.requests.codes()).isEmpty();
	}

	@Test
	void aBudgetIsNeverSentToAModelThatRefusesIt() {
		ChatRequest request = options(
				ChatOptions.builder().thinking(ThinkingLevel.HIGH).thinkingBudgets(Map.of(ThinkingLevel.HIGH, 5000)));
		assertThat(this.requests.tree("claude-opus-4-7", request).toString()).doesNotContain("budget_tokens");
		assertThat(this.requests.codes()).containsExactly("option-left-out");
		assertThat(this.requests.tree("claude-opus-4-6", request).path("thinking").path("budget_tokens").asInt())
			.isEqualTo(5000);
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
		JsonNode body = this.requests.tree(model, options(options));
		Map<String, Number> wanted = new java.util.LinkedHashMap<>();
		wanted.put("temperature", temperature);
		wanted.put("top_p", topP);
		wanted.put("top_k", topK);
		List<String> found = new ArrayList<>();
		wanted.forEach((name, value) -> {
			if (body.has(name)) {
				found.add(name);
				assertThat(body.path(name).asDouble()).as(name).isEqualTo(value.doubleValue());
			}
		});
		assertThat(String.join(",", found)).isEqualTo(sent);
		assertThat(this.requests.codes()).hasSize(warned).allMatch("option-left-out"::equals);
	}

	@Test
	void whatTheApiDoesNotKnowIsLeftOutWithAWarning() {
		JsonNode body = this.requests.tree("claude-sonnet-4-5",
				options(ChatOptions.builder()
					.seed(1L)
					.frequencyPenalty(0.1)
					.presencePenalty(0.1)
					.temperature(1.5)
					.stop(List.of("END", " "))
					.responseFormat(ResponseFormat.JSON)));
		assertThat(body.path("temperature").asDouble()).isEqualTo(1);
		assertThat(body.path("stop_sequences").toString()).isEqualTo("[\"END\"]");
		assertThat(this.requests.codes()).containsExactlyInAnyOrder("temperature-clipped", "option-left-out",
				"option-left-out", "option-left-out", "option-left-out", "response-format-left-out");
	}

	@Test
	void ownReasoningGoesBackUnchangedAndOtherReasoningAsText() {
		ReplayData own = replay("claude-sonnet-4-5", Map.of("signature", "c2ln"));
		AssistantMessage answer = AssistantMessage.of(new Reasoning("Hm", false, own), new Reasoning("", false, own),
				new Reasoning("", true, replay("claude-sonnet-4-5", Map.of("data", "ZW5j"))), new Reasoning("unsigned"),
				new Reasoning("host", false, replay("claude-sonnet-4-5", Map.of("signature", ""))), new Text(" "),
				new Reasoning("other", false, replay("claude-opus-4-5", Map.of("signature", "x"))), new Text("Hello"));
		JsonNode messages = this.requests
			.tree("claude-sonnet-4-5", ChatRequest.builder().user("Hi").message(answer).user("And?").build())
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
		assertThat(this.requests.tree("claude-sonnet-4-5", cut).path("messages")).isEqualTo(Json.tree("""
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
		JsonNode messages = this.requests.tree("claude-sonnet-4-5", request).path("messages");
		assertThat(messages).hasSize(3);
		JsonNode calls = messages.path(1).path("content");
		JsonNode results = messages.path(2).path("content");
		assertThat(calls.path(0).path("input")).isEqualTo(Json.tree("{\"path\":\"a\"}"));
		assertThat(calls.path(1).path("input")).isEqualTo(Json.tree("{\"INVALID_JSON\":\"{\\\"pa\"}"));
		assertThat(results.path(0).path("content").asString()).isEqualTo("one\ntwo");
		assertThat(results.path(1).path("content").path(0).path("source").path("data").asString()).isEqualTo("AQ==");
		assertThat(results.path(0).has("is_error")).isFalse();
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
		JsonNode body = this.requests.tree("claude-sonnet-4-5", request.user("Last").build());
		assertThat(body.toString().split("cache_control", -1)).hasSize(5);
		assertThat(body.path("tools").path(0).path("cache_control").path("ttl").asString()).isEqualTo("1h");
		assertThat(body.path("messages").toString()).doesNotContain("1h");
		assertThat(this.requests.codes()).containsExactly("cache-marks-left-out", "cache-mark-shortened");
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

	/** Anthropic refuses such a tool if it is marked. */
	@ParameterizedTest
	@CsvSource(nullValues = "-", value = { "read, other", "other, read", "none, other", "'read,other', -" })
	void aToolThatIsLookedForIsNotMarked(String deferred, String marked) {
		Map<String, Object> byTool = new java.util.HashMap<>();
		for (String name : deferred.split(",")) {
			byTool.put(name, Map.of("defer_loading", true));
		}
		JsonNode tools = this.requests
			.tree(MODEL,
					ChatRequest.builder()
						.tool(READ)
						.tool(Tool.of("other", ""))
						.user("Hi")
						.options(ChatOptions.builder()
							.cacheRetention(CacheRetention.SHORT)
							.providerOptions(Map.of("tool_options", byTool))
							.build())
						.build())
			.path("tools");
		assertThat(tools.valueStream()
			.filter((tool) -> tool.has("cache_control"))
			.map((tool) -> tool.path("name").asString())).isEqualTo((marked != null) ? List.of(marked) : List.of());
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', nullValues = "-",
			value = { "true | {\"type\":\"tool\",\"name\":\"read\"} | -", "false | - | option-left-out" })
	void aToolIsForcedOnlyWhereTheServerKnowsHow(boolean known, String choice, String warning) {
		ChatCall call = AnthropicAnswers.call(MODEL, withTool(ChatOptions.builder().toolChoice(ToolChoice.of("read"))))
			.toBuilder()
			.compat(Compat.builder().supportsToolChoice(known).build())
			.build();
		WireRequest wire = HandedOverCall.encode(AnthropicAnswers.PROTOCOL, call);
		Object written = wire.body().get("tool_choice");
		assertThat((written != null) ? Json.text(written) : null).isEqualTo(choice);
		assertThat(wire.warnings()).extracting(Warning::code)
			.isEqualTo((warning != null) ? List.of(warning) : List.of());
	}

	@Test
	void anEmptyListOfToolsGoesWithAHistoryOfCallsOnly() {
		ChatRequest.Builder history = ChatRequest.builder()
			.user("Read")
			.message(AssistantMessage.of(CALL))
			.message(ToolResultMessage.of(CALL, "a"));
		Compat flag = Compat.builder().requiresToolsWithHistory(true).build();
		ChatCall call = AnthropicAnswers.call(MODEL, history.build()).toBuilder().compat(flag).build();
		assertThat(HandedOverCall.encode(AnthropicAnswers.PROTOCOL, call).body()).containsEntry("tools", List.of())
			.doesNotContainKey("tool_choice");
		assertThat(this.requests.tree(MODEL, history.build()).has("tools")).isFalse();
		ChatCall plain = AnthropicAnswers.call(MODEL, ChatRequest.of("Hi")).toBuilder().compat(flag).build();
		assertThat(HandedOverCall.encode(AnthropicAnswers.PROTOCOL, plain).body()).doesNotContainKey("tools");
	}

	@Test
	void whatIsToldOfAModelCountsMoreThanItsGeneration() {
		Capabilities uncached = new Capabilities(null, null, null, null, null, null, false, null);
		ChatCall call = ChatCall
			.builder(Model.builder("anthropic", MODEL).capabilities(uncached).maxOutputTokens(5000).build())
			.baseUrl("https://api.anthropic.com")
			.request(options(ChatOptions.builder().cacheRetention(CacheRetention.SHORT)))
			.build();
		JsonNode body = Json.tree(Json.text(HandedOverCall.encode(AnthropicAnswers.PROTOCOL, call).body()));
		assertThat(body.path("max_tokens").asInt()).isEqualTo(5000);
		assertThat(body.toString()).doesNotContain("cache_control");
	}

	@Test
	void aForcedToolGoesOnlyWithoutThinking() {
		ChatOptions.Builder options = ChatOptions.builder().toolChoice(ToolChoice.of("read")).parallelToolCalls(false);
		ChatRequest request = ChatRequest.builder().user("Read").tool(READ).options(options.build()).build();
		assertThat(this.requests.tree("claude-sonnet-4-5", request).path("tool_choice"))
			.isEqualTo(Json.tree("{\"type\":\"tool\",\"name\":\"read\",\"disable_parallel_tool_use\":true}"));
		assertThat(this.requests.codes()).isEmpty();
		JsonNode thinking = this.requests.tree("claude-sonnet-4-5",
				request.withOptions(options.thinking(ThinkingLevel.LOW).build()));
		assertThat(thinking.path("tool_choice"))
			.isEqualTo(Json.tree("{\"type\":\"auto\",\"disable_parallel_tool_use\":true}"));
		assertThat(this.requests.codes()).containsExactly("option-left-out");
	}

	@Test
	void aSchemaHoldsTheAnswer() {
		ResponseFormat format = ResponseFormat.jsonSchema("city", """
				{"type":"object","properties":{"name":{"type":"string","maxLength":9,"description":"Its name"},
				 "minimum":{"oneOf":[{"type":"integer","minimum":1},{"type":"null"}]}},"required":["name"]}""");
		ChatRequest request = options(ChatOptions.builder().responseFormat(format));
		assertThat(this.requests.tree("claude-sonnet-4-5", request).path("output_config").path("format"))
			.isEqualTo(Json.tree("""
					{"type":"json_schema","schema":{"type":"object","properties":{
					 "name":{"type":"string","description":"Its name {\\"maxLength\\":9}"},
					 "minimum":{"anyOf":[{"type":"integer","description":"{\\"minimum\\":1}"},{"type":"null"}]}},
					 "required":["name"],"additionalProperties":false}}"""));
		JsonNode old = this.requests.tree("claude-3-5-haiku-latest", request);
		assertThat(old.path("tool_choice")).isEqualTo(Json.tree("{\"type\":\"tool\",\"name\":\"json\"}"));
		assertThat(old.path("tools").path(0).path("name").asString()).isEqualTo("json");
		assertThat(old.path("tools").path(0).path("description").asString()).contains("'city'");
		assertThat(old.path("tools").path(0).path("input_schema").path("properties").has("name")).isTrue();
		assertThat(old.has("output_config")).isFalse();
	}

	@ParameterizedTest
	@CsvSource(nullValues = "-", value = { "claude-3-7-sonnet-20250219, LOW, -, false",
			"claude-sonnet-4-20250514, LOW, -, true", "claude-opus-4-5, LOW, -, true",
			"claude-opus-4-5, LOW, true, true", "claude-opus-4-5, LOW, false, false", "claude-opus-4-5, OFF, -, false",
			"claude-opus-4-5, -, -, false", "claude-opus-4-6, LOW, -, false", "claude-opus-4-8, LOW, -, false" })
	void thinkingBetweenCallsNeedsABetaUpToFourFive(String model, ThinkingLevel level, Boolean wanted, boolean sent) {
		ChatOptions.Builder options = ChatOptions.builder().thinking(level);
		if (wanted != null) {
			options.providerOptions(Map.of("interleaved-thinking", wanted));
		}
		WireRequest wire = HandedOverCall.encode(AnthropicAnswers.PROTOCOL,
				AnthropicAnswers.call(model, options(options)));
		assertThat(wire.headers().get("anthropic-beta")).isEqualTo(sent ? "interleaved-thinking-2025-05-14" : null);
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
		assertThat(this.requests.tree("claude-sonnet-4-5", again).path("messages").path(1).path("content"))
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
		assertThat(this.requests.tree("claude-sonnet-4-5", request).path("messages").path(0).path("content"))
			.isEqualTo(Json
				.tree("""
						[{"type":"text","text":"ab"},
						 {"type":"document","source":{"type":"base64","media_type":"application/pdf","data":"AQ=="},"title":"paper"},
						 {"type":"document","source":{"type":"text","media_type":"text/plain","data":"x"},"title":"notes"},
						 {"type":"image","source":{"type":"url","url":"https://host.test/a.png"}},
						 {"type":"image","source":{"type":"base64","media_type":"image/png","data":"AQ=="}},
						 {"type":"text","text":"(audio clip song left out: the API takes none)"}]"""));
		assertThat(this.requests.codes()).containsExactly("media-left-out");
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
		assertThat(this.requests.tree("claude-sonnet-4-5", request).has("thinking")).isFalse();
		assertThat(this.requests.codes()).containsExactly("thinking-ignored");
		assertThat(this.requests.tree("claude-opus-4-8", request).path("thinking").path("type").asString())
			.isEqualTo("adaptive");
	}

	@Test
	void aStrictToolIsClosedWhereTheModelKnowsIt() {
		ChatRequest request = ChatRequest.builder().user("Read").tool(READ.strict(true)).build();
		JsonNode tool = this.requests.tree("claude-sonnet-4-5", request).path("tools").path(0);
		assertThat(tool.path("strict").asBoolean()).isTrue();
		assertThat(tool.path("input_schema").path("additionalProperties").asBoolean(true)).isFalse();
		assertThat(this.requests.tree("claude-3-7-sonnet-latest", request).path("tools").path(0).path("input_schema"))
			.isEqualTo(Json.tree(Json.text(READ.inputSchema())));
		assertThat(this.requests.codes()).containsExactly("option-left-out");
	}

	@Test
	void emptyMessagesAndUnknownOptionsAreRefused() {
		assertThatExceptionOfType(InvalidRequestException.class)
			.isThrownBy(() -> this.requests.tree("claude-sonnet-4-5", ChatRequest.of(" ")));
		assertThatExceptionOfType(InvalidRequestException.class)
			.isThrownBy(() -> this.requests.tree("claude-sonnet-4-5",
					options(ChatOptions.builder().providerOptions(Map.of("efort", "low")))))
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

	private static Row row(String what, String model, ChatRequest request, String expected, String... warnings) {
		return new Row(what, model, request, expected, null, List.of(warnings));
	}

	private static Row own(String what, String model, Map<String, @Nullable Object> own, String expected,
			String... warnings) {
		return row(what, model, options(ChatOptions.builder().providerOptions(own)), expected, warnings);
	}

	private static Row choice(ChatOptions.Builder options, String expected) {
		return row("tool_choice " + expected, MODEL, withTool(options),
				"{'tools':[" + READ_WIRE + "],'tool_choice':" + expected + "}");
	}

	private static Row serverTool(String type, @Nullable String beta) {
		Row row = own("server tool " + type, MODEL,
				Map.of("server-tools", Map.of("type", type, "name", "x", "max_uses", 1)),
				"{'tools':[{'type':'" + type + "','name':'x','max_uses':1}]}");
		return (beta != null) ? row.beta(beta) : row;
	}

	private static ChatRequest withTool(ChatOptions.Builder options) {
		return ChatRequest.builder().user("Hi").tool(READ).options(options.build()).build();
	}

	private static ChatRequest options(ChatOptions.Builder options) {
		return ChatRequest.of("Hello").withOptions(options.build());
	}

}
