package io.llmprovider.protocol.openai.completions;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;

import io.llmprovider.chat.AssistantMessage;
import io.llmprovider.chat.CacheMark;
import io.llmprovider.chat.CacheRetention;
import io.llmprovider.chat.Origin;
import io.llmprovider.chat.ResponseFormat;
import io.llmprovider.chat.Text;
import io.llmprovider.chat.Tool;
import io.llmprovider.chat.ToolCall;
import io.llmprovider.chat.ToolChoice;
import io.llmprovider.chat.ToolResultMessage;
import io.llmprovider.chat.Warning;
import io.llmprovider.error.InvalidRequestException;
import io.llmprovider.json.Json;
import io.llmprovider.model.Capabilities;
import io.llmprovider.model.ThinkingLevel;
import io.llmprovider.protocol.EncodedCall;
import io.llmprovider.protocol.ThinkingFormat;
import io.llmprovider.protocol.ToolIdForm;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

class OpenAiCompletionsRequestMapperTests {

	private static final Tool WEATHER = Tool.of("weather", "Tells the weather", """
			{"type":"object","properties":{"city":{"type":"string"}},"required":["city"]}""");

	private static final String ROUTING = """
			{'order':['a','b'],'allow_fallbacks':false,'require_parameters':true,'data_collection':'deny','zdr':true,'only':['a'],'ignore':['c'],'quantizations':['fp8'],
			'sort':{'by':'price','partition':'none'},'preferred_min_throughput':50,'preferred_max_latency':2,'max_price':{'prompt':1,'completion':2,'request':0,'image':0},
			'enforce_distillable_text':true}""";

	@Test
	void nothingIsSentThatNobodyAskedFor() {
		assertThat(Encoded.hello().body()).isEqualTo(Json.tree("""
				{"model":"m-1","messages":[{"role":"user","content":"hello"}],"stream":true,
				"stream_options":{"include_usage":true}}"""));
	}

	@Test
	void addressAndHeadersAreTheProtocols() {
		var wire = Encoded.hello().wire();
		assertThat(wire.uri()).isEqualTo("https://acme.example/v1/chat/completions");
		assertThat(wire.method()).isEqualTo("POST");
		assertThat(wire.headers()).containsExactly(Map.entry("Accept", "text/event-stream"));
		assertThat(Encoded.hello().whole().wire().headers()).containsEntry("Accept", "application/json");
		assertThat(Encoded.hello().whole().body().has("stream_options")).isFalse();
	}

