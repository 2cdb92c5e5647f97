package io.llmprovider.protocol.mistral;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;

import io.llmprovider.chat.AssistantMessage;
import io.llmprovider.chat.ChatRequest;
import io.llmprovider.chat.Reasoning;
import io.llmprovider.chat.ReplayData;
import io.llmprovider.chat.ResponseFormat;
import io.llmprovider.chat.Tool;
import io.llmprovider.chat.ToolCall;
import io.llmprovider.chat.ToolChoice;
import io.llmprovider.chat.ToolResultMessage;
import io.llmprovider.error.InvalidRequestException;
import io.llmprovider.json.Json;
import io.llmprovider.model.Capabilities;
import io.llmprovider.model.ThinkingLevel;
import io.llmprovider.protocol.EncodedCall;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/**
 * Each row of the request table of Mistral's reference: what our words become. Not
 * written at all are {@code n} (only the first choice would be read) and the addresses of
 * fill-in-the-middle, agents and conversations, which are no chat.
 */
class MistralRequestMapperTests {

	private static final Tool WEATHER = Tool.of("weather", "Tells the weather.",
			"{\"type\":\"object\",\"properties\":{\"city\":{\"type\":\"string\"}}}");

	@Test
	void nothingIsSentThatNobodyAskedFor() {
		assertThat(MistralCalls.hello().body()).isEqualTo(Json
			.tree("{\"model\":\"m-1\",\"messages\":[{\"role\":\"user\",\"content\":\"hello\"}],\"stream\":true}"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "https://api.mistral.ai/v1", "https://api.mistral.ai/v1/", "https://api.mistral.ai" })
	void theVersionStandsInTheAddressOnce(String baseUrl) {
		assertThat(MistralCalls.hello().baseUrl(baseUrl).wire().uri())
			.isEqualTo("https://api.mistral.ai/v1/chat/completions");
		assertThat(MistralCalls.hello().baseUrl("http://localhost:8000/v1").wire().uri())
			.isEqualTo("http://localhost:8000/v1/chat/completions");
	}

	@ParameterizedTest
	@ValueSource(strings = { "https://codestral.mistral.ai/v1", "https://codestral.mistral.ai" })
	void codestralHasAHostOfItsOwn(String baseUrl) {
		assertThat(MistralCalls.hello().baseUrl(baseUrl).wire().uri())
			.isEqualTo("https://codestral.mistral.ai/v1/chat/completions");
	}

	@Test
	void theSessionRoutesToAWarmCache() {
		assertThat(MistralCalls.hello().wire().headers()).containsOnly(Map.entry("Accept", "text/event-stream"));
		assertThat(MistralCalls.hello().whole().options((o) -> o.sessionId("s-1")).wire().headers())
			.containsOnly(Map.entry("Accept", "application/json"), Map.entry("x-affinity", "s-1"));
		assertThat(MistralCalls.hello()
			.compat((c) -> c.sessionAffinityHeader("x-session"))
			.options((o) -> o.sessionId("s-1"))
			.wire()
			.headers()).containsEntry("x-session", "s-1");
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("rows")
	void canonicalBecomesJson(String name, EncodedCall encoded, String json, List<String> warnings) {
		assertThat(Json.tree(Json.text(encoded.extras()))).isEqualTo(Json.tree(json.replace('\'', '"')));
		assertThat(encoded.warnings()).isEqualTo(warnings);
	}

	static Stream<Arguments> rows() {
		return Stream.of(row("max_tokens", (o) -> o.options((b) -> b.maxTokens(9)), "{'max_tokens':9}"),
				row("temperature", (o) -> o.options((b) -> b.temperature(0.3).topP(0.9)),
						"{'temperature':0.3,'top_p':0.9}"),
				row("temperature, too high", (o) -> o.options((b) -> b.temperature(2.0)), "{'temperature':1.5}",
						"temperature-clipped"),
				row("temperature 0 with top_p", (o) -> o.options((b) -> b.temperature(0.0).topP(0.9)),
						"{'temperature':0.0}", "option-left-out"),
				row("temperature 0 with top_p 1", (o) -> o.options((b) -> b.temperature(0.0).topP(1.0)),
						"{'temperature':0.0,'top_p':1.0}"),
				row("random_seed", (o) -> o.options((b) -> b.seed(7L)), "{'random_seed':7}"),
				row("safe_prompt", own(Map.of("safe-prompt", "true")), "{'safe_prompt':true}"),
				row("stop", (o) -> o.options((b) -> b.stop(List.of("x", "y"))), "{'stop':['x','y']}"),
				row("no stop", (o) -> o.options((b) -> b.stop(List.of())), "{}"),
				row("penalties", (o) -> o.options((b) -> b.frequencyPenalty(1.0).presencePenalty(-1.0)),
						"{'frequency_penalty':1.0,'presence_penalty':-1.0}"),
				row("tools", (o) -> o.request((b) -> b.tool(WEATHER)), "{'tools':[" + FUNCTION + "]}"),
				row("tool_choice auto", choosing(ToolChoice.AUTO), "{'tools':[" + FUNCTION + "],'tool_choice':'auto'}"),
				row("tool_choice none", choosing(ToolChoice.NONE), "{'tools':[" + FUNCTION + "],'tool_choice':'none'}"),
				row("tool_choice required", choosing(ToolChoice.REQUIRED),
						"{'tools':[" + FUNCTION + "],'tool_choice':'required'}"),
				row("tool_choice by name", choosing(ToolChoice.of("weather")),
						"{'tools':[" + FUNCTION + "],'tool_choice':{'type':'function','function':{'name':'weather'}}}"),
				row("parallel_tool_calls",
						(o) -> o.request((b) -> b.tool(WEATHER)).options((b) -> b.parallelToolCalls(false)),
						"{'tools':[" + FUNCTION + "],'parallel_tool_calls':false}"),
				row("strict", (o) -> o.request((b) -> b.tool(WEATHER.strict(true))),
						"{'tools':[" + FUNCTION.replace("false", "true") + "]}"),
				row("tool_choice without tools",
						(o) -> o.options((b) -> b.toolChoice(ToolChoice.REQUIRED).parallelToolCalls(false)), "{}"),
				row("response_format json_object", (o) -> o.options((b) -> b.responseFormat(ResponseFormat.JSON)),
						"{'response_format':{'type':'json_object'}}"),
				row("response_format json_schema",
						(o) -> o
							.options((b) -> b.responseFormat(ResponseFormat.jsonSchema("n", "{\"type\":\"object\"}"))),
						"{'response_format':{'type':'json_schema','json_schema':{'name':'n','schema':{'type':'object'},'strict':true}}}"),
				row("response_format json_schema, not strict", (o) -> o.options(
						(b) -> b.responseFormat(new ResponseFormat.JsonSchema("n", Map.of("type", "object"), false))),
						"{'response_format':{'type':'json_schema','json_schema':{'name':'n','schema':{'type':'object'},'strict':false}}}"),
				row("documents' limits", own(Map.of("document_image_limit", 3, "document_page_limit", "9")),
						"{'document_image_limit':3,'document_page_limit':9}"),
				row("prediction", own(Map.of("prediction", Map.of("type", "content", "content", "x"))),
						"{'prediction':{'type':'content','content':'x'}}"),
				row("metadata", own(Map.of("metadata", Map.of("a", "b"))), "{'metadata':{'a':'b'}}"),
				row("prompt_cache_key", own(Map.of("prompt_cache_key", "k")), "{'prompt_cache_key':'k'}"));
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("thinkingRows")
	void levelsOfThinkingBecomeWhatTheModelTakes(String name, EncodedCall encoded, String json, List<String> warnings) {
		canonicalBecomesJson(name, encoded, json, warnings);
	}

	static Stream<Arguments> thinkingRows() {
		Capabilities not = new Capabilities(null, null, false, null, null, null, null, null);
		return Stream.of(
				thinking("hybrid, high", "mistral-small-latest", ThinkingLevel.HIGH,
						(o) -> o.thinks(ThinkingLevel.OFF, ThinkingLevel.HIGH), "{'reasoning_effort':'high'}"),
				thinking("hybrid, low", "mistral-small-latest", ThinkingLevel.LOW,
						(o) -> o.thinks(ThinkingLevel.OFF, ThinkingLevel.HIGH), "{'reasoning_effort':'high'}",
						"thinking-clipped"),
				thinking("hybrid, off", "mistral-small-latest", ThinkingLevel.OFF,
						(o) -> o.thinks(ThinkingLevel.OFF, ThinkingLevel.HIGH), "{'reasoning_effort':'none'}"),
				thinking("a level that the model is known to have", "m-9", ThinkingLevel.LOW,
						(o) -> o.thinks(ThinkingLevel.LOW, ThinkingLevel.HIGH), "{'reasoning_effort':'low'}"),
				thinking("a model that cannot stop", "m-9", ThinkingLevel.OFF, (o) -> o.thinks(ThinkingLevel.HIGH),
						"{'reasoning_effort':'high'}", "thinking-clipped"),
				thinking("unknown, high", "m-9", ThinkingLevel.HIGH, (o) -> {
				}, "{'reasoning_effort':'high'}"), thinking("unknown, off", "m-9", ThinkingLevel.OFF, (o) -> {
				}, "{}"),
				thinking("does not think", "m-9", ThinkingLevel.HIGH, (o) -> o.capabilities(not), "{}",
						"thinking-ignored"),
				thinking("does not think, off", "m-9", ThinkingLevel.OFF, (o) -> o.capabilities(not), "{}"),
				thinking("magistral", "magistral-medium-latest", ThinkingLevel.LOW, (o) -> o.thinks(),
						"{'prompt_mode':'reasoning'}"),
				thinking("magistral, off", "magistral-medium-latest", ThinkingLevel.OFF, (o) -> o.thinks(),
						"{'prompt_mode':null}"),
				thinking("magistral that is told to take effort", "magistral-9", ThinkingLevel.HIGH,
						(o) -> o.compat((c) -> c.supportsReasoningEffort(true)), "{'reasoning_effort':'high'}"),
				thinking("a user's own word", "m-9", ThinkingLevel.LOW,
						(o) -> o.compat((c) -> c.reasoningEffortMap(Map.of(ThinkingLevel.LOW, "little"))),
						"{'reasoning_effort':'little'}"),
				thinking("a user's own word for off", "m-9", ThinkingLevel.OFF,
						(o) -> o.compat((c) -> c.reasoningEffortMap(Map.of(ThinkingLevel.OFF, "least"))),
						"{'reasoning_effort':'least'}"),
				thinking("prompt_mode counts more", "m-9", ThinkingLevel.HIGH, own(Map.of("prompt-mode", "reasoning")),
						"{'prompt_mode':'reasoning'}"),
				thinking("prompt_mode none", "m-9", ThinkingLevel.HIGH, own(Map.of("prompt_mode", "none")),
						"{'prompt_mode':null}"),
				thinking("reasoning_effort counts more", "m-9", ThinkingLevel.HIGH,
						own(Map.of("reasoning_effort", "none")), "{'reasoning_effort':'none'}"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "stream_options", "seed", "logit_bias", "logprobs", "user", "store", "service_tier", "n",
			"max_completion_tokens" })
	void fieldsThatMistralRefusesAreRefusedHere(String name) {
		EncodedCall encoded = MistralCalls.hello().options((b) -> b.providerOptions(Map.of(name, 1)));
		assertThatExceptionOfType(InvalidRequestException.class).isThrownBy(encoded::wire)
			.withMessageContaining("Unknown option '" + name + "'");
	}

	@Test
	void idsOfOthersBecomeNineLettersAndDigitsOnBothSides() {
		ChatRequest.Builder request = ChatRequest.builder().user("go");
		for (int i = 0; i < 10_000; i++) {
			ToolCall call = new ToolCall("toolu_01abcdefghijklmnopqrstuvwxyz%07d".formatted(i), "f", "{}");
			request.message(AssistantMessage.of(call)).message(ToolResultMessage.of(call, "ok"));
		}
		Set<String> calls = new HashSet<>();
		JsonNode messages = messages(request.build());
		assertThat(messages).hasSize(20_001);
		for (int i = 1; i < messages.size(); i += 2) {
			String id = messages.path(i).path("tool_calls").path(0).path("id").asString();
			assertThat(id).matches("[a-zA-Z0-9]{9}");
			assertThat(messages.path(i + 1).path("tool_call_id").asString()).isEqualTo(id);
			calls.add(id);
		}
		assertThat(calls).hasSize(10_000);
		assertThat(messages(request.build())).isEqualTo(messages);
	}

	@Test
	void ownIdsStayAndTheRuleCanBeSwitchedOff() {
		ToolCall own = new ToolCall("Ab3dE6gH9", "f", "{}");
		ToolCall hosted = new ToolCall("chatcmpl-tool-1", "f", "{}");
		ChatRequest request = ChatRequest.builder()
			.user("go")
			.message(AssistantMessage.of(own, hosted))
			.message(ToolResultMessage.of(own, "1"))
			.message(ToolResultMessage.of(hosted, "2"))
			.build();
		JsonNode calls = messages(request).path(1).path("tool_calls");
		assertThat(calls.path(0).path("id").asString()).isEqualTo("Ab3dE6gH9");
		assertThat(calls.path(1).path("id").asString()).matches("[a-zA-Z0-9]{9}");
		JsonNode kept = MistralCalls.empty("m-1")
			.request((b) -> b.messages(request.messages()))
			.compat((c) -> c.requiresMistralToolIds(false))
			.body();
		assertThat(kept.path("messages").path(3).path("tool_call_id").asString()).isEqualTo("chatcmpl-tool-1");
	}

	@Test
	void thoughtsGoBackToTheModelThatHadThemAndToNoOther() {
		ReplayData replay = new ReplayData("mistral", "m-1", "mistral", Map.of("field", "content", "signature", "s1"));
		ChatRequest request = ChatRequest.builder()
			.user("go")
			.message(AssistantMessage.of(new Reasoning("Hm", false, replay), new io.llmprovider.chat.Text("Yes")))
			.user("and?")
			.build();
		assertThat(messages(request).path(1)).isEqualTo(Json.tree("""
				{"role":"assistant","content":[{"type":"thinking","thinking":[{"type":"text","text":"Hm"}],
				"signature":"s1","closed":true},{"type":"text","text":"Yes"}]}"""));
		JsonNode other = MistralCalls.empty("m-2").request((b) -> b.messages(request.messages())).body();
		assertThat(other.path("messages").path(1).path("content"))
			.isEqualTo(Json.tree("[{\"type\":\"text\",\"text\":\"Hm\\n\\n\"},{\"type\":\"text\",\"text\":\"Yes\"}]"));
		JsonNode asText = MistralCalls.empty("m-1")
			.request((b) -> b.messages(request.messages()))
			.compat((c) -> c.requiresThinkingAsText(true))
			.body();
		assertThat(asText.path("messages")).isEqualTo(other.path("messages"));
	}

	@Test
	void exampleOfTheReferenceIsWritten() {
		JsonNode body = MistralCalls.empty("mistral-medium-latest")
			.thinks(ThinkingLevel.OFF, ThinkingLevel.HIGH)
			.options((b) -> b.maxTokens(800).seed(7L).thinking(ThinkingLevel.HIGH))
			.request((b) -> b.messages(MistralMessageMapperTests.picture("mistral-medium-latest"))
				.tool(Tool.of("zoom", "", "{\"type\":\"object\",\"properties\":{}}")))
			.compat((c) -> c.supportsStrictMode(false))
			.body();
		assertThat(body).isEqualTo(Json
			.tree("""
					{"model":"mistral-medium-latest","max_tokens":800,"random_seed":7,"stream":true,"reasoning_effort":"high",
					"messages":[{"role":"user","content":[{"type":"text","text":"What is on it?"},
					{"type":"image_url","image_url":"data:image/png;base64,AAAA"}]},
					{"role":"assistant","content":[{"type":"thinking","thinking":[{"type":"text","text":"need tool"}],
					"closed":true}],"tool_calls":[{"id":"Ab3dE6gH9","type":"function","function":{"name":"zoom","arguments":"{}"}}]},
					{"role":"tool","tool_call_id":"Ab3dE6gH9","name":"zoom","content":"ok"}],
					"tools":[{"type":"function","function":{"name":"zoom","parameters":{"type":"object","properties":{}}}}]}"""));
	}

	private static final String FUNCTION = "{'type':'function','function':{'name':'weather','description':'Tells the weather.',"
			+ "'parameters':{'type':'object','properties':{'city':{'type':'string'}}},'strict':false}}";

	private static JsonNode messages(ChatRequest request) {
		return MistralCalls.empty("m-1").request((b) -> b.messages(request.messages())).body().path("messages");
	}

	private static Consumer<EncodedCall> own(Map<String, Object> options) {
		return (encoded) -> encoded.options((b) -> b.providerOptions(options));
	}

	private static Consumer<EncodedCall> choosing(ToolChoice choice) {
		return (encoded) -> encoded.request((b) -> b.tool(WEATHER)).options((b) -> b.toolChoice(choice));
	}

	private static Arguments row(String name, Consumer<EncodedCall> change, String json, String... warnings) {
		EncodedCall encoded = MistralCalls.hello();
		change.accept(encoded);
		return arguments(name, encoded, json, List.of(warnings));
	}

	private static Arguments thinking(String name, String model, ThinkingLevel level, Consumer<EncodedCall> change,
			String json, String... warnings) {
		EncodedCall encoded = MistralCalls.empty(model).user("hello").options((b) -> b.thinking(level));
		change.accept(encoded);
		return arguments(name, encoded, json, List.of(warnings));
	}

}
