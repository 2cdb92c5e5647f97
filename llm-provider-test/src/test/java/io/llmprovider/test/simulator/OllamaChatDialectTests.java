package io.llmprovider.test.simulator;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.llmprovider.chat.FinishReason;
import io.llmprovider.model.Usage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OllamaChatDialectTests {

	private static final String WHOLE = ", \"stream\": false";

	private static final String TOOL = "{\"type\":\"function\",\"function\":{\"name\":\"ls\",\"parameters\":{\"type\":\"object\",\"properties\":{}}}}";

	private final LlmSimulator simulator = LlmSimulator.start();

	private final LlmSimulator listed = LlmSimulator.builder()
		.models(SimulatedModel.of("plain").withTools(false), SimulatedModel.of("thinker"))
		.start();

	@AfterAll
	void close() {
		this.simulator.close();
		this.listed.close();
	}

	private HttpResponse<String> post(String body) {
		return new TestClient(this.simulator).post(TestClient.OLLAMA, body);
	}

	private HttpResponse<String> ask(Answer answer, String members) {
		this.simulator.enqueue(answer);
		return post(TestClient.ollama(members));
	}

	private static String message(String members) {
		return "{\"model\":\"m\",\"messages\":[{\"role\":\"user\"" + members + "}]}";
	}

	private static String mismatch(String kind, String path, String type) {
		return "json: cannot unmarshal " + kind + " into Go struct field ChatRequest." + path + " of type " + type;
	}

	static Stream<Arguments> naiveRequests() {
		return Stream.of(arguments("", "missing request body"), arguments("{\"model\":", "unexpected EOF"),
				arguments("{\"messages\":[]}", "model is required"),
				arguments("{\"model\":7}", mismatch("number", "model", "string")),
				arguments("{\"model\":\"m\",\"messages\":{}}", mismatch("object", "messages", "[]api.Message")),
				arguments(message(",\"content\":[{\"type\":\"text\",\"text\":\"Hi\"}]"),
						mismatch("array", "messages.content", "string")),
				arguments(message(
						",\"content\":\"\",\"tool_calls\":[{\"function\":{\"name\":\"ls\",\"arguments\":\"{}\"}}]"),
						mismatch("string", "messages.tool_calls.function.arguments", "api.ToolCallFunctionArguments")),
				arguments(message(",\"content\":\"\",\"images\":[\"data:image/png;base64,iVBORw0KGgo=\"]"),
						"illegal base64 data at input byte 4"),
				arguments(message(",\"content\":\"\",\"images\":[\"iVBORw0KGgo\"]"),
						"illegal base64 data at input byte 11"),
				arguments(message(",\"content\":\"\",\"images\":[{\"url\":\"x\"}]"),
						mismatch("object", "messages.images", "api.ImageData")),
				arguments(TestClient.ollama(", \"stream\": \"no\""), mismatch("string", "stream", "bool")),
				arguments(TestClient.ollama(", \"options\": [1]"),
						mismatch("array", "options", "map[string]interface {}")),
				arguments(TestClient.ollama(", \"think\": \"hard\""),
						"invalid think value: \"hard\" (must be \"high\", \"medium\", \"low\", \"max\", true, or false)"),
				arguments(TestClient.ollama(", \"think\": 1"),
						"think must be a boolean or string (\"high\", \"medium\", \"low\", \"max\", true, or false)"),
				arguments(TestClient.ollama(", \"tools\": {}"), mismatch("object", "tools", "api.Tools")),
				arguments(TestClient.ollama(", \"tools\": [{\"type\":\"function\",\"function\":\"ls\"}]"),
						mismatch("string", "tools.function", "api.ToolFunction")),
				arguments(TestClient.ollama(
						", \"tools\": [{\"type\":\"function\",\"function\":{\"name\":\"ls\",\"parameters\":\"{}\"}}]"),
						mismatch("string", "tools.function.parameters", "api.ToolFunctionParameters")),
				arguments(TestClient.ollama(", \"keep_alive\": \"300\""), "time: missing unit in duration \"300\""),
				arguments(TestClient.ollama(", \"keep_alive\": \"soon\""), "time: invalid duration \"soon\""),
				arguments(TestClient.ollama(", \"keep_alive\": \"1d\""), "time: unknown unit \"d\" in duration \"1d\""),
				arguments(TestClient.ollama(", \"keep_alive\": true"), "Unsupported type: 'bool'"),
				arguments(TestClient.ollama(", \"top_logprobs\": 21"), "top_logprobs must be between 0 and 20"));
	}

	@ParameterizedTest
	@MethodSource("naiveRequests")
	void naiveRequestsAreRefusedInOllamasWords(String request, String message) {
		HttpResponse<String> response = post(request);
		assertThat(TestClient.json(response).path("error").asString()).isEqualTo(message);
		assertThat(TestClient.json(response).propertyNames()).containsExactly("error");
		assertThat(response.statusCode()).isEqualTo(400);
		assertThat(response.headers().firstValue("content-type")).hasValue("application/json; charset=utf-8");
	}

	@ParameterizedTest
	@ValueSource(strings = { "{\"num_ctx\": \"8192\"}~option \"num_ctx\" must be of type integer",
			"{\"temperature\": \"0.5\"}~option \"temperature\" must be of type float32",
			"{\"use_mmap\": 1}~option \"use_mmap\" must be of type boolean",
			"{\"stop\": \"x\"}~option \"stop\" must be of type array",
			"{\"stop\": [1]}~option \"stop\" must be of an array of strings" })
	void optionsOfTheWrongTypeFailInTheRunner(String optionsAndMessage) {
		String[] both = optionsAndMessage.split("~");
		HttpResponse<String> response = post(TestClient.ollama(", \"options\": " + both[0]));
		assertThat(response.statusCode()).isEqualTo(500);
		assertThat(TestClient.json(response).path("error").asString()).isEqualTo(both[1]);
	}

	@Test
	void aFormatThatIsNeitherJsonNorASchemaFailsInTheRunner() {
		HttpResponse<String> response = post(TestClient.ollama(", \"format\": \"yaml\""));
		assertThat(response.statusCode()).isEqualTo(500);
		assertThat(TestClient.json(response).path("error").asString())
			.isEqualTo("invalid format: \"\\\"yaml\\\"\"; expected \"json\" or a valid JSON Schema object");
	}

	@Test
	void whatAModelCannotDoIsRefused() {
		TestClient client = new TestClient(this.listed);
		HttpResponse<String> unknown = client.post(TestClient.OLLAMA, TestClient.ollama(""));
		assertThat(unknown.statusCode()).isEqualTo(404);
		assertThat(unknown.body()).isEqualTo("{\"error\":\"model 'echo' not found\"}");
		HttpResponse<String> thinking = client.post(TestClient.OLLAMA,
				TestClient.ollama(", \"think\": true").replace("echo", "plain"));
		assertThat(thinking.statusCode()).isEqualTo(400);
		assertThat(TestClient.json(thinking).path("error").asString()).isEqualTo("\"plain\" does not support thinking");
		HttpResponse<String> tools = client.post(TestClient.OLLAMA,
				TestClient.ollama(", \"tools\": [" + TOOL + "]").replace("echo", "plain"));
		assertThat(tools.statusCode()).isEqualTo(400);
		assertThat(TestClient.json(tools).path("error").asString())
			.isEqualTo("registry.ollama.ai/library/plain:latest does not support tools");
		HttpResponse<String> off = client.post(TestClient.OLLAMA,
				TestClient.ollama(", \"think\": false").replace("echo", "plain:latest"));
		assertThat(off.statusCode()).isEqualTo(200);
	}

	@Test
	void aModelThatCanThinkDoesUnlessToldNotTo() {
		TestClient client = new TestClient(this.listed);
		String request = TestClient.ollama(WHOLE).replace("echo", "thinker");
		assertThat(TestClient.json(client.post(TestClient.OLLAMA, request)).at("/message/thinking").asString(""))
			.isNotEmpty();
		String off = TestClient.ollama(WHOLE + ", \"think\": false").replace("echo", "thinker");
		assertThat(TestClient.json(client.post(TestClient.OLLAMA, off)).at("/message").has("thinking")).isFalse();
	}

	@ParameterizedTest
	@ValueSource(strings = { ", \"keep_alive\": -1", ", \"keep_alive\": \"5m\"", ", \"keep_alive\": \"1h30m\"",
			", \"keep_alive\": \"-1s\"", ", \"think\": \"low\", \"tools\": [" + TOOL + "]",
			", \"format\": \"json\", \"options\": {\"num_ctx\": 8192, \"stop\": [\"x\"], \"temperature\": 0}",
			", \"format\": {\"type\":\"object\",\"properties\":{}}",
			", \"messages\": [{\"role\":\"user\",\"content\":\"\",\"images\":[\"iVBORw0KGgo=\"]}]",
			", \"messages\": [{\"role\":\"assistant\",\"content\":\"\",\"tool_calls\":[{\"function\":{\"name\":\"ls\",\"arguments\":{}}}]},{\"role\":\"tool\",\"tool_name\":\"ls\",\"content\":\"a\"}]" })
	void goodRequestsAreAccepted(String members) {
		assertThat(post(TestClient.ollama(members)).statusCode()).isEqualTo(200);
	}

	@Test
	void whatTheServerWouldIgnoreIsTold() {
		this.listed.reset();
		TestClient client = new TestClient(this.listed);
		client.post(TestClient.OLLAMA,
				TestClient.ollama(", \"temperature\": 0, \"options\": {\"max_tokens\": 5, \"seed\": 1}")
					.replace("echo", "plain"));
		assertThat(this.listed.chats().get(0).ignoredMembers()).containsExactly("temperature", "options.max_tokens");
	}

	@Test
	void aStreamHasALineForEachDeltaAndOneThatIsDone() {
		Answer answer = Answer.builder()
			.reasoning("Hm.")
			.deltas("Hel", "lo")
			.toolCall("call_1", "ls", "{\"dir\":\".\"}")
			.usage(Usage.of(45, 30))
			.build();
		HttpResponse<String> response = ask(answer, "");
		assertThat(response.headers().firstValue("content-type")).hasValue("application/x-ndjson");
		List<JsonNode> lines = TestClient.lines(response);
		assertThat(lines.stream().map((line) -> line.path("message").toString())).containsExactly(
				"{\"role\":\"assistant\",\"content\":\"\",\"thinking\":\"Hm.\"}",
				"{\"role\":\"assistant\",\"content\":\"Hel\"}", "{\"role\":\"assistant\",\"content\":\"lo\"}",
				"{\"role\":\"assistant\",\"content\":\"\",\"tool_calls\":[{\"id\":\"call_1\",\"function\":{\"index\":0,\"name\":\"ls\",\"arguments\":{\"dir\":\".\"}}}]}",
				"{\"role\":\"assistant\",\"content\":\"\"}");
		assertThat(lines.stream().map((line) -> line.path("done").asBoolean())).containsExactly(false, false, false,
				false, true);
		JsonNode done = lines.get(4);
		assertThat(done.path("done_reason").asString()).isEqualTo("stop");
		assertThat(done.path("prompt_eval_count").asInt()).isEqualTo(45);
		assertThat(done.path("eval_count").asInt()).isEqualTo(30);
		assertThat(done.path("eval_duration").asLong()).isEqualTo(600_000_000L);
		assertThat(done.path("created_at").asString()).endsWith("Z");
	}

	@Test
	void aWholeAnswerIsTheSameObjectOnce() {
		Answer answer = Answer.builder().reasoning("Hm.").text("Hello").finish(FinishReason.LENGTH).build();
		HttpResponse<String> response = ask(answer, WHOLE);
		assertThat(response.headers().firstValue("content-type")).hasValue("application/json; charset=utf-8");
		JsonNode body = TestClient.json(response);
		assertThat(body.path("message").toString())
			.isEqualTo("{\"role\":\"assistant\",\"content\":\"Hello\",\"thinking\":\"Hm.\"}");
		assertThat(body.path("done_reason").asString()).isEqualTo("length");
		assertThat(body.path("done").asBoolean()).isTrue();
	}

	@Test
	void unknownUsageIsLeftOut() {
		JsonNode body = TestClient.json(ask(Answer.builder().text("Hi").usage(Usage.UNKNOWN).build(), WHOLE));
		assertThat(body.has("prompt_eval_count")).isFalse();
		assertThat(body.has("eval_count")).isFalse();
	}

	@Test
	void noMessagesOnlyLoadTheModel() {
		JsonNode load = TestClient.json(post("{\"model\":\"m\",\"messages\":[]}"));
		assertThat(load.path("done_reason").asString()).isEqualTo("load");
		JsonNode unload = TestClient.json(post("{\"model\":\"m\",\"keep_alive\":0}"));
		assertThat(unload.path("done_reason").asString()).isEqualTo("unload");
	}

	@Test
	void argumentsThatAreNoObjectFailAsTheServersParserDoes() {
		HttpResponse<String> response = ask(Answer.toolCall("ls", "{\"dir"), "");
		assertThat(response.statusCode()).isEqualTo(500);
		assertThat(TestClient.json(response).path("error").asString())
			.isEqualTo("error parsing tool call: raw='{\"dir'");
	}

	@Test
	void anErrorAfterTheFirstLineIsALineOfItsOwn() {
		Answer answer = Answer.builder().text("Hi").failure(SimulatedError.of(500, "runner died")).build();
		HttpResponse<String> response = ask(answer, "");
		assertThat(response.statusCode()).isEqualTo(200);
		assertThat(response.body().lines().collect(Collectors.toList())).hasSize(2)
			.last()
			.isEqualTo("{\"error\":\"runner died\"}");
		HttpResponse<String> first = ask(Answer.builder().failure(SimulatedError.of(503, "server busy")).build(), "");
		assertThat(first.statusCode()).isEqualTo(503);
	}

}
