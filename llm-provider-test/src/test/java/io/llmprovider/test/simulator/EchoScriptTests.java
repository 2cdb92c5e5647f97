package io.llmprovider.test.simulator;

import java.util.List;

import io.llmprovider.test.simulator.wire.WireJson;
import io.llmprovider.test.simulator.wire.Words;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EchoScriptTests {

	private static final String TOOLS = """
			, "tools": [
			  {"type": "function", "function": {"name": "list_files", "description": "Lists a directory",
			   "parameters": {"type": "object", "properties": {"dir": {"type": "string"}}, "required": ["dir"]}}},
			  {"type": "function", "function": {"name": "get_weather", "description": "Current weather of a city",
			   "parameters": {"type": "object", "properties": {"city": {"type": "string"},
			                  "unit": {"type": "string", "enum": ["celsius", "fahrenheit"]}}, "required": ["city"]}}}]""";

	private final LlmSimulator simulator = LlmSimulator.start();

	@AfterAll
	void close() {
		this.simulator.close();
	}

	private JsonNode openAi(String model, String user, String members) {
		ObjectNode request = (ObjectNode) WireJson.read("{\"x\": 0" + members + "}");
		request.remove("x");
		request.put("model", model);
		if (!request.has("messages")) {
			request.putArray("messages").addObject().put("role", "user").put("content", user);
		}
		return TestClient.json(new TestClient(this.simulator).post(TestClient.OPENAI, WireJson.text(request)));
	}

	private static String text(JsonNode answer) {
		return answer.at("/choices/0/message/content").asString("");
	}

	@Test
	void theLastUserMessageIsEchoedWithUsage() {
		JsonNode answer = openAi("echo", "Good morning", "");
		assertThat(text(answer)).contains("Good morning");
		assertThat(answer.at("/usage/prompt_tokens").asInt()).isEqualTo(6);
		assertThat(answer.at("/usage/completion_tokens").asInt()).isEqualTo(Words.count(text(answer)));
		assertThat(answer.at("/choices/0/message").has("reasoning_content")).isFalse();
	}

	@Test
	void textIsStreamedWordByWord() {
		List<JsonNode> lines = TestClient
			.lines(new TestClient(this.simulator).post(TestClient.OLLAMA, TestClient.ollama("")));
		assertThat(lines).hasSizeGreaterThan(10);
		assertThat(lines.get(2).at("/message/content").asString()).isEqualTo(" \"Hello");
	}

	@Test
	void aThinkingModelReasonsFirstUnlessItIsToldNotTo() {
		JsonNode thinking = openAi("echo-think", "Why?", "");
		assertThat(thinking.at("/choices/0/message/reasoning_content").asString("")).contains("Why?");
		assertThat(thinking.at("/usage/completion_tokens_details/reasoning_tokens").asInt()).isPositive();
		assertThat(openAi("echo", "Why?", ", \"reasoning_effort\": \"low\"").at("/choices/0/message")
			.has("reasoning_content")).isTrue();
		assertThat(openAi("echo-think", "Why?", ", \"reasoning_effort\": \"none\"").at("/choices/0/message")
			.has("reasoning_content")).isFalse();
	}

	@Test
	void aPlanHasNumberedSteps() {
		String plan = text(openAi("echo", "Make a plan to move the shop", ""));
		assertThat(plan).startsWith("Here is a plan for \"Make a plan to move the shop\":")
			.contains("\n1. ")
			.contains("\n2. ")
			.contains("\n3. ");
		assertThat(text(openAi("echo-plan", "Move the shop", TOOLS))).contains("with list_files, get_weather");
		String system = ", \"messages\": [{\"role\":\"system\",\"content\":\"You are in plan mode.\"},{\"role\":\"user\",\"content\":\"Move the shop\"}]";
		assertThat(text(openAi("echo", "", system))).contains("\n3. ");
	}

	@Test
	void theToolThatFitsIsCalledWithValidArguments() {
		JsonNode call = openAi("echo", "What is the weather in Paris?", TOOLS)
			.at("/choices/0/message/tool_calls/0/function");
		assertThat(call.path("name").asString()).isEqualTo("get_weather");
		assertThat(call.path("arguments").asString()).isEqualTo("{\"city\":\"Paris\",\"unit\":\"celsius\"}");
	}

	@ParameterizedTest
	@ValueSource(strings = { "echo-tool", "echo-act" })
	void aModelMadeForToolsCallsTheFirstIfNoneFits(String model) {
		assertThat(openAi(model, "Hm", TOOLS).at("/choices/0/message/tool_calls/0/function/name").asString())
			.isEqualTo("list_files");
	}

	@Test
	void theChoiceOfToolsIsObeyed() {
		assertThat(openAi("echo", "Hm", TOOLS).at("/choices/0/message").has("tool_calls")).isFalse();
		assertThat(openAi("echo-tool", "Hm", TOOLS + ", \"tool_choice\": \"none\"").at("/choices/0/message")
			.has("tool_calls")).isFalse();
		assertThat(openAi("echo", "Hm", TOOLS + ", \"tool_choice\": \"required\"").at("/choices/0/message")
			.has("tool_calls")).isTrue();
		String named = TOOLS + ", \"tool_choice\": {\"type\":\"function\",\"function\":{\"name\":\"get_weather\"}}";
		assertThat(openAi("echo", "Hm", named).at("/choices/0/message/tool_calls/0/function/name").asString())
			.isEqualTo("get_weather");
	}

	@Test
	void anActTurnUsesTheResultOfItsTool() {
		String conversation = """
				, "messages": [{"role": "user", "content": "What is the weather in Paris?"},
				  {"role": "assistant", "content": null, "tool_calls": [{"id": "call_1", "type": "function",
				   "function": {"name": "get_weather", "arguments": "{}"}}]},
				  {"role": "tool", "tool_call_id": "call_1", "content": "21 degrees and sunny"}]""";
		JsonNode answer = openAi("echo-act", "", TOOLS + conversation);
		assertThat(text(answer)).contains("get_weather gave: 21 degrees and sunny");
		assertThat(answer.at("/choices/0/finish_reason").asString()).isEqualTo("stop");
		JsonNode again = openAi("echo-act", "", TOOLS + conversation + ", \"tool_choice\": \"required\"");
		assertThat(again.at("/choices/0/message").has("tool_calls")).as("a call that is demanded").isTrue();
	}

	@Test
	void jsonIsAnsweredByTheSchema() {
		String schema = ", \"response_format\": {\"type\": \"json_schema\", \"json_schema\": {\"name\": \"city\", \"schema\": "
				+ "{\"type\": \"object\", \"properties\": {\"name\": {\"type\": \"string\"}, \"size\": {\"type\": \"integer\", \"minimum\": 5}}}}}";
		assertThat(text(openAi("echo", "Tell me of Rome", schema))).isEqualTo("{\"name\":\"Rome\",\"size\":5}");
		String any = ", \"response_format\": {\"type\": \"json_object\"}";
		assertThat(text(openAi("echo", "Some json", any))).isEqualTo("{\"answer\":\"Some json\"}");
	}

	@Test
	void theLimitOfTokensIsKept() {
		JsonNode answer = openAi("echo", "Good morning", ", \"max_tokens\": 3");
		assertThat(text(answer)).isEqualTo("You said: \"Good");
		assertThat(answer.at("/choices/0/finish_reason").asString()).isEqualTo("length");
		assertThat(answer.at("/usage/completion_tokens").asInt()).isEqualTo(3);
		JsonNode call = openAi("echo-tool", "Hm", TOOLS + ", \"max_completion_tokens\": 1");
		assertThat(call.at("/choices/0/message").has("tool_calls")).isFalse();
		assertThat(call.at("/choices/0/finish_reason").asString()).isEqualTo("length");
	}

}