	@ParameterizedTest
	@CsvSource({ "https://api.openai.com/v1, https://api.openai.com/v1/chat/completions",
			"https://api.deepseek.com/, https://api.deepseek.com/chat/completions",
			"http://localhost:11434/v1, http://localhost:11434/v1/chat/completions",
			"https://generativelanguage.googleapis.com/v1beta/openai, https://generativelanguage.googleapis.com/v1beta/openai/chat/completions",
			"https://aiplatform.googleapis.com/v1/projects/p/locations/global/endpoints/openapi, https://aiplatform.googleapis.com/v1/projects/p/locations/global/endpoints/openapi/chat/completions" })
	void theBaseUrlKeepsItsPath(String baseUrl, String address) {
		assertThat(Encoded.hello().baseUrl(baseUrl).wire().uri()).isEqualTo(address);
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("rows")
	void canonicalBecomesJson(String name, EncodedCall encoded, String json, List<String> warnings) {
		assertThat(Json.tree(Json.text(encoded.extras()))).isEqualTo(Json.tree(json.replace('\'', '"')));
		assertThat(encoded.warnings()).isEqualTo(warnings);
	}

	static Stream<Arguments> rows() {
		return Stream.of(row("sampling",
				(o) -> o.options((b) -> b.temperature(0.5)
					.topP(0.9)
					.frequencyPenalty(1.0)
					.presencePenalty(-1.0)
					.stop(List.of("x"))
					.seed(7L)),
				"{'temperature':0.5,'top_p':0.9,'frequency_penalty':1.0,'presence_penalty':-1.0,'stop':['x'],'seed':7}"),
				row("no stop", (o) -> o.options((b) -> b.stop(List.of())), "{}"),
				row("limit", (o) -> o.options((b) -> b.maxTokens(9)), "{'max_completion_tokens':9}"),
				row("limit, older field",
						(o) -> o.options((b) -> b.maxTokens(9)).compat((b) -> b.maxTokensField("max_tokens")),
						"{'max_tokens':9}"),
				row("store", (o) -> o.compat((b) -> b.supportsStore(true)), "{'store':false}"),
				row("store at OpenAI", (o) -> o.baseUrl("https://api.openai.com/v1"), "{'store':false}"),
				row("store at OpenAI, switched off",
						(o) -> o.baseUrl("https://api.openai.com/v1").compat((b) -> b.supportsStore(false)), "{}"),
				row("store, wanted",
						(o) -> o.compat((b) -> b.supportsStore(true))
							.options((b) -> b.providerOptions(Map.of("store", "true"))),
						"{'store':true}"),
				row("seed, unknown to the server",
						(o) -> o.options((b) -> b.seed(7L)).compat((b) -> b.supportsSeed(false)), "{}",
						"option-left-out"),
				row("own options",
						(o) -> o.options((b) -> b.providerOptions(Map.of("top-k", "40", "verbosity", "low",
								"logit_bias", Map.of("50256", -100), "modalities", "text,audio"))),
						"{'top_k':40,'verbosity':'low','logit_bias':{'50256':-100},'modalities':['text','audio']}"),
				row("OpenAI's own options", (o) -> o.options((b) -> b.providerOptions(
						own("""
								{'verbosity':'high','service_tier':'priority','logit_bias':{'7':1},'logprobs':true,'top_logprobs':3,'metadata':{'a':'b'},'user':'u','safety_identifier':'s',
								'prediction':{'type':'content','content':'x'},'modalities':['text','audio'],'audio':{'voice':'alloy','format':'wav'},'web_search_options':{'search_context_size':'low'},
								'moderation':{'mode':'off'},'prompt_cache_key':'k','prompt_cache_retention':'24h','prompt_cache_options':{'mode':'explicit','ttl':'30m'}}"""))),
						"""
								{'verbosity':'high','service_tier':'priority','logit_bias':{'7':1},'logprobs':true,'top_logprobs':3,'metadata':{'a':'b'},'user':'u','safety_identifier':'s',
								'prediction':{'type':'content','content':'x'},'modalities':['text','audio'],'audio':{'voice':'alloy','format':'wav'},'web_search_options':{'search_context_size':'low'},
								'moderation':{'mode':'off'},'prompt_cache_key':'k','prompt_cache_retention':'24h','prompt_cache_options':{'mode':'explicit','ttl':'30m'}}"""),
				row("options of compatible hosts", (o) -> o.options((b) -> b.providerOptions(
						own("""
								{'user_id':'u','top_k':4,'min_p':0.1,'top_a':0.2,'repetition_penalty':1.1,'reasoning_format':'parsed','reasoning_history':'preserved','include_reasoning':true,
								'tool_stream':true,'do_sample':false,'cache_prompt':true,'grammar':'root ::= x','ttl':60,'thinking_budget':512,'chat_template_kwargs':{'thinking':true},
								'search_mode':'web','search_domain_filter':['a.example'],'search_recency_filter':'day'}"""))),
						"""
								{'user_id':'u','top_k':4,'min_p':0.1,'top_a':0.2,'repetition_penalty':1.1,'reasoning_format':'parsed','reasoning_history':'preserved','include_reasoning':true,
								'tool_stream':true,'do_sample':false,'cache_prompt':true,'grammar':'root ::= x','ttl':60,'thinking_budget':512,'chat_template_kwargs':{'thinking':true},
								'search_mode':'web','search_domain_filter':['a.example'],'search_recency_filter':'day'}"""),
				row("Moonshot's thinking beside the level",
						(o) -> o.compat((b) -> b.thinkingFormat(ThinkingFormat.THINKING_TYPE))
							.options((b) -> b.thinking(ThinkingLevel.HIGH)
								.thinkingBudgets(Map.of(ThinkingLevel.HIGH, 2048))
								.providerOptions(Map.of("thinking", Map.of("keep", "all")))),
						"{'thinking':{'type':'enabled','budget_tokens':2048,'keep':'all'}}"),
				row("DeepSeek's thinking as it is written",
						(o) -> o.compat((b) -> b.thinkingFormat(ThinkingFormat.THINKING_TYPE))
							.options((b) -> b.thinking(ThinkingLevel.HIGH)
								.providerOptions(Map.of("thinking", Map.of("type", "adaptive")))),
						"{'thinking':{'type':'adaptive'}}"),
				row("JSON", (o) -> o.options((b) -> b.responseFormat(ResponseFormat.JSON)),
						"{'response_format':{'type':'json_object'}}"),
				row("JSON schema",
						(o) -> o
							.options((b) -> b.responseFormat(ResponseFormat.jsonSchema("n", "{\"type\":\"object\"}"))),
						"{'response_format':{'type':'json_schema','json_schema':{'name':'n','schema':{'type':'object'},'strict':true}}}"),
				row("JSON schema, not strict", (o) -> o.options(
						(b) -> b.responseFormat(new ResponseFormat.JsonSchema("n", Map.of("type", "object"), false))),
						"{'response_format':{'type':'json_schema','json_schema':{'name':'n','schema':{'type':'object'},'strict':false}}}"),
				row("JSON schema, unknown to the server",
						(o) -> o
							.options((b) -> b.responseFormat(ResponseFormat.jsonSchema("n", "{\"type\":\"object\"}")))
							.compat((b) -> b.supportsJsonSchema(false)),
						"{'response_format':{'type':'json_object'}}", "schema-left-out"),
				row("JSON schema, words unknown to the server",
						(o) -> o
							.options((b) -> b.responseFormat(
									ResponseFormat.jsonSchema("n", "{\"type\":\"object\",\"title\":\"T\"}")))
							.compat((b) -> b.unsupportedSchemaKeywords(Set.of("title"))),
						"{'response_format':{'type':'json_schema','json_schema':{'name':'n','schema':{'type':'object'},'strict':true}}}"),
				row("cache key",
						(o) -> o.options((b) -> b.sessionId("s").cacheRetention(CacheRetention.LONG))
							.compat((b) -> b.supportsPromptCacheKey(true)),
						"{'prompt_cache_key':'s','prompt_cache_retention':'24h'}"),
				row("cache key, not wanted",
						(o) -> o.options((b) -> b.sessionId("s").cacheRetention(CacheRetention.NONE))
							.compat((b) -> b.supportsPromptCacheKey(true)),
						"{}"),
				row("cache key, unknown to the server", (o) -> o.options((b) -> b.sessionId("s")), "{}"),
				row("OpenRouter's routing", (o) -> o.compat((b) -> b.openRouterRouting(Map.of("only", List.of("a")))),
						"{'provider':{'only':['a']}}"),
				row("OpenRouter's routing, all of it", (o) -> o.compat((b) -> b.openRouterRouting(own(ROUTING))),
						"{'provider':" + ROUTING + "}"),
				row("OpenRouter's routing, per call",
						(o) -> o.compat((b) -> b.openRouterRouting(Map.of("only", List.of("a"), "zdr", true)))
							.options((b) -> b
								.providerOptions(Map.of("provider", Map.of("only", List.of("b"), "sort", "price")))),
						"{'provider':{'only':['b'],'zdr':true,'sort':'price'}}"),
				row("OpenRouter's reasoning over the level",
						(o) -> o.compat((b) -> b.thinkingFormat(ThinkingFormat.OPENROUTER))
							.options((b) -> b.thinking(ThinkingLevel.HIGH)
								.providerOptions(Map.of("reasoning", Map.of("max_tokens", 9, "exclude", true)))),
						"{'reasoning':{'max_tokens':9,'exclude':true}}"),
				row("OpenRouter's reasoning beside the level",
						(o) -> o.compat((b) -> b.thinkingFormat(ThinkingFormat.OPENROUTER))
							.options((b) -> b.thinking(ThinkingLevel.HIGH)
								.providerOptions(Map.of("reasoning", Map.of("exclude", true)))),
						"{'reasoning':{'effort':'high','exclude':true}}"),
				row("OpenRouter's reasoning, switched on without a level",
						(o) -> o.compat((b) -> b.thinkingFormat(ThinkingFormat.OPENROUTER))
							.options((b) -> b.providerOptions(
									Map.of("reasoning", Map.of("enabled", true), "user", "u", "session-id", "s"))),
						"{'reasoning':{'enabled':true},'user':'u','session_id':'s'}"),
				row("OpenRouter's effort over the budget of the level",
						(o) -> o.compat((b) -> b.thinkingFormat(ThinkingFormat.OPENROUTER))
							.options((b) -> b.thinking(ThinkingLevel.HIGH)
								.thinkingBudgets(Map.of(ThinkingLevel.HIGH, 2048))
								.providerOptions(Map.of("reasoning", Map.of("effort", "low")))),
						"{'reasoning':{'effort':'low'}}"),
				row("xAI's search and Groq's tools", (o) -> o.options((b) -> b.providerOptions(own(
						"{'search_parameters':{'mode':'auto'},'compound_custom':{'tools':{'enabled_tools':['x']}}}"))),
						"{'search_parameters':{'mode':'auto'},'compound_custom':{'tools':{'enabled_tools':['x']}}}"),
				row("OpenRouter's session",
						(o) -> o.baseUrl("https://eu.openrouter.ai/api/v1").options((b) -> b.sessionId("s")),
						"{'session_id':'s'}"),
				row("OpenRouter's fallbacks and plugins",
						(o) -> o.options((b) -> b.providerOptions(Map.of("models", List.of("a", "b"), "route",
								"fallback", "plugins", List.of(Map.of("id", "web")), "transforms", List.of()))),
						"{'models':['a','b'],'route':'fallback','plugins':[{'id':'web'}],'transforms':[]}"),
				row("Vercel's routing", (o) -> o.compat((b) -> b.vercelGatewayRouting(Map.of("order", List.of("a")))),
						"{'providerOptions':{'gateway':{'order':['a']}}}"),
				row("more in the body", (o) -> o
					.options((b) -> b.temperature(0.5).seed(3L).responseFormat(ResponseFormat.JSON).extraBody(extra())),
						"{'temperature':1,'response_format':{'type':'json_object','x':1},'new':[1]}"),
				row("tool_choice without tools",
						(o) -> o.options((b) -> b.toolChoice(ToolChoice.REQUIRED).parallelToolCalls(false)), "{}"));
	}

	/** Azure's, OpenAI's and DeepSeek's servers refuse to be asked for JSON otherwise. */
	@Test
	void aSchemaThatTheServerCannotHoldStandsInTheSystemPrompt() {
		EncodedCall encoded = Encoded.empty()
			.request((b) -> b.system("rules").user("hello"))
			.options((b) -> b.responseFormat(ResponseFormat.jsonSchema("n", "{\"type\":\"object\"}")));
		assertThat(encoded.body().at("/messages/0/content").asString()).isEqualTo("rules");

		encoded.compat((b) -> b.supportsJsonSchema(false));

		assertThat(encoded.body().at("/messages/0/content").asString()).startsWith("rules\n\n")
			.contains("JSON")
			.endsWith("{\"type\":\"object\"}");
		assertThat(encoded.warnings()).containsExactly("schema-left-out");
		assertThat(Encoded.hello()
			.options((b) -> b.responseFormat(ResponseFormat.jsonSchema("n", "{\"type\":\"object\"}")))
			.compat((b) -> b.supportsJsonSchema(false))
			.body()
			.at("/messages/0/role")
			.asString()).isEqualTo("system");
		assertThat(Encoded.hello()
			.options((b) -> b.responseFormat(ResponseFormat.JSON))
			.compat((b) -> b.supportsJsonSchema(false))
			.body()
			.path("messages")).as("words of the user's own").hasSize(1);
	}

	@Test
	void whatTheServerDoesNotKnowIsLeftOutWithAWarning() {
		EncodedCall encoded = Encoded.hello()
			.options((b) -> b.stop(List.of("x")).temperature(0.5).providerOptions(Map.of("top_k", 4, "min_p", 0.1)))
			.compat((b) -> b.unsupportedParameters(Set.of("stop", "top_k", "seed")));
		assertThat(encoded.extras()).isEqualTo(Map.of("temperature", 0.5, "min_p", 0.1));
		assertThat(encoded.wire().warnings()).extracting(Warning::message)
			.containsExactly("stop was left out: the server does not know it",
					"top_k was left out: the server does not know it");
		assertThat(encoded.options((b) -> b.extraBody(Map.of("stop", "y"))).extras()).as("asked for in so many words")
			.containsEntry("stop", "y");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
			gpt-5.5          | 'prompt_cache_retention':'24h'
			gpt-5            | 'prompt_cache_retention':'24h'
			gpt-4.1-mini     | 'prompt_cache_retention':'24h'
			some-model       | 'prompt_cache_retention':'24h'
			gpt-5.6          | 'prompt_cache_options':{'ttl':'30m'}
			gpt-5.10-mini    | 'prompt_cache_options':{'ttl':'30m'}
			gpt-6-2027-01-01 | 'prompt_cache_options':{'ttl':'30m'}
			gpt-20270101000  | 'prompt_cache_retention':'24h'
			""")
	void aLongRetentionIsAskedForInTheWordsOfTheModel(String model, String member) {
		EncodedCall encoded = Encoded.to(model, "https://api.openai.com/v1")
			.user("hello")
			.options((b) -> b.cacheRetention(CacheRetention.LONG));
		assertThat(Json.text(encoded.extras())).isEqualTo(("{'store':false," + member + "}").replace('\'', '"'));
		encoded.options((b) -> b.providerOptions(Map.of("prompt_cache_options", Map.of("mode", "explicit"))));
		assertThat(Json.text(encoded.extras())).as("set by the user")
			.isEqualTo("{\"store\":false,\"prompt_cache_options\":{\"mode\":\"explicit\"}}");
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("toolRows")
	void toolsAreOffered(String name, EncodedCall encoded, String json, List<String> warnings) {
		encoded.request((b) -> b.tool(WEATHER));
		canonicalBecomesJson(name, encoded, json, warnings);
	}

	static Stream<Arguments> toolRows() {
		String plain = "{'type':'function','function':{'name':'weather','description':'Tells the weather','parameters':{'type':'object','properties':{'city':{'type':'string'}},'required':['city']}%s}}";
		String tools = "{'tools':[" + plain.formatted(",'strict':false") + "]%s}";
		return Stream.of(row("plain", (o) -> {
		}, tools.formatted("")),
				row("not strict", (o) -> o.compat((b) -> b.supportsStrictMode(false)),
						"{'tools':[" + plain.formatted("") + "]}"),
				row("auto", (o) -> o.options((b) -> b.toolChoice(ToolChoice.AUTO)),
						tools.formatted(",'tool_choice':'auto'")),
				row("none", (o) -> o.options((b) -> b.toolChoice(ToolChoice.NONE)),
						tools.formatted(",'tool_choice':'none'")),
				row("required", (o) -> o.options((b) -> b.toolChoice(ToolChoice.REQUIRED)),
						tools.formatted(",'tool_choice':'required'")),
				row("named", (o) -> o.options((b) -> b.toolChoice(ToolChoice.of("weather"))),
						tools.formatted(",'tool_choice':{'type':'function','function':{'name':'weather'}}")),
				row("choice unknown to the server",
						(o) -> o.options((b) -> b.toolChoice(ToolChoice.REQUIRED))
							.compat((b) -> b.supportsToolChoice(false)),
						tools.formatted(""), "option-left-out"),
				row("one at a time", (o) -> o.options((b) -> b.parallelToolCalls(false)),
						tools.formatted(",'parallel_tool_calls':false")),
				row("parallel unknown to the server",
						(o) -> o.options((b) -> b.parallelToolCalls(false))
							.compat((b) -> b.supportsParallelToolCalls(false)),
						tools.formatted(""), "option-left-out"));
	}

	@ParameterizedTest
	@CsvSource(nullValues = "-", value = { "true, true, -", "false, -, option-left-out" })
	void aStrictToolIsOneWhereTheServerKnowsIt(boolean known, Boolean strict, String warning) {
		EncodedCall encoded = Encoded.hello()
			.request((b) -> b.tool(WEATHER.strict(true)))
			.compat((b) -> b.supportsStrictMode(known));
		var function = encoded.body().at("/tools/0/function");
		assertThat(function.has("strict") ? function.path("strict").asBoolean() : null).isEqualTo(strict);
		assertThat(encoded.warnings()).isEqualTo((warning != null) ? List.of(warning) : List.of());
	}

	/** llama.cpp takes the name for auto without a word, LM Studio refuses it. */
	@ParameterizedTest
	@CsvSource(nullValues = "-",
			value = { "-, weather, 2, '{\"type\":\"function\",\"function\":{\"name\":\"weather\"}}'",
					"false, weather, 1, '\"required\"'",
					"false, stranger, 2, '{\"type\":\"function\",\"function\":{\"name\":\"stranger\"}}'" })
	void aToolThatCannotBeNamedIsOfferedAlone(Boolean supported, String name, int offered, String choice) {
		var body = Encoded.hello()
			.request((b) -> b.tool(Tool.of("other", "", "{\"type\":\"object\"}")).tool(WEATHER))
			.options((b) -> b.toolChoice(ToolChoice.of(name)))
			.compat((b) -> b.supportsNamedToolChoice(supported))
			.body();
		assertThat(body.path("tools")).hasSize(offered);
		assertThat(body.path("tools").get(offered - 1).at("/function/name").asString()).isEqualTo("weather");
		assertThat(body.path("tool_choice")).isEqualTo(Json.tree(choice));
	}

	@Test
	void theOnlyToolIsRequiredWhereItCannotBeNamed() {
		assertThat(Encoded.hello()
			.request((b) -> b.tool(WEATHER))
			.options((b) -> b.toolChoice(ToolChoice.of("weather")))
			.compat((b) -> b.supportsNamedToolChoice(false))
			.extras()).containsEntry("tool_choice", "required");
	}

	@ParameterizedTest(name = "{0} {1}")
	@MethodSource("thinkingRows")
	void thinkingIsToldInTheServersWay(ThinkingFormat format, ThinkingLevel level, String json) {
		EncodedCall encoded = Encoded.hello()
			.thinks()
			.compat((b) -> b.thinkingFormat(format))
			.options((b) -> b.thinking(level));
		assertThat(Json.tree(Json.text(encoded.extras()))).isEqualTo(Json.tree(json.replace('\'', '"')));
	}

	static Stream<Arguments> thinkingRows() {
		return Stream.of(arguments(null, ThinkingLevel.HIGH, "{'reasoning_effort':'high'}"),
				arguments(ThinkingFormat.OPENAI, ThinkingLevel.OFF, "{'reasoning_effort':'none'}"),
				arguments(ThinkingFormat.THINKING_TYPE, ThinkingLevel.HIGH, "{'thinking':{'type':'enabled'}}"),
				arguments(ThinkingFormat.THINKING_TYPE, ThinkingLevel.OFF, "{'thinking':{'type':'disabled'}}"),
				arguments(ThinkingFormat.ZAI, ThinkingLevel.LOW, "{'enable_thinking':true}"),
				arguments(ThinkingFormat.ZAI, ThinkingLevel.OFF, "{'enable_thinking':false}"),
				arguments(ThinkingFormat.QWEN, ThinkingLevel.LOW, "{'enable_thinking':true}"),
				arguments(ThinkingFormat.QWEN, ThinkingLevel.OFF, "{'enable_thinking':false}"),
				arguments(ThinkingFormat.QWEN_CHAT_TEMPLATE, ThinkingLevel.OFF,
						"{'chat_template_kwargs':{'enable_thinking':false}}"),
				arguments(ThinkingFormat.QWEN_CHAT_TEMPLATE, ThinkingLevel.MAX,
						"{'chat_template_kwargs':{'enable_thinking':true}}"),
				arguments(ThinkingFormat.OPENROUTER, ThinkingLevel.XHIGH, "{'reasoning':{'effort':'xhigh'}}"),
				arguments(ThinkingFormat.OPENROUTER, ThinkingLevel.OFF, "{'reasoning':{'effort':'none'}}"),
				arguments(ThinkingFormat.TOGETHER, ThinkingLevel.LOW, "{'reasoning':{'enabled':true}}"),
				arguments(ThinkingFormat.TOGETHER, ThinkingLevel.OFF, "{'reasoning':{'enabled':false}}"),
				arguments(ThinkingFormat.NONE, ThinkingLevel.HIGH, "{}"), arguments(ThinkingFormat.OPENAI, null, "{}"));
	}

	@Test
	void budgetsAndEffortsAccompanyTheSwitchWhereTheServerKnowsThem() {
		Map<ThinkingLevel, Integer> budgets = Map.of(ThinkingLevel.LOW, 2048);
		assertThat(thinking(ThinkingFormat.QWEN, budgets).extras())
			.isEqualTo(Map.of("enable_thinking", true, "thinking_budget", 2048));
		assertThat(thinking(ThinkingFormat.OPENROUTER, budgets).extras())
			.isEqualTo(Map.of("reasoning", Map.of("max_tokens", 2048)));
		assertThat(thinking(ThinkingFormat.THINKING_TYPE, budgets).extras())
			.isEqualTo(Map.of("thinking", Map.of("type", "enabled", "budget_tokens", 2048)));
		assertThat(thinking(ThinkingFormat.THINKING_TYPE, Map.of())
			.compat((b) -> b.supportsReasoningEffort(true).reasoningEffortMap(Map.of(ThinkingLevel.LOW, "high")))
			.extras()).isEqualTo(Map.of("thinking", Map.of("type", "enabled"), "reasoning_effort", "high"));
		assertThat(thinking(ThinkingFormat.OPENAI, Map.of()).compat((b) -> b.supportsReasoningEffort(false)).warnings())
			.containsExactly("thinking-ignored");
	}

	@ParameterizedTest
	@CsvSource(value = { "OPENAI,option-left-out", "THINKING_TYPE,-", "ZAI,option-left-out", "QWEN,-",
			"QWEN_CHAT_TEMPLATE,option-left-out", "OPENROUTER,-", "TOGETHER,option-left-out",
			"NONE,option-left-out thinking-ignored" }, nullValues = "-")
	void aBudgetThatTheServerCannotTakeIsLeftOutWithAWarning(ThinkingFormat format, String codes) {
		List<String> warnings = thinking(format, Map.of(ThinkingLevel.LOW, 2048)).warnings();
		assertThat(warnings).isEqualTo((codes != null) ? List.of(codes.split(" ")) : List.of());
	}

	@Test
	void aLevelThatTheModelCannotTakeIsClippedWithAWarning() {
		EncodedCall tooMuch = Encoded.hello()
			.thinks(ThinkingLevel.LOW, ThinkingLevel.HIGH)
			.options((b) -> b.thinking(ThinkingLevel.MAX));
		assertThat(tooMuch.extras()).isEqualTo(Map.of("reasoning_effort", "high"));
		assertThat(tooMuch.warnings()).containsExactly("thinking-clipped");
		EncodedCall off = Encoded.hello()
			.thinks(ThinkingLevel.LOW, ThinkingLevel.HIGH)
			.options((b) -> b.thinking(ThinkingLevel.OFF));
		assertThat(off.extras()).isEqualTo(Map.of("reasoning_effort", "low"));
		EncodedCall little = Encoded.hello()
			.thinks(ThinkingLevel.OFF, ThinkingLevel.HIGH)
			.options((b) -> b.thinking(ThinkingLevel.MINIMAL));
		assertThat(little.extras()).isEqualTo(Map.of("reasoning_effort", "high"));
		EncodedCall fits = Encoded.hello().thinks(ThinkingLevel.LOW).options((b) -> b.thinking(ThinkingLevel.LOW));
		assertThat(fits.warnings()).isEmpty();
	}

	/** Groq's Qwen, xAI's models that do or do not think, and one that always does. */
	@ParameterizedTest
	@CsvSource(delimiter = '|', nullValues = "-", quoteCharacter = '"',
			textBlock = """
					https://api.groq.com/openai/v1 | qwen/qwen3-32b              | HIGH | {'reasoning_effort':'default'} | -
					https://api.groq.com/openai/v1 | qwen/qwen3-32b              | OFF  | {'reasoning_effort':'none'}    | -
					https://api.groq.com/openai/v1 | openai/gpt-oss-120b         | HIGH | {'reasoning_effort':'high'}    | -
					https://api.groq.com/openai/v1 | openai/gpt-oss-120b         | OFF  | {'reasoning_effort':'low'}     | thinking-clipped
					https://acme.example/v1        | qwen/qwen3-32b              | HIGH | {'reasoning_effort':'high'}    | -
					https://api.x.ai/v1            | grok-4.20-0309-reasoning    | HIGH | {}                             | thinking-ignored
					https://api.x.ai/v1            | grok-4.20-non-reasoning     | OFF  | {}                             | -
					https://api.x.ai/v1            | grok-4.20-multi-agent-0309  | HIGH | {'reasoning_effort':'high'}    | -
					https://api.x.ai/v1            | grok-4.5                    | OFF  | {'reasoning_effort':'low'}     | thinking-clipped
					https://api.x.ai/v1            | grok-4.5                    | MAX  | {'reasoning_effort':'high'}    | thinking-clipped
					https://api.x.ai/v1            | grok-4.3                    | OFF  | {'reasoning_effort':'none'}    | -
					https://acme.example/v1        | grok-4.20-reasoning         | HIGH | {'reasoning_effort':'high'}    | -
					""")
	void singleModelsOfAHostAreToldInTheirWay(String baseUrl, String model, ThinkingLevel level, String json,
			String warning) {
		EncodedCall encoded = Encoded.to(model, baseUrl).user("hello").thinks().options((b) -> b.thinking(level));
		assertThat(Json.text(encoded.extras())).isEqualTo(json.replace('\'', '"'));
		assertThat(encoded.warnings()).isEqualTo((warning != null) ? List.of(warning) : List.of());
	}

	/** Kimi K3, beside models of Moonshot's that are switched on and off. */
	@ParameterizedTest
	@CsvSource({ "OFF, low", "LOW, low", "MEDIUM, high", "HIGH, high", "XHIGH, max", "MAX, max" })
	void aModelOfItsOwnFormatIsToldItsLevels(ThinkingLevel level, String effort) {
		assertThat(Encoded.to("kimi-k3", "https://api.moonshot.ai/v1")
			.user("hello")
			.thinks(ThinkingLevel.LOW, ThinkingLevel.HIGH, ThinkingLevel.MAX)
			.compat((b) -> b.thinkingFormat(ThinkingFormat.OPENAI))
			.options((b) -> b.thinking(level))
			.extras()).isEqualTo(Map.of("reasoning_effort", effort));
	}

	@Test
	void whatAnybodySaysOfAModelCountsMoreThanWhatItsHostIsKnownFor() {
		assertThat(Encoded.to("qwen/qwen3-32b", "https://api.groq.com/openai/v1")
			.user("hello")
			.thinks(ThinkingLevel.OFF)
			.compat((b) -> b.reasoningEffortMap(Map.of(ThinkingLevel.LOW, "low")))
			.options((b) -> b.thinking(ThinkingLevel.LOW))
			.extras()).isEqualTo(Map.of("reasoning_effort", "low"));
		assertThat(Encoded.to("grok-4.20-reasoning", "https://api.x.ai/v1")
			.user("hello")
			.compat((b) -> b.supportsReasoningEffort(true))
			.options((b) -> b.thinking(ThinkingLevel.LOW))
			.extras()).isEqualTo(Map.of("reasoning_effort", "low"));
	}

	/** Thinking that was asked for is not switched off. */
	@ParameterizedTest
	@CsvSource(delimiter = '|', nullValues = "-", quoteCharacter = '"', textBlock = """
			OPENAI        | HIGH | {}                                | thinking-ignored
			OPENAI        | OFF  | {'reasoning_effort':'none'}       | -
			THINKING_TYPE | HIGH | {'thinking':{'type':'enabled'}}   | -
			THINKING_TYPE | OFF  | {'thinking':{'type':'disabled'}}  | -
			""")
	void aModelThatCanOnlyBeToldNotToThinkThinksAsItDoes(ThinkingFormat format, ThinkingLevel level, String json,
			String warning) {
		EncodedCall encoded = Encoded.hello()
			.thinks(ThinkingLevel.OFF)
			.compat((b) -> b.thinkingFormat(format))
			.options((b) -> b.thinking(level));
		assertThat(Json.text(encoded.extras())).isEqualTo(json.replace('\'', '"'));
		assertThat(encoded.warnings()).isEqualTo((warning != null) ? List.of(warning) : List.of());
	}

	@Test
	void aModelThatDoesNotThinkIsNotTold() {
		Capabilities plain = new Capabilities(null, null, false, null, null, null, null, null);
		assertThat(Encoded.hello().capabilities(plain).options((b) -> b.thinking(ThinkingLevel.HIGH)).extras())
			.isEmpty();
		assertThat(Encoded.hello().capabilities(plain).options((b) -> b.thinking(ThinkingLevel.HIGH)).warnings())
			.containsExactly("thinking-ignored");
		assertThat(Encoded.hello().capabilities(plain).options((b) -> b.thinking(ThinkingLevel.OFF)).warnings())
			.isEmpty();
		assertThat(Encoded.hello().options((b) -> b.thinking(ThinkingLevel.OFF)).extras()).isEmpty();
		assertThat(Encoded.hello().options((b) -> b.thinking(ThinkingLevel.LOW)).extras())
			.isEqualTo(Map.of("reasoning_effort", "low"));
	}

	@Test
	void samplingIsLeftOutForModelsThatRefuseIt() {
		Capabilities refuses = new Capabilities(null, null, true, null, null, false, null, null);
		EncodedCall encoded = Encoded.hello()
			.capabilities(refuses)
			.options((
					b) -> b.temperature(0.5).topP(0.5).presencePenalty(1.0).providerOptions(Map.of("top_logprobs", 2)));
		assertThat(encoded.extras()).isEmpty();
		assertThat(encoded.warnings()).hasSize(4).containsOnly("option-left-out");
		encoded.options((b) -> b.thinking(ThinkingLevel.OFF)
			.frequencyPenalty(1.0)
			.providerOptions(Map.of("top_logprobs", 2, "logit_bias", Map.of("7", 1))));
		assertThat(encoded.extras()).as("penalties and biases are refused by a model that is silenced too")
			.isEqualTo(Map.of("temperature", 0.5, "top_p", 0.5, "top_logprobs", 2, "reasoning_effort", "none"));
		assertThat(encoded.warnings()).hasSize(3).containsOnly("option-left-out");
		assertThat(Encoded.hello().thinks().options((b) -> b.temperature(0.5)).extras()).containsEntry("temperature",
				0.5);
	}

	@Test
	void samplingIsLeftOutForAModelOfWhichOnlyThatIsKnown() {
		Capabilities refuses = new Capabilities(null, null, null, null, null, false, null, null);
		assertThat(Encoded.hello().capabilities(refuses).options((b) -> b.temperature(0.5)).extras()).isEmpty();
	}

	@Test
	void anOptionOfTheTemplateStandsBesideTheThinkingSwitch() {
		EncodedCall encoded = Encoded.hello()
			.compat((b) -> b.thinkingFormat(ThinkingFormat.QWEN_CHAT_TEMPLATE))
			.options((b) -> b.thinking(ThinkingLevel.OFF)
				.providerOptions(Map.of("chat_template_kwargs", Map.of("x", 1))));
		assertThat(encoded.extras())
			.isEqualTo(Map.of("chat_template_kwargs", Map.of("enable_thinking", false, "x", 1)));
	}

	@Test
	void streamOptionsAreSentOnlyToServersThatKnowThem() {
		assertThat(Encoded.hello().compat((b) -> b.supportsUsageInStreaming(false)).body().has("stream_options"))
			.isFalse();
		assertThat(Encoded.hello()
			.options((b) -> b.providerOptions(Map.of("include_obfuscation", false)))
			.body()
			.path("stream_options")).isEqualTo(Json.tree("{\"include_usage\":true,\"include_obfuscation\":false}"));
	}

	@Test
	void theSessionIsAHeaderWhereTheServerRoutesByIt() {
		EncodedCall encoded = Encoded.hello()
			.compat((b) -> b.sessionAffinityHeader("x-affinity"))
			.options((b) -> b.sessionId("s"));
		assertThat(encoded.wire().headers()).containsEntry("x-affinity", "s");
		assertThat(Encoded.hello().compat((b) -> b.sessionAffinityHeader("x-affinity")).wire().headers())
			.doesNotContainKey("x-affinity");
	}

	@Test
	void anEmptyListOfToolsGoesWithAHistoryOfCalls() {
		ToolCall call = new ToolCall("c", "f", "{}");
		Consumer<io.llmprovider.chat.ChatRequest.Builder> history = (b) -> b.message(AssistantMessage.of(call))
			.message(ToolResultMessage.of(call, "x"));
		assertThat(Encoded.hello().request(history).compat((b) -> b.requiresToolsWithHistory(true)).extras())
			.isEqualTo(Map.of("tools", List.of()));
		assertThat(Encoded.hello().request(history).extras()).isEmpty();
		assertThat(Encoded.hello().compat((b) -> b.requiresToolsWithHistory(true)).extras()).isEmpty();
		assertThat(Encoded.hello()
			.request((b) -> b.assistant("a").user("b"))
			.compat((b) -> b.requiresToolsWithHistory(true))
			.extras()).isEmpty();
	}

	@Test
	void schemaWordsThatTheServerRefusesAreTakenOut() {
		Tool tool = Tool.of("f", "",
				"""
						{"$schema":"x","type":"object","additionalProperties":false,"properties":{"$schema":{"type":"string","additionalProperties":false},
						"list":{"type":"array","items":{"type":"object","additionalProperties":false}}}}""");
		var parameters = Encoded.hello()
			.request((b) -> b.tool(tool))
			.compat((b) -> b.unsupportedSchemaKeywords(Set.of("$schema", "additionalProperties")))
			.body()
			.at("/tools/0/function/parameters");
		assertThat(parameters).isEqualTo(Json
			.tree("""
					{"type":"object","properties":{"$schema":{"type":"string"},"list":{"type":"array","items":{"type":"object"}}}}"""));
	}

	@Test
	void marksForTheCacheAreWrittenWhereTheServerKnowsThem() {
		EncodedCall encoded = Encoded.empty()
			.request((b) -> b.system(List.of(new Text("rules"), new Text("more").cached(CacheMark.ONE_HOUR)))
				.tool(WEATHER.cached(CacheMark.ONE_HOUR))
				.user(new Text("a"), new Text("b").cached(CacheMark.FIVE_MINUTES)));
		assertThat(encoded.body().toString()).doesNotContain("cache_control");
		var body = encoded.compat((b) -> b.supportsCacheControl(true)).body();
		assertThat(body.path("messages")).isEqualTo(Json
			.tree("""
					[{"role":"system","content":[{"type":"text","text":"rules"},{"type":"text","text":"more","cache_control":{"type":"ephemeral","ttl":"1h"}}]},
					{"role":"user","content":[{"type":"text","text":"a"},{"type":"text","text":"b","cache_control":{"type":"ephemeral"}}]}]"""));
		assertThat(body.at("/tools/0/cache_control/type").asString()).isEqualTo("ephemeral");
	}

	@ParameterizedTest
	@CsvSource({ "gpt-5.6, https://api.openai.com/v1, 3", "gpt-5.5, https://api.openai.com/v1, 0",
			"gpt-5.6, https://acme.example/v1, 0" })
	void marksAreBreakpointsForOpenAisNewerModels(String model, String baseUrl, int breakpoints) {
		CacheMark mark = CacheMark.ONE_HOUR;
		ToolCall call = new ToolCall("c", "weather", "{}");
		EncodedCall encoded = Encoded.to(model, baseUrl)
			.request((b) -> b.system(List.of(new Text("rules").cached(mark)))
				.tool(WEATHER.cached(mark))
				.user(new Text("a").cached(CacheMark.FIVE_MINUTES))
				.message(AssistantMessage.of(new Text("b").cached(mark), call))
				.message(ToolResultMessage.of(call, new Text("d").cached(mark))))
			.options((b) -> b.cacheRetention(CacheRetention.SHORT));
		var body = encoded.body();
		assertThat(body.findValues("prompt_cache_breakpoint")).hasSize(breakpoints);
		assertThat(body.at("/messages/1/content/0/prompt_cache_breakpoint/mode").asString(""))
			.isEqualTo((breakpoints > 0) ? "explicit" : "");
		assertThat(body.at("/messages/2/content").asString()).isEqualTo("b");
		assertThat(body.toString()).doesNotContain("cache_control");
		assertThat(encoded.warnings()).isEmpty();
	}

	@Test
	void ofMarksThatWereSetByHandTheEarliestAreLeftOutBeyondFour() {
		CacheMark mark = CacheMark.FIVE_MINUTES;
		EncodedCall encoded = Encoded.empty()
			.request((b) -> b.system(List.of(new Text("rules").cached(mark)))
				.tool(WEATHER.cached(mark))
				.user(new Text("a").cached(mark), new Text("b").cached(mark))
				.assistant("c")
				.user(new Text("d").cached(mark)))
			.compat((b) -> b.supportsCacheControl(true));
		assertThat(encoded.body().at("/messages/1/content/0").has("cache_control")).isFalse();
		assertThat(encoded.body().toString().split("cache_control", -1)).hasSize(5);
		assertThat(encoded.warnings()).containsExactly("cache-marks-left-out");
	}

	/** As Anthropic has it, whoever stands in front of it. */
	@Test
	void aMarkOfAnHourBehindOneOfFiveMinutesIsShortened() {
		EncodedCall encoded = Encoded.empty()
			.request((b) -> b.tool(WEATHER.cached(CacheMark.FIVE_MINUTES))
				.user(new Text("a").cached(CacheMark.ONE_HOUR)))
			.compat((b) -> b.supportsCacheControl(true));
		assertThat(encoded.body().at("/messages/0/content/0/cache_control"))
			.isEqualTo(Json.tree("{\"type\":\"ephemeral\"}"));
		assertThat(encoded.warnings()).containsExactly("cache-mark-shortened");
	}

	@Test
	void aRetentionMarksSystemAndTheLastTwoTurns() {
		var messages = Encoded.empty()
			.request((b) -> b.system("rules").user("one").assistant("two").user("three"))
			.options((b) -> b.cacheRetention(CacheRetention.SHORT))
			.compat((b) -> b.supportsCacheControl(true))
			.body()
			.path("messages");
		String mark = ",\"cache_control\":{\"type\":\"ephemeral\"}}]";
		assertThat(messages.toString())
			.isEqualTo("[{\"role\":\"system\",\"content\":[{\"type\":\"text\",\"text\":\"rules\"" + mark
					+ "},{\"role\":\"user\",\"content\":\"one\"},{\"role\":\"assistant\",\"content\":[{\"type\":\"text\",\"text\":\"two\""
					+ mark + "},{\"role\":\"user\",\"content\":[{\"type\":\"text\",\"text\":\"three\"" + mark + "}]");
	}

	@ParameterizedTest
	@CsvSource({ "false,SHORT,true,second", "true,SHORT,true,''", "false,NONE,true,''", "false,SHORT,false,''" })
	void aRetentionMarksTheLastToolWhereThereIsNoSystemPrompt(boolean system, CacheRetention retention, boolean known,
			String marked) {
		EncodedCall encoded = Encoded.empty()
			.request((b) -> b.system(system ? "rules" : "")
				.tool(WEATHER)
				.tool(Tool.of("second", "", "{\"type\":\"object\"}"))
				.user("x"))
			.options((b) -> b.cacheRetention(retention))
			.compat((b) -> b.supportsCacheControl(known));
		assertThat(encoded.body().path("tools").valueStream().filter((tool) -> tool.has("cache_control")))
			.extracting((tool) -> tool.at("/function/name").asString())
			.isEqualTo(marked.isEmpty() ? List.of() : List.of(marked));
	}

	@Test
	void aMarkMakesNoPartsOfATextWhereTheServerKnowsNone() {
		EncodedCall marked = Encoded.empty().request((b) -> b.user(new Text("a").cached(CacheMark.FIVE_MINUTES)));
		assertThat(marked.body().at("/messages/0/content").asString()).isEqualTo("a");
		assertThat(marked.compat((b) -> b.supportsCacheControl(true)).body().at("/messages/0/content").size())
			.isEqualTo(1);
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("idForms")
	void idsOfToolCallsAreBoundOnlyWhereTheServerIs(String name, Consumer<EncodedCall> change, ToolIdForm form) {
		ToolCall call = new ToolCall("a".repeat(50), "f", "{}");
		AssistantMessage own = new AssistantMessage(List.of(call),
				new Origin("acme", "m-1", OpenAiCompletionsProtocol.ID), null, null);
		EncodedCall encoded = Encoded.hello().request((b) -> b.message(own).message(ToolResultMessage.of(call, "x")));
		change.accept(encoded);
		String id = encoded.body().at("/messages/2/tool_call_id").asString();
		assertThat(id).matches((written) -> form.fits(written)).isEqualTo(form.fits(call.id()) ? call.id() : id);
		assertThat(encoded.body().at("/messages/1/tool_calls/0/id").asString()).isEqualTo(id);
	}

	static Stream<Arguments> idForms() {
		return Stream.of(idForm("a compatible server", (o) -> {
		}, ToolIdForm.ANY), idForm("OpenAI", (o) -> o.baseUrl("https://api.openai.com/v1"), ToolIdForm.USUAL),
				idForm("a limit", (o) -> o.compat((b) -> b.toolIdMaxLength(12)), ToolIdForm.upTo(12)),
				idForm("Mistral's", (o) -> o.compat((b) -> b.requiresMistralToolIds(true)),
						ToolIdForm.NINE_LETTERS_OR_DIGITS));
	}

	private static Arguments idForm(String name, Consumer<EncodedCall> change, ToolIdForm form) {
		return arguments(name, change, form);
	}

	@Test
	void aRequestWithoutMessagesIsRefusedWithAdvice() {
		assertThatExceptionOfType(InvalidRequestException.class).isThrownBy(() -> Encoded.empty().wire())
			.withMessageContaining("ChatRequest.of");
	}

	@Test
	void aToolWhoseSchemaIsNoObjectIsRefusedByName() {
		Tool wrong = Tool.of("f", "", "{\"type\":\"array\"}");
		assertThatExceptionOfType(InvalidRequestException.class)
			.isThrownBy(() -> Encoded.hello().request((b) -> b.tool(wrong)).wire())
			.withMessageContaining("'f'")
			.withMessageContaining("{\"type\":\"object\"");
		Tool untyped = Tool.of("g", "", "{}");
		assertThatExceptionOfType(InvalidRequestException.class)
			.isThrownBy(() -> Encoded.hello().request((b) -> b.tool(untyped)).wire())
			.withMessageContaining("no type");
	}

	@Test
	void anOptionThatIsNotDeclaredIsRefusedWithTheNearestName() {
		assertThatExceptionOfType(InvalidRequestException.class)
			.isThrownBy(() -> Encoded.hello().options((b) -> b.providerOptions(Map.of("top_kk", 1))).wire())
			.withMessageContaining("top_k")
			.withMessageContaining("extra-body");
	}

	@Test
	void loneSurrogatesAreRemovedFromEverything() {
		String json = new String(Encoded.empty()
			.request((b) -> b.system("a\uD83Db")
				.user("c\uDE48d")
				.message(AssistantMessage.of(new ToolCall("i", "f", "{\"x\":\"\uD83D\"}"))))
			.options((b) -> b.extraBody(Map.of("x", List.of("y\uD83D"))))
			.wire()
			.bytes(), java.nio.charset.StandardCharsets.UTF_8);
		assertThat(json).contains("\"ab\"", "\"cd\"", "{\\\"x\\\":\\\"\\\"}", "[\"y\"]");
	}

	private static EncodedCall thinking(ThinkingFormat format, Map<ThinkingLevel, Integer> budgets) {
		return Encoded.hello()
			.thinks()
			.compat((b) -> b.thinkingFormat(format))
			.options((b) -> b.thinking(ThinkingLevel.LOW).thinkingBudgets(budgets));
	}

	private static Map<String, Object> own(String json) {
		return Json.object(Json.tree(json.replace('\'', '"')));
	}

	private static Map<String, Object> extra() {
		Map<String, Object> extra = new HashMap<>();
		extra.put("temperature", 1);
		extra.put("seed", null);
		extra.put("response_format", Map.of("x", 1));
		extra.put("new", List.of(1));
		return extra;
	}

	private static Arguments row(String name, Consumer<EncodedCall> change, String json, String... warnings) {
		EncodedCall encoded = Encoded.hello();
		change.accept(encoded);
		return arguments(name, encoded, json, List.of(warnings));
	}

}
