package io.llmprovider.protocol.ollama;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import io.llmprovider.chat.AssistantMessage;
import io.llmprovider.chat.ChatOptions;
import io.llmprovider.chat.ChatRequest;
import io.llmprovider.chat.Document;
import io.llmprovider.chat.FinishReason;
import io.llmprovider.chat.Image;
import io.llmprovider.chat.JsonContent;
import io.llmprovider.chat.Origin;
import io.llmprovider.chat.Reasoning;
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
import io.llmprovider.protocol.ChatCall;
import io.llmprovider.protocol.Compat;
import io.llmprovider.protocol.WireRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class OllamaRequestMapperTests {

	private static final Tool WEATHER = Tool.of("get_weather", "The weather of a city",
			"{\"type\":\"object\",\"properties\":{\"city\":{\"type\":\"string\"}}}");

	private static final ToolCall CALL = new ToolCall("call_1", "get_weather", "{\"city\":\"Köln\",\"days\":[1,2.5]}");

	private static final byte[] PNG = { 1, 2, 3, 4 };

	@Test
	void aPlainQuestionHasNothingThatNobodySet() {
		assertThat(Json.text(encode(ChatRequest.of("Hello")).body())).isEqualTo(
				"{\"model\":\"qwen3:8b\",\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}],\"stream\":true}");
	}

	@Test
	void streamingIsSwitchedOffExplicitly() {
		ChatCall call = ChatCall.builder(Model.of("ollama", "qwen3:8b"))
			.baseUrl("http://localhost:11434")
			.request(ChatRequest.of("Hello"))
			.streaming(false)
			.build();
		WireRequest request = HandedOverCall.encode(OllamaAnswers.PROTOCOL, call);
		assertThat(request.body()).containsEntry("stream", false);
		assertThat(request.streaming()).isFalse();
	}

	@ParameterizedTest
	@CsvSource({ "http://localhost:11434,http://localhost:11434/api/chat",
			"http://localhost:11434/,http://localhost:11434/api/chat",
			"http://localhost:11434/api,http://localhost:11434/api/chat",
			"http://localhost:11434/api/,http://localhost:11434/api/chat",
			"http://localhost:11434/api/chat,http://localhost:11434/api/chat",
			"http://localhost:11434/v1,http://localhost:11434/api/chat",
			"http://localhost:11434/v1/,http://localhost:11434/api/chat",
			"https://ollama.com,https://ollama.com/api/chat",
			"https://gate.test/ollama,https://gate.test/ollama/api/chat",
			"https://gate.test/ollama/v1,https://gate.test/ollama/api/chat",
			"http://0.0.0.0:11434,http://localhost:11434/api/chat", "0.0.0.0,http://localhost:11434/api/chat",
			"gpu-box,http://gpu-box:11434/api/chat", "gpu-box:8080,http://gpu-box:8080/api/chat",
			"gpu-box/x,http://gpu-box:11434/x/api/chat", "http://[::1]:11434,http://[::1]:11434/api/chat",
			"[::1],http://[::1]:11434/api/chat" })
	void theAddressIsFoundBelowWhatPeopleWrite(String baseUrl, String expected) {
		ChatCall call = ChatCall.builder(Model.of("ollama", "qwen3:8b"))
			.baseUrl(baseUrl)
			.request(ChatRequest.of("Hello"))
			.build();
		assertThat(HandedOverCall.encode(OllamaAnswers.PROTOCOL, call).uri()).isEqualTo(expected);
	}

	@Test
	void ourOptionsStandInsideOptions() {
		ChatOptions options = ChatOptions.builder()
			.maxTokens(100)
			.temperature(0.5)
			.topP(0.9)
			.seed(7L)
			.stop(List.of("END"))
			.frequencyPenalty(0.1)
			.presencePenalty(0.2)
			.build();
		assertThat(tree(options).path("options")).isEqualTo(Json.tree("{\"num_predict\":100,\"temperature\":0.5,"
				+ "\"top_p\":0.9,\"seed\":7,\"stop\":[\"END\"],\"frequency_penalty\":0.1,\"presence_penalty\":0.2}"));
	}

	/** The words of the model's file end turns: an empty list would replace them. */
	@Test
	void noStopIsNotSent() {
		assertThat(tree(ChatOptions.builder().stop(List.of()).build()).has("options")).isFalse();
	}

	@Test
	void theEnginesOptionsStandInsideOptionsAndTheOthersBeside() {
		ChatOptions options = own(Map.ofEntries(Map.entry("num-ctx", "8192"), Map.entry("num_keep", 4),
				Map.entry("top_k", 40), Map.entry("min_p", 0.05), Map.entry("typical_p", 1),
				Map.entry("repeat_last_n", 64), Map.entry("repeat_penalty", 1.1), Map.entry("num_batch", 512),
				Map.entry("num_gpu", 99), Map.entry("main_gpu", 0), Map.entry("num_thread", 8),
				Map.entry("use_mmap", "true"), Map.entry("draft_num_predict", 4), Map.entry("truncate", false),
				Map.entry("shift", false), Map.entry("logprobs", true), Map.entry("top_logprobs", 3)));
		JsonNode body = tree(options);
		assertThat(body.path("options"))
			.isEqualTo(Json.tree("{\"num_ctx\":8192,\"num_keep\":4,\"top_k\":40,\"min_p\":0.05,"
					+ "\"typical_p\":1,\"repeat_last_n\":64,\"repeat_penalty\":1.1,\"num_batch\":512,\"num_gpu\":99,"
					+ "\"main_gpu\":0,\"num_thread\":8,\"use_mmap\":true,\"draft_num_predict\":4}"));
		assertThat(body.path("truncate").asBoolean(true)).isFalse();
		assertThat(body.path("shift").asBoolean(true)).isFalse();
		assertThat(body.path("logprobs").asBoolean(false)).isTrue();
		assertThat(body.path("top_logprobs").asInt()).isEqualTo(3);
	}

	@Test
	void ollamasOwnOptionCountsMoreThanOurs() {
		ChatOptions options = own(Map.of("num_predict", -1)).toBuilder().maxTokens(100).build();
		assertThat(tree(options).path("options").path("num_predict").asInt()).isEqualTo(-1);
	}

	@Test
	void keepAliveIsANumberOrADuration() {
		assertThat(keepAlive(-1)).isEqualTo("-1");
		assertThat(keepAlive(0)).isEqualTo("0");
		assertThat(keepAlive("-1")).isEqualTo("-1");
		assertThat(keepAlive(" 300 ")).isEqualTo("300");
		assertThat(keepAlive("5m")).isEqualTo("\"5m\"");
		assertThat(keepAlive("-1m")).isEqualTo("\"-1m\"");
		assertThat(keepAlive(Duration.ofMinutes(10))).isEqualTo("600");
		assertThat(keepAlive(Duration.ofMillis(500))).isEqualTo("\"500ms\"");
		assertThat(keepAlive("1.5")).isEqualTo("1.5");
	}

	@ParameterizedTest
	@CsvSource(nullValues = "-", textBlock = """
			qwen3:8b,              -,       -,         0
			qwen3:8b,              OFF,     false,     0
			qwen3:8b,              MINIMAL, true,      0
			qwen3:8b,              LOW,     true,      0
			qwen3:8b,              HIGH,    true,      0
			gpt-oss:20b,           -,       -,         0
			gpt-oss:20b,           OFF,     '"low"',   1
			gpt-oss:20b,           MINIMAL, '"low"',   1
			gpt-oss:20b,           LOW,     '"low"',   0
			gpt-oss:20b,           MEDIUM,  '"medium"', 0
			gpt-oss:20b,           HIGH,    '"high"',  0
			gpt-oss:20b,           XHIGH,   '"high"',  1
			gpt-oss:20b,           MAX,     '"high"',  1
			library/GPT-OSS:120b-cloud, LOW, '"low"',  0
			my-gpt-oss-like,       LOW,     true,      0
			""")
	void thinkingFollowsTheModel(String model, ThinkingLevel level, String expected, int warnings) {
		WireRequest request = encode(Model.of("ollama", model), ChatOptions.builder().thinking(level).build());
		assertThat(think(request)).isEqualTo(expected);
		assertThat(request.warnings()).hasSize(warnings);
	}

	@Test
	void thinkingFollowsWhatIsKnownOfTheModel() {
		Model levels = model(new Capabilities(null, null, true, Set.of(ThinkingLevel.LOW, ThinkingLevel.HIGH), null,
				null, null, null));
		assertThat(think(encode(levels, thinking(ThinkingLevel.HIGH)))).isEqualTo("\"high\"");
		Model none = model(new Capabilities(null, null, false, null, null, null, null, null));
		WireRequest request = encode(none, thinking(ThinkingLevel.HIGH));
		assertThat(think(request)).isNull();
		assertThat(request.warnings()).extracting(Warning::code).containsExactly("thinking-ignored");
		assertThat(think(encode(none, thinking(ThinkingLevel.OFF)))).isEqualTo("false");
	}

	@ParameterizedTest
	@CsvSource(textBlock = """
			HIGH MAX OFF,     OFF,     false,      0
			HIGH MAX OFF,     LOW,     '"high"',   1
			HIGH MAX OFF,     MAX,     '"max"',    0
			LOW MEDIUM HIGH,  OFF,     '"low"',    1
			OFF HIGH,         OFF,     false,      0
			OFF HIGH,         HIGH,    true,       0
			MINIMAL LOW HIGH, MINIMAL, '"low"',    1
			LOW HIGH XHIGH,   XHIGH,   '"max"',    1
			""")
	void onlyNamesThatTheServerKnowsAreSent(String known, ThinkingLevel level, String expected, int warnings) {
		Set<ThinkingLevel> levels = Arrays.stream(known.split(" "))
			.map(ThinkingLevel::valueOf)
			.collect(Collectors.toSet());
		WireRequest request = encode(model(new Capabilities(null, null, true, levels, null, null, null, null)),
				thinking(level));
		assertThat(think(request)).isEqualTo(expected);
		assertThat(request.warnings()).extracting(Warning::code)
			.isEqualTo(Collections.nCopies(warnings, "thinking-clipped"));
	}

	@Test
	void theOptionThinkCountsMoreThanTheLevel() {
		assertThat(think(encode(Model.of("ollama", "m"), own(Map.of("think", "high"))))).isEqualTo("\"high\"");
		ChatOptions options = own(Map.of("think", "false")).toBuilder().thinking(ThinkingLevel.HIGH).build();
		assertThat(think(encode(Model.of("ollama", "m"), options))).isEqualTo("false");
		assertThat(think(encode(Model.of("ollama", "m"), own(Map.of("think", true))))).isEqualTo("true");
	}

	@Test
	void theDialectMayNameLevels() {
		ChatCall call = ChatCall.builder(Model.of("ollama", "m"))
			.baseUrl("http://localhost:11434")
			.request(ChatRequest.of("Hello").withOptions(thinking(ThinkingLevel.XHIGH)))
			.compat(Compat.builder().reasoningEffortMap(Map.of(ThinkingLevel.XHIGH, "max")).build())
			.build();
		assertThat(think(HandedOverCall.encode(OllamaAnswers.PROTOCOL, call))).isEqualTo("\"max\"");
	}

	@Test
	void aLevelThatIsOffMayBeNamedToo() {
		ChatCall call = OllamaAnswers.call(ChatRequest.of("Hello").withOptions(thinking(ThinkingLevel.OFF)))
			.toBuilder()
			.compat(Compat.builder().reasoningEffortMap(Map.of(ThinkingLevel.OFF, "low")).build())
			.build();
		assertThat(think(HandedOverCall.encode(OllamaAnswers.PROTOCOL, call))).isEqualTo("\"low\"");
	}

	@Test
	void aBudgetHasNoPlace() {
		ChatOptions options = thinking(ThinkingLevel.HIGH).toBuilder()
			.thinkingBudgets(Map.of(ThinkingLevel.HIGH, 2048))
			.build();
		WireRequest request = encode(Model.of("ollama", "qwen3:8b"), options);
		assertThat(think(request)).isEqualTo("true");
		assertThat(request.warnings()).extracting(Warning::code).containsExactly("option-left-out");
	}

	@Test
	void aSchemaIsSentAsItIs() {
		ResponseFormat schema = ResponseFormat.jsonSchema("age", "{\"type\":\"object\",\"required\":[\"age\"]}");
		assertThat(tree(ChatOptions.builder().responseFormat(schema).build()).path("format"))
			.isEqualTo(Json.tree("{\"type\":\"object\",\"required\":[\"age\"]}"));
		assertThat(tree(ChatOptions.builder().responseFormat(ResponseFormat.JSON).build()).path("format").asString())
			.isEqualTo("json");
	}

	@Test
	void aFormatIsLeftOutWhileToolsAreOffered() {
		ChatOptions options = ChatOptions.builder().responseFormat(ResponseFormat.JSON).build();
		WireRequest with = encode(ChatRequest.builder().user("Hi").tool(WEATHER).options(options).build());
		assertThat(with.body()).containsKey("tools").doesNotContainKey("format");
		assertThat(with.warnings()).extracting(Warning::code).containsExactly("response-format-dropped");
		WireRequest without = encode(ChatRequest.builder()
			.user("Hi")
			.tool(WEATHER)
			.options(options.toBuilder().toolChoice(ToolChoice.NONE).build())
			.build());
		assertThat(without.body()).containsKey("format").doesNotContainKey("tools");
		assertThat(without.warnings()).isEmpty();
	}

	@Test
	void toolsHaveOpenAisShape() {
		WireRequest request = encode(ChatRequest.builder().user("Hi").tool(WEATHER).build());
		assertThat(Json.tree(Json.text(request.body())).path("tools"))
			.isEqualTo(Json.tree("[{\"type\":\"function\",\"function\":{\"name\":\"get_weather\",\"description\":"
					+ "\"The weather of a city\",\"parameters\":{\"type\":\"object\",\"properties\":{\"city\":"
					+ "{\"type\":\"string\"}}}}}]"));
	}

	@Test
	void wordsThatTheGrammarCannotHoldAreTakenOut() {
		Map<String, Object> limited = Map.of("type", "object", "properties",
				Map.of("zip", Map.of("type", "string", "pattern", "[0-9]{5}")));
		String plain = "{\"type\":\"object\",\"properties\":{\"zip\":{\"type\":\"string\"}}}";
		ChatRequest tools = ChatRequest.builder().user("Hi").tool(new Tool("t", "", limited, null, null)).build();
		ChatRequest format = ChatRequest.of("Hi")
			.withOptions(
					ChatOptions.builder().responseFormat(new ResponseFormat.JsonSchema("zip", limited, true)).build());
		Compat dialect = Compat.builder().unsupportedSchemaKeywords(Set.of("pattern")).build();
		assertThat(tree(tools, dialect).path("tools").path(0).path("function").path("parameters"))
			.isEqualTo(Json.tree(plain));
		assertThat(tree(format, dialect).path("format")).isEqualTo(Json.tree(plain));
		assertThat(Json.text(encode(format).body())).contains("pattern");
	}

	@Test
	void aStrictToolIsOneLikeTheOthers() {
		WireRequest request = encode(ChatRequest.builder().user("Hi").tool(WEATHER.strict(true)).build());
		assertThat(Json.text(request.body())).doesNotContain("strict");
		assertThat(request.warnings()).extracting(Warning::code).containsExactly("option-left-out");
	}

	@Test
	void whatOllamaCannotBeToldIsWarnedOf() {
		ChatOptions options = ChatOptions.builder().parallelToolCalls(false).toolChoice(ToolChoice.REQUIRED).build();
		ChatRequest request = ChatRequest.builder().user("Hi").tool(WEATHER).options(options).build();
		assertThat(encode(request).warnings()).extracting(Warning::code)
			.containsExactly("tool-choice-dropped", "parallel-tool-calls-dropped");
		ChatOptions named = ChatOptions.builder().toolChoice(ToolChoice.of("get_weather")).build();
		assertThat(encode(request.withOptions(named)).warnings()).extracting(Warning::code)
			.containsExactly("tool-choice-dropped");
		ChatOptions auto = ChatOptions.builder().toolChoice(ToolChoice.AUTO).parallelToolCalls(true).build();
		assertThat(encode(request.withOptions(auto)).warnings()).isEmpty();
	}

	@Test
	void aToolLoopGoesBackWithThinkingNamesAndIds() {
		AssistantMessage answer = new AssistantMessage(List.of(new Reasoning("I look it up"), new Text("Moment"), CALL),
				new Origin("ollama", "qwen3:8b", "ollama-chat"), FinishReason.TOOL_CALLS, null);
		JsonNode messages = messages(ChatRequest.builder()
			.system("Be brief")
			.system("Be kind")
			.user("Weather?")
			.message(answer)
			.message(ToolResultMessage.of(CALL, "rain"))
			.build());
		assertThat(messages).isEqualTo(Json
			.tree("""
					[{"role":"system","content":"Be brief\\n\\nBe kind"},
					 {"role":"user","content":"Weather?"},
					 {"role":"assistant","content":"Moment","thinking":"I look it up",
					  "tool_calls":[{"id":"call_1","function":{"name":"get_weather","arguments":{"city":"Köln","days":[1,2.5]}}}]},
					 {"role":"tool","content":"rain","tool_name":"get_weather","tool_call_id":"call_1"}]
					"""));
	}

	@Test
	void picturesOfAToolDoNotEndTheLoop() {
		AssistantMessage answer = new AssistantMessage(List.of(new Reasoning("I look"), CALL),
				new Origin("ollama", "qwen3:8b", "ollama-chat"), FinishReason.TOOL_CALLS, null);
		JsonNode messages = messages(ChatRequest.builder()
			.user("Weather?")
			.message(answer)
			.message(ToolResultMessage.of(CALL, Image.of(PNG, "image/png")))
			.build());
		assertThat(messages.path(1).path("thinking").asString()).isEqualTo("I look");
		assertThat(messages.path(3).path("images")).hasSize(1);
	}

	@Test
	void thinkingOfEarlierTurnsAndOfOthersStaysBehind() {
		AssistantMessage own = AssistantMessage.of(new Reasoning("hm"), new Text("4"));
		assertThat(
				messages(ChatRequest.builder().user("2+2?").message(own).user("3+3?").build()).path(1).has("thinking"))
			.isFalse();
		AssistantMessage foreign = new AssistantMessage(List.of(new Reasoning("hm"), CALL),
				new Origin("anthropic", "c", "anthropic-messages"), null, null);
		assertThat(messages(
				ChatRequest.builder().user("2+2?").message(foreign).message(ToolResultMessage.of(CALL, "x")).build())
			.path(1)
			.has("thinking")).isFalse();
		AssistantMessage hidden = AssistantMessage.of(new Reasoning("secret", true, null), CALL);
		assertThat(messages(ChatRequest.builder().user("2+2?").message(hidden).build()).path(1).has("thinking"))
			.isFalse();
	}

	@Test
	void anEmptyAnswerIsLeftOut() {
		assertThat(messages(ChatRequest.builder().user("a").message(AssistantMessage.of()).user("b").build()))
			.hasSize(2);
	}

	@Test
	void anAnswerMayBeAPictureAlone() {
		JsonNode messages = messages(ChatRequest.builder()
			.user("Draw")
			.message(AssistantMessage.of(Image.of(PNG, "image/png")))
			.user("What is it?")
			.build());
		assertThat(messages).hasSize(3);
		assertThat(messages.path(1).path("role").asString()).isEqualTo("assistant");
		assertThat(messages.path(1).path("images")).hasSize(1);
	}

	@Test
	void aQuestionThatSaysNothingDoesNotJustLoadTheModel() {
		ChatRequest request = ChatRequest.builder().system("Be brief").user("").build();
		assertThatExceptionOfType(InvalidRequestException.class).isThrownBy(() -> encode(request))
			.withMessageContaining("no message to send");
	}

	@Test
	void argumentsAreAlwaysAnObject() {
		ToolCall empty = new ToolCall("c", "ls", "");
		ToolCall broken = new ToolCall("d", "ls", "{\"dir\":\"/tmp\",\"rec");
		WireRequest request = encode(
				ChatRequest.builder().user("a").message(AssistantMessage.of(empty, broken)).build());
		JsonNode answer = Json.tree(Json.text(request.body())).path("messages").path(1);
		assertThat(answer.path("content")).isEqualTo(Json.tree("\"\""));
		JsonNode calls = answer.path("tool_calls");
		assertThat(calls.path(0).path("function").path("arguments")).isEqualTo(Json.tree("{}"));
		assertThat(calls.path(1).path("function").path("arguments"))
			.isEqualTo(Json.tree("{\"INVALID_JSON\":\"{\\\"dir\\\":\\\"/tmp\\\",\\\"rec\"}"));
		assertThat(request.warnings()).extracting(Warning::code).contains("tool-arguments-changed");
	}

	@Test
	void resultsAreTextWhateverTheyHold() {
		ToolCall other = new ToolCall("call_2", "get_map", "{}");
		JsonNode messages = messages(ChatRequest.builder()
			.user("a")
			.message(AssistantMessage.of(CALL, other))
			.message(ToolResultMessage.of(CALL, new Text("one"), JsonContent.of(Map.of("two", 2))))
			.message(ToolResultMessage.failed(other, "no such city"))
			.build());
		assertThat(messages.path(2).path("content").asString()).isEqualTo("one\n\n{\"two\":2}");
		assertThat(messages.path(3).path("content").asString()).isEqualTo("Error: no such city");
	}

	@ParameterizedTest
	@ValueSource(strings = { "data:image/png;base64,AQIDBA==", "DATA:image/png;charset=x;base64,AQIDBA==",
			"data:image/png;base64,AQID\r\nBA==" })
	void imagesAreBareBase64(String url) {
		JsonNode messages = messages(ChatRequest.builder()
			.user(new Text("What?"), Image.of(PNG, "image/png"), Image.ofUrl(url), new Text("Say."))
			.build());
		assertThat(messages).isEqualTo(Json
			.tree("[{\"role\":\"user\",\"content\":\"What?\\n\\nSay.\",\"images\":[\"AQIDBA==\",\"AQIDBA==\"]}]"));
	}

	@Test
	void anImageByAddressBecomesANote() {
		UserMessage picture = UserMessage.of(new Text("See"), Image.ofUrl("https://x.test/a.png"));
		WireRequest request = encode(ChatRequest.builder().message(picture).build());
		assertThat(Json.text(request.body()))
			.contains("See\\n\\n(image left out: Ollama takes images as bytes, not as an address)");
		assertThat(request.warnings()).extracting(Warning::code).containsExactly("media-left-out");
	}

	@Test
	void whatWasNotMadeFitIsRefused() {
		ChatRequest picture = ChatRequest.builder().user(Image.ofUrl("https://x.test/a.png")).build();
		assertThatExceptionOfType(InvalidRequestException.class)
			.isThrownBy(() -> OllamaAnswers.PROTOCOL.encode(OllamaAnswers.call(picture)))
			.withMessageContaining("Image.of(bytes, mediaType)")
			.satisfies((ex) -> assertThat(ex.attempts()).isZero());
	}

	@Test
	void documentsAreSentIfTheyAreText() {
		Document text = Document.of("Größe: 3".getBytes(StandardCharsets.UTF_8), "text/plain; charset=utf-8",
				"notes.txt");
		assertThat(
				messages(ChatRequest.builder().user(new Text("Read"), text).build()).path(0).path("content").asString())
			.isEqualTo("Read\n\nnotes.txt:\nGröße: 3");
		Document pdf = Document.of(PNG, "application/pdf", "a.pdf");
		assertThat(messages(ChatRequest.builder().user(pdf).build()).path(0).path("content").asString())
			.isEqualTo("(document a.pdf left out: Ollama takes documents only if they are text)");
	}

	@Test
	void imagesOfToolResultsFollowTheLastResult() {
		ToolCall other = new ToolCall("call_2", "get_map", "{}");
		ChatRequest request = ChatRequest.builder()
			.user("a")
			.message(AssistantMessage.of(CALL, other))
			.message(ToolResultMessage.of(CALL, new Text("seen"), Image.of(PNG, "image/png")))
			.message(ToolResultMessage.of(other, "map"))
			.build();
		JsonNode messages = messages(request);
		assertThat(messages).hasSize(5);
		assertThat(messages.path(2).has("images")).isFalse();
		assertThat(messages.path(3).path("role").asString()).isEqualTo("tool");
		assertThat(messages.path(4).path("role").asString()).isEqualTo("user");
		assertThat(messages.path(4).path("images")).isEqualTo(Json.tree("[\"AQIDBA==\"]"));
		ChatCall call = ChatCall.builder(Model.of("ollama", "m"))
			.baseUrl("http://localhost:11434")
			.request(request)
			.compat(Compat.builder().supportsImagesInToolResults(true).build())
			.build();
		JsonNode inline = Json.tree(Json.text(HandedOverCall.encode(OllamaAnswers.PROTOCOL, call).body()))
			.path("messages");
		assertThat(inline).hasSize(4);
		assertThat(inline.path(2).has("images")).isTrue();
	}

	@Test
	void halfCharactersAreRemovedEverywhere() {
		String half = "a\uD83Db";
		ToolCall call = new ToolCall("c", "ls", Json.text(Map.of("x", "y")));
		WireRequest request = encode(ChatRequest.builder()
			.system(half)
			.user("😀" + half)
			.message(AssistantMessage.of(new Text("\uDE00"), call))
			.message(ToolResultMessage.of(call, half))
			.tool(new Tool("ls", half, Map.of("type", "object", "description", half), null, null))
			.build());
		assertThat(new String(request.bytes(), StandardCharsets.UTF_8)).contains("😀ab").doesNotContain("?");
	}

	@Test
	void unknownOptionsAreRefusedWithTheNearestName() {
		assertThatExceptionOfType(IllegalArgumentException.class)
			.isThrownBy(() -> OllamaAnswers.PROTOCOL.options().check(Map.of("num_ctxt", 1)))
			.withMessageContaining("num_ctx");
	}

	private static String keepAlive(Object value) {
		return Json.text(tree(own(Map.of("keep_alive", value))).path("keep_alive"));
	}

	private static String think(WireRequest request) {
		Object think = request.body().get("think");
		return (think != null) ? Json.text(think) : null;
	}

	private static ChatOptions thinking(ThinkingLevel level) {
		return ChatOptions.builder().thinking(level).build();
	}

	/** As the pipeline hands them on: by declared name and type. */
	private static ChatOptions own(Map<String, ?> options) {
		return ChatOptions.builder().providerOptions(OllamaAnswers.PROTOCOL.options().check(options)).build();
	}

	private static Model model(Capabilities capabilities) {
		return Model.builder("ollama", "m").capabilities(capabilities).build();
	}

	private static JsonNode tree(ChatOptions options) {
		return Json.tree(Json.text(encode(ChatRequest.of("Hello").withOptions(options)).body()));
	}

	private static JsonNode tree(ChatRequest request, Compat dialect) {
		ChatCall call = OllamaAnswers.call(request).toBuilder().compat(dialect).build();
		return Json.tree(Json.text(HandedOverCall.encode(OllamaAnswers.PROTOCOL, call).body()));
	}

	private static JsonNode messages(ChatRequest request) {
		return Json.tree(Json.text(encode(request).body())).path("messages");
	}

	private static WireRequest encode(ChatRequest request) {
		return HandedOverCall.encode(OllamaAnswers.PROTOCOL, OllamaAnswers.call(request));
	}

	private static WireRequest encode(Model model, ChatOptions options) {
		return HandedOverCall.encode(OllamaAnswers.PROTOCOL,
				ChatCall.builder(model)
					.baseUrl("http://localhost:11434")
					.request(ChatRequest.of("Hello").withOptions(options))
					.build());
	}

}
